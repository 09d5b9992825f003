# SPDX-License-Identifier: Apache-2.0
"""No copy claims to be a pass."""

import re
from collections.abc import Iterator

from safeconduct.model.edition import Copy
from safeconduct.model.judgement import Severity
from safeconduct.preflight.engine import Fault, check
from safeconduct.preflight.scene import Scene

_PASS = re.compile(
    r"safe[- ]conduct|\bpass(?:es)?\b(?! (?:on|by|it|this)\b)|passierschein"
    r"|перепустк\w*|пропуск\w*|통행증|안전보장증|신변안전증",
    re.IGNORECASE,
)


@check(
    id="pass-claimed",
    subject=Copy,
    severity=Severity.STOP,
    rationale=(
        "Only a military authority can issue a safe-conduct pass. Paper that pretends to be one costs the "
        "life of whoever trusts it, and the credit of every true one."
    ),
    remedy="Call it information; only the notice of the edition may speak of a pass, to say that this is none.",
    reference="docs/standard.md#notice",
    waivable=False,
)
def pass_claimed(copy: Copy, scene: Scene) -> Iterator[Fault]:
    """Yield a fault for each place where it is so."""
    for block in copy.blocks:
        for found in _PASS.finditer(block.text):
            yield Fault(f"“{found[0]}” claims or suggests that the paper is a pass.", at=block.at)
