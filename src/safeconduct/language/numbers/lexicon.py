# SPDX-License-Identifier: Apache-2.0
"""The number words of a language: one table a language beside this file."""

import tomllib
from collections.abc import Mapping
from decimal import Decimal
from enum import Enum
from functools import cache
from pathlib import Path

from attrs import frozen

FOLDER = Path(__file__).parent


class Part(Enum):
    """How a number word joins its neighbours."""

    CARDINAL = "cardinal"
    ORDINAL = "ordinal"
    HUNDRED = "hundred"
    SCALE = "scale"
    SCALE_ORDINAL = "scale_ordinal"
    ALONE = "other"
    FRACTION = "fraction"


@frozen
class NumberWord:
    """What one number word adds to a numeral."""

    part: Part
    value: Decimal


@cache
def table(language: str) -> Mapping[str, Mapping[Decimal, tuple[str, ...]]]:
    """The number words of `language` ("en", "uk", "ru") by part and value, the written form first."""
    rows = tomllib.loads((FOLDER / f"{language}.toml").read_text("utf-8"))
    return {
        part: {Decimal(value): tuple(forms.split()) for value, forms in values.items()} for part, values in rows.items()
    }


@cache
def number_words(language: str) -> Mapping[str, NumberWord]:
    """Every form of every number word of `language`, in lower case, with straight apostrophes and е for ё."""
    words: dict[str, NumberWord] = {}
    for part in Part:
        for value, forms in table(language).get(part.value, {}).items():
            for form in forms:
                # A form that is both (сьома: by seven, the seventh) is the cardinal, which can be continued.
                words.setdefault(form, NumberWord(part, value))
    return words
