# SPDX-License-Identifier: Apache-2.0
"""Sounds that Northern spelling hides and Southern spelling shows: 기발 [기빨] is 깃발, 뒤문 [뒨문] is 뒷문.

The tables of the converter, read the other way, say where one is hidden.  What is put back is what the North says
(문화어발음법, 조선말규범집 2010): tense and nasal sounds (N16, N27), before 이 that of leaves alone (나무잎 [나문닙],
but 나라일 [나라일]: N25).  That Southern ㅅ and Northern sound go together word for word is a rule of thumb that no
native reader of the North has reviewed yet.
"""

import re
import tomllib
from collections.abc import Mapping
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Final

from attrs import frozen

from safeconduct.language.northern.tables import rows

from .blocks import HANGUL, Block, joined, parted
from .contact import TENSE
from .respelling import respelled as by_hand_respelled
from .respelling import rows as by_hand_rows

TABLES: Final = ("inserted_s", "inserted_s_urimalsaem", "native", "native_urimalsaem")
UNSURE: Final = Path(__file__).with_name("unsure.toml")

_LONG: Final = 4
"""Words of so many syllables are found inside longer ones too: the North writes compounds together."""

_SHORT: Final = 2
"""Words of so many count only where the word ends or a particle begins: 비물 is in 비물질."""

_PARTICLES: Final = "을를은는이가과와의에로도만들까부보처마밖조입였인"
"""What particles and the copula begin with."""

_CASES: Final = ("을", "를", "은", "는", "의", "에", "으로", "로", "도", "만", "들", "과", "와", "까지", "부터", "보다")
_NASAL: Final = "ㄴㅁ"
_SIZES: Final = ((_LONG, 99), (_SHORT + 1, _LONG), (0, _SHORT + 1))


@frozen
class Hidden:
    """Northern words and how they are respelled, and the places where they are found; `unsure` are left alone."""

    words: Mapping[str, str]
    places: re.Pattern[str]
    unsure: re.Pattern[str]


def put_back(north: str, south: str) -> str:
    """Return a Northern word respelled with what its Southern spelling shows; as it is where the two do not match.

    Both have as many syllables.  Nothing but a lost ㅅ and a lost tenseness is put back: 녀자 stays beside 여자.
    """
    if len(north) != len(south) or not HANGUL.fullmatch(north) or not HANGUL.fullmatch(south):
        return north
    told, shown = parted(north), parted(south)
    for block, other in zip(told, shown, strict=True):
        if (block.vowel, block.tail) == (other.vowel, other.tail) and TENSE.get(block.lead) == other.lead:
            block.lead = other.lead
    for (block, following), other in zip(pairwise(told), shown, strict=False):
        if (block.lead, block.vowel, block.tail, other.tail) == (other.lead, other.vowel, "", "ㅅ"):
            _sounded(block, following)
    return joined(told)


def _sounded(block: Block, following: Block) -> None:
    if following.lead in TENSE:
        following.lead = TENSE[following.lead]
    elif following.lead in _NASAL:
        block.tail = "ㄷ"
    elif (following.lead, following.vowel, following.tail) == ("ㅇ", "ㅣ", "ㅍ"):
        block.tail, following.lead = "ㄷ", "ㄴ"


def together(north: str, *respelt: str) -> str:
    """Return a word with each syllable as the first of `respelt` that changes it has it."""
    return "".join(
        next((sign for sign in signs[1:] if sign != signs[0]), signs[0]) for signs in zip(north, *respelt, strict=True)
    )


def respelled(text: str) -> str:
    """Return `text` with the hidden sounds of the words that are certain, as many syllables as before."""
    known = hidden()
    return known.places.sub(lambda found: known.words[found.group()], text)


def unsure(text: str) -> tuple[str, ...]:
    """Return the words of `text` that may hide a sound or not, each once: a narrator must know which one is meant."""
    return tuple(dict.fromkeys(found.group() for found in hidden().unsure.finditer(text)))


@cache
def hidden() -> Hidden:
    """Read the tables once."""
    told = tomllib.loads(UNSURE.read_text("utf-8"))
    left, with_case = set(told["left"].split()), set(told["with_case"].split())
    by_hand = {row.written for row in by_hand_rows()}
    words: dict[str, str] = {}
    for name in TABLES:
        for row in rows(name):
            verb = bool(row.pos) and all(tag[0] == "V" for tag in row.pos)
            north, south = (one.removesuffix("다") if verb else one for one in (row.north, row.south))
            sounded = put_back(north, south)
            if sounded != north:  # what else the word hides: 가운데손가락 is 가운뎃손가락, and 손가락 has 까
                sounded = together(north, sounded, by_hand_respelled(north))
            if sounded != north and len(north) > 1 and north not in left | by_hand:
                words.setdefault(north, sounded)
    shore = {word for word in words if word.endswith("가")} - with_case
    return Hidden(words, _places(words, with_case, shore), _doubtful(left, shore | with_case))


_START: Final = "(?<![가-힣])"


def _places(words: Mapping[str, str], with_case: set[str], shore: set[str]) -> re.Pattern[str]:
    plain = sorted(set(words) - with_case - shore, key=len, reverse=True)
    sizes = [[word for word in plain if least <= len(word) < most] for least, most in _SIZES]
    long, middle, short = ("|".join(some) for some in sizes)
    case = "|".join(_CASES)
    parts = [
        # 바다가 is “the sea” as the subject, or the seaside: it is the seaside where a particle follows, or nothing.
        f"{_START}(?:{'|'.join(sorted(shore))})(?=(?:{case})|\\Z)",
        f"{_START}(?:{'|'.join(sorted(with_case & set(words)))})(?={case})",
        f"(?:{long})",
        f"{_START}(?:{middle})",
        f"{_START}(?:{short})(?=[{_PARTICLES}]|[^가-힣]|\\Z)",
    ]
    return re.compile("|".join(part for part in parts if "(?:)" not in part))


def _doubtful(left: set[str], bare: set[str]) -> re.Pattern[str]:
    """Where a word is left alone: as a whole word, with or without a particle; those of `bare` without one."""
    case = "|".join((*_CASES, "가", "이"))
    return re.compile(
        f"{_START}(?:(?:{'|'.join(sorted(left))})(?=(?:{case})?(?![가-힣]))|(?:{'|'.join(sorted(bare))})(?![가-힣]|\\Z))"
    )
