# SPDX-License-Identifier: Apache-2.0
"""Every language of a piece says “not” as often in the same block."""

from collections.abc import Iterator

from safeconduct.model.judgement import Severity
from safeconduct.model.mention import MentionKind
from safeconduct.preflight.parity import differences
from safeconduct.preflight.passages import Parallel
from safeconduct.preflight.registry import Fault, check
from safeconduct.preflight.scene import Scene


@check(
    id="negation-differs",
    subject=Parallel,
    severity=Severity.WARN,
    rationale=(
        "A lost “not” turns a warning into an invitation. Languages deny in different ways, so a person looks at "
        "the two sentences and decides."
    ),
    remedy="Put the “not” back, or say it with a negation in every language alike.",
    reference="docs/standard.md#languages",
)
def negation_differs(parallel: Parallel, scene: Scene) -> Iterator[Fault]:
    """Yield a fault for each place where it is so."""
    yield from differences(parallel.passages, scene.read, "The negations", MentionKind.NEGATION)
