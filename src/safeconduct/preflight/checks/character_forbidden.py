# SPDX-License-Identifier: Apache-2.0
"""No private-use, control or invisible character is printed."""

import unicodedata
from collections.abc import Iterator

from safeconduct.model.edition import Copy
from safeconduct.model.judgement import Severity
from safeconduct.preflight.registry import Fault, check
from safeconduct.preflight.scene import Phrase, Scene, said

REPLACED = "\ufffd"
"""What other programs put in the place of a character that they could not read."""


@check(
    id="character-forbidden",
    subject=(Copy, Phrase),
    severity=Severity.STOP,
    rationale=(
        "Private-use, invisible and direction-changing characters print differently on each machine, hide "
        "words from checks, and can mark a copy."
    ),
    remedy="Delete the character and type the word again.",
    reference="docs/standard.md#characters",
)
def character_forbidden(words: Copy | Phrase, scene: Scene) -> Iterator[Fault]:
    """Yield a fault for each place where it is so."""
    for at, text in said(words):
        for char in dict.fromkeys(text):
            if char == REPLACED or (unicodedata.category(char) in ("Co", "Cc", "Cf", "Cs", "Cn") and char not in "\t"):
                yield Fault(f"Here stands the forbidden character U+{ord(char):04X}.", at=at)
