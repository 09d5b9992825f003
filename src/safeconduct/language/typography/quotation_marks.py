# SPDX-License-Identifier: Apache-2.0
"""Quotation marks: those of the language, in pairs, others inside others.

Ukrainian: «…», inside „…“ or “…” (Правопис 2019, § 164).  Russian: «…», inside „…“.  English: “…”, inside ‘…’ (single
marks are not paired here: the closing one is an apostrophe too).
"""

from collections.abc import Iterator

from attrs import frozen

from safeconduct.language.remarks import Remark, remark

_CLOSES = {"«": "»", "„": "“", "“": "”", '"': '"', "‟": "”", "»": "«"}
_OUTER = {"uk": ("«»", "„“", "“”"), "ru": ("«»",), "en": ("“”",)}
_INNER = {"uk": ("„“", "“”"), "ru": ("„“",), "en": ("‘’", "“”")}
_BEFORE_OPENING = frozenset("([{<—–-/«„“‘\u00a0\u202f")
_MARKS = frozenset('«»„“”‟"')


@frozen
class Pair:
    """Two marks that belong together: their places and signs, and how many pairs stand around them."""

    start: int
    end: int
    style: str
    depth: int
    around: str


def remarks(text: str, language: str) -> Iterator[Remark]:
    """Straight marks, marks of another language, marks inside the same marks, marks without their fellow."""
    at = 0
    firsts: dict[str, Pair] = {}
    for line in text.split("\n"):
        pairs, alone = _paired(line)
        for pair in pairs:
            if pair.depth == 0 and pair.style in _OUTER[language]:
                firsts.setdefault(pair.style, pair)
            yield from _judged(text, at, pair, language, next(iter(firsts), _OUTER[language][0]))
        for place in alone:
            # A mark after a figure is a sign of inches or seconds.
            if not (line[place] == '"' and place and line[place - 1].isdigit()):
                why = "This quotation mark has no fellow in its paragraph."
                yield remark(text, at + place, at + place + 1, "quote-unpaired", why)
        at += len(line) + 1


def _judged(text: str, at: int, pair: Pair, language: str, house: str) -> Iterator[Remark]:
    start, end = at + pair.start, at + pair.end + 1
    inside = text[start + 1 : end - 1]
    outer = pair.depth == 0
    wanted = house if outer else next(one for one in _INNER[language] if one != pair.around)
    if pair.style == '""':
        kind, why = "quote-straight", "Straight quotation marks are of the typewriter."
    elif pair.style not in (_OUTER[language] if outer else (*_INNER[language], *_OUTER[language])):
        kind, why = "quote-foreign", "These quotation marks are not those of the language."
    elif not outer and pair.style == pair.around:
        kind, why = "quote-nested", "A quotation inside a quotation has marks of the other kind."
    elif outer and pair.style != house:
        kind, why = "quotes-mixed", f"Elsewhere in this copy quotations stand in {house[0]}…{house[1]}."
    else:
        return
    yield remark(text, start, end, kind, why, f"{wanted[0]}{inside}{wanted[1]}")


def _paired(line: str) -> tuple[list[Pair], list[int]]:
    """The pairs of a line, outer ones first, and the places of marks without a fellow."""
    stack: list[int] = []
    matched: list[tuple[int, int]] = []
    alone: list[int] = []
    for place, sign in enumerate(line):
        if sign not in _MARKS:
            continue
        if stack and _is_closing(line, place, line[stack[-1]]):
            matched.append((stack.pop(), place))
        elif sign in "«„“‟" or (sign == '"' and _may_open(line, place)):
            stack.append(place)
        else:
            alone.append(place)
    alone += stack
    matched.sort()
    pairs: list[Pair] = []
    for start, end in matched:
        around = [one for one in pairs if one.start < start and end < one.end]
        outer = around[-1] if around else None
        style = line[start] + line[end]
        pairs.append(Pair(start, end, style, len(around), outer.style if outer else ""))
    return pairs, sorted(alone)


def _is_closing(line: str, place: int, opened: str) -> bool:
    sign = line[place]
    if sign == '"':
        return opened == '"' and (place + 1 == len(line) or not line[place + 1].isalnum() or not _may_open(line, place))
    if opened == "„":
        return sign in "“”"
    return sign == _CLOSES[opened]


def _may_open(line: str, place: int) -> bool:
    return place == 0 or line[place - 1].isspace() or line[place - 1] in _BEFORE_OPENING
