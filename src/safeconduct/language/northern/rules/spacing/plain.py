# SPDX-License-Identifier: Apache-2.0
"""The safe part of the spacing without the analysers: endings and lists, nothing that takes a part of speech."""

import re
from collections.abc import Iterator
from typing import Final

from safeconduct.language.northern.draft import Draft
from safeconduct.language.northern.edits import Edit, Grade

_NUMERAL: Final = (
    "(?:한|두|세|네|석|넉|다섯|여섯|일곱|여덟|아홉|열|열한|열두|열세|열네|열다섯|열여섯|"
    "열일곱|열여덟|열아홉|스무|서른|마흔|쉰|예순|일흔|여든|아흔|몇|여러)"
)
_UNIT: Final = (
    "(?:명|마리|번|개|살|권|장|대|채|척|켤레|송이|그루|자루|시간|시|분|초|주일|달|해|가지|"
    "군데|사람|놈|쌍|벌|통|병|잔|그릇|봉지|차례|배)"
)
_FIGURE_UNIT: Final = (
    "(?:여 ?)?(?:명|마리|번째|번|개월|개|살|세|권|장|대|채|척|시간|시|분|초|주일|주|일|월|"
    "년대|년|원|달러|미터|킬로미터|메터|그램|그람|킬로그램|톤|리터|호|층|도|배|퍼센트|km|kg|"
    "cm|mm|㎞|㎏|m|g|t|%|℃)"
)
_LETTER: Final = "[가-힣]"
_PARTICLE: Final = "(?:은|는|이|가|을|를|에|의|도|로|으로|만|이다|입니다|부터|까지|째|씩|씩만|간|쯤)?"
_ENDING: Final = f"(?={_PARTICLE}(?!{_LETTER}))"

_BOUND: Final = (
    "(?:것(?:이|을|은|도|만|에|과|들|으로|처럼|이다|입니다)*|거(?:야|예요)?|수(?:가|는|도|밖에)?(?= [있없])|"
    "줄(?:은|을|도|로)?(?= [모몰알아])|뿐(?:이다|입니다|이며|만)?|데(?:가|는|에|도)?|바(?:가|를|는|와)?|"
    f"리(?:가|는|도)?(?= 없)|만큼(?:은|도)?|대로|채로?|듯이?)(?!{_LETTER})"
)
_RULES: Final = (
    (re.compile(f"(?<=[는던은을]) (?={_BOUND})"), "제5항"),
    (re.compile("(?<=기) (?=때문)"), "제5항"),
    (re.compile("(?<=[가-힣]고) (?=[있싶]|계시)"), "제2항 2)"),
    (re.compile(f"(?<!{_LETTER})(?:{_NUMERAL})( )(?={_UNIT}{_PARTICLE}(?!{_LETTER}))"), "제4항"),
    (re.compile(f"(?<=\\d) (?={_FIGURE_UNIT}{_PARTICLE}(?![가-힣A-Za-z]))"), "제4항"),
    (re.compile(f"(?:{_LETTER}(?:면|지)) (?:안|못)( )(?=[되된될돼됩하한할했해합])"), "제2항 1)"),
)
_AFTER_FINAL: Final = re.compile(f"({_LETTER}) (?={_BOUND})")
_FINALS: Final = {4, 8}  # ㄴ and ㄹ, as the ending of a verb
_NOT_ENDINGS: Final = frozenset("한두일말물불글길날달돈문손눈산안전신군연년월열발팔칼실줄살술쌀별")


def edits(draft: Draft) -> Iterator[Edit]:
    """Yield the spaces to take out."""
    text = draft.text
    for pattern, article in _RULES:
        for found in pattern.finditer(text):
            start = found.start(1) if pattern.groups else found.start()
            yield _edit(start, article)
    for found in _AFTER_FINAL.finditer(text):
        if (ord(found[1]) - 0xAC00) % 28 in _FINALS and _word(text, found.end(1)) not in _NOT_ENDINGS:
            yield _edit(found.end(1), "제5항")


def _word(text: str, end: int) -> str:
    start = end
    while start and "가" <= text[start - 1] <= "힣":
        start -= 1
    return text[start:end]


def _edit(start: int, article: str) -> Edit:
    return Edit(
        start, start + 1, " ", "", "spacing: without the analysers", Grade.CONVERT, f"띄여쓰기규정 2010 {article}"
    )
