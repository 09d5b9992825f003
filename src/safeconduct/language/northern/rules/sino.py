# SPDX-License-Identifier: Apache-2.0
"""Sino-Korean words by each character's own reading: 노동 is 로동, 여자 is 녀자 (맞춤법 제25항, 제26항)."""

import re
from collections.abc import Iterator
from functools import cache, lru_cache
from typing import Final

from attrs import frozen

from safeconduct.language.northern import homographs
from safeconduct.language.northern.draft import Draft, Sino, Token
from safeconduct.language.northern.edits import RARELY, Edit, Grade
from safeconduct.language.northern.particles import follows_as_particle
from safeconduct.language.northern.rules import affixes, sino_untold
from safeconduct.language.northern.rules.pieces import CUT_OFF, NOUNS, Piece, pieces, runs
from safeconduct.language.northern.sino_table import entry, northern_only
from safeconduct.language.northern.sino_table.readings import exceptions, northern

RULE: Final = "sino"
ARTICLE: Final = "조선말규범집 2010, 맞춤법 제25항"
_VOWEL_ARTICLE: Final = "조선말규범집 2010, 맞춤법 제26항"
_PREFIX_ARTICLE: Final = "조선말규범집 2010, 띄여쓰기 제2항"
_WELL: Final = 2
"""From here on a spelling is borne out by HanDic."""

_LEXICAL: Final = frozenset({"MAG", "MAJ", "VV", "VA", "VV-I", "VV-R", "VA-I", "VA-R", "IC", "MM"})
_NORTHERN_HEAD: Final = re.compile(r"(?<![가-힣])[라-맇냐-냫녀-녛뇨-눃뉴-늏니-닣][가-힣]{1,4}")
_HANJA: Final = re.compile("[\u3400-\u9fff]")
_TAKEN_APART: Final = frozenset({"NP", "NR", "MM", "IC", "NNB", "NNG", "XPN", "NNP"})
_SENTENCE: Final = re.compile(r"[^.!?…\n]+")


@frozen
class _Spelt:
    new: str
    grade: Grade = Grade.CONVERT
    alternatives: tuple[str, ...] = ()
    why: str = ""
    rarely: bool = False


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
        if spelt and spelt.new == "련" and draft.text.startswith(affixes.ROW, end + 1):
            yield Edit(end, end + 1, " ", "", RULE, Grade.CONVERT, _PREFIX_ARTICLE)


def _words(draft: Draft) -> Iterator[tuple[int, int, _Spelt | None]]:
    """Yield each word that changes or may change; None for a homograph, which waits until the rest is known."""
    looked: set[int] = set()
    for start, end in _rejoined(draft):
        looked.update(range(start, end))
        yield start, end, None
    endings = {token.end for token in draft.tokens if token.tag == "EC"}
    for run in runs(draft.tokens):
        if run[0].start in endings:
            continue  # 방해해나선: a verb that the analyser took for a noun
        cut = pieces(draft, run)
        for n, piece in enumerate(cut):
            if piece.start in looked:
                continue
            if piece.token and piece.token.tag in CUT_OFF and piece.end - piece.start > 1:
                continue  # an adverb after all: looked at below
            looked.update(range(piece.start, piece.end))
            word = draft.text[piece.start : piece.end]
            if word[0] == "여" and piece.start and draft.text[piece.start - 1] in _BEFORE_MORE:
                continue  # 50여명: the suffix of a number, no 여명
            if draft.text.startswith("열일곱", piece.start):
                continue  # a native numeral, which the analyser cuts before its last syllable
            because = piece.first and draft.text.startswith("때문", piece.end)  # joined in the North: 녹때문에
            if word in homographs.homographs() and (because or _stands_alone(piece)):
                yield piece.start, piece.end, None
                continue
            spelt = affixes.spelt(draft, cut, n) if len(word) == 1 else None
            found = _Spelt(spelt[0], spelt[1]) if spelt else _noun(draft, piece, word)
            if found:
                yield piece.start, piece.end, found
    for token in draft.tokens:
        if token.tag not in _LEXICAL or token.start in looked:
            continue
        if draft.text[token.start : token.end] in ("양", "예", "연"):
            yield token.start, token.end, None  # 양 팀, 양 두 마리; 예, 예를; 연 사흘
        else:
            yield from _other(draft, token)
    yield from _cut_apart(draft, looked)


def _cut_apart(draft: Draft, looked: set[int]) -> Iterator[tuple[int, int, _Spelt | None]]:
    """Nouns at the head of a stretch that HanDic knows and the other analyser took apart (내주: 나의 주)."""
    tags = {token.start: token.tag for token in reversed(draft.tokens)}
    for start, last in draft.words:
        if start in looked or tags.get(start, "NP") != "NP":
            continue
        for sino in draft.sinos_within(start, start + 1):
            if sino.end - start > 1 and sino.tag == "NNG" and sino.hanja and (sino.end == last or sino.end in tags):
                read = _by_hanja(draft.text[start : sino.end], sino)
                word = draft.text[start : sino.end]
                if read and read != word and word not in _settled_words():
                    yield start, sino.end, _flagged(word, read)


