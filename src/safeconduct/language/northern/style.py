# SPDX-License-Identifier: Apache-2.0
"""Style: what is heard as Southern, or talks down to the reader, though every word is spelt well.

Words come from a table; what hangs on grammar (titles with 님, honorific verbs, sentence ends of Southern speech) is
looked at here, better with the analyser than without.  Everything is a remark: a person decides.  What a country, an
army or a person is called is the publisher's policy and is only named, never proposed.
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from importlib.resources import files
from typing import Final

from . import analysing
from .draft import Token
from .particles import follows_as_particle
from .remarks import Remark, closed, ordered

KINDS: Final[Mapping[str, str]] = {
    "title-nim": "님 after a title of work is Southern speech; the North says the title alone, or with 동지.",
    "family-word": "This word for a friend or a loved one is on the North's lists of Southern speech.",
    "southern-ending": "This end of a sentence is heard as Southern in print; -ㅂ니다 and -십시오 are safe.",
    "clipped": "A clipped word of Southern chat is not understood in the North, and marks the text.",
    "slang": "Southern slang is not understood in the North, and marks the text.",
    "press-word": "This is a word of the Southern press; the North says it otherwise or not at all.",
    "honorific": "The North keeps high honorifics for few; for anybody else they are heard as Southern or as mockery.",
    "greeting": "This greeting is Southern; the North greets otherwise.",
    "mocking": "These words look down on the reader or on those dear to them; a reader who feels mocked stops reading.",
    "religious": "Religious wording is foreign to most readers in the North and dangerous to be found with.",
    "brand": "A brand name of the South marks the text and says nothing to the reader.",
    "english-loan": "This English loan has no form that the North is known to use; say it in Korean.",
    "policy": "Policy question: what this is called is for the publisher to decide, and each name takes a side.",
}
"""Each kind of remark with its reason."""

_ALLOWED_NIM: Final = (
    "선생",
    "손",
    "스승",
    "아버",
    "어머",
    "부모",
    "할아버",
    "할머",
    "형",
    "누",
    "아드",
    "따",
    "해",
    "달",
    "별",
)
_TITLE: Final = re.compile(
    r"(?<![가-힣])([가-힣]{0,6}(?:장|인|관|사|원|수|표|자|령|감독|기사|박사|교수|대표|이사|고객|회원|시민|독자|환자|작가|기자|병))님"
    r"(?!니|네|과함)([가-힣]{0,4})"
)
_ENDING: Final = re.compile(
    r"[가-힣]*?((?:[가-힣](?:네|거든|잖아|더라고|나|래|대|게|까)요)|세요|셔요|죠|아요|어요|여요|해요|워요|와요|봐요|줘요|"
    r"돼요|져요|에요|예요|려요|켜요|쳐요|라요|러요|[가-힣]ㄴ가요|는데요|은데요|은가요|는가요|거예요|거에요)(?=[\s.?!,…~》”’\"')\]]|$)"
)
_NOUNS_IN_YO: Final = frozenset(
    {"필요", "중요", "수요", "주요", "개요", "강요", "동요", "가요", "민요", "고요", "소요", "담요", "긴요"}
)
_NORTHERN_YO: Final = frozenset({"지요", "군요", "구요", "이요", "요"})
_ASKED: Final = {"세요": "십시오", "셔요": "십시오", "네요": "군요", "예요": "입니다", "에요": "입니다", "죠": "지요"}
_ADDRESS: Final = re.compile(r"당신|여러분|동무|동지|귀측|귀")
_POLITE_ENDS: Final = re.compile(r"^[ᆸㅂ]?(?:시오|십시오|시다|니까|소서|오|세요|아요|어요|라|ᆸ시오)")
_SENTENCE: Final = re.compile(r"[^.!?…\n]+[.!?…]*")
_HONORIFIC_I: Final = re.compile(r"(?<=[가-힣])께서(?:는|도|만)?(?![가-힣])")


def remarks(text: str) -> Iterator[Remark]:
    """Yield a remark for each stretch that a reader in the North would hear as Southern, high or mocking."""
    tokens = analysing.tokens(text) if analysing.available() else ()
    listed = [*_listed(text)]
    greeted = [(one.start, one.end) for one in listed if one.kind == "greeting"]
    ends = [one for one in _endings(text, tokens) if not any(a <= one.start < b for a, b in greeted)]
    yield from ordered([*listed, *ends, *_titles(text), *_subjects(text), *_honorific_verbs(text, tokens)])


@cache
def _rows() -> Mapping[str, tuple[tuple[str, bool, str, str], ...]]:
    """The table by first sign: words, whether anything may follow, kind, proposal."""
    rows = defaultdict(list)
    for line in files(f"{__package__}.tables").joinpath("style.tsv").read_text("utf-8").splitlines():
        if line and not line.startswith(("#", "words\t")):
            words, kind, proposal = line.split("\t")
            rows[words[0]].append((words.rstrip("~"), words.endswith("~"), kind, proposal))
    return {first: tuple(sorted(group, key=lambda row: -len(row[0]))) for first, group in rows.items()}


def _listed(text: str) -> Iterator[Remark]:
    rows, last = _rows(), 0
    for at, sign in enumerate(text):
        if at < last or sign not in rows or (at and "가" <= text[at - 1] <= "힣"):
            continue
        for words, open_end, kind, proposal in rows[sign]:
            end = at + len(words)
            if text.startswith(words, at) and (open_end or follows_as_particle(_rest(text, end))):
                last = end
                yield Remark(at, end, words, kind, KINDS[kind], proposal)
                break


def _rest(text: str, at: int) -> str:
    end = at
    while end < len(text) and "가" <= text[end] <= "힣":
        end += 1
    return text[at:end]


def _titles(text: str) -> Iterator[Remark]:
    for found in _TITLE.finditer(text):
        title = found[1]
        if title and not title.endswith(_ALLOWED_NIM) and follows_as_particle(found[2]):
            end = found.end(1) + 1
            yield Remark(found.start(1), end, text[found.start(1) : end], "title-nim", KINDS["title-nim"], title)


def _subjects(text: str) -> Iterator[Remark]:
    for found in _HONORIFIC_I.finditer(text):
        before = text[found.start() - 1]
        ends = found[0].removeprefix("께서")
        proposal = {"": "이" if closed(before) else "가", "는": "은" if closed(before) else "는"}.get(ends, ends)
        yield Remark(*found.span(), found[0], "honorific", KINDS["honorific"], proposal)


def _endings(text: str, tokens: Sequence[Token]) -> Iterator[Remark]:
    if not tokens:
        for found in _ENDING.finditer(text):
            if found[0] not in _NOUNS_IN_YO:
                yield _ending(text, found.start(1), found.end(1))
        return
    for token in tokens:
        end = token.end
        if token.tag != "EF" or text[end - 1 : end] not in ("요", "죠") or token.form in _NORTHERN_YO:
            continue
        yield _ending(text, min(token.start, end - 1), end)


def _ending(text: str, start: int, end: int) -> Remark:
    words = text[start:end]
    proposal = next((new for old, new in _ASKED.items() if words.endswith(old)), "")
    if words.startswith("으") and proposal:
        proposal = f"으{proposal}"
    return Remark(start, end, words, "southern-ending", KINDS["southern-ending"], proposal)


def _honorific_verbs(text: str, tokens: Sequence[Token]) -> Iterator[Remark]:
    """-시- that does not speak to the reader: 드십시오 is right, 사장이 가셨다 is not."""
    sentences = [found.span() for found in _SENTENCE.finditer(text)]
    for n, token in enumerate(tokens[:-1]):
        after = tokens[n + 1]
        if token.tag != "EP" or token.form not in ("시", "으시") or _POLITE_ENDS.match(after.form):
            continue
        start, end = next((one for one in sentences if one[0] <= token.start < one[1]), (0, len(text)))
        if _ADDRESS.search(text[start:end]) or (after.tag == "EP" and _asks(tokens, n)):
            continue
        place = _whole(text, token.start)
        yield Remark(*place, text[slice(*place)], "honorific", KINDS["honorific"])


def _asks(tokens: Sequence[Token], n: int) -> bool:
    """True when the sentence is a question to the reader: 읽으셨습니까."""
    return any("니까" in token.form and token.tag == "EF" for token in tokens[n : n + 4])


def _whole(text: str, at: int) -> tuple[int, int]:
    """The stretch of Hangul around a place."""
    start = end = at
    while start and "가" <= text[start - 1] <= "힣":
        start -= 1
    while end < len(text) and "가" <= text[end] <= "힣":
        end += 1
    return start, end
