# SPDX-License-Identifier: Apache-2.0
"""Words that sound as their letters do not tell: the table respellings.toml, and the few places where one rule does.

A word is respelled so that the rules of contact give its sound: 꽃잎 as 꽃닢, 맛없다 as 맏없다, 강가 as 강까.
"""

import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from itertools import groupby
from pathlib import Path
from typing import Any, Final

from attrs import frozen

from .blocks import HANGUL, joined, parted
from .contact import TENSE

TABLE: Final = Path(__file__).with_name("respellings.toml")

_START, _END, _NO_VOWEL = "(?<![가-힣])", "(?![가-힣])", "(?![아-잏])"
_UNSHOWN: Final = "no letter shows it in the North"
_NOT_SINO: Final = "들드디도다든"
"""Plural, particles and endings, and the letters of loans (월드, 필드): a Sino-Korean ㄹ does not tense them."""


@frozen
class Row:
    """One word of the table: as written and as respelled, where it counts, and what that rests on."""

    written: str
    sounded: str
    anywhere: bool
    last: bool
    no_vowel: bool
    rests_on: str

    @property
    def hidden(self) -> bool:
        """True where Southern spelling would show the sound with a ㅅ: below an open syllable, before what changes."""
        if _UNSHOWN not in self.rests_on or self.written == self.sounded:
            return False
        at = next(n for n, (one, other) in enumerate(zip(self.written, self.sounded, strict=True)) if one != other)
        [one], [other] = parted(self.written[at]), parted(self.sounded[at])
        before = self.written[:at][-1:]
        if one.lead != other.lead:  # tense: the ㅅ would stand below the syllable before
            return bool(HANGUL.fullmatch(before)) and not parted(before)[0].tail
        return not one.tail

    @property
    def around(self) -> tuple[str, str]:
        """What must stand before and after, as patterns."""
        return "" if self.anywhere else _START, _END if self.last else _NO_VOWEL if self.no_vowel else ""


@frozen
class _AfterL:
    """What follows ㄹ and is tensed."""

    sino: str
    inside: re.Pattern[str]
    last: re.Pattern[str]
    next: re.Pattern[str]


def respelled(text: str, *, shown: bool = False) -> str:
    """Return `text` with as many syllables, its exceptional words spelled as they sound.

    With `shown`, sounds that only Northern spelling hides have been put back already, and their rows are left out.
    """
    exact, pattern = _shown_words() if shown else _words()
    text = pattern.sub(lambda found: exact[found.group()], text)
    letters = list(text)
    for at in _tensed_by_l(text):
        [block] = parted(text[at])
        block.lead = TENSE.get(block.lead, block.lead)
        letters[at] = joined([block])
    return _genitive().sub("에", "".join(letters))


def lax_endings(text: str) -> Iterator[int]:
    """Yield where the ending -ㄹ가 has its 가, which is tense and which the South writes so: 갈가 is 갈까.

    물가 “price” and 길가 “roadside” are words of the table, spelled alike in the South, and none of these.
    """
    exact, pattern = _words()
    text = pattern.sub(lambda found: exact[found.group()], text)
    for found in _AFTER_L.finditer(text):
        if not found.group().endswith(" ") and _after_l().last.match(text, found.end()):
            yield found.end()


def rows() -> Iterator[Row]:
    """Yield every row of the table."""
    for group in _table()["group"]:
        for pair in group["words"].split():
            written, _, sounded = pair.replace("_", " ").partition("=")
            marks = written.startswith("~"), written.endswith("$"), written.endswith("|")
            yield Row(written.strip("~$|"), sounded, *marks, group["rests_on"])


def _tensed_by_l(text: str) -> Iterator[int]:
    """Yield where a syllable is tensed by the ㄹ before it: 발전 [발쩐], 할수 [할쑤], 갈가 [갈까], 할 것 [할 껃].

    N14, S26, S27.  The Sino-Korean syllables are those that hardly occur in native words: a rule of thumb.
    """
    after = _after_l()
    for found in _AFTER_L.finditer(text):
        at = found.end()
        if found.group().endswith(" "):
            tensed = bool(after.next.match(text, at))
        else:
            sino = found.group() in after.sino and text[at] not in _NOT_SINO and parted(text[at])[0].lead in "ㄷㅅㅈ"
            tensed = sino or bool(after.inside.match(text, at) or after.last.match(text, at))
        if tensed:
            yield at


@cache
def _table() -> Mapping[str, Any]:
    return tomllib.loads(TABLE.read_text("utf-8"))


def pattern(some: Iterable[Row]) -> re.Pattern[str]:
    """Return the places of these rows as one pattern, the longest words first.

    Rows of one kind share their conditions: word by word, the pattern would take most of a second to make.
    """
    ordered = sorted(some, key=lambda row: (row.around[1], row.around[0], -len(row.written)))
    kinds = [
        f"{before}(?:{'|'.join(re.escape(row.written) for row in alike)}){after}"
        for (before, after), alike in groupby(ordered, lambda row: row.around)
    ]
    return re.compile("|".join(kinds) or "(?!)")


@cache
def _words() -> tuple[Mapping[str, str], re.Pattern[str]]:
    """The table as one pattern, and every word's respelling."""
    return {row.written: row.sounded for row in rows()}, pattern(rows())


@cache
def _shown_words() -> tuple[Mapping[str, str], re.Pattern[str]]:
    """The same without the rows whose sound only Northern spelling hides."""
    shown = [row for row in rows() if not row.hidden]
    return {row.written: row.sounded for row in shown}, pattern(shown)


@cache
def _after_l() -> _AfterL:
    told: dict[str, str] = _table()["after_l"]
    inside, last, following = ("|".join(told[name].split()) for name in ("inside", "last", "next"))
    return _AfterL(
        "".join(told["sino"].split()), re.compile(inside), re.compile(f"(?:{last}){_END}"), re.compile(following)
    )


@cache
def _genitive() -> re.Pattern[str]:
    """The particle 의 (N2, S5), which ends a word: not in 회의, nor in a word that is 동의 and nothing else."""
    told: dict[str, str] = _table()["genitive"]
    ends = "".join(f"(?<!{noun})" for noun in told["ends"].split())
    whole = "".join(f"(?<!{_START}{noun})" for noun in told["whole"].split())
    return re.compile(f"(?<=[가-힣])의{ends}{whole}{_END}")


_AFTER_L: Final = re.compile(f"[{''.join(chr(code) for code in range(ord('갈'), ord('힣'), 28))}] ?(?=[가-힣])")