def _rejoined(draft: Draft) -> Iterator[tuple[int, int]]:
    """Words of the table of homographs that the analyser took apart before a particle: 나|환자를, 난|투를, 영|시에."""
    firsts = {token.start: token for token in reversed(draft.tokens)}
    for start, last in draft.words:
        token = firsts.get(start)
        if token is None or token.end - start > 1 or token.tag not in _TAKEN_APART:
            continue
        for end in range(min(last, start + 4), start + 1, -1):
            word = draft.text[start:end]
            if word in _settled_words() and follows_as_particle(draft.text[end:last]):
                yield start, end
                break


@cache
def _settled_words() -> frozenset[str]:
    """Words of hanja alone that have a row: no reading of theirs is a native word, a pronoun or a verb."""
    rows = homographs.homographs().items()
    return frozenset(word for word, readings in rows if all(_HANJA.match(one.meaning) for one in readings))


def _stands_alone(piece: Piece) -> bool:
    """True unless it is one syllable and a number, a name, or part of a longer run: 열명, 양 of 김양."""
    if piece.end - piece.start > 1:
        return True
    return piece.first and piece.last and piece.token is not None and piece.token.tag in ("NNG", "NNB", "XSN", "XPN")


def _noun(draft: Draft, piece: Piece, word: str) -> _Spelt | None:
    found, sino = entry(word), draft.sino_at(piece.start, piece.end)
    tag = piece.token.tag if piece.token else ""
    if len(word) > 1 and piece.last and found and found.changes and _unchanged_with_next(draft, piece):
        return None
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


def _unchanged_with_next(draft: Draft, piece: Piece) -> bool:
    """True for a noun that makes a compound with the one after it which the North spells as the South: 양동 작전."""
    if draft.text[piece.end : piece.end + 1] != " ":
        return False
    following = draft.tokens_within(piece.end + 1, piece.end + 7)
    wholes = (draft.text[piece.start : one.end].split(" ") for one in following if one.tag in NOUNS)
    found = (entry("".join(parts)) for parts in wholes if len(parts) == 2)
    return any(one is not None and not one.changes for one in found)


@lru_cache(maxsize=8_192)
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
    return _read(word, sino.hanja)


@lru_cache(maxsize=8_192)
def _read(word: str, written: str) -> str | None:
    for hanja in written.replace("ㅅ", "").split("/"):  # 예삿일 is 例事ㅅ일
        if len(hanja) == len(word):
            return northern(word, hanja)
    return None


def _other(draft: Draft, token: Token) -> Iterator[tuple[int, int, _Spelt]]:
    """Adverbs, verbs and the like with a Sino-Korean stem: 냉정히, 예컨대, 이롭다."""
    known = homographs.homographs().get(draft.text[token.start : token.end], ())
    if known and known[0].north == draft.text[token.start : token.end] and all(one.rare for one in known[1:]):
        return
    for sino in draft.sinos_within(token.start, token.start + 1):
        word = draft.text[sino.start : sino.end]
        if not sino.hanja or len(word) == 1 or sino.form[0] != word[0]:
            continue
        if token.tag[0] == "V" and sino.tag[0] != "V" and token.form not in (f"{sino.form}하", f"{sino.form}스럽"):
            continue  # 나선 of 나서다 is not 螺旋, though 유창 of 유창하다 is 流暢
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
    if kept and (others or any(one.north == word for one in homographs.homographs()[word])):
        rivals = [one for one in (chosen, *others) if one.north != word]
        told = ", ".join(f"{one.north} ({one.meaning})" for one in rivals)
        told = f"a homograph, left as it is in a Northern sentence; or {told}"
        new = tuple(dict.fromkeys(one.north for one in rivals))
        return _Spelt(word, Grade.CONVERT_AND_FLAG, new, told) if rivals else None
    rarely = [one for one in homographs.homographs()[word] if one.north != chosen.north] if not others else []
    others = others or rarely
    if not others:
        return _Spelt(chosen.north) if chosen.north != word else None
    alternatives = tuple(dict.fromkeys(one.north for one in others))
    told = ", ".join(f"{one.north} ({one.meaning})" for one in others)
    return _Spelt(
        chosen.north, Grade.CONVERT_AND_FLAG, alternatives, f"taken for {chosen.meaning}; or {told}", bool(rarely)
    )


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
    rule = RULE + RARELY if spelt.rarely else RULE
    return Edit(start, end, text[start:end], spelt.new, rule, spelt.grade, article, spelt.alternatives, spelt.why)
