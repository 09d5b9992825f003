# SPDX-License-Identifier: Apache-2.0
"""What the receiving side has answered to the steps, and where else a rejected step is told."""

import re
from collections.abc import Iterator

from safeconduct.manuscript.bare import bare
from safeconduct.model.edition import Block, Piece
from safeconduct.model.signed import Answer, Confirmation

from .scene import Scene

_SENTENCE = re.compile(r"(?:[^.!?…。！？\t:;]|[.!?…](?=\w))*+(?:[.!?…。！？]++[^\w\s]*+|[\t:;]|$)")
"""Roughly: what lies between two ends of sentences, a colon among them; marks that close a quotation belong to it."""


def answers(confirmation: Confirmation, step: str, answer: Answer, scene: Scene) -> bool:
    """True when this is the receiving side's answer to the step as it stands: genuine, and not ended."""
    return (
        scene.is_genuine(confirmation)
        and confirmation.saw == scene.steps.get(confirmation.piece)
        and scene.is_current(confirmation.until)
        and confirmation.steps.get(step) is answer
    )


def rejected_in(piece: Piece, scene: Scene) -> Iterator[tuple[Confirmation, str, Block]]:
    """Yield every record that rejects a step which the piece tells, the step, and the first block that tells it.

    A rejection has no end.  It stands until the same person confirms that step over changed steps: else whoever
    changes a comma would be rid of it.  Words that were rejected and are not among those confirmed stay rejected.
    """
    for confirmation in scene.edition.confirmations:
        for step, answer in confirmation.steps.items() if scene.is_genuine(confirmation) else ():
            if answer is Answer.REJECTED:
                block = next(_told_again(confirmation, step, piece, scene), None)
                if block is not None:
                    yield confirmation, step, block


def _told_again(rejection: Confirmation, step: str, piece: Piece, scene: Scene) -> Iterator[Block]:
    """Yield each block of the piece that tells the rejected step: itself, a claim of it, or its very words."""
    later = _taken_back(rejection, step, scene)
    words = {bare(text) for text in rejection.words.get(step, ())}
    words -= {bare(text) for text in later.words.get(step, ())} if later else set()
    claims = {cite for cite in rejection.cites.get(step, ()) if cite.startswith("claim:")} if later is None else set()
    for copy in piece.copies.values():
        for block in copy.blocks:
            itself = later is None and (piece.id, block.id) == (rejection.piece, step)
            if itself or claims & {run.cites for run in block.every_run()} or _says(block, words):
                yield block


def _says(block: Block, words: set[str]) -> bool:
    """True when one or several whole sentences of the block, in a row, are `words`, a set of bare forms."""
    most = max(map(len, words), default=0)
    sentences = [one for one in _SENTENCE.findall(block.text) if bare(one)] if words else []
    for first in range(len(sentences)):
        for last in range(first + 1, len(sentences) + 1):
            told = bare("".join(sentences[first:last]))
            if told in words:
                return True
            if len(told) > most:
                break
    return False


def _taken_back(rejection: Confirmation, step: str, scene: Scene) -> Confirmation | None:
    taking_back = (
        later
        for later in scene.edition.confirmations
        if (later.piece, later.person) == (rejection.piece, rejection.person)
        and later.on >= rejection.on
        and later.saw != rejection.saw
        and answers(later, step, Answer.CONFIRMED, scene)
    )
    return next(taking_back, None)


def confirmed_by(piece: str, step: str, scene: Scene) -> Confirmation | None:
    """Return the confirmation of the step that ends last, or None."""
    held = [
        one for one in scene.edition.confirmations if one.piece == piece and answers(one, step, Answer.CONFIRMED, scene)
    ]
    return max(held, key=lambda one: one.until, default=None)
