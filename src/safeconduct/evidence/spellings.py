# SPDX-License-Identifier: Apache-2.0
"""Spellings: one person, body or place that the captures call by several names in one language."""

import re
from collections.abc import Iterable, Iterator, Mapping

from attrs import frozen

from safeconduct.model.edition import Edition
from safeconduct.model.ledger import Entity, Source

from .standing import Standing, Words, line_of


@frozen
class Spellings:
    """An entity that goes by several names in the captures of one language; where each of them stands first."""

    entity: Entity
    language: str
    standing: tuple[Standing, ...]

    @property
    def sentence(self) -> str:
        """The whole of it in one sentence."""
        places = ", ".join(f"“{one.words}” ({one.place})" for one in self.standing)
        return f"“{self.entity.id}” goes by {len(self.standing)} names in the captures: {places}."


def spellings(edition: Edition, words: Words) -> tuple[Spellings, ...]:
    """Return the entities that go by several names in the captures of one language, in the order of their ids.

    Inflected forms are no spellings of their own, and neither is a name in another language.
    """
    found: list[Spellings] = []
    for language in sorted({_spoken(source.language) for source in edition.sources.values()}):
        known = _known(edition, language)
        sources = (source for source in edition.sources.values() if _spoken(source.language) == language)
        first = _first(sources, known, words) if known else {}
        met: dict[str, list[Standing]] = {}
        for name, standing in first.items():
            for entity in known[name]:
                met.setdefault(entity, []).append(standing)
        found += [Spellings(edition.entities[name], language, tuple(s)) for name, s in met.items() if len(s) > 1]
    return tuple(sorted(found, key=lambda one: (one.entity.id, one.language)))


def _known(edition: Edition, language: str) -> dict[str, list[str]]:
    """Return every spelling in that language, for entities that have several, with the entities that go by it."""
    known: dict[str, list[str]] = {}
    for entity in edition.entities.values():
        printed = [name for tag, name in entity.name.items() if _spoken(tag) == language]
        others = [name for tag, names in entity.also.items() if _spoken(tag) == language for name in names]
        names = dict.fromkeys(" ".join(name.split()) for name in (*printed, *others) if name.strip())
        for spelling in names if len(names) > 1 else ():
            known.setdefault(spelling, []).append(entity.id)
    return known


def _spoken(language: str) -> str:
    return language.partition("-")[0]


def _first(sources: Iterable[Source], known: Mapping[str, object], words: Words) -> dict[str, Standing]:
    pattern = _any_of(known)
    first: dict[str, Standing] = {}
    for source in sorted(sources, key=lambda source: source.id):
        file = source.capture.readable
        text = words(file) or ""
        for name, start in _found(pattern, text):
            if name not in first:
                first[name] = Standing(source.id, name, file, line_of(text, start), source.at)
    return dict(sorted(first.items()))


def _found(pattern: re.Pattern[str], text: str) -> Iterator[tuple[str, int]]:
    at = 0
    while found := pattern.search(text, at):
        at = found.start() + 1
        if not (found.start() and text[found.start() - 1].isalnum() and found[0][0].isalnum()):
            yield " ".join(found[0].split()), found.start()
            at = found.end()


def _any_of(names: Iterable[str]) -> re.Pattern[str]:
    # The longest first, so that a name is not taken for a shorter one within it; grouped by their first letters, so
    # that a page is searched once for all of them.
    groups: dict[str, list[str]] = {}
    for name in sorted(names, key=lambda name: (-len(name), name)):
        groups.setdefault(name[0], []).append(_spaced(name[1:]) + _end(name))
    return re.compile("|".join(f"{re.escape(first)}(?:{'|'.join(rest)})" for first, rest in groups.items()))


def _spaced(rest: str) -> str:
    return r"\s+".join(re.escape(word) for word in rest.split(" "))


def _end(name: str) -> str:
    # A particle may follow Hangul.
    return r"(?![^\W가-힣])" if re.search(r"[가-힣]$", name) else r"(?!\w)" if name[-1].isalnum() else ""
