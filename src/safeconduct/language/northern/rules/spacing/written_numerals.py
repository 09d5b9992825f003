# SPDX-License-Identifier: Apache-2.0
"""Numbers in words part behind 백, 천, 만: 천구백오십 is 천 구백 오십 (띄여쓰기규정 2010 제4항 1)."""

import re
from collections.abc import Iterator
from typing import Final

from safeconduct.language.northern.draft import Draft
from safeconduct.language.northern.edits import Edit, Grade

_WRITTEN: Final = re.compile(r"[일이삼사오육륙칠팔구십백천만억조]{3,}")
_PARTING: Final = re.compile(
    r"(?<=[백천만억조])(?=[일이삼사오육륙칠팔구])|(?<=[만억조])(?=[십백천])|(?<=천)(?=[십백])|(?<=백)(?=십)"
)


def edits(draft: Draft) -> Iterator[Edit]:
    """Yield a space to put in behind each step of a number in words."""
    for first, last in _stretches(draft):
        written = draft.text[first:last]
        if _WRITTEN.fullmatch(written):
            for found in _PARTING.finditer(written):
                at = first + found.start()
                yield Edit(
                    at,
                    at,
                    "",
                    " ",
                    "spacing: 수사",
                    Grade.CONVERT_AND_FLAG,
                    "띄여쓰기규정 2010 제4항 1)",
                    (),
                    "Numbers in words part behind 백, 천, 만, 억, 조.",
                )


def _stretches(draft: Draft) -> Iterator[tuple[int, int]]:
    """The stretches of numerals with nothing between them."""
    start = end = -1
    for token in draft.tokens:
        if token.tag != "NR":
            continue
        if token.start != end:
            if end > start >= 0:
                yield start, end
            start = token.start
        end = token.end
    if end > start >= 0:
        yield start, end
