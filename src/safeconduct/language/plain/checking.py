# SPDX-License-Identifier: Apache-2.0
"""All plain-language remarks on a text."""

from collections.abc import Collection, Iterator

from safeconduct.language.remarks import Remark, in_order
from safeconduct.model.refusal import UsageRefusal

from . import abbreviations, building, hard_words, instructions
from .sentences import sentences

LANGUAGES = ("en", "ru", "uk")


def remarks(text: str, language: str, known: Collection[str] = ()) -> tuple[Remark, ...]:
    """Return what makes `text` (lines are blocks) hard to understand or to use, by place.

    After ISO 24495-1:2023, clauses on what readers understand and can use: long sentences, missing doers, nouns in
    chains, doubled denials, hard words, abbreviations (`known`: those that need no explanation here), vague
    instructions.  Passive voice is looked for in English alone.  Raises `UsageRefusal` for a language without tables.
    """
    _check(language)
    return in_order(_all(text, language, known))


def step_remarks(text: str, language: str) -> tuple[Remark, ...]:
    """Return every instruction of one step (`text`) after the first; raises `UsageRefusal` as `remarks` does."""
    _check(language)
    return in_order(instructions.in_one_step(sentences(text), language))


def _all(text: str, language: str, known: Collection[str]) -> Iterator[Remark]:
    told: set[str] = set()
    for found in sentences(text):
        yield from building.remarks(found, language)
        yield from hard_words.remarks(found, language, told)
        yield from instructions.hedges(found, language)
    yield from abbreviations.remarks(text, language, known)


def _check(language: str) -> None:
    if language not in LANGUAGES:
        raise UsageRefusal(
            f"There are no plain-language rules for “{language}”.", f"name one of {', '.join(LANGUAGES)}."
        )
