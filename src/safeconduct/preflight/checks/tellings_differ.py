# SPDX-License-Identifier: Apache-2.0
"""Pieces that tell one record deny and offer choices alike."""

from collections.abc import Iterator

from safeconduct.model.judgement import Severity
from safeconduct.model.mention import MentionKind
from safeconduct.preflight.parity import differences
from safeconduct.preflight.passages import Retelling
from safeconduct.preflight.registry import Fault, check
from safeconduct.preflight.scene import Scene


@check(
    id="tellings-differ",
    subject=Retelling,
    severity=Severity.WARN,
    rationale=(
        "Leaflet, guide and recording are heard side by side; where one says “not” or “or” and the other does not, one "
        "of them misleads."
    ),
    remedy="Word the link alike in every piece, or give the differing statement a claim of its own.",
    reference="docs/standard.md#languages",
)
def tellings_differ(retelling: Retelling, scene: Scene) -> Iterator[Fault]:
    """Yield a fault for each place where it is so."""
    for what, kind in (("negations", MentionKind.NEGATION), ("alternatives (“or”)", MentionKind.ALTERNATIVE)):
        yield from differences(retelling.links, scene.read, f"The {what}", kind)
