# SPDX-License-Identifier: Apache-2.0
"""Ukrainian and Russian as they are read aloud: every rule, those that say most first."""

import re
from collections.abc import Sequence

from . import slavic_clock, slavic_dates, slavic_numbers
from .digit_rows import digit_rows
from .rules import Rule, one_of, tables


def rules(language: str) -> Sequence[Rule]:
    """Return the rules of "uk" or "ru"."""
    found = [
        *slavic_dates.rules(language),
        *slavic_clock.rules(language),
        digit_rows(language),
        _abbreviations(language),
    ]
    return [*found, *slavic_numbers.rules(language)]


def _abbreviations(language: str) -> Rule:
    words = tables(language)["abbreviation"]
    return Rule(re.compile(rf"(?<!\w)(?:{one_of(words)})"), lambda match: words[match[0]])
