# SPDX-License-Identifier: Apache-2.0
"""Korean numerals: digits with 만 and 억, Sino-Korean and native numbers, and ranges that are one word.

A syllable that is a number is nearly always something else as well (일 work, 만 only, 천 cloth, 열 heat, 네 your), so a
short number counts only directly before a counter that goes with it.  The tables are in ko.toml.
"""

import re
import tomllib
from collections.abc import Iterator, Mapping
from decimal import Decimal
from functools import cache

from .digits import PATTERN, value_of
from .lexicon import FOLDER
from .numeral import Look, Numeral

_SINO = {
    sign: n
    for n, signs in enumerate(("영공령", "일", "이", "삼", "사", "오", "육륙", "칠", "팔", "구"))
    for sign in signs
}
_SMALL = {"십": 10, "백": 100, "천": 1000}
_GREAT = {"만": 10**4, "억": 10**8, "조": 10**12}


@cache
def _words() -> Mapping[str, str]:
    rows: dict[str, str] = tomllib.loads((FOLDER / "ko.toml").read_text("utf-8"))["pattern"]
    return rows


@cache
def _digit_pattern() -> re.Pattern[str]:
    return re.compile(
        rf"(?P<law>제\s?)?(?P<start>(?<![0-9A-Za-z])(?<![A-Z]-)(?:{PATTERN['ko']}))\s?(?P<small>[십백천])?"
        rf"\s?(?P<great>[만억]|(?(law)(?!)|{_words()['trillion']}))?"
    )


@cache
def _native() -> Mapping[str, Mapping[str, int]]:
    rows: dict[str, dict[str, str]] = tomllib.loads((FOLDER / "ko.toml").read_text("utf-8"))["native"]
    return {kind: {form: int(n) for n, forms in row.items() for form in forms.split()} for kind, row in rows.items()}


def sino(text: str) -> int | None:
    """Return the value of a Sino-Korean numeral ("만 이천", "이천이십사"), or None when it is not one."""
    total, group, digit = 0, 0, 0
    small, great = 10**4, 10**16
    if text in {"영", "공", "령"}:
        return 0
    for sign in text.replace(" ", ""):
        if sign in _SINO and not digit and _SINO[sign] and small > 1:
            digit = _SINO[sign]
        elif sign in _SMALL and _SMALL[sign] < small:
            small = _SMALL[sign]
            group, digit = group + (digit or 1) * small, 0
        elif (
            sign in _GREAT and _GREAT[sign] < great and (group + digit or (sign == "만" and not total) or sign == "만")
        ):
            great = _GREAT[sign]
            total, group, digit, small = total + (group + digit or 1) * great, 0, 0, 10**4
        else:
            return None
    return total + group + digit or None


@cache
def _sino_pattern() -> re.Pattern[str]:
    words = _words()
    return re.compile(
        rf"(?:(?<![가-힣])(?:{words['prefix']})\s?|(?<![가-힣0-9]))(?!{words['no_sino']})"
        r"(?P<run>[일이삼사오육륙칠팔구십백천만억조]+(?:(?<=[만억조]) [일이삼사오육륙칠팔구십백천만억조]+)*)"
    )


@cache
def _after() -> Mapping[str, re.Pattern[str]]:
    words = _words()
    return {
        "one": re.compile(words["sino_counter_after_one_syllable"]),
        "two": re.compile(rf"여?\s?(?:{words['sino_counter']})"),
        "three": re.compile(rf"여?\s?(?:{words['sino_counter']})|(?:{words['particle']})?(?![가-힣])"),
    }


def _is_article(text: str, start: int, end: int) -> bool:
    """True when the 조 that ends here is that of 제십칠조, and no trillion."""
    counted = re.compile(_words()["trillion"]).match(text, end - 1)
    return not counted or text[:start].rstrip().endswith("제")


