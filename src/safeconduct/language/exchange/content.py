# SPDX-License-Identifier: Apache-2.0
"""Content: the words of a unit with codes for what a translator must not lose; to and from the runs of a copy."""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from enum import StrEnum

from attrs import evolve, frozen

from safeconduct.model.edition import Run

BOLD, PICTURE = "bold", "picture"
_BLANK = "\u115f\u1160\u2800\u3164\uffa0"
"""Letters to Unicode, and empty space to a reader: the fillers of Hangul, the empty cell of Braille."""


class Side(StrEnum):
    """Where a mark of a code stands: at its start, at its end, or alone."""

    START = "start"
    END = "end"
    ALONE = "alone"


@frozen
class Mark:
    """One end of a code; `code` is the code's id in its unit."""

    side: Side
    code: str


Content = tuple[str | Mark, ...]
"""Words and marks in their order; two words never touch."""

Codes = Mapping[str, str]
"""What each code of a unit means: "claim:x" or "promise:x", BOLD, or PICTURE and a path ("picture art/x.svg")."""


def plain(content: Content) -> str:
    """Return the words alone."""
    return "".join(part for part in content if isinstance(part, str))


def wordless(content: Content) -> bool:
    """Return whether a reader sees nothing in it: no sign, or spaces, fillers and signs without a shape alone."""
    return all(
        sign.isspace() or sign in _BLANK or unicodedata.category(sign) in ("Cc", "Cf") for sign in plain(content)
    )


def joined(parts: Iterable[str | Mark]) -> Content:
    """Return parts as content: words that touch become one."""
    told: list[str | Mark] = []
    for part in parts:
        if isinstance(part, str) and told and isinstance(told[-1], str):
            told[-1] += part
        elif part != "":
            told.append(part)
    return tuple(told)


def content_of(runs: Sequence[Run], picture: str | None = None) -> tuple[Content, Codes]:
    """Return runs, and the picture before them, as content; its codes are counted from "1"."""
    codes: dict[str, str] = {}
    parts: list[str | Mark] = []
    if picture:
        codes["1"] = f"{PICTURE} {picture}"
        parts.append(Mark(Side.ALONE, "1"))
    parts += _parts(runs, codes)
    return joined(parts), codes


def _parts(runs: Sequence[Run], codes: dict[str, str]) -> Iterator[str | Mark]:
    at = 0
    while at < len(runs):
        run = runs[at]
        strong = _reach([one.strong for one in runs[at:]]) if run.strong else 0
        cited = _reach([one.cites for one in runs[at:]]) if run.cites else 0
        if not (strong or cited):
            yield run.settled
            at += 1
            continue
        code = str(len(codes) + 1)
        codes[code] = BOLD if strong > cited else str(run.cites)
        reach = max(strong, cited)
        within = [evolve(one, strong=False) if strong > cited else evolve(one, cites=None) for one in runs[at:][:reach]]
        yield Mark(Side.START, code)
        yield from _parts(within, codes)
        yield Mark(Side.END, code)
        at += reach


def _reach(values: Sequence[object]) -> int:
    return next((n for n, value in enumerate(values) if value != values[0]), len(values))


def renamed(content: Content, codes: Codes, to: Codes) -> tuple[Content, Codes]:
    """Return content with its codes called as `to` calls those of the same meaning; others become "t1", "t2" …"""
    free = list(to.items())
    names: dict[str, str] = {}
    for mark in (part for part in content if isinstance(part, Mark) and part.side is not Side.END):
        same = next((one for one in free if one[1] == codes[mark.code]), None)
        if same:
            free.remove(same)
        names[mark.code] = same[0] if same else f"t{sum(name[0] == 't' for name in names.values()) + 1}"
    parts = [part if isinstance(part, str) else evolve(part, code=names[part.code]) for part in content]
    return tuple(parts), {name: codes[code] for code, name in names.items()}


def fault_of(content: Content, codes: Codes, *complete: Codes) -> str:
    """Return what is wrong with codes that came back, as a whole sentence, or "".

    Every code of one of `complete` stands there once, closed where it was opened, around words; a picture stands before
    all words, and no citation stands in another.
    """
    times = Counter(part.code for part in content if isinstance(part, Mark) and part.side is not Side.END)
    for code, count in times.items():
        if code not in codes:
            return f"It holds a code “{code}” that was never there."
        if count > 1:
            return f"The code “{code}” ({told(codes[code])}) stands there {count} times."
    if not any(set(times) == set(wanted) for wanted in complete):
        lost = [code for code in complete[0] if code not in times]
        return f"The code “{lost[0]}” ({told(codes[lost[0]])}) is lost." if lost else "It holds a code too many."
    return _nested(content, codes)


def _nested(content: Content, codes: Codes) -> str:
    opened: list[tuple[str, int]] = []
    for number, part in enumerate(content):
        if isinstance(part, str):
            continue
        means = codes[part.code]
        if part.side is Side.ALONE and not wordless(content[:number]):
            return f"The code “{part.code}” ({told(means)}) must stand before all words."
        if (part.side is Side.ALONE) is not means.startswith(PICTURE):
            return f"The code “{part.code}” ({told(means)}) is of another kind."
        if part.side is Side.START:
            outer = [codes[code] for code, _ in opened]
            if means in outer or (means != BOLD and any(one != BOLD for one in outer)):
                return f"The code “{part.code}” ({told(means)}) stands inside another of its kind."
            opened.append((part.code, number))
        elif part.side is Side.END:
            if not opened or opened[-1][0] != part.code:
                return f"The code “{part.code}” ({told(means)}) crosses another, or is not opened where it is closed."
            if wordless(content[opened.pop()[1] : number]):
                return f"The code “{part.code}” ({told(means)}) is left without words."
    return f"The code “{opened[-1][0]}” is not closed." if opened else ""


def told(means: str) -> str:
    """Return the meaning of a code as people read it."""
    kind, _, name = means.partition(":")
    return f"cites the {kind} “{name}”" if name else means


def runs_of(content: Content, codes: Codes) -> tuple[Run, ...]:
    """Return content without a fault as the runs of a copy: on one line, bold without spaces at its ends."""
    runs: list[Run] = []
    cites, strong = None, False
    for part in content:
        if isinstance(part, str):
            runs += _runs(re.sub(r"\s*[\r\n]\s*", " ", part), cites, strong)
        elif codes[part.code] == BOLD:
            strong = part.side is Side.START
        elif part.side is not Side.ALONE:
            cites = codes[part.code] if part.side is Side.START else None
    return _tidy(runs)


def _runs(text: str, cites: str | None, strong: bool) -> Iterator[Run]:
    words = text.strip() if strong else text
    before, _, after = text.partition(words) if words else (text, "", "")
    yield from (Run(before, cites), Run(words, cites, strong), Run(after, cites))


def _tidy(runs: Sequence[Run]) -> tuple[Run, ...]:
    told: list[Run] = []
    for run in runs:
        if told and (told[-1].cites, told[-1].strong) == (run.cites, run.strong):
            told[-1] = evolve(told[-1], text=told[-1].text + run.text)
        elif run.text:
            told.append(run)
    if told:
        told[0] = evolve(told[0], text=told[0].text.lstrip())
        told[-1] = evolve(told[-1], text=told[-1].text.rstrip())
    return tuple(run for run in told if run.text)
