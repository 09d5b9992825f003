# SPDX-License-Identifier: Apache-2.0
"""Reading marks: where a narrator breathes, and where a sentence ends."""

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from attrs import evolve

from safeconduct.model.reading_script import BREATH, STOP, Idea, Stretch

from .reading import Part, Reading

_MARK = re.compile(r"(?P<stop>[.!?…]+[»”’》〉\")]*)(?=\s|$)|(?P<breath>[,;:][»”’》〉\")]*|\s[–—-])(?=\s|$)")
_FIGURE = re.compile(r"\d|[%№§°$€£₩₽₴]")
_RUNS_ON = re.compile(r"[^\W_]+")
_LETTER = re.compile(r"[^\W_]")


def ideas(reading: Reading, strong: Sequence[tuple[int, int]] = ()) -> tuple[Idea, ...]:
    """Part a reading into lines at its commas, colons, dashes and sentence ends.

    `strong` are the stressed stretches of the text as it is written (start, end).  What a rule has put in words is
    never torn, and has its figure beside it.  The words of the lines, joined, are those of the reading.
    """
    lines: list[Idea] = []
    line: list[Stretch] = []
    for stretch in _stretches(reading.parts, strong):
        if stretch.figure:
            line.append(stretch)
            continue
        at = 0
        for found in _MARK.finditer(stretch.text):
            line.append(evolve(stretch, text=stretch.text[at : found.end()]))
            at = found.end()
            lines.append(Idea(tuple(_trimmed(line)), STOP if found["stop"] else BREATH))
            line = []
        line.append(evolve(stretch, text=stretch.text[at:]))
    lines.append(Idea(tuple(_trimmed(line))))
    return tuple(_with_words(lines))


def _stretches(parts: Iterable[Part], strong: Sequence[tuple[int, int]]) -> Iterator[Stretch]:
    """The stretches of a text; what runs on from a figure ("1만명까지") stays with its words."""
    held: Stretch | None = None
    for stretch in _pieces(parts, strong):
        runs_on = _RUNS_ON.match(stretch.text) if held and not stretch.figure else None
        if held and runs_on:
            yield evolve(held, text=held.text + runs_on[0])
            stretch, held = evolve(stretch, text=stretch.text[runs_on.end() :]), None
        elif held:
            yield held
            held = None
        if stretch.figure:
            held = stretch
        elif stretch.text:
            yield stretch
    if held:
        yield held


def _pieces(parts: Iterable[Part], strong: Sequence[tuple[int, int]]) -> Iterator[Stretch]:
    at = 0
    for part in parts:
        end = at + len(part.written)
        if part.written != part.spoken:
            stressed = any(start < end and at < stop for start, stop in strong)
            yield Stretch(part.spoken, stressed, part.written if _FIGURE.search(part.written) else "")
        else:
            cuts = sorted({at, end, *(cut for span in strong for cut in span if at < cut < end)})
            for start, stop in pairwise(cuts):
                stressed = any(first <= start and stop <= last for first, last in strong)
                yield Stretch(part.written[start - at : stop - at], stressed)
        at = end


def _trimmed(line: Sequence[Stretch]) -> Iterator[Stretch]:
    kept = [stretch for stretch in line if stretch.text]
    for index, stretch in enumerate(kept):
        text = stretch.text.lstrip() if index == 0 else stretch.text
        text = text.rstrip() if index == len(kept) - 1 else text
        if text:
            yield evolve(stretch, text=text)


def _with_words(lines: Iterable[Idea]) -> Iterator[Idea]:
    """Lines that hold a word; marks alone go to the line before."""
    held: Idea | None = None
    for line in lines:
        if held is not None and not _LETTER.search(line.text):
            if line.stretches:
                held = evolve(held, stretches=(*held.stretches, *line.stretches), mark=line.mark or held.mark)
            continue
        if held is not None:
            yield held
        held = line
    if held is not None and held.stretches:
        yield held
