# SPDX-License-Identifier: Apache-2.0
"""Names of people and places of Korea: 이명박 is 리명박, 용천 is 룡천 (조선말규범집 2010, 맞춤법 제25항).

Surnames that may be written either way (임, 유, 양, 여, 연) are always flagged; foreign names are left alone.
"""

import re
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Final

from attrs import evolve

from safeconduct.language.northern.draft import Draft, Token
from safeconduct.language.northern.edits import RARELY, Edit, Grade
from safeconduct.language.northern.particles import follows_as_particle
from safeconduct.language.northern.rules.name_parts import FOREIGN, GIVEN, TITLE
from safeconduct.language.northern.sino_table import entry
from safeconduct.language.northern.tables import Row, rows

_RULE: Final = "names"
_ARTICLE: Final = "조선말규범집 2010, 맞춤법 제25항"
_HANGUL: Final = re.compile(r"[가-힣]+")
_SURNAMES: Final = frozenset("김박최정강조윤장한오서신권황안송전홍고문손배백허남심하곽성차주우구민진엄지리라로림류량려")
_TWO_WAYS: Final = {"용": "룡", "연": "련", "예": "례"}
_TITLED: Final = re.compile(rf" ?(?:{TITLE.pattern})(?![가-힣]{{3}})")
_ADDRESSED: Final = re.compile(
    r" (?:동무|동지|선생|씨|여사|녀사|[소중대상]위|[소중대]령|[소중대상]좌|[하중상원]사|병장|[소중대]장)(?!들)"
    rf"| [{''.join(sorted(GIVEN))}]{{2}} ?(?:동무|동지|선생|씨|여사|녀사)(?!들)"
)
"""What makes a surname of 이, which is the word for this nearly everywhere."""
_SURNAME: Final = "[김박최정강조윤장한오서신권황안송전홍고문손배백허남심하곽성차주우구민진엄지이리라로림류량려]"
_LISTED: Final = re.compile(rf"(?:, ?|·){_SURNAME}(?![가-힣])")
_LISTED_BEFORE: Final = re.compile(rf"(?<![가-힣]){_SURNAME}(?:, ?|·)$")


def edits(draft: Draft) -> Iterator[Edit]:
    """Yield an edit for each place of the table, each name of a person and each surname before a title."""
    taken = 0
    found = [*_places(draft), *(_people(draft) if draft.modelled else _told_people(draft))]
    for edit in sorted(found, key=lambda one: (one.start, -one.end)):
        if edit.start >= taken:
            taken = edit.end
            yield edit


@cache
def _table(name: str) -> Mapping[str, Row]:
    return {row.south: row for row in rows(name)}


def _places(draft: Draft) -> Iterator[Edit]:
    """Places are found at the beginning of a stretch of Hangul, the longest first."""
    known = _table("places")
    ends = {token.end for token in draft.tokens if token.tag.startswith("N")}
    starts = {token.start for token in draft.tokens}
    for start, last in draft.words:
        for end in range(min(last, start + 12), start + 1, -1):
            row = known.get(draft.text[start:end])
            if row is None or (draft.modelled and not (start in starts and end in ends)):
                continue
            if not (len(row.south) < 3 and _common(draft, start, end)):
                yield _edit(draft, start, end, row.north, row.grade, row.alternatives, row.note)
            break


def _common(draft: Draft, start: int, end: int) -> bool:
    """True for a number or a common noun that is spelt like a place: 이천 명, 이것을 용인하다."""
    inside = [token for token in draft.tokens if start <= token.start < end]
    if any(token.tag == "NR" for token in inside):
        return True
    following = next((token for token in draft.tokens if token.start == end), None)
    verbal = following is not None and following.tag in ("XSV", "XSA")
    homograph = draft.text[start:end] in ("용인", "능동", "이천", "율리", "여강", "이현", "노성", "이원", "유천")
    return verbal or (homograph and not any(token.tag == "NNP" for token in inside))


def _this(draft: Draft) -> Iterator[Edit]:
    """A flag on each 이 that may be a surname, or on the first 이 of a text where none may: the word for this."""
    found = [one for one in draft.tokens if one.tag == "MM" and draft.text[one.start : one.end + 1] == "이 "]
    addressed = [one for one in found if _ADDRESSED.match(draft.text, one.end)]
    for token in addressed:
        told = "before a title it may be the word for this, or a surname, which is 리"
        yield _edit(draft, token.start, token.end, "이", Grade.CONVERT_AND_FLAG, ("리",), told)
    if found and not addressed:
        told = "here the word for this; a surname is 리"
        edit = _edit(draft, found[0].start, found[0].end, "이", Grade.CONVERT_AND_FLAG, ("리",), told)
        yield evolve(edit, rule=_RULE + RARELY)


