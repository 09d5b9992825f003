# SPDX-License-Identifier: Apache-2.0
"""Sino-Korean words by each character's own reading: 노동 is 로동, 여자 is 녀자 (맞춤법 제25항, 제26항)."""

import re
from collections.abc import Iterator
from typing import Final

from attrs import frozen

from safeconduct.language.northern import homographs
from safeconduct.language.northern.draft import Draft, Sino, Token
from safeconduct.language.northern.edits import Edit, Grade
from safeconduct.language.northern.rules import affixes, sino_untold
from safeconduct.language.northern.rules.pieces import CUT_OFF, Piece, pieces, runs
from safeconduct.language.northern.sino_table import entry, northern_only
from safeconduct.language.northern.sino_table.readings import exceptions, northern

RULE: Final = "sino"
ARTICLE: Final = "조선말규범집 2010, 맞춤법 제25항"
_VOWEL_ARTICLE: Final = "조선말규범집 2010, 맞춤법 제26항"
_WELL: Final = 2
"""From here on a spelling is borne out by HanDic."""

_LEXICAL: Final = frozenset({"MAG", "MAJ", "VV", "VA", "VV-I", "VV-R", "VA-I", "VA-R", "IC", "MM"})
_NORTHERN_HEAD: Final = re.compile(r"(?<![가-힣])[라-맇냐-냫녀-녛뇨-눃뉴-늏니-닣][가-힣]{1,4}")
_SENTENCE: Final = re.compile(r"[^.!?…\n]+")


@frozen
class _Spelt:
    new: str
    grade: Grade = Grade.CONVERT
    alternatives: tuple[str, ...] = ()
    why: str = ""


def edits(draft: Draft) -> Iterator[Edit]:
    """Yield an edit for each word whose Northern spelling differs, and a flag for each that has two."""
    if not draft.modelled:
        yield from sino_untold.edits(draft)
        return
    plain, guesses = [], []
    for start, end, spelt in _words(draft):
        if spelt is None:
            guesses.append((start, end))
        elif spelt.new != draft.text[start:end] or spelt.grade is not Grade.CONVERT:
            plain.append(_edit(draft.text, start, end, spelt))
    yield from plain
    finished = northern_sentences(draft.text, plain) if guesses else []
    for start, end in guesses:
        kept = any(first <= start < last for first, last in finished)
        spelt = guessed(draft.text, start, end, draft.sino_at(start, end), kept)
        if spelt:
            yield _edit(draft.text, start, end, spelt)


def _words(draft: Draft) -> Iterator[tuple[int, int, _Spelt | None]]:
    """Yield each word that changes or may change; None for a homograph, which waits until the rest is known."""
    looked: set[int] = set()
    endings = {token.end for token in draft.tokens if token.tag == "EC"}
    for run in runs(draft.tokens):
        if run[0].start in endings:
            continue  # 방해해나선: a verb that the analyser took for a noun
        cut = pieces(draft, run)
        for n, piece in enumerate(cut):
            if piece.token and piece.token.tag in CUT_OFF and piece.end - piece.start > 1:
                continue  # an adverb after all: looked at below
            looked.update(range(piece.start, piece.end))
            word = draft.text[piece.start : piece.end]
            if word[0] == "여" and piece.start and draft.text[piece.start - 1] in _BEFORE_MORE:
                continue  # 50여명: the suffix of a number, no 여명
            if draft.text.startswith("열일곱", piece.start):
                continue  # a native numeral, which the analyser cuts before its last syllable
            if word in homographs.homographs() and _stands_alone(piece):
                yield piece.start, piece.end, None
                continue
            spelt = affixes.spelt(draft, cut, n) if len(word) == 1 else None
            found = _Spelt(spelt[0], spelt[1]) if spelt else _noun(draft, piece, word)
            if found:
                yield piece.start, piece.end, found
    for token in draft.tokens:
        if token.tag not in _LEXICAL or token.start in looked:
            continue
        if draft.text[token.start : token.end] in ("양", "예"):
            yield token.start, token.end, None  # 양 팀, 양 두 마리; 예, 예를
        else:
            yield from _other(draft, token)
    yield from _cut_apart(draft, looked)


def _cut_apart(draft: Draft, looked: set[int]) -> Iterator[tuple[int, int, _Spelt | None]]:
    """Nouns at the head of a stretch that HanDic knows and the other analyser took apart (내주: 나의 주)."""
    tags = {token.start: token.tag for token in reversed(draft.tokens)}
    for start, last in draft.words:
        for sino in draft.sinos_within(start, start + 1):
            split = tags.get(start, "NP") == "NP" and sino.end - start > 1 and start not in looked
            if split and sino.tag == "NNG" and sino.hanja and (sino.end == last or sino.end in tags):
                read = _by_hanja(draft.text[start : sino.end], sino)
                if read and read != draft.text[start : sino.end]:
                    yield start, sino.end, _flagged(draft.text[start : sino.end], read)


def _stands_alone(piece: Piece) -> bool:
    """True unless it is one syllable and a number, a name, or part of a longer run: 열명, 양 of 김양."""
    if piece.end - piece.start > 1:
        return True
    return piece.first and piece.last and piece.token is not None and piece.token.tag in ("NNG", "NNB", "XSN", "XPN")


