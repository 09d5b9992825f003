# SPDX-License-Identifier: Apache-2.0
"""Verb endings without the analysers: only forms that can hardly be anything else."""

import re
from collections.abc import Iterator
from typing import Final

from safeconduct.language.northern.draft import Draft
from safeconduct.language.northern.edits import Edit, Grade
from safeconduct.language.northern.syllables import coda, vowel

from . import endings_after_l, endings_bright, endings_front, endings_negated

_PAST: Final = re.compile(r"(?<=[가-힣])었")
_JOINED: Final = re.compile(
    r"[되쥐뛰쉬튀띄꿰휘쬐죄꾀]어|바뀌어|사귀어|아니어(?=서|야|도|라)|(?<=[가-힣])시어(?![가-힣])"
    r"|(?:보내|지내|빛내|끝내|달래|나타내|드러내)어(?=서|야|도|라|\b)"
    r"|(?<![가-힣])(?:헤|태|깨|빼|떼|베|데|메|캐|배|피|끼|비|기|미|새|개|내|매|세|째|재|패)어"
    r"(?=[지졌진질짐나난날났남들오올다넘짜잡먹묻물가갔간왔온냈놓두둔주줬버보봤]|서 |도 |야 |라\b"
    r"| (?:있|가|나오|나가|나왔|나갔|놓|두|주|보|버리|버렸|먹))"
)
_COPULA: Final = re.compile(r"(?<=[가-힣])이어(?=서|야|도|요)")
_POLITE: Final = re.compile(r"(?<=[가-힣]이)에(?=요)|(?<=아니)에(?=요)")
_OPENED: Final = re.compile(r"(?<=[까마로라가따카꼬나다])[워웠](?!드|킹|크|드|스)")
_ASKED: Final = re.compile(r"(?<=[가-힣])(?:까(?=(?:요|봐|마는|말까)?(?![가-힣]))|쏘(?=냐(?![가-힣])))")
_NO_ENDINGS: Final = re.compile(
    r"(?<![가-힣])[뒤연]?이[어었]|[가-힣]*지[어었]|시어(?:머|른|미)|새어머|미어캣|기어(?:이|코)|매니어|데어\b|샤워|파워|타워|하이라워"
)
"""ㅅ that has gone (이었다, 지어) and words that only look like verbs."""


def edits(draft: Draft) -> Iterator[Edit]:
    """Yield an edit for each ending of the closed list."""
    text = draft.text
    closed = [found.span() for found in _NO_ENDINGS.finditer(text)]
    changed = sorted({(place, new, article) for place, new, article in _places(text) if not _within(closed, place)})
    for place, new, article in changed:
        old = text[place]
        yield Edit(place, place + 1, old, new, "ending-listed", Grade.CONVERT_AND_FLAG, article)
    yield from endings_bright.coloured(draft)
    yield from endings_negated.listed(draft)


def _places(text: str) -> Iterator[tuple[int, str, str]]:
    for word, north in endings_front.WORDS.items():
        for found in re.finditer(f"(?<![가-힣]){word}", text):
            at = next(n for n, sign in enumerate(word) if sign != north[n])
            yield found.start() + at, north[at], endings_front.ARTICLE
    for found in _PAST.finditer(text):
        before = text[found.start() - 1]
        if coda(before) == " " and vowel(before) in endings_front.FRONT:
            yield found.start(), "였", endings_front.ARTICLE
    for pattern in (_JOINED, _COPULA):
        for found in pattern.finditer(text):
            yield found.end() - 1, "여", endings_front.ARTICLE
    for found in _POLITE.finditer(text):
        yield found.start(), "예", endings_front.ARTICLE
    for found in _OPENED.finditer(text):
        yield found.start(), endings_bright.NORTHERN[found[0]], endings_bright.ARTICLE
    for found in _ASKED.finditer(text):
        if coda(text[found.start() - 1]) == "ㄹ":
            yield found.start(), endings_after_l.LAX[found[0]], endings_after_l.ARTICLE


def _within(spans: list[tuple[int, int]], place: int) -> bool:
    return any(start <= place < end for start, end in spans)
