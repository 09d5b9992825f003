# SPDX-License-Identifier: Apache-2.0
"""Korean copy that is set in a typeface of the South is told."""

from collections.abc import Iterator

from safeconduct.model.judgement import Severity
from safeconduct.preflight.registry import Fault, check
from safeconduct.preflight.scene import Scene, Worded


@check(
    id="typeface-southern",
    subject=Worded,
    severity=Severity.NOTE,
    rationale="The law that punishes Southern wording in the North names Southern typefaces beside it.",
    remedy="Ask a reader from the North whether this face is taken for a Southern one; the publisher decides.",
    reference="docs/standard.md#words-of-the-readers",
)
def typeface_southern(worded: Worded, scene: Scene) -> Iterator[Fault]:
    """Yield a fault for each place where it is so."""
    for one, at in worded.noted("southern-typeface"):
        yield Fault(f"Korean is set in {one.words}. {one.why}", at)
