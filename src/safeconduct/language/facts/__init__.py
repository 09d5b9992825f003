# SPDX-License-Identifier: Apache-2.0
"""Facts: the mentions of a text, read in its own language."""

from collections.abc import Iterable, Mapping, Sequence

from attrs import evolve

from safeconduct.model.ledger import Entity
from safeconduct.model.mention import Mention, MentionKind, Read

from .dates import dates, written_in_figures
from .figures import figures, fractions_of, numerals, vague
from .folding import folded, lowered
from .lexicon import DATE, LANGUAGES, NAME, NOTHING, NUMBER
from .names import KnownNames, unknown
from .wording import wordings_of

_STANDS_FOR = {MentionKind.NUMBER: NUMBER, MentionKind.DATE: DATE, MentionKind.NAME: NAME}


def reader(entities: Mapping[str, Entity]) -> Read:
    """Return the reader of an edition with these entities.

    A language is known by the first part of its tag; of one without a table, digits, dates in figures and the names of
    entities are read.
    """
    known: dict[str, KnownNames] = {}

    def read(text: str, language: str) -> tuple[Mention, ...]:
        base = language.partition("-")[0].lower()
        names = known.get(base)
        if names is None:
            names = known[base] = KnownNames(entities.values(), base)
        same, offsets = folded(text)
        return tuple(
            mention
            if isinstance(offsets, range)
            else evolve(mention, start=offsets[mention.start], end=offsets[mention.end])
            for mention in _mentions(same, base, names)
        )

    return read


def _mentions(text: str, language: str, names: KnownNames) -> list[Mention]:
    low = lowered(text)
    found = _free(names.find(text), ())
    found += _free(written_in_figures(text, language), found)
    found += _free(unknown(_without(text, found), language), found)
    # What is a name or a date is no number as well.
    rest = _without(text, found)
    low_rest = lowered(rest)
    numbers = numerals(rest.replace("ё", "е").replace("Ё", "Е"), language)
    said = _free(dates(numbers, rest, low_rest, language), ())
    found += said
    found += _free(fractions_of(low_rest, language), found)
    # "Ten thousand" is no thousands: a vague number is one that nothing precedes.
    begun = {at for number in numbers for at in range(number.start + 1, number.end)}
    found += _free((mention for mention in vague(low_rest, language) if mention.start not in begun), found)
    taken = _letters(found)
    free = [number for number in numbers if taken.isdisjoint(range(number.start, number.end))]
    found += _free(figures(free, low_rest, language), found)
    if language in LANGUAGES:
        found += _free(wordings_of(_without(low, found), language), found)
    return sorted(found, key=lambda mention: mention.start)


def _letters(mentions: Iterable[Mention]) -> set[int]:
    return {at for mention in mentions for at in range(mention.start, mention.end)}


def _free(mentions: Iterable[Mention], taken: Sequence[Mention]) -> list[Mention]:
    """The mentions that touch none of those taken before, nor one another."""
    letters = _letters(taken)
    free: list[Mention] = []
    for mention in mentions:
        here = range(mention.start, mention.end)
        if here and letters.isdisjoint(here):
            letters.update(here)
            free.append(mention)
    return free


def _without(text: str, mentions: Iterable[Mention]) -> str:
    """The text with a sign of its kind in the place of each letter that has been read."""
    signs = list(text)
    for mention in mentions:
        length = mention.end - mention.start
        signs[mention.start : mention.end] = _STANDS_FOR.get(mention.kind, NOTHING) * length
    return "".join(signs)
