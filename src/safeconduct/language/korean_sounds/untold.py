# SPDX-License-Identifier: Apache-2.0
"""Words of Northern copy whose sound its letters do not tell, for a narrator who may have learnt to read in the South.

A word is shown where Southern spelling would have told its sound and the Northern does not:

- a tense or inserted sound whose ㅅ, ㄲ or ㅆ the North does not write: 나무잎 [나문닙], 기발 [기빨], 일군 [일꾼];
- the ending -ㄹ가 and -ㄹ가요, Southern -ㄹ까: 갈가 [갈까];
- 렬 and 률 after a vowel or ㄴ, Southern 열 and 율: 규률 [규율], 선률 [선뉼];
- a breath after 암 and 수: 암돼지 [암퇘지].

Nothing else is.  What every speaker does by herself (합니다 [함니다], 같이 [가치], 희망 [히망]) would hide the few
words that matter, and so would words that the South spells alike, whatever they sound like: 강가, 발전, 꽃잎.
"""

import re
from collections.abc import Iterator
from functools import cache
from typing import Final

from safeconduct.model.reading_script import Saying

from . import hidden, sounded
from .blocks import HANGUL, parted
from .respelling import lax_endings, pattern, respelled, rows

_RYEOL: Final = "렬률"
_CUT: Final = re.compile("(?:에서|에게|까지|부터|보다|처럼|으로|[을를은는이가과와로의에도만])$")
"""Particles; what follows a consonant and what follows a vowel is told apart by `_fits`."""
_AFTER_CONSONANT: Final = frozenset({"을", "은", "이", "과", "으로"})
_AFTER_VOWEL: Final = frozenset({"를", "는", "가", "와", "로"})


def untold(text: str, put_back: str | None = None) -> tuple[Saying, ...]:
    """Return each word of `text` that does not show how it sounds, once, and its sound; without particles where it can.

    `text` has its numbers in words.  `put_back` is the same with the hidden sounds put back from a Southern draft; by
    default those are put back that the tables know for certain.
    """
    plain = respelled(text, shown=True)
    whole = respelled(hidden.respelled(text)) if put_back is None else respelled(put_back, shown=True)
    named = set(_named(text))
    said: dict[str, Saying] = {}
    for found in HANGUL.finditer(text):
        start, end = found.span()
        hides = sounded(plain[start:end]) != sounded(whole[start:end])
        places = {at for at in range(start, end) if at in named or (hides and plain[at] != whole[at])}
        if places:
            end = start + _bare(found.group(), max(places) - start)
            said.setdefault(text[start:end], Saying(text[start:end], sounded(whole[start:end])))
    return tuple(said.values())


def _named(text: str) -> Iterator[int]:
    """Where a rule says that the letters tell another sound than they have."""
    yield from lax_endings(text)
    for found in _breathed().finditer(text):
        yield from range(*found.span())
    for found in re.finditer(f"(?<=[가-힣])[{_RYEOL}]", text):
        [before] = parted(text[found.start() - 1])
        if before.tail in ("", "ㄴ"):
            yield found.start()


def _bare(word: str, last: int) -> int:
    """Return how long a word is without its particle; `last` is the last syllable that must stay.

    The whole word, where without the particle it may be another: 바다가에서 is the seaside, 바다가 may be the sea.
    """
    found = _CUT.search(word)
    if not found or found.start() <= max(last, 1) or not _fits(word[: found.start()], found.group()):
        return len(word)
    return len(word) if hidden.unsure(f"{word[: found.start()]} ") else found.start()


def _fits(noun: str, particle: str) -> bool:
    tail = parted(noun[-1])[0].tail
    if particle == "로" and tail == "ㄹ":
        return True
    return not (particle in _AFTER_VOWEL if tail else particle in _AFTER_CONSONANT)


@cache
def _breathed() -> re.Pattern[str]:
    return pattern(row for row in rows() if row.rests_on.startswith("N26") and row.written != row.sounded)
