# SPDX-License-Identifier: Apache-2.0
"""Folding: which panel of a strip a reader meets first, and where the panels lie on the two pages.

Both strips are turned over like the leaf of a book, so that the left panel of one side lies behind the right one of the
other.

**Accordion** (four panels; front F1 to F4, back B1 to B4 as one sees them): the fold between F1 and F2 points towards
the reader, the next one away, and so on.  Closed, F1 lies on top and F4 below.  Pulled open, the front shows F1 to F4
side by side; turned over, B1 to B4.  So one reads the front from left to right, then the back: cover, steps, the
rest.

**Roll**: the last panel of the inside is folded in first, and the strip is rolled up towards the first, all folds one
way.  Closed, the back of the first inside panel lies on top (with the fold on its left, like a book), the back of the
second below.  The first opening shows inside panel 1 and, to its right, the back of panel 3; the second shows 1, 2
and the back of panel 4; then all of the inside lies flat, 1 to 4; turned over, the outside, whose last panel is the
cover.  So the cover stands on the last panel of the outside, the steps on the inside from left to right, and the
outside carries no step: the reader would meet it between two others while unrolling.  The outside is page 1, because
it has the cover.
"""

from safeconduct.model.channel import PaperChannel

from .geometry import Box, folded


def pages(channel: PaperChannel) -> tuple[tuple[Box, ...], tuple[Box, ...]]:
    """Return the panels (mm) of page 1 and page 2: front and back of an accordion, outside and inside of a roll."""
    front, back = folded(channel)
    return (back, front) if channel.fold == "roll" else (front, back)


def reading_order(channel: PaperChannel) -> tuple[tuple[int, int], ...]:
    """Return the panels in the order in which they are read, the cover first: (page, panel from the left), from 0."""
    count = channel.panels
    if channel.fold == "roll":
        inside = [(1, panel) for panel in range(count)]
        return ((0, count - 1), *inside, *((0, panel) for panel in range(count - 1)))
    return tuple((page, panel) for page in (0, 1) for panel in range(count))


def most_steps(channel: PaperChannel) -> int:
    """Return how many steps a strip can show in order: cover and colophon need a panel each."""
    return channel.panels if channel.fold == "roll" else 2 * channel.panels - 2
