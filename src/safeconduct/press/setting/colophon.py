# SPDX-License-Identifier: Apache-2.0
"""The colophon: what stands on every piece, in small type at its end: notice, sender, validity, sources."""

from collections.abc import Mapping
from typing import Any

from attrs import frozen

from safeconduct.model.works import Json

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

    `brief`: sender, on whose behalf and validity follow each other in one paragraph.
    """
    em = size_pt * 25.4 / 72
    down = em * _UNDER_RULE
    found = []
    names = ("notice", "sender", "sources") if brief else ("notice", "sender", "behalf", "valid", "sources")
    for name in names:
        text = _joined(lines) if brief and name == "sender" else lines[name]
        if text is None or not text["words"]:
            continue
        notice = name == "notice"
        style = free(size_pt + (_NOTICE_MORE_PT if notice else 0), _PITCH, 700 if notice else 400, label=True)
        one = passage(text, style, width_mm, f"the line “{name}” of the colophon")
        found.append((down, one))
        down += one.height_mm + em * _APART
    return Colophon(tuple(found), down - em * _APART, width_mm)


def _joined(lines: Mapping[str, Any]) -> Mapping[str, Any]:
    told = [lines[name] for name in ("sender", "behalf", "valid") if lines[name] is not None and lines[name]["words"]]
    words = [*told[0]["words"]]
    for text in told[1:]:
        words += [[["·", False]], *text["words"]]
    return {**told[0], "words": words}
