# SPDX-License-Identifier: Apache-2.0
"""Every language of a piece says “or” as often in the same block."""

from collections.abc import Iterator

from safeconduct.model.judgement import Severity
from safeconduct.model.mention import MentionKind
from safeconduct.preflight.parity import differences
from safeconduct.preflight.passages import Parallel
from safeconduct.preflight.registry import Fault, check
from safeconduct.preflight.scene import Scene


@check(
    id="alternative-differs",
    subject=Parallel,
    severity=Severity.WARN,
    rationale=(
        "“White cloth or raised hands” and “white cloth and raised hands” are different orders, and a reader who "
        "cannot do both may die of the difference."
    ),
    remedy="Say “or” in every language alike, or in none.",
    reference="docs/standard.md#languages",
)
def alternative_differs(parallel: Parallel, scene: Scene) -> Iterator[Fault]:
    """Yield a fault for each place where it is so."""
    yield from differences(parallel.passages, scene.read, "The alternatives (“or”)", MentionKind.ALTERNATIVE)
