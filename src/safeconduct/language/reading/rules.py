# SPDX-License-Identifier: Apache-2.0
"""What a rule of reading is: a pattern, and how what it matches is said."""

import re
import tomllib
from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path

from attrs import frozen

Match = re.Match[str]
Say = Callable[[Match], str | None]
"""How a match is said; None when that is not certain here, and then the next rule is asked."""

SPACE = "[ ]"
DASH = " ?[-–—~] ?"
# A digit after a letter, a point or a hyphen belongs to a designation: M16, AK-47, 3.10.
LEFT = r"(?<![0-9A-Za-zА-яЁёІіЇїЄєҐґ])(?<![0-9A-Za-z][.,:/·])(?<![A-ZА-ЯІЇЄҐ]-)"
RIGHT = r"(?![0-9A-Za-zА-яЁёІіЇїЄєҐґ])(?![.,:/×·][0-9])"
_WORD = re.compile(r"[^\W\d_]+(?:['’ʼ-][^\W\d_]+)*\.?")
_LAST = re.compile(r"([^\W\d_]+(?:['’ʼ-][^\W\d_]+)*)\.?[ ]$")


@frozen
class Rule:
    """One way of saying what `pattern` matches, tried at the beginning of every word, number and sign."""

    pattern: re.Pattern[str]
    say: Say


@cache
def tables(language: str) -> Mapping[str, Mapping[str, str]]:
    """The tables of `language` ("en", "uk", "ru", "ko") beside this file."""
    return tomllib.loads(Path(__file__).with_name(f"{language}.toml").read_text("utf-8"))


@cache
def word_list(language: str, table: str, row: str) -> frozenset[str]:
    """The words of one row of a table."""
    return frozenset(tables(language)[table][row].split())


def one_of(words: Mapping[str, object]) -> str:
    """Return a regular expression of the keys, the longest first."""
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))


def word_before(match: Match) -> str:
    """Return the word right before a match, in lower case; "" where a mark or nothing stands there."""
    found = _LAST.search(match.string, max(0, match.start() - 40), match.start())
    return found[1].lower().replace("’", "'") if found else ""


def words_after(match: Match, most: int = 3) -> list[str]:
    """Return up to `most` words that follow a match with nothing but spaces between, as they stand."""
    words: list[str] = []
    at = match.end()
    while len(words) < most and match.string[at : at + 1] == " ":
        found = _WORD.match(match.string, at + 1)
        if not found:
            break
        words.append(found[0].rstrip(".").replace("’", "'"))
        at = found.end()
        if found[0].endswith("."):
            break
    return words