def _sinos(text: str) -> Iterator[Numeral]:
    for found in _sino_pattern().finditer(text):
        start, run = found.start("run"), found["run"]
        for end in range(len(run), 0, -1):
            said = run[:end]
            if said.endswith(" ") or (value := sino(said)) is None:
                continue
            if said.endswith("조") and _is_article(text, start, start + end):
                continue
            length = len(said.replace(" ", ""))
            after = _after()["one" if length == 1 else "two" if length == 2 else "three"]
            # A one-syllable number is matched with its counter, for each takes only some.
            if after.match(text, start if length == 1 else start + end):
                yield Numeral(start, start + end, Decimal(value), Look.WORDS)
                break


def _digits(text: str) -> Iterator[Numeral]:
    last: Numeral | None = None
    for found in _digit_pattern().finditer(text):
        value = value_of(found["start"], "ko")
        scale = Decimal(_SMALL.get(found["small"] or "", 1) * _GREAT.get(found["great"] or "", 1))
        end = found.end("great") if found["great"] else found.end("small") if found["small"] else found.end("start")
        marked = Look.DIGITS if found["start"].isdigit() and scale == 1 else Look.MARKED
        here = Numeral(found.start("start"), end, value * scale, marked, scale)
        if last and last.scale > 1 and here.value < last.scale and text[last.end : here.start] in {"", " "}:
            # 1만 2천: one number in two steps.
            last = Numeral(last.start, end, last.value + here.value, Look.MARKED, scale)
            continue
        if last:
            yield last
        last = here
    if last:
        yield last


@cache
def _native_pattern() -> re.Pattern[str]:
    native, words = _native(), _words()

    def either(name: str) -> str:
        return "|".join(sorted(native[name], key=len, reverse=True))

    return re.compile(
        r"(?<![가-힣])(?:(?P<half>절반|반(?=시간|년(?![가-힣]*[생제])))|"
        rf"(?P<days>{either('days')})(?![가-힣])|(?P<days_said>{either('days')})(?={words['particle']}(?![가-힣])|간|동안|만에)"
        rf"|(?P<ordinal>{either('ordinal')})(?=째|번째)"
        rf"|(?P<first>첫째|첫번째|첫(?= ))"
        rf"|(?P<both>두\s?(?:{words['pair']}))"
        rf"|(?P<ten>{either('tens')})(?P<one>{either('ones')})(?=여?\s?(?:{words['native_counter']})|(?:{words['particle']})?(?![가-힣]))"
        rf"|(?P<ten_bound>{either('tens')}|열|스무)(?P<one_bound>{either('bound')})?(?=여?\s?(?:{words['native_counter']}))"
        rf"|(?P<free>{either('free')})"
        rf"|(?P<said>둘|셋|넷)(?=(?:{words['particle']})?(?![가-힣]))"
        rf"|(?P<few>두|석|넉|서|너)(?=\s?(?:{words['native_counter']}))"
        rf"|(?P<three>세)(?=\s?(?:{words['counter_of_three']}))"
        rf"|(?P<four>네)(?=\s?(?:{words['counter_of_four']}))"
        rf"|(?P<unit>한)(?=\s?(?:{words['measure']}))"
        r")"
    )


def _natives(text: str) -> Iterator[Numeral]:
    native = _native()
    ones = {**native["ones"], **native["bound"], **native["free"], **native["ordinal"]}
    for found in _native_pattern().finditer(text):
        if found["both"]:
            continue
        groups = {name: said for name, said in found.groupdict().items() if said}
        value = Decimal(0)
        for name, said in groups.items():
            if name.startswith("days"):
                value += native["days"][said]
            elif name == "half":
                value = Decimal("0.5")
            elif name == "first":
                value += 1
            elif name.startswith("ten"):
                value += {"열": 10, "스무": 20, **native["tens"]}[said]
            else:
                value += ones[said]
        yield Numeral(found.start(), found.end(), value, Look.WORDS, ordinal="ordinal" in groups or "first" in groups)


def numerals(text: str) -> tuple[Numeral, ...]:
    """Return the numerals of a folded Korean text, in order."""
    found = sorted((*_digits(text), *_sinos(text), *_natives(text)), key=lambda numeral: (numeral.start, -numeral.end))
    kept: list[Numeral] = []
    for numeral in found:
        if not kept or numeral.start >= kept[-1].end:
            kept.append(numeral)
    return tuple(kept)
