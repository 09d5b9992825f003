# SPDX-License-Identifier: Apache-2.0
"""No private-use, control or invisible character is printed."""

import unicodedata
from collections.abc import Iterator

from safeconduct.model.edition import Copy
from safeconduct.model.judgement import Severity
from safeconduct.preflight.engine import Fault, check
from safeconduct.preflight.scene import Scene


@check(
    id="character-forbidden",
    subject=Copy,
    severity=Severity.STOP,
    rationale=(
        "Private-use, invisible and direction-changing characters print differently on each machine, hide "
        "words from checks, and can mark a copy."
    ),
    remedy="Delete the character and type the word again.",
    reference="docs/standard.md#characters",
)
def character_forbidden(copy: Copy, scene: Scene) -> Iterator[Fault]:
    """Yield a fault for each place where it is so."""
    for block in copy.blocks:
        for char in dict.fromkeys(block.text):
            if unicodedata.category(char) in ("Co", "Cc", "Cf", "Cs", "Cn") and char not in "\t":
                yield Fault(f"Here stands the forbidden character U+{ord(char):04X}.", at=block.at)
