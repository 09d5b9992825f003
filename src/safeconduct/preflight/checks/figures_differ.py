# SPDX-License-Identifier: Apache-2.0
"""Every language of a piece has the same numbers and dates in the same block."""

from collections.abc import Iterator

from safeconduct.model.judgement import Severity
from safeconduct.preflight.parity import differences
from safeconduct.preflight.passages import Parallel
from safeconduct.preflight.registry import Fault, check
from safeconduct.preflight.scene import Scene
from safeconduct.preflight.wording import FIGURES


@check(
    id="figures-differ",
    subject=Parallel,
    severity=Severity.STOP,
    rationale=(
        "A figure that reads 10,000 in one language and 1,000 in another is wrong in one of them, and whoever compares "
        "them trusts neither."
    ),
    remedy="Compare both texts with the claim, and correct the one that is wrong.",
    reference="docs/standard.md#languages",
)
def figures_differ(parallel: Parallel, scene: Scene) -> Iterator[Fault]:
    """Yield a fault for each place where it is so."""
    yield from differences(parallel.passages, scene.read, "The figures", *FIGURES)
