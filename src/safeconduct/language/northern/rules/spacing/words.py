# SPDX-License-Identifier: Apache-2.0
"""Closed classes of words for the rules of spacing, as they stand in `words.toml`."""

import tomllib
from importlib.resources import files
from typing import Final


def _classes() -> dict[str, frozenset[str]]:
    written = tomllib.loads(files(__package__).joinpath("words.toml").read_text("utf-8"))
    return {name: frozenset(words.split()) for name, words in written.items()}


_CLASSES: Final = _classes()

NATIVE_NUMERALS: Final = _CLASSES["native_numerals"]
NATIVE_TENS: Final = _CLASSES["native_tens"]
NATIVE_ONES: Final = _CLASSES["native_ones"]
UNIT_NOUNS: Final = _CLASSES["unit_nouns"]
BODY_PARTS: Final = _CLASSES["body_parts"]
AFTER_UNITS: Final = _CLASSES["after_units"]
BOUND_AFTER_UNITS: Final = _CLASSES["bound_after_units"]
DURATIONS: Final = _CLASSES["durations"]
PLACES: Final = _CLASSES["places"]
AFTER_THIS: Final = _CLASSES["after_this"]
WHICH_DAY: Final = _CLASSES["which_day"]
SEVERAL: Final = _CLASSES["several"]
ONE_WHOLE: Final = _CLASSES["one_whole"]
REFERRING_BACK: Final = _CLASSES["referring_back"]
STANDING_FOR_DETERMINERS: Final = _CLASSES["standing_for_determiners"]
BRANCHES: Final = _CLASSES["branches"]
APART: Final = _CLASSES["apart"]
DAYS: Final = _CLASSES["days"]
TIMES: Final = _CLASSES["times"]
TITLES: Final = _CLASSES["titles"]
SURNAMES: Final = _CLASSES["surnames"]
DOUBTFUL_SURNAMES: Final = _CLASSES["doubtful_surnames"]
OF_A_PEOPLE: Final = _CLASSES["of_a_people"]
JOINING_SUFFIXES: Final = _CLASSES["joining_suffixes"]
CARRIERS: Final = _CLASSES["carriers"]
AFTER_NOUNS: Final = _CLASSES["after_nouns"]
MEETINGS: Final = _CLASSES["meetings"]
OWN: Final = _CLASSES["own"]
PERIODS: Final = _CLASSES["periods"]
LIGHT_PLACES: Final = _CLASSES["light_places"]
BEYOND: Final = _CLASSES["beyond"]
ORGANISATIONS: Final = _CLASSES["organisations"]
ORGANISERS: Final = _CLASSES["organisers"]
