# SPDX-License-Identifier: Apache-2.0
"""The grid of a page: all running text stands on it, and gaps, headings and pictures are counted in its ticks.

A tick is half the distance of two lines: on a small page a whole empty line between two paragraphs is often too much.
"""

from math import ceil, floor

from attrs import frozen

from safeconduct.press.geometry import POINTS_PER_MM
from safeconduct.press.type.typefaces import face_of

from .passages import Style

HEADING = 1.16
_CLOSEST = 1.14
_TOLERANCE_MM = 0.02
# Half the height of a syllable or of a capital, in em: lines are centred in their share of the grid.
_HALF_SIGN = 0.33


@frozen
class Grid:
    """The lines of a page for one body size; `top_mm` is where the first line begins.  Positions are in mm."""

    language: str
    body_pt: float
    top_mm: float = 0.0

    @property
    def pitch_pt(self) -> float:
        """The distance of two lines of running text."""
        return round(self.body_pt * face_of(self.language).pitch, 3)

    @property
    def tick_mm(self) -> float:
        """Half of it."""
        return self.pitch_pt / 2 / POINTS_PER_MM

    def at(self, tick: int) -> float:
        """Return where a tick lies."""
        return self.top_mm + tick * self.tick_mm

    def needs(self, height_mm: float) -> int:
        """Return how many ticks hold a height."""
        return max(0, ceil((height_mm - _TOLERANCE_MM) / self.tick_mm))

    def holds(self, height_mm: float) -> int:
        """Return how many ticks a height holds."""
        return floor((height_mm + _TOLERANCE_MM) / self.tick_mm)

    def style(self, size_pt: float, weight: int = 400, tone: str = "text") -> Style:
        """Return text of a size on the grid: its lines are as many ticks apart as it needs, two at least."""
        ticks = max(2, ceil(size_pt * _CLOSEST / (self.pitch_pt / 2) - 1e-6))
        first = (self.pitch_pt + 2 * _HALF_SIGN * self.body_pt) / 2 + (ticks - 2) * self.pitch_pt / 2
        return Style(size_pt, ticks * self.pitch_pt / 2, first, weight, False, tone)

    @property
    def body(self) -> Style:
        """Running text."""
        return self.style(self.body_pt)

    @property
    def heading(self) -> Style:
        """A heading among running text."""
        return self.style(round(self.body_pt * HEADING, 2), 700, "deep")


def free(size_pt: float, pitch: float, weight: int = 400, *, label: bool = False, tone: str = "text") -> Style:
    """Return a style off the grid, for titles and small print; `pitch` in em."""
    line = size_pt * pitch
    return Style(size_pt, line, line / 2 + _HALF_SIGN * size_pt, weight, label, tone)
