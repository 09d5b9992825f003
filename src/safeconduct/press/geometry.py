# SPDX-License-Identifier: Apache-2.0
"""Boxes in mm, from the top left corner: the panels of a page and of a folded strip."""

from safeconduct.model.channel import PaperChannel

Box = tuple[float, float, float, float]
"""x, y, width, height in mm."""

MM_PER_INCH = 25.4
POINTS_PER_MM = 72 / MM_PER_INCH

_NARROWER_MM = 1.0


def panels(width_mm: float, height_mm: float, count: int) -> tuple[Box, ...]:
    """Cut a sheet into `count` equal panels side by side."""
    wide = width_mm / count
    return tuple((round(i * wide, 4), 0.0, round(wide, 4), height_mm) for i in range(count))


def folded(channel: PaperChannel) -> tuple[tuple[Box, ...], tuple[Box, ...]]:
    """Return the panels of the two sides of a folded strip; turned over its short edge, the back is a mirror image.

    An accordion has equal panels.  In a roll each panel that goes inside is `_NARROWER_MM` narrower than the one around
    it, so that it neither creases nor springs open: the innermost is the last of the front.
    """
    count, high = channel.panels, channel.height_mm
    step = _NARROWER_MM if channel.fold == "roll" else 0.0
    inside = [max(0, i - 1) * step for i in range(count)]
    full = (channel.width_mm + sum(inside)) / count
    widths = [full - less for less in inside]
    starts = [sum(widths[:i]) for i in range(count)]
    front = tuple((round(x, 4), 0.0, round(wide, 4), high) for x, wide in zip(starts, widths, strict=True))
    back = tuple((round(channel.width_mm - x - wide, 4), 0.0, wide, high) for x, _, wide, high in reversed(front))
    return front, back
