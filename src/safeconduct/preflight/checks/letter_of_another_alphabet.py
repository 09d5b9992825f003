# SPDX-License-Identifier: Apache-2.0
"""No letter of one alphabet stands in a word of another."""

from collections.abc import Iterator

from safeconduct.model.judgement import Severity
from safeconduct.preflight.registry import Fault, check
from safeconduct.preflight.scene import Scene, Worded


@check(
    id="letter-of-another-alphabet",
    subject=Worded,
    severity=Severity.WARN,
    rationale=(
        "Letters that look alike break search, spelling and the voice that reads aloud, and are a way of"
        " marking copies."
    ),
    remedy="Type the word again on one keyboard.",
    reference="docs/standard.md#words-of-the-readers",
)
def letter_of_another_alphabet(worded: Worded, scene: Scene) -> Iterator[Fault]:
    """Yield a fault for each place where it is so."""
    for one, at in worded.noted("other-alphabet"):
        yield Fault(f"“{one.words}”: {one.why}", at)
