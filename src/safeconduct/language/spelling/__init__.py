# SPDX-License-Identifier: Apache-2.0
"""Spelling of Ukrainian, Russian and English copy, by the dictionaries of Hunspell."""

from .checking import MIXED, NAME, WORD, Misspelled, misspelled, remarks
from .speller import LANGUAGES, Speller, speller

__all__ = ["LANGUAGES", "MIXED", "NAME", "WORD", "Misspelled", "Speller", "misspelled", "remarks", "speller"]