def _noun(draft: Draft, piece: Piece, word: str) -> _Spelt | None:
    found, sino = entry(word), draft.sino_at(piece.start, piece.end)
    tag = piece.token.tag if piece.token else ""
    if tag == "NR":
        return _Spelt(word.replace("육", "륙") if word != "영" else "령")
    if sino and sino.hanja and (len(word) > 1 or tag in ("NNG", "NNB", "XSN", "XPN")):
        read = _by_hanja(word, sino)
        if read is not None and not (found and found.native and len(word) == 1):
            return _flagged(word, read)
    if found is None:
        return next((_Spelt(north) for south, _, north in exceptions() if south == word), None)
    if not found.changes or len(word) == 1 or (sino and not sino.hanja and found.native):
        return None
    (best, rank), *others = found.spellings
    given = tag == "NNP" and len(word) == 2 and sino is not None and sino.tag == "NNP" and not sino.hanja
    if found.native or best == word or given:
        return None
    if (tag == "NNP" and rank < _WELL and len(word) + rank < 4 and word[-1] != "율") or (
        not rank and others and len(word) == 2
    ):
        return None
    rivals = tuple(new for new, other in others if other >= rank)
    return _flagged(word, best, rivals)


def _flagged(word: str, best: str, rivals: tuple[str, ...] = ()) -> _Spelt:
    """A word with its flag: where another reading is as well borne out, or where a part of it is a homograph."""
    if rivals:
        return _Spelt(best, Grade.CONVERT_AND_FLAG, rivals, f"{word} is spelt in more than one way, by its meaning")
    part = next((word[at] for at in (slice(0, 2), slice(-2, None)) if len(word) > 2 and word[at] in ALWAYS), "")
    if part:
        told = f"{part} alone is a homograph; in {word} it is taken for {best}"
        return _Spelt(best, Grade.CONVERT_AND_FLAG, (word,) if best != word else (), told)
    return _Spelt(best)


_BEFORE_MORE: Final = frozenset("0123456789십백천만억")

_ALWAYS: Final = """
노력 연대 이상 이행 연습 양식 이사 이동 유학 이성 여권 유산 양자 요소 연기 연도 영장 여사 유리 열풍 원수 이발
"""
ALWAYS: Final = frozenset(_ALWAYS.split())
"""Homographs that are flagged inside a longer word too."""


def _by_hanja(word: str, sino: Sino) -> str | None:
    for hanja in sino.hanja.replace("ㅅ", "").split("/"):  # 예삿일 is 例事ㅅ일
        if len(hanja) == len(word):
            return northern(word, hanja)
    return None


def _other(draft: Draft, token: Token) -> Iterator[tuple[int, int, _Spelt]]:
    """Adverbs, verbs and the like with a Sino-Korean stem: 냉정히, 예컨대, 이롭다."""
    for sino in draft.sinos_within(token.start, token.start + 1):
        word = draft.text[sino.start : sino.end]
        if not sino.hanja or len(word) == 1 or sino.form[0] != word[0]:
            continue
        if token.tag[0] == "V" and sino.tag[0] != "V":
            continue  # 나선 of 나서다 is not 螺旋
        read = _by_hanja(sino.form, sino)
        size = next((n for n, (one, two) in enumerate(zip(sino.form, word, strict=False)) if one != two), len(word))
        if read and read[:size] != word[:size]:  # 이로운 is 利로우 with an ending in it
            yield sino.start, sino.start + size, _Spelt(read[:size])
            return
    found, same = entry(draft.text[token.start : token.end]), draft.sino_at(token.start, token.end)
    if same is not None and not same.hanja:
        return
    if found and found.changes and len(found.word) > 1 and token.tag in ("MAG", "MAJ", "IC") and not found.native:
        best, rank = found.spellings[0]
        if rank >= _WELL and best != found.word:
            yield token.start, token.end, _Spelt(best)


def guessed(text: str, start: int, end: int, sino: Sino | None, kept: bool) -> _Spelt | None:
    """The spelling of a homograph by what stands around it; `kept` where the sentence is Northern already."""
    word = text[start:end]
    chosen, others = homographs.read(text, start, end, sino.hanja if sino else "")
    if not others:
        return _Spelt(chosen.north) if chosen.north != word else None
    alternatives = tuple(dict.fromkeys(one.north for one in others))
    told = ", ".join(f"{one.north} ({one.meaning})" for one in others)
    if kept:
        return _Spelt(
            word, Grade.CONVERT_AND_FLAG, alternatives, f"a homograph, left as it is in a Northern sentence; or {told}"
        )
    return _Spelt(chosen.north, Grade.CONVERT_AND_FLAG, alternatives, f"taken for {chosen.meaning}; or {told}")


def northern_sentences(text: str, plain: list[Edit]) -> list[tuple[int, int]]:
    """Return the sentences that have a word which only the North spells so, and none that is still the South's."""
    found = []
    for sentence in _SENTENCE.finditer(text):
        start, end = sentence.span()
        if any(start <= edit.start < end and edit.old != edit.new for edit in plain):
            continue
        heads = (match[0] for match in _NORTHERN_HEAD.finditer(text, start, end))
        if any(head[:size] in northern_only() for head in heads for size in range(2, len(head) + 1)):
            found.append((start, end))
    return found


def _edit(text: str, start: int, end: int, spelt: _Spelt) -> Edit:
    article = _VOWEL_ARTICLE if spelt.new == text[start:end].replace("폐", "페").replace("몌", "메") else ARTICLE
    return Edit(start, end, text[start:end], spelt.new, RULE, spelt.grade, article, spelt.alternatives, spelt.why)
