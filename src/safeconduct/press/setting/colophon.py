# SPDX-License-Identifier: Apache-2.0
"""The colophon: what stands on every piece, in small type at its end: notice, sender, validity, sources."""

from collections.abc import Mapping, Sequence
from typing import Any

from attrs import frozen

from safeconduct.model.works import Json
from safeconduct.press.geometry import POINTS_PER_MM

from .grid import free
from .passages import Passage, passage

_PITCH, _APART, _UNDER_RULE, _NOTICE_MORE_PT = 1.3, 0.3, 0.75, 0.6


@frozen
class Colophon:
    """Its passages with the distance of each from the top, and the height of all, in mm."""

    passages: tuple[tuple[float, Passage], ...]
    height_mm: float
    width_mm: float

    def draw(self, x: float, y: float) -> list[dict[str, Json]]:
        """Return what a template draws, the rule above included."""
        rule: dict[str, Json] = {"op": "rule", "x": x, "y": y, "w": self.width_mm, "h": 0.18, "tone": "text"}
        return [rule, *(one.draw(x, y + down) for down, one in self.passages)]


def colophon(lines: Mapping[str, Any], width_mm: float, size_pt: float, *, brief: bool = False) -> Colophon:
    """Set the lines of a colophon, those that there are; raises `TooWideError` for a word that is too wide.

    `brief`: sender, on whose behalf and validity follow each other in one paragraph if that saves a line.
    """
    em = size_pt / POINTS_PER_MM
    down = em * _UNDER_RULE
    found = []
    names = ("notice", "sender", "sources") if brief else ("notice", "sender", "behalf", "valid", "sources")
    for name in names:
        notice = name == "notice"
        style = free(size_pt + (_NOTICE_MORE_PT if notice else 0), _PITCH, 700 if notice else 400, label=True)
        where = f"the line “{name}” of the colophon"
        together = (
            [lines[one] for one in ("sender", "behalf", "valid")] if brief and name == "sender" else [lines[name]]
        )
        texts = [text for text in together if text is not None and text["words"]]
        set_lines = [passage(text, style, width_mm, where) for text in texts]
        if len(texts) > 1:
            joined = passage(_joined(texts), style, width_mm, where)
            # Each from a line of its own, where that takes no more lines: no date is torn.
            if len(joined.lines) < sum(len(one.lines) for one in set_lines):
                set_lines = [joined]
        for one in set_lines:
            found.append((down, one))
            down += one.height_mm
        down += em * _APART if set_lines else 0.0
    return Colophon(tuple(found), down - em * _APART, width_mm)


def _joined(texts: Sequence[Mapping[str, Any]]) -> Mapping[str, Any]:
    words = [*texts[0]["words"]]
    for text in texts[1:]:
        words += [[["·", False]], *text["words"]]
    return {**texts[0], "words": words}
