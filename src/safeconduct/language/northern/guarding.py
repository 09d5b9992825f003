# SPDX-License-Identifier: Apache-2.0
"""What no rule may touch: addresses, other alphabets, the caller's own spans, and words that are Northern already."""

import re
from collections.abc import Iterable, Sequence
from typing import Final

from . import analysing
from .draft import Draft
from .edits import Edit, syllables_changed

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
            for first, last, row in analysing.northern(draft.text[start:end])
            if last - first > 1 and _MARK in row[11:] and (start + first, start + last) not in southern
        )
    return draft.northern[stretch]
