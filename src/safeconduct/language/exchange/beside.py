# SPDX-License-Identifier: Apache-2.0
"""Source, copy and back-translation beside each other, with the words that differ marked."""

import re
from collections.abc import Iterator

from attrs import frozen
from rapidfuzz.distance import Indel

from safeconduct.manuscript.back_translations import changed_since
from safeconduct.model.edition import Copy
from safeconduct.model.exchange import BackTranslation

_WORD = re.compile(r"\w+(?:['’ʼ-]\w+)*|[^\w\s]|\s+")


@frozen
class Stretch:
    """Words, and whether they stand in one of two texts alone."""

    words: str
    alone: bool


@frozen
class Beside:
    """One block three times: as it was meant (`source`), as it is printed (`copy`), and what that says (`back`).

    `changed` names what has changed since it was put back: "copy", "source".  `likeness` is the share of words that
    source and back-translation have in common, 0 to 1.
    """

    block: str
    source: tuple[Stretch, ...]
    copy: str
    back: tuple[Stretch, ...]
    changed: tuple[str, ...]
    likeness: float


def beside(copy: Copy, back: BackTranslation, source: Copy | None) -> Iterator[Beside]:
    """Yield every block of a copy with its source and with what was put back."""
    meant = {block.id: block.text for block in source.blocks} if source else {}
    changed = changed_since(back, copy, source)
    for block in copy.blocks:
        first, second = meant.get(block.id, ""), back.words.get(block.id, "")
        left, right, likeness = compared(first, second)
        yield Beside(block.id, left, block.text, right, changed.get(block.id, ()), likeness)


def compared(first: str, second: str) -> tuple[tuple[Stretch, ...], tuple[Stretch, ...], float]:
    """Return two texts in stretches, and how alike they are; where one is empty nothing is marked in the other."""
    left, right = _WORD.findall(first), _WORD.findall(second)
    if not (first.strip() and second.strip()):
        return (Stretch(first, False),), (Stretch(second, False),), 0.0
    keys = (
        [word.casefold() for word in left if not word.isspace()],
        [word.casefold() for word in right if not word.isspace()],
    )
    lone_left, lone_right = set[int](), set[int]()
    for code in Indel.opcodes(*keys):
        if code.tag != "equal":
            lone_left.update(range(code.src_start, code.src_end))
            lone_right.update(range(code.dest_start, code.dest_end))
    likeness = float(Indel.normalized_similarity(*keys))
    return _stretches(left, lone_left), _stretches(right, lone_right), likeness


def _stretches(words: list[str], alone: set[int]) -> tuple[Stretch, ...]:
    told: list[Stretch] = []
    number = 0
    for place, word in enumerate(words):
        space = word.isspace()
        # A space is marked only between two marked words.
        mark = (number - 1 in alone and number in alone and place > 0) if space else number in alone
        number += not space
        if told and told[-1].alone is mark:
            told[-1] = Stretch(told[-1].words + word, mark)
        else:
            told.append(Stretch(word, mark))
    return tuple(told)
