# SPDX-License-Identifier: Apache-2.0
"""Steps that several pieces tell come in the same order in each of them."""

from collections.abc import Callable, Iterator, Mapping

from safeconduct.model.edition import SPOKEN, Block, BlockKind, Copy, Piece
from safeconduct.model.judgement import Severity
from safeconduct.preflight.registry import Fault, check
from safeconduct.preflight.scene import Scene
from safeconduct.preflight.standard import steps_of

Key = Callable[[Block], Iterator[str]]


@check(
    id="step-order-differs",
    subject=Piece,
    severity=Severity.STOP,
    rationale=(
        "The guide is read, the recording is heard, and the receiving side was briefed on one order; who raises the "
        "hands before laying the rifle down is shot by someone who was told the reverse."
    ),
    remedy="Put the steps into one order in every piece, and in every language.",
    reference="docs/standard.md#languages",
)
def step_order_differs(piece: Piece, scene: Scene) -> Iterator[Fault]:
    """Yield a fault for each place where it is so."""
    if not _may_tell_steps(piece):
        return
    telling = [other for other in scene.edition.pieces if other.id != piece.id and _may_tell_steps(other)]
    for language, copy in piece.copies.items():
        others = [other for other in telling if language in other.copies]
        blocks = [*copy.blocks, *(block for other in others for block in other.copies[language].blocks)]
        steps = {
            key: {told for block in blocks if block.kind is BlockKind.STEP for told in key(block)}
            for key in (_cites, _words)
        }
        for other in others:
            for key, known in steps.items():
                met = _first_difference(*(_order(one, one.copies[language], key, known) for one in (piece, other)))
                if met:
                    here, there = met
                    yield Fault(
                        f"{{#{here.id}}} comes in another order among the steps than in “{other.id}”, "
                        f"where {{#{there.id}}} stands in its place ({there.at}).",
                        at=here.at,
                    )
                    break


def _may_tell_steps(piece: Piece) -> bool:
    return piece.spoken or bool(steps_of(piece))


def _cites(block: Block) -> Iterator[str]:
    return (run.cites for run in block.runs if run.cites)


def _words(block: Block) -> Iterator[str]:
    # Words alone may change places too, and leave ids, pictures and citations where they were.
    yield "".join(letter for letter in block.text.casefold() if letter.isalnum())


def _order(piece: Piece, copy: Copy, key: Key, steps: set[str]) -> Mapping[str, Block]:
    """The `steps` in their order, each with the first block that tells it: in a recording any paragraph may."""
    kinds = SPOKEN if piece.spoken else (BlockKind.STEP,)
    order: dict[str, Block] = {}
    for block in copy.blocks:
        for told in key(block) if block.kind in kinds else ():
            if told in steps:
                order.setdefault(told, block)
    return order


def _first_difference(ours: Mapping[str, Block], theirs: Mapping[str, Block]) -> tuple[Block, Block] | None:
    both = zip((told for told in ours if told in theirs), (told for told in theirs if told in ours), strict=True)
    return next(((ours[here], theirs[there]) for here, there in both if here != there), None)