def _people(draft: Draft) -> Iterator[Edit]:
    surnames = _table("surnames")
    yield from _this(draft)
    for n, token in enumerate(draft.tokens):
        if token.tag == "NNP" and token.end - token.start == 3:
            yield from _given(draft, token)
        if not token.tag.startswith("N") or draft.text[token.start] not in surnames:
            continue
        word = draft.text[token.start : token.end]
        if len(word) > 1 and token.tag == "NNP":
            yield from _person(draft, token.start, token.end, word)
        elif len(word) == 1:
            yield from _surname(draft, n, token)
    yield from _famous(draft)


def _given(draft: Draft, token: Token) -> Iterator[Edit]:
    """A given name that begins with a syllable of two readings (용: 勇, 龍 룡) stays, and is flagged."""
    word = draft.text[token.start : token.end]
    other = _TWO_WAYS.get(word[1])
    if other and word[0] in _SURNAMES and word[2] in GIVEN and entry(word) is None and word not in _table("people"):
        told = f"the given name may begin with {other}"
        yield _edit(draft, token.start, token.end, word, Grade.CONVERT_AND_FLAG, (word[0] + other + word[2],), told)


def _famous(draft: Draft) -> Iterator[Edit]:
    known = _table("people")
    for start, last in draft.words:
        for end in range(start + 2, min(last, start + 4) + 1):
            row = known.get(draft.text[start:end])
            if row and (end - start > 2 or _named(draft, start, end)):
                yield _edit(draft, start, end, row.north, row.grade, row.alternatives, row.note)


def _named(draft: Draft, start: int, end: int) -> bool:
    """True unless two syllables are a common noun here, or the beginning of one: 유비무환 is no 유비."""
    if not draft.modelled:
        return follows_as_particle(draft.text[end : (draft.stretch(start) or (start, end))[1]])
    return any((one.end, one.tag) == (end, "NNP") for one in draft.tokens_within(start, start + 1))


def _person(draft: Draft, start: int, end: int, word: str) -> Iterator[Edit]:
    """A name of three syllables, or two with a title after it, all of them syllables of Korean names."""
    sino = draft.sino_at(start, end)
    if word in FOREIGN or word in _table("places") or (sino is not None and not sino.hanja and len(word) < 4):
        return
    if not 2 <= len(word) <= 3 or not all(syllable in GIVEN for syllable in word[1:]):
        return
    known = entry(word)
    titled = TITLE.match(draft.text[end:].lstrip()) is not None
    if len(word) == 2 and (known is not None or not titled):
        return
    if known is not None and not known.changes:
        return
    yield from _with_surname(draft, start, word)


def _with_surname(draft: Draft, start: int, word: str) -> Iterator[Edit]:
    row = _table("surnames")[word[0]]
    if word in _table("people"):
        return
    if row.grade is Grade.CONVERT and row.north == row.south:
        return
    others = tuple(other + word[1:] for other in row.alternatives)
    yield _edit(draft, start, start + len(word), row.north + word[1:], row.grade, others, row.note)


def _surname(draft: Draft, n: int, token: Token) -> Iterator[Edit]:
    """A surname alone: 이 동무, 김 동지, 임씨; or cut from its given name by the analyser (이/영호)."""
    row = _table("surnames")[draft.text[token.start]]
    if token.start and _HANGUL.match(draft.text, token.start - 1, token.start):
        return
    following = draft.tokens[n + 1] if n + 1 < len(draft.tokens) else None
    if (
        following is not None
        and following.start == token.end
        and following.tag in ("NNP", "NNG")
        and token.tag == "NNP"
    ):
        word = draft.text[token.start : following.end]
        if len(word) == 3 and entry(word) is None and set(word[1:]) <= GIVEN:
            yield from _with_surname(draft, token.start, word)
        return
    title = _TITLED.match(draft.text, token.end)
    listed = token.tag == "NNP" and (
        _LISTED.match(draft.text, token.end) or _LISTED_BEFORE.search(draft.text[max(0, token.start - 4) : token.start])
    )
    if not listed and (title is None or (token.tag != "NNP" and not draft.text.startswith(("씨", " 씨"), token.end))):
        return
    others = (*row.alternatives, *([row.south] if row.south not in row.alternatives and row.south != row.north else []))
    yield _edit(draft, token.start, token.end, row.north, Grade.CONVERT_AND_FLAG, others, f"a surname, {row.note}")


def _told_people(draft: Draft) -> Iterator[Edit]:
    """Without the analysers: the well-known, and names of three syllables before a title."""
    surnames = _table("surnames")
    yield from _famous(draft)
    for start, last in draft.words:
        word = draft.text[start : start + 3]
        named = last - start == 3 and TITLE.match(draft.text[last:].lstrip()) is not None
        if (
            named
            and entry(word) is None
            and entry(word[:2]) is None
            and word[0] in surnames
            and word not in FOREIGN
            and set(word[1:]) <= GIVEN
        ):
            yield from _with_surname(draft, start, word)


def _edit(draft: Draft, start: int, end: int, new: str, grade: Grade, alternatives: tuple[str, ...], note: str) -> Edit:
    old = draft.text[start:end]
    why = f"{old} may be {' or '.join(alternatives)}: {note}" if alternatives else ""
    return Edit(start, end, old, new, _RULE, grade, _ARTICLE, alternatives, why)
