# SPDX-License-Identifier: Apache-2.0
"""Spacing as the North has it (띄여쓰기규정 2010, with the commentary of 2008).

Each place between two morphemes is ruled by the first rule that has an opinion; what the rules look at does not depend
on whether a space stands there, so that converting twice is converting once.
"""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from functools import cache
from typing import Final

from attrs import evolve

from safeconduct.language.northern.draft import Draft
from safeconduct.language.northern.edits import Edit, Grade

from . import auxiliaries, bound_nouns, compounds, determiners, numerals, phrases, plain, predicates, written_numerals
from .already import northern_stretches
from .places import Line, Place, Rule, Ruling, Wanted, tag

RULES: Final[tuple[Rule, ...]] = (
    *auxiliaries.RULES,
    *numerals.RULES,
    *determiners.RULES,
    *bound_nouns.RULES,
    *predicates.RULES,
    *compounds.RULES,
)
"""Every rule of a place, the strongest first."""


def edits(draft: Draft) -> Iterator[Edit]:
    """Yield an edit for each space to take out or put in; in a sentence that is the North's already they only warn."""
    kept = northern_stretches(draft.text)
    starts = [start for start, _ in kept]
    for edit in _edits(draft):
        n = bisect_right(starts, edit.start) - 1
        already = n >= 0 and edit.start < kept[n][1]
        yield evolve(edit, grade=Grade.WARN) if already else edit


def _edits(draft: Draft) -> Iterator[Edit]:
    ruled = list(phrases.edits(draft))
    yield from ruled
    if not draft.modelled:
        yield from plain.edits(draft)
        return
    yield from written_numerals.edits(draft)
    settled = {edit.start for edit in ruled}
    for place in Line(draft.text, draft.tokens).places:
        if place.start not in settled and (edit := _ruled(place)):
            yield edit
        if place.left.form == bound_nouns.NEARLY:
            yield from bound_nouns.nearly(place)


def _ruled(place: Place) -> Edit | None:
    for rule in _fitting(tag(place.left), tag(place.right)):
        if ruling := rule.says(place):
            return _edit(place, ruling)
    return None


@cache
def _fitting(left: str, right: str) -> Sequence[Rule]:
    """The rules that look at a place between these parts of speech."""
    return tuple(rule for rule in RULES if rule.fits(left, right))


def _edit(place: Place, ruling: Ruling) -> Edit | None:
    if ruling.wanted is Wanted.AS_IT_IS or place.spaced is (ruling.wanted is Wanted.PARTED):
        return None
    old, new = (" ", "") if place.spaced else ("", " ")
    return Edit(
        place.start,
        place.end,
        old,
        new,
        f"spacing: {ruling.rule}",
        ruling.grade,
        ruling.article,
        (old,) if ruling.grade is Grade.CONVERT_AND_FLAG and old else (),
        ruling.why,
    )
