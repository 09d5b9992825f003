# SPDX-License-Identifier: Apache-2.0
"""Particles that agree with the end of the word before them, made right after that word has changed.

컵을 is 고뿌를, 소령은 is 소좌는, 볼펜으로 is 원주필로; after a vowel 이었다 is 였다, and 이다 may stay.
"""

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Final

from .draft import Draft
from .edits import Edit, Grade

_FIRST, _CODAS, _RIEUL = 0xAC00, 28, 8
_HANGUL: Final = re.compile("[가-힣]*")
_CLOSING: Final = "”’\"'》〉」』"
_ARTICLE: Final = "조선말규범집 2010, 맞춤법 제11항"

_FIXED: Final = (
    *("에게서", "에게", "에서부터", "에서", "에로", "에", "의", "도", "만", "까지", "부터", "보다", "처럼", "마다"),
    *("밖에", "조차", "마저", "께서", "께", "하고", "한테", "같이", "뿐", "씩", "대로", "만큼", "인", "이다", "다"),
    *("이라고", "라고", "이라는", "라는", "이라도", "라도", "이라면", "라면", "이라서", "라서", "이든지", "든지"),
    *("이나마", "나마", "이야말로", "야말로", "은커녕", "는커녕"),
    *(
        "으로서",
        "로서",
        "으로써",
        "로써",
        "여서",
        "입니다",
        "입니까",
        "이였다",
        "이었다",
        "였다",
        "이였습니다",
        "이었습니다",
        "였습니다",
        "이에요",
        "예요",
        "임",
    ),
)
_PAIRS: Final = (  # after a consonant, after a vowel; before a consonant 이 of the copula may always stay
    ("으로", "로"),  # here ㄹ goes with the vowels
    ("이라", "라"),  # 이라고, 이라는, 이라도, 이라면, 이라서
    ("이란", "란"),
    ("이랑", "랑"),
    ("이나", "나"),
    ("이든", "든"),
    ("이야", "야"),
    ("이여", "여"),
    ("을", "를"),
    ("은", "는"),
    ("이", "가"),
    ("과", "와"),
    ("아", "야"),
)
_JOINED: Final = ("이고", "이며", "이면")  # 이며 joins words, or is the copula, which keeps its 이
_COPULA: Final = ("이다", "이었", "이였", "이에요", "이예요", "이지만", "이므로", "이니까", "이어서", "이여서")
_LOST: Final = {"이었": "였", "이였": "였", "이에요": "예요", "이예요": "예요", "이어서": "여서", "이여서": "여서"}
_GAINED: Final = ("다", "였", "예요", "여서", "고", "며", "면", "지", "니", "므로", "던", "라", "란", "든", "나")
_OF_WORDS: Final = ("vocabulary", "author")
"""Rules that change words as a whole: what stands after them is a particle or another word."""
_EVERY: Final = {*_FIXED, *_JOINED, "고", "며", *(one for pair in _PAIRS for one in pair)}
_PARTICLE: Final = re.compile("(?:들|님)?(?:" + "|".join(sorted(_EVERY, key=len, reverse=True)) + "){0,3}")


def follows_as_particle(rest: str) -> bool:
    """True when `rest`, what a stretch of Hangul has after a word, is nothing or particles alone."""
    return _PARTICLE.fullmatch(rest) is not None


def agreeing(draft: Draft, edits: Sequence[Edit]) -> tuple[Edit, ...]:
    """Return the edits, by place, with those added that make a particle agree with the changed word before it.

    What another edit does to the same letters goes into the new one (이었다, 이였다, and after a vowel 였다).  The
    particle of a word that is only proposed is only proposed as well.
    """
    held = list(edits)
    tags: dict[int, list[str]] = defaultdict(list)
    for token in draft.tokens:
        tags[token.start].append(token.tag)
    for n, edit in enumerate(edits):
        if edit.old != edit.new and (repair := _repair(draft, edit, edits[n + 1 : n + 9], tags)):
            held = [one for one in held if not (repair.start < one.end and one.start < repair.end)]
            held.append(repair)
    return tuple(sorted(held, key=lambda one: (one.start, one.end)))


def _repair(draft: Draft, edit: Edit, edits: Iterable[Edit], tags: Mapping[int, Sequence[str]]) -> Edit | None:
    was, now = _ending(edit.old), _ending(edit.new)
    start = _after(draft.text, edit.end)
    rest = _HANGUL.match(draft.text, start)[0]  # type: ignore[index]  # it matches nothing at least
    there = tags.get(start, ())
    if was == now or "" in (was, now) or not _particle_at(edit, rest, there):
        return None
    old, new = _agreed(rest, was, now, "VCP" in there or rest.startswith(_COPULA))
    if old == new:
        return None
    end = start + len(old)
    for other in edits:
        if max(start, other.start) < min(end, other.end) or start < other.start == other.end < end:
            if edit.grade is Grade.WARN or other.start < start:
                return None
            if other.end > end and len(other.old) == len(other.new) and not other.kept:
                new += other.new[end - other.start :]
                end = other.end
    grade = Grade.WARN if edit.grade is Grade.WARN else Grade.CONVERT
    return Edit(start, end, draft.text[start:end], new, "particle", grade, _ARTICLE, why=f"It follows {edit.new}.")


def _ending(word: str) -> str:
    """The kind of end a word has: "consonant", "ㄹ", "vowel", or "" when it does not end in Hangul."""
    if not word or not "가" <= word[-1] <= "힣":
        return ""
    coda = (ord(word[-1]) - _FIRST) % _CODAS
    return "vowel" if coda == 0 else "ㄹ" if coda == _RIEUL else "consonant"


def _after(text: str, place: int) -> int:
    """Where the particle stands: past the closing quotation mark, when one follows the word."""
    past = next((at for at in range(place, len(text)) if text[at] not in _CLOSING), len(text))
    return past if past < len(text) and "가" <= text[past] <= "힣" else place


def _particle_at(edit: Edit, rest: str, tags: Collection[str]) -> bool:
    if any(tag[0] == "J" or tag == "VCP" for tag in tags):
        return True
    return edit.rule in _OF_WORDS and rest != "" and (rest.startswith(_COPULA) or follows_as_particle(rest))


def _agreed(rest: str, was: str, now: str, copula: bool) -> tuple[str, str]:
    """What stands at the beginning of `rest`, and what is to stand there; two times "" when nothing changes."""
    if was != "vowel" and now == "vowel":
        pairs = [*_LOST.items(), *(pair for pair in _PAIRS if pair[0] != "으로")]
        if copula:
            pairs = [pair for pair in pairs if pair[0] not in ("이", "아", "이나")]
            if rest.startswith("이"):
                pairs = [*pairs, ("이", "이")]
        else:
            pairs += [(one, one[1:]) for one in _JOINED]
    elif was == "vowel" and now != "vowel":
        pairs = [(open_form, closed) for closed, open_form in _PAIRS if closed != "으로"]
        if copula:
            pairs = [(one, f"이{one}") for one in _GAINED]
        else:
            pairs += [(one[1:], one) for one in _JOINED]
            pairs += [(one, f"이{one}") for one in ("다", "였", "예요")]
    else:
        pairs = []
    if "consonant" in (was, now):  # 으로 parts consonants from ㄹ and vowels
        pairs.append(("으로", "로") if was == "consonant" else ("로", "으로"))
    fitting = [pair for pair in pairs if rest.startswith(pair[0])]
    return max(fitting, key=lambda pair: len(pair[0]), default=("", ""))
