# SPDX-License-Identifier: Apache-2.0
"""What is said, in parts that can be compared: words, in Korean syllables; numbers and denials are known as such."""

import re
import tomllib
from collections.abc import Iterator, Mapping
from enum import Enum
from functools import cache
from pathlib import Path
from typing import Final

from attrs import evolve, frozen

from safeconduct.language.facts.figures import numerals, plain
from safeconduct.language.facts.folding import folded, lowered
from safeconduct.language.facts.lexicon import LANGUAGES, wordings
from safeconduct.language.numbers.numeral import Look
from safeconduct.language.numbers.writing import written_out
from safeconduct.model.mention import MentionKind

KOREAN: Final = "ko"
ONE: Final = "1"
MOST_NAMED: Final = 10**9
_PART: Final = re.compile(r"[가-힣]|[^\W_가-힣]+")
_DIGITS: Final = re.compile(r"[0-9]+")
_LEAST_ROW: Final = 3


class Kind(Enum):
    """What a part is; a number or a denial weighs."""

    WORD = "word"
    NUMBER = "number"
    DENIAL = "denial"


@frozen
class Part:
    """One part of what is said: its normal form, its kind, and the letters `start` to `end` of the text it is from.

    `word` is how a number is spelt, "" in digits: a recogniser hears the word, not the number.  `names` are all the
    ways of saying one that stands in digits, where a language has several.
    """

    form: str
    kind: Kind
    start: int
    end: int
    word: str = ""
    names: frozenset[str] = frozenset()


@frozen
class Customs:
    """What a language lets a recogniser write differently.

    `same` are expressions with the words that stand for them, `sounds` the words that sound like a number, and
    `opposites` what turns a word around when it stands before it.
    """

    same: tuple[tuple[re.Pattern[str], str], ...]
    sounds: Mapping[str, frozenset[str]]
    opposites: tuple[str, ...]


@cache
def customs(language: str) -> Customs:
    """The customs of a language by the first part of its tag; none where there is no table."""
    path = Path(__file__).with_name(f"{language}.toml")
    if not path.is_file():
        return Customs((), {}, ())
    table = tomllib.loads(path.read_text("utf-8"))
    return Customs(
        tuple((re.compile(expression), words) for words, expression in table["same"].items()),
        {number: frozenset(words.split()) for number, words in table["sounds"].items()},
        tuple(table["opposites"]["before"].split()),
    )


def parts(text: str, language: str) -> tuple[Part, ...]:
    """Return what `text` says in `language` (a tag such as "ko-KP"), in order.

    Case, punctuation, stress, apostrophes and е for ё make no difference; "ten" and "10" are one number, "don't" is
    "do not".  In Korean each syllable is a part, because a recogniser parts words as it likes.
    """
    base = language.partition("-")[0].lower()
    same, offsets = folded(text)
    low, back = _unified(lowered(same), base)
    taken = [False] * len(low)
    found: list[Part] = []
    for numeral in numerals(low, base):
        said = low[numeral.start : numeral.end]
        form = said if numeral.look is Look.DIGITS and said.isdigit() else plain(numeral.value)
        kind = Kind.WORD if form == ONE else Kind.NUMBER  # it is a pronoun as often
        names = _korean_names(numeral.whole) if base == KOREAN else frozenset()
        found.append(Part(form, kind, numeral.start, numeral.end, said if said.isalpha() else "", names))
        taken[numeral.start : numeral.end] = [True] * (numeral.end - numeral.start)
    denials = [False] * len(low)
    for start, end in _denials(low, base):
        denials[start:end] = [True] * (end - start)
    for word in _PART.finditer(_without_apostrophes(low, base)):
        if not taken[word.start()]:
            kind = Kind.DENIAL if any(denials[word.start() : word.end()]) else Kind.WORD
            form = word[0].replace("ʼ", "")
            found.append(Part(form, Kind.NUMBER if _DIGITS.fullmatch(form) and form != ONE else kind, *word.span()))
    found.sort(key=lambda part: part.start)
    rows = _rows_of_digits(found)
    return tuple(evolve(one, start=offsets[back[one.start]], end=offsets[back[one.end]]) for one in rows if one.form)


@cache
def _korean_names(number: int | None) -> frozenset[str]:
    """The ways of saying a number: after Chinese in Northern and Southern spelling and, below a hundred, natively."""
    if number is None or not 0 <= number <= MOST_NAMED:
        return frozenset()
    sino = written_out(number, KOREAN).replace(" ", "")
    names = {sino, sino.replace("륙", "육").replace("령", "영"), sino.replace("령", "공")}
    native = tomllib.loads(Path(__file__).with_name("ko.toml").read_text("utf-8"))["native"]
    tens, ones = divmod(number, 10)
    if 0 < number < 100:
        heads = native["tens"].split()[tens - 1].split("|") if tens else [""]
        tails = native["ones"].split()[ones - 1].split("|") if ones else [""]
        names |= {head + tail for head in heads for tail in tails}
    return frozenset(names)


def _unified(low: str, language: str) -> tuple[str, list[int]]:
    """Return a text with the customs of its language applied, and for each letter its place in the text before."""
    back = list(range(len(low) + 1))
    for expression, words in customs(language).same:
        text, places, last = "", list[int](), 0
        for found in expression.finditer(low):
            text += low[last : found.start()] + words
            places += back[last : found.start()] + [back[found.start()]] * len(words)
            last = found.end()
        low, back = text + low[last:], places + back[last:]
    return low, back


def _without_apostrophes(low: str, language: str) -> str:
    # Inside a Ukrainian word an apostrophe is a letter; elsewhere it parts words, as a quotation mark does.
    return re.sub(r"(?<=\w)'(?=\w)", "ʼ", low) if language != KOREAN else low


def _denials(low: str, language: str) -> Iterator[tuple[int, int]]:
    if language not in LANGUAGES:
        return
    pattern, meanings = wordings(language)
    for found in pattern.finditer(low):
        if meanings[found.lastgroup or ""][0] is MentionKind.NEGATION:
            yield found.span()


def _rows_of_digits(found: list[Part]) -> list[Part]:
    """Join digits that are said one by one, as in a telephone number, to what a recogniser writes: one row."""
    joined: list[Part] = []
    row: list[Part] = []
    for part in [*found, None]:
        if part and (part.kind is Kind.NUMBER or part.form == ONE) and len(part.form) == 1:
            row.append(part)
            continue
        if len(row) >= _LEAST_ROW:
            joined.append(Part("".join(one.form for one in row), Kind.NUMBER, row[0].start, row[-1].end))
        else:
            joined += row
        row = []
        joined += [part] if part else []
    return joined
