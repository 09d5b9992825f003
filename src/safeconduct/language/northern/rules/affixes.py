# SPDX-License-Identifier: Apache-2.0
"""Single syllables before and after a word: 여간호사 is 녀간호사, 실패율 is 실패률, 어린이난 is 어린이란."""

from collections.abc import Sequence
from typing import Final

from safeconduct.language.northern.draft import Draft
from safeconduct.language.northern.edits import Grade
from safeconduct.language.northern.rules.pieces import Piece
from safeconduct.language.northern.sino_table import entry

_HEADS: Final = {"여": "녀", "노": "로", "냉": "랭", "폐": "페"}
_YEARLY: Final = (
    "이율",
    "평균",
    "매출",
    "소득",
    "수입",
    "생산",
    "강수",
    "강우",
    "이자",
    "수익",
    "성장",
    "회비",
    "수출",
)
ROW: Final = ("이틀", "사흘", "나흘", "닷새", "사나흘")
"""Days in a row: 련 goes before them, and is joined to them."""
_BOTH: Final = (
    *("손", "팔", "다리", "발", "볼", "뺨", "옆", "끝", "눈", "귀", "어깨", "무릎", "겨드랑이", "날개", "진영", "국가"),
    *("체제", "세력", "정상", "기관", "대학", "회사", "측면", "방향", "지역", "집안", "부모", "극단", "강대국", "가문"),
)
_COLUMNS: Final = ("어린이", "가십", "스포츠", "토픽", "어버이", "오피니언")
_SURE, _GUESS = Grade.CONVERT, Grade.CONVERT_AND_FLAG


def spelt(draft: Draft, cut: Sequence[Piece], n: int) -> tuple[str, Grade] | None:
    """Return how the North spells the syllable that is piece `n` of a run, or None when this says nothing of it."""
    piece = cut[n]
    syllable = draft.text[piece.start : piece.end]
    if n + 1 < len(cut):
        return _before(syllable, draft.text[cut[n + 1].start : cut[n + 1].end])
    if n:
        return _after(draft, syllable, cut[n - 1], piece.last)
    return None


def _before(syllable: str, word: str) -> tuple[str, Grade] | None:
    if syllable in _HEADS and len(word) > 1:
        return _HEADS[syllable], _SURE
    if syllable == "연" and word.startswith(_YEARLY):
        return "년", _SURE
    if syllable == "연" and word in ROW:
        return "련", _SURE
    if syllable == "양" and word in _BOTH:
        return "량", _SURE
    return None


def _after(draft: Draft, syllable: str, before: Piece, piece_last: bool) -> tuple[str, Grade] | None:
    word, sino = draft.text[before.start : before.end], draft.sino_at(before.start, before.end)
    if syllable == "율":
        return "률", _SURE
    if syllable == "난" and word in _COLUMNS:
        return "란", _SURE
    name = before.token is not None and before.token.tag == "NNP"
    if syllable == "양" and piece_last and entry(word) and not name and sino is not None and not sino.hanja:
        return "량", _GUESS  # after a native word or a loan the South writes 양 for 量
    return None
