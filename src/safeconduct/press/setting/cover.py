# SPDX-License-Identifier: Apache-2.0
"""A title in the largest size that suits it, in lines of about equal length."""

from collections.abc import Mapping, Sequence
from typing import Any

from safeconduct.press.geometry import POINTS_PER_MM

from .faults import NotHeldError
from .grid import free
from .passages import Passage, passage

PITCH = 1.16
_RULE_EM, _RULE_MM = 0.5, 0.55
# The framed label of the mark, width and height: its place is kept clear whether it is there or not.
LABEL_MM = (28.0, 4.4)


def title(
    text: Mapping[str, Any], width_mm: float, sizes: Sequence[float], *, most_lines: int = 2, tone: str = "deep"
) -> Passage:
    """Set a title in at most `most_lines`, one more when nothing else helps; raises `TooWideError`."""
    fault: NotHeldError | None = None
    for lines in (most_lines, most_lines + 1, 99):
        for size in sizes:
            try:
                found = passage(text, free(size, PITCH, 700, tone=tone), width_mm, "the title", even=True)
            except NotHeldError as short:
                fault = short
                continue
            if len(found.lines) <= lines:
                return found
    assert fault is not None  # noqa: S101 - any number of lines would have done
    raise fault


def under_title_mm(title: Passage) -> float:
    """Return the height of a title with the short rule below it."""
    return title.height_mm + title.style.size_pt * _RULE_EM / POINTS_PER_MM + _RULE_MM


def draw_title(title: Passage, x: float, y: float, rule_mm: float, rule_tone: str) -> list[dict[str, Any]]:
    """Return what a template draws: the title, and a short rule below it."""
    down = y + title.height_mm + title.style.size_pt * _RULE_EM / POINTS_PER_MM
    rule = {"op": "rule", "x": x, "y": round(down, 4), "w": rule_mm, "h": _RULE_MM, "tone": rule_tone}
    return [title.draw(x, y, 1), rule]
