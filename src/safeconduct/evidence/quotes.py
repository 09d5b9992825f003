# SPDX-License-Identifier: Apache-2.0
"""Quotations in their captures: found exactly, or not at all."""

import re
from itertools import groupby

from attrs import frozen

from safeconduct.model.ledger import Quote

from .gaps import agree, cuts
from .normal import Normal, folded, normal

_NEAR = 60.0
"""Below this score, of 100, nothing on the page is like the quotation."""
_LONGEST = 2_000
"""Letters of a quotation beyond which no hint is looked for: it would take seconds."""
_REACH = 40
_SPACE = re.compile(r"\s")
_PART = r"[\w\u0300-\u036f\u00ad\u200b-\u200d\u2060\ufeff]+"
_WORD = re.compile(rf"{_PART}(?:[.,:'’-]{_PART})*|[^\w\s]")


@frozen
class Found:
    """How many `times` a quotation stands in the archived words, and where the first one is.

    `start` and `end` are code points (end exclusive).  What does not count: `cut`, where it is a part of longer
    words or numbers, and `elsewhere`, where the words beside it are other ones.
    """

    times: int
    start: int
    end: int
    cut: bool = False
    elsewhere: bool = False


@frozen
class Near:
    """The words of a page that are most like a quotation, and what is `there` where it says something else."""

    words: str
    differs: tuple[tuple[str, str], ...]


def find(quote: Quote, page: Normal) -> Found:
    """Find the exact words of `quote` in `page`, between its `before` and `after`.

    The same letters, words, numbers and hyphens, beginning and ending with whole words and numbers; nothing less.
    """
    exact = normal(quote.exact)
    places, cut, elsewhere = [], False, False
    at = page.letters.find(exact.letters) if exact.letters else -1
    while at >= 0:
        place = _place(exact, page, at)
        if place is None:
            pass
        elif any(cuts(page.words, edge) for edge in place):
            cut = True
        elif _ends(quote.before, page, at) and _begins(quote.after, page, at + len(exact.letters)):
            places.append(place)
        else:
            elsewhere = True
        at = page.letters.find(exact.letters, at + 1)
    start, end = places[0] if places else (0, 0)
    return Found(len(places), start, end, cut, elsewhere)


def _ends(before: str, page: Normal, at: int) -> bool:
    return not before or _begins(before, page, at - len(normal(before).letters))


def _begins(after: str, page: Normal, at: int) -> bool:
    beside = normal(after)
    return not beside.letters or (
        at >= 0 and page.letters.startswith(beside.letters, at) and _place(beside, page, at) is not None
    )


def _place(part: Normal, page: Normal, at: int) -> tuple[int, int] | None:
    """Return the place in the words of the page where `part` stands, if its letters at `at` are all it takes."""
    place = page.span(at, at + len(part.letters))
    if place is None or not agree(part.words, page.words[slice(*place)]):
        return None
    start, end = place
    shown, there = folded(part.words).strip(), page.words[start:end]
    if shown.startswith("-") and not folded(there).startswith("-"):
        start = _dash(page.words, range(start - 1, -1, -1))
    if shown.endswith("-") and not folded(there).endswith("-"):
        end = _dash(page.words, range(end, len(page.words))) + 1
    return (start, end) if start >= 0 and end > 0 else None


def _dash(words: str, places: range) -> int:
    """Return the first of the `places` with a dash, if only white space comes before it; -1 when there is none."""
    for at in places:
        shown = folded(words[at])
        if shown.strip():
            return at if shown == "-" else -1
    return -1


def nearest(quote: Quote, page: Normal) -> Near | None:
    """Return the words of `page` that are most like `quote`: a hint for a person, and never an answer.

    None when nothing there is like it.
    """
    from rapidfuzz.distance import Levenshtein
    from rapidfuzz.fuzz import partial_ratio_alignment

    exact = normal(quote.exact).letters
    if not exact or not page.letters or len(exact) > _LONGEST:
        return None
    like = partial_ratio_alignment(exact, page.letters, score_cutoff=_NEAR)
    if like is None or like.dest_start == like.dest_end:
        return None
    # What is found is as long as what is looked for; words that were left out stretch it.
    slack = len(exact) // 20
    start, end = page.around(max(0, like.dest_start - slack), min(len(page.letters), like.dest_end + slack))
    theirs = _whole(page.words, start, end)
    said, found = list(_WORD.finditer(quote.exact)), list(_WORD.finditer(theirs))
    steps = Levenshtein.opcodes([folded(word[0]) for word in said], [folded(word[0]) for word in found])
    kept, differs = range(len(found)), []
    for same, grouped in groupby(steps, key=lambda step: step.tag == "equal"):
        run = list(grouped)
        there, here = range(run[0].dest_start, run[-1].dest_end), range(run[0].src_start, run[-1].src_end)
        # Whole words reach further than letters; what they bring along at either end is no difference.
        if not same and not here and there.start == 0:
            kept = kept[there.stop :]
        elif not same and not here and there.stop == len(found):
            kept = kept[: there.start - kept.start]
        elif not same:
            differs.append((_between(theirs, found, there), _between(quote.exact, said, here)))
    return Near(_between(theirs, found, kept), tuple(differs))


def _whole(words: str, start: int, end: int) -> str:
    before, after = words[max(0, start - _REACH) : start], words[end : end + _REACH]
    return f"{_SPACE.split(before)[-1]}{words[start:end]}{_SPACE.split(after)[0]}"


def _between(text: str, words: list[re.Match[str]], those: range) -> str:
    return " ".join(text[words[those[0]].start() : words[those[-1]].end()].split()) if those else ""
