# SPDX-License-Identifier: Apache-2.0
"""The words on a page: signs that stand together, in one size and one colour."""

from collections.abc import Iterable, Iterator
from functools import cached_property
from itertools import islice

from attrs import frozen

from safeconduct.press.geometry import Box
from safeconduct.press.signs import Sign

from .opened import Opened, OpenPage

MOST_SIGNS, MOST_WORDS = 50_000, 6_000
"""More than this no page has that somebody reads; the rest is not looked at one by one."""


@frozen(eq=False)
class Word:
    """Signs without a gap between them, set in one stroke; `box` in mm around all of them."""

    signs: tuple[Sign, ...]
    box: Box

    @cached_property
    def text(self) -> str:
        """What is read."""
        return "".join(sign.text for sign in self.signs)

    @property
    def size_pt(self) -> float:
        """The size of its smallest sign."""
        return min(sign.size_pt for sign in self.signs)


def words_on(page: OpenPage, sheet: Opened) -> list[Word]:
    """Return the words of a page, put together once."""
    shelf: dict[int, list[Word]] = sheet.shelf.setdefault("words", {})
    if page.number not in shelf:
        shelf[page.number] = list(islice(words(page.signs), MOST_WORDS))
    return shelf[page.number]


def words(signs: Iterable[Sign]) -> Iterator[Word]:
    """Yield the words of a page in the order of its content; the mark's are left out, and signs without a shape."""
    held: list[Sign] = []
    for number, sign in enumerate(signs):
        if number > MOST_SIGNS:
            break
        parts = sign.box is None or sign.of_mark or sign.text.isspace()
        if held and (parts or not _together(held[-1], sign)):
            yield _word(held)
            held = []
        if not parts and _has_shape(sign):
            held.append(sign)
    if held:
        yield _word(held)


def around(boxes: Iterable[Box]) -> Box:
    """Return the box around boxes, at least one."""
    every = tuple(boxes)
    left, top = min(box[0] for box in every), min(box[1] for box in every)
    right, low = max(box[0] + box[2] for box in every), max(box[1] + box[3] for box in every)
    return (round(left, 2), round(top, 2), round(right - left, 2), round(low - top, 2))


def _together(before: Sign, sign: Sign) -> bool:
    return before.run == sign.run and abs(before.size_pt - sign.size_pt) < 0.01


def _has_shape(sign: Sign) -> bool:
    return sign.box is not None and all(abs(value) < 1e6 for value in sign.box)


def _word(signs: list[Sign]) -> Word:
    return Word(tuple(signs), around(sign.box for sign in signs if sign.box))
