# SPDX-License-Identifier: Apache-2.0
"""Every language of a piece names the same persons, bodies, forces, places and laws in the same block."""

from collections.abc import Iterator

from safeconduct.model.judgement import Severity
from safeconduct.model.mention import Mention, MentionKind
from safeconduct.preflight.parity import differences
from safeconduct.preflight.passages import Parallel
from safeconduct.preflight.registry import Fault, check
from safeconduct.preflight.scene import Scene


def _known(name: Mention) -> str | None:
    return None if name.value.startswith("?") else name.value


@check(
    id="names-differ-in-copy",
    subject=Parallel,
    severity=Severity.WARN,
    rationale=(
        "A name that stands in one language only tells its readers something that the others are not told, or hides "
        "who said it."
    ),
    remedy="Name the same entities in every language; add the missing form to entities/ if it is there unrecognised.",
    reference="docs/standard.md#languages",
)
def names_differ_in_copy(parallel: Parallel, scene: Scene) -> Iterator[Fault]:
    """Yield a fault for each place where it is so."""
    yield from differences(parallel.passages, scene.read, "The names", MentionKind.NAME, meaning=_known, counted=False)
