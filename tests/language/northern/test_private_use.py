# SPDX-License-Identifier: Apache-2.0
"""Signs that another device shows otherwise or that a search does not find."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from safeconduct.language.northern.private_use import remarks


@pytest.mark.parametrize(
    ("text", "kind", "words", "proposal"),
    [
        ("가\ue000", "private-use", "\ue000", ""),
        ("\U000f0001나", "private-use", "\U000f0001", ""),
        ("\U0010fffd", "private-use", "\U0010fffd", ""),
        ("\uf113동지", "leader-name-sign", "\uf113", ""),
        (unicodedata.normalize("NFD", "나라"), "decomposed-hangul", unicodedata.normalize("NFD", "나라"), "나라"),
        ("나ㅏ라", "loose-letter", "ㅏ", ""),
        ("좋다 ㅋㅋㅋ", "loose-letter", "ㅋㅋㅋ", ""),
        ("\uffa1\uffc2", "half-width-hangul", "\uffa1\uffc2", "가"),
        ("\uf914園", "compatibility-hanja", "\uf914", "樂"),
        ("나\u200b라", "unseen-sign", "\u200b", ""),
        ("\u0410pple", "look-alike", "\u0410pple", ""),
        ("가ー나", "look-alike", "ー", "－"),
    ],
)
def test_odd_signs_are_told(text: str, kind: str, words: str, proposal: str) -> None:
    assert [(one.kind, one.words, one.proposal) for one in remarks(text)] == [(kind, words, proposal)]


@pytest.mark.parametrize(
    "text",
    ["나라의 말", "ㄱ) 첫째, ㄴ) 둘째", "《나라》 1만명, 樂園", "Kursk, Курск", "기윽(ㄱ)", "人民", "3－5", "KBS가"],
)
def test_ordinary_text_has_no_remark(text: str) -> None:
    assert not list(remarks(text))


@given(st.text())
def test_places_fit_any_text(text: str) -> None:
    for one in remarks(text):
        assert one.words == text[one.start : one.end] != ""
        assert one.why.endswith(".")
