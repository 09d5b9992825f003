# SPDX-License-Identifier: Apache-2.0
"""Marks that tell one copy from another: a number or word that differs where everything else is the same."""

from collections.abc import Iterator, Sequence

from attrs import define, field

from safeconduct.model.product import Seen

from .opened import Opened
from .placing import MOST_TOLD
from .words import Word, words_on

_FEWEST_WORDS, _FEWEST_COPIES, _MOST_ON_SHEET = 8, 3, 64
_SAME = 0.9


@define
class _Lot:
    """Copies of one text, each with its page."""

    copies: list[tuple[int, Sequence[Word]]] = field(factory=list)


def look(sheet: Opened) -> Iterator[Seen]:
    """Yield "copy-mark" for each word by which copies differ; the value is the number of copies.

    Copies are pages, or stretches of one page as they repeat on a sheet, with the same words but for a few.
    """
    lots: list[_Lot] = []
    for page in sheet.pages:
        for copy in _repeats(words_on(page, sheet)):
            lot = next((lot for lot in lots if _alike(lot.copies[0][1], copy)), None)
            if lot is None:
                lot = _Lot()
                lots.append(lot)
            lot.copies.append((page.number, copy))
    for lot in lots:
        if len(lot.copies) >= _FEWEST_COPIES:
            yield from _marks(lot)


def _repeats(every: Sequence[Word]) -> list[Sequence[Word]]:
    """The copies on one page: the smallest stretch that repeats to its end, or the whole page."""
    for times in range(min(_MOST_ON_SHEET, len(every) // _FEWEST_WORDS), 1, -1):
        if len(every) % times == 0:
            length = len(every) // times
            parts = [every[i : i + length] for i in range(0, len(every), length)]
            if all(_alike(parts[0], part) for part in parts[1:]):
                return parts
    return [every] if len(every) >= _FEWEST_WORDS else []


def _alike(one: Sequence[Word], other: Sequence[Word]) -> bool:
    if len(one) != len(other):
        return False
    same = sum(a.text == b.text for a, b in zip(one, other, strict=True))
    return same >= min(len(one) - 1, _SAME * len(one))


def _marks(lot: _Lot) -> Iterator[Seen]:
    told = 0
    for place in range(len(lot.copies[0][1])):
        texts = [copy[place].text for _, copy in lot.copies]
        if len(set(texts)) < len(texts):
            continue
        for number, copy in lot.copies:
            if told < MOST_TOLD:
                word = copy[place]
                yield Seen("copy-mark", number, word.box, f"“{word.text[:60]}”", float(len(texts)))
                told += 1
