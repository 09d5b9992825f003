# SPDX-License-Identifier: Apache-2.0
"""Passages: a text of the copy in a size and a measure, as the lines that a template draws one below the other."""

from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any

from attrs import evolve, frozen

from safeconduct.model.works import Json
from safeconduct.press.geometry import POINTS_PER_MM
from safeconduct.press.type.typefaces import face_of

from .faults import TooWideError
from .lines import Line, Measured, break_lines, justifiable
from .ruler import SLIM, width_em

# No sign hangs further than this, or it would come near the trim.
MOST_HANG_MM = 1.3
_TOLERANCE_MM = 0.02

Pieces = tuple[tuple[str, bool], ...]


@frozen
class Style:
    """How a text is set: size in points, weight (400 or 700), as a label or as text, and the tone of the theme.

    `line_pt` is the distance of two baselines, `rise_pt` that of the first baseline from the top.
    """

    size_pt: float
    line_pt: float
    rise_pt: float
    weight: int = 400
    label: bool = False
    tone: str = "text"


@frozen
class Passage:
    """A text in lines.  `stretched`: all lines but the last are stretched to the measure."""

    text: Mapping[str, Any]
    style: Style
    measure_mm: float
    lines: tuple[Line, ...]
    stretched: bool = False

    @property
    def height_mm(self) -> float:
        """The height of all lines."""
        return len(self.lines) * self.style.line_pt / POINTS_PER_MM

    @property
    def width_mm(self) -> float:
        """The width of the longest line."""
        return max((line.width for line in self.lines), default=0.0) * self.style.size_pt / POINTS_PER_MM

    def part(self, first: int, last: int) -> "Passage":
        """Return the lines from `first` to `last` (not included)."""
        return evolve(self, lines=self.lines[first:last])

    def draw(self, x: float, y: float, level: int = 0) -> dict[str, Json]:
        """Return what a template draws, its top left corner at x, y (mm); `level` 1 or 2 makes it a heading."""
        words: Sequence[Any] = self.text["words"]
        last = len(words)
        return {
            "op": "text",
            "x": round(x, 4),
            "y": round(y, 4),
            "w": round(self.measure_mm, 4),
            "language": self.text["language"],
            "size": self.style.size_pt,
            "line": self.style.line_pt,
            "rise": self.style.rise_pt,
            "weight": self.style.weight,
            "label": self.style.label,
            "tone": self.style.tone,
            "level": level,
            "lines": [
                {
                    "words": [_drawn(word) for word in words[line.first : line.last]],
                    "left": round(line.left, 4),
                    "right": round(line.right, 4),
                    "stretch": self.stretched and line.last < last,
                }
                for line in self.lines
            ],
        }


def _drawn(word: Sequence[Sequence[Any]]) -> list[Json]:
    return [[text, strong, bool(SLIM.search(text))] for text, strong in word]


@lru_cache(maxsize=4_000)
def _word_em(word: Pieces, regular: str | None, bold: str, heavy: bool) -> float:
    files = [bold if strong or heavy or regular is None else regular for _, strong in word]
    return sum(width_em(text, file) for (text, _), file in zip(word, files, strict=True))


@lru_cache(maxsize=400)
def _measured(words: tuple[Pieces, ...], regular: str | None, bold: str, heavy: bool) -> Measured:
    return Measured(
        tuple(_word_em(word, regular, bold, heavy) for word in words),
        tuple((word[0][0][0], word[-1][0][-1]) for word in words),
        width_em(" ", bold if heavy or regular is None else regular),
    )


def measured(text: Mapping[str, Any], style: Style) -> Measured:
    """Measure the words of a set text."""
    words = tuple(tuple((piece[0], piece[1]) for piece in word) for word in text["words"])
    cut = face_of(text["language"]).cut(style.size_pt, style.weight, label=style.label)
    return _measured(words, cut.regular, cut.bold, style.weight > 400)


def passage(
    text: Mapping[str, Any], style: Style, measure_mm: float, where: str, *, even: bool = False, stretch: bool = False
) -> Passage:
    """Set a text; raises `TooWideError` when a word is wider than the measure."""
    words = measured(text, style)
    em_mm = style.size_pt / POINTS_PER_MM
    over = words.widest * em_mm - measure_mm
    if over > _TOLERANCE_MM:
        raise TooWideError(where, over)
    lines = break_lines(words, measure_mm / em_mm, even=even, most_hang=MOST_HANG_MM / em_mm)
    return Passage(text, style, measure_mm, lines, stretch and justifiable(words, lines, measure_mm / em_mm))
