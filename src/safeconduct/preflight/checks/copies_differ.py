# SPDX-License-Identifier: Apache-2.0
"""The languages of a piece have the same blocks, steps and citations."""

from collections.abc import Iterator

from safeconduct.model.edition import Block, Piece
from safeconduct.model.judgement import Severity
from safeconduct.preflight.registry import Fault, check
from safeconduct.preflight.scene import Scene

Shape = tuple[str, str, str | None, tuple[str, ...]]


def _shape(block: Block) -> Shape:
    cites = tuple(sorted({run.cites for run in block.every_run() if run.cites}))
    return block.id, block.kind, block.picture, cites


def _first_difference(ours: tuple[Block, ...], theirs: tuple[Block, ...]) -> tuple[Block | None, str]:
    for our, their in zip(ours, theirs, strict=False):
        if our.id != their.id:
            return their, f"here one has {{#{our.id}}} and the other {{#{their.id}}}"
        if _shape(our) != _shape(their):
            return their, f"{{#{our.id}}} has another kind, picture or citation"
    longer = ours if len(ours) > len(theirs) else theirs
    return (None, f"{{#{longer[min(len(ours), len(theirs))].id}}} is missing")


@check(
    id="copies-differ",
    subject=Piece,
    severity=Severity.STOP,
    rationale=(
        "Languages of one piece must tell the same: a step, a fact or a promise that stands in only one of "
        "them misleads half of those who rely on it."
    ),
    remedy="Give the copies the same blocks in the same order, with the same ids and the same citations.",
    reference="docs/standard.md#languages",
)
def copies_differ(piece: Piece, scene: Scene) -> Iterator[Fault]:
    """Yield a fault for each place where it is so."""
    copies = list(piece.copies.values())
    first = next((copy for copy in copies if copy.language == scene.edition.readers), copies[0])
    for other in copies:
        ours, theirs = [_shape(block) for block in first.blocks], [_shape(block) for block in other.blocks]
        if ours == theirs:
            continue
        block, what = _first_difference(first.blocks, other.blocks)
        at = block.at if block else other.at
        yield Fault(f"The copies in {first.language} and {other.language} differ: {what}.", at=at)
