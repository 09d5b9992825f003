# SPDX-License-Identifier: Apache-2.0
"""What no rule may touch: addresses, other alphabets, the caller's own spans, and words that are Northern already."""

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Final

from . import analysing
from .draft import Draft
from .edits import Edit, syllables_changed
from .sino_table import northern_only

_ADDRESS: Final = re.compile(
    r"(?:https?|ftp)://[^\s가-힣《》〈〉“”]+"
    r"|www\.[^\s가-힣《》〈〉“”]+"
    r"|[\w.+-]+@[\w-]+(?:\.[\w-]+)+"
    r"|\b[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)*\.(?:com|org|net|info|ua|ru|kr|kp|io|onion)\b(?:/[^\s가-힣]*)?",
    re.ASCII,
)
_FOREIGN: Final = re.compile(r"[A-Za-zÀ-ɏЀ-ӿ](?:[A-Za-zÀ-ɏЀ-ӿ0-9'’._ -]*[A-Za-zÀ-ɏЀ-ӿ0-9])?")
_HANGUL: Final = re.compile(r"[가-힣]")
_MARK: Final = "&북한어"
_LONGEST: Final = 5
_NUMERALS: Final = frozenset({"NR", "SN", "MM"})
"""What 한 (one) may be joined to; after anything else it is of 하다, as 랑 of 류랑, taken for a particle."""
_LISTED: Final = frozenset({"names"})
"""Rules that go by reviewed rows: rare Northern words spelt like 나진 do not hold them up."""


def protected(text: str) -> list[tuple[int, int]]:
    """Return the places of addresses and of words in Latin or Cyrillic letters, in order; they may overlap."""
    return sorted(found.span() for pattern in (_ADDRESS, _FOREIGN) for found in pattern.finditer(text))


def within(spans: Iterable[tuple[int, int]], length: int) -> tuple[tuple[int, int], ...]:
    """Return the caller's spans, ordered; `ValueError` for one that is not in a text of `length` signs."""
    ordered = tuple(sorted(spans))
    for start, end in ordered:
        if not 0 <= start <= end <= length:
            raise ValueError(f"{start}:{end} is not a place in a text of {length} signs")
    return ordered


def moved(spans: Iterable[tuple[int, int]], dropped: Sequence[tuple[int, str]]) -> list[tuple[int, int]]:
    """Return spans of a text as spans of it without what was `dropped` (place in the shorter text, signs)."""
    found = []
    for start, end in spans:
        places = []
        for at in (start, end):
            gone = 0
            for place, signs in dropped:
                gone += max(0, min(len(signs), at - gone - place))
            places.append(at - gone)
        found.append((places[0], places[1]))
    return found


def touches_northern(draft: Draft, edit: Edit) -> bool:
    """True when an edit would change a word that only the North has: marked by NK-HanDic, unknown to HanDic."""
    if edit.old == edit.new or edit.rule in _LISTED or not _HANGUL.search(edit.old) or not draft.modelled:
        return False
    changed = (
        [at for at, _, _ in syllables_changed(edit)]
        if len(edit.old) == len(edit.new)
        else list(range(edit.start, edit.end))
    )
    spans = [span for at in (edit.start, max(edit.end - 1, edit.start)) for span in northern_words(draft, at)]
    return bool(changed) and all(any(start <= at < end for start, end in spans) for at in changed)


def cuts_northern(draft: Draft, edit: Edit) -> bool:
    """True for a space taken out beside a Northern word that the analyser has cut: 류랑|한 사람, 새로운 리|점.

    It knows the South alone, so it takes 한 for one and 리 for the unit of length.
    """
    if not draft.modelled or not edit.rule.startswith("spacing") or edit.new or not edit.old.isspace():
        return False
    after = [one for one in draft.tokens_within(edit.end, edit.end + 4) if one.start == edit.end or one.tag[0] != "J"]
    if len(after) > 1 and after[0].start == edit.end and after[1].start == after[0].end:
        words = _spelt_northern(draft, edit.end)
        if any(first == edit.end and last > after[0].end for first, last in words):
            return True
    before = draft.tokens_within(edit.start - _LONGEST, edit.start)[-2:]
    if len(before) < 2 or before[1].tag != "MM" or before[1].end != edit.start or before[0].end != before[1].start:
        return False
    return before[0].tag not in _NUMERALS


def _spelt_northern(draft: Draft, at: int) -> Sequence[tuple[int, int]]:
    """The Northern words in the stretch of Hangul around `at`: marked ones, and one that begins it and is spelt so."""
    stretch = draft.stretch(at)
    if stretch is None:
        return ()
    start, end = stretch
    sizes = range(min(end - start, _LONGEST), 1, -1)
    size = next((size for size in sizes if draft.text[start : start + size] in northern_only()), 0)
    return (*northern_words(draft, at), *([(start, start + size)] if size else []))


def northern_words(draft: Draft, at: int) -> tuple[tuple[int, int], ...]:
    """Return the places of the words that only the North has, in the stretch of Hangul around `at`."""
    stretch = draft.stretch(at)
    if stretch is None:
        return ()
    if stretch not in draft.northern:
        start, end = stretch
        southern = {(one.start, one.end) for one in draft.sinos_within(start, end)}
        draft.northern[stretch] = tuple(
            (start + first, start + last)
            for first, last in _marked(draft.text[start:end])
            if (start + first, start + last) not in southern
        )
    return draft.northern[stretch]


@lru_cache(maxsize=8_192)
def _marked(hangul: str) -> tuple[tuple[int, int], ...]:
    """The places of the words of two letters and more that NK-HanDic marks as the North's."""
    rows = analysing.northern(hangul)
    return tuple((first, last) for first, last, row in rows if last - first > 1 and _MARK in row[11:])
