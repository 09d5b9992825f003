# SPDX-License-Identifier: Apache-2.0
"""No copy claims to be a pass."""

import re
from collections.abc import Iterator

from safeconduct.model.edition import Copy
from safeconduct.model.judgement import Severity
from safeconduct.preflight.registry import Fault, check
from safeconduct.preflight.scene import Phrase, Scene, said

_PASS = re.compile(
    r"safe[- ]conduct|\bpass(?:es)?\b(?! (?:on|by|it|this)\b)|passierschein"
    r"|перепустк\w*|пропуск\w*|통행증|안전보장증|신변안전증",
    re.IGNORECASE,
)


@check(
    id="pass-claimed",
    subject=(Copy, Phrase),
    severity=Severity.STOP,
    rationale=(
        "Only a military authority can issue a safe-conduct pass. Paper that pretends to be one costs the "
        "life of whoever trusts it, and the credit of every true one."
    ),
    remedy="Call it information; only the notice of the edition may speak of a pass, to say that this is none.",
    reference="docs/standard.md#notice",
)
def pass_claimed(words: Copy | Phrase, scene: Scene) -> Iterator[Fault]:
    """Yield a fault for each place where it is so."""
    if isinstance(words, Phrase) and words.is_notice:
        return  # it may speak of a pass, to say that this is none
    for at, text in said(words):
        for found in _PASS.finditer(text):
            yield Fault(f"“{found[0]}” claims or suggests that the paper is a pass.", at=at)
