# SPDX-License-Identifier: Apache-2.0
"""The words by which a language dates, hedges, denies: one table a language beside this file, as regular expressions.

In a table a space stands for any white space and `{any}` for one word.  What has been read already stands as signs:
`{number}` for a whole number, `{#}` and `{@}` for one sign of a number or a name, `{said}` for any of them in brackets.
`{ㄹ}` and `{ㅆ}` stand for a Hangul syllable that ends so.
"""

import re
import tomllib
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

from safeconduct.model.mention import MentionKind

LANGUAGES = ("en", "uk", "ru", "ko")
NUMBER, DATE, NAME, NOTHING = "\ue000", "\ue001", "\ue002", "\ue003"
"""What stands in the place of each letter that has been read already."""


@cache
def table(language: str) -> Mapping[str, Any]:
    """The table of `language`, one of `LANGUAGES`."""
    return tomllib.loads(Path(__file__).with_name(f"{language}.toml").read_text("utf-8"))


def _ending_in(final: int) -> str:
    return "[" + "".join(chr(code) for code in range(0xAC00, 0xD7A4) if (code - 0xAC00) % 28 == final) + "]"


_KINDS = (
    MentionKind.HEDGE,
    MentionKind.MODAL,
    MentionKind.NEGATION,
    MentionKind.ALTERNATIVE,
    MentionKind.SUPERLATIVE,
)
# A group that can be referred to.
_GROUP = re.compile(r"\((?!\?)|\(\?P<")
# What looks back has a fixed length: there a space is one white space.
_BEHIND = re.compile(r"(\(\?<[=!](?:[^()]|\([^()]*\))*\))")
_SIGNS = {
    "{any}": r"[^\s.,;:!?…()«»“”\"]+",
    "{number}": NUMBER + "+",
    "{#}": NUMBER,
    "{@}": NAME,
    "{said}": f"{NUMBER}-{NAME}",
    "{ㄹ}": _ending_in(8),
    "{ㅆ}": _ending_in(20),
}


def expression(pattern: str) -> str:
    """Return a pattern of a table as a regular expression."""
    for sign, meant in _SIGNS.items():
        pattern = pattern.replace(sign, meant)
    return "".join(
        part.replace(" ", r"\s") if part.startswith("(?<") else part.replace(" ?", r"\s*").replace(" ", r"\s+")
        for part in _BEHIND.split(pattern)
    )


def _whole_words(patterns: str, language: str) -> str:
    """In an alphabet, what begins and ends with a word; Korean words run on into their endings."""
    return rf"(?:{patterns})" if language == "ko" else rf"(?<![\w-])(?:{patterns})(?!\w)"


@cache
def compiled(language: str, name: str) -> re.Pattern[str]:
    """One regular expression for a list of patterns of the table; those of `[beside]` are no whole words."""
    rows = table(language)
    beside: list[str] = rows.get("beside", {}).get(name, [])
    whole: list[str] = rows.get(name, [])
    patterns = [_whole_words("|".join(map(expression, whole)), language)] if whole else []
    return re.compile("|".join(patterns + [expression(pattern) for pattern in beside]) or r"(?!)")


@cache
def neutral(language: str) -> tuple[re.Pattern[str], ...]:
    """The expressions that say nothing of their kind; where there is a group `only`, nothing but that group."""
    patterns = [expression(pattern) for pattern in table(language).get("neutral", [])]
    # One with a group stands by itself: a group's name and number hold for one expression.
    grouped = [pattern for pattern in patterns if _GROUP.search(pattern)]
    together = "|".join(pattern for pattern in patterns if pattern not in grouped)
    return tuple(re.compile(_whole_words(pattern, language)) for pattern in [together, *grouped])


def _group(name: str) -> str:
    return name.replace("-", "_")


def _one_of(groups: Mapping[str, Sequence[str]], language: str) -> re.Pattern[str]:
    """One regular expression with a named group for each list of patterns."""
    named = [f"(?P<{name}>{'|'.join(map(expression, patterns))})" for name, patterns in groups.items()]
    return re.compile(_whole_words("|".join(named), language))


@cache
def wordings(language: str) -> tuple[re.Pattern[str], Mapping[str, tuple[MentionKind, str]]]:
    """One regular expression for every wording, and the kind and value that each of its groups means."""
    rows = table(language)
    meanings = {_group(f"{kind}-{value}"): (kind, value) for kind in _KINDS for value in rows.get(kind, {})}
    return _one_of({name: rows[kind][value] for name, (kind, value) in meanings.items()}, language), meanings


@cache
def vague_numbers(language: str) -> re.Pattern[str]:
    """One regular expression for the vague numbers, with their names as groups ("tens_of_thousands")."""
    rows: Mapping[str, Sequence[str]] = table(language)["vague"]
    # The longest name first: "tens of thousands" holds both words.
    return _one_of({_group(name): rows[name] for name in sorted(rows, key=len, reverse=True)}, language)


@cache
def fractions(language: str) -> tuple[re.Pattern[str], Mapping[str, str]]:
    """One regular expression for "a third", "three quarters", and the value that each of its groups means."""
    rows: Mapping[str, Sequence[str]] = table(language)["fraction"]
    values = {f"fraction_{number}": value for number, value in enumerate(rows)}
    return _one_of({name: rows[value] for name, value in values.items()}, language), values
