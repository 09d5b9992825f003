# SPDX-License-Identifier: Apache-2.0
"""Plain-language remarks.  SPECIMEN text, not reviewed by a native reader."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from safeconduct.language.northern import analysing, plain
from safeconduct.language.northern.sentences import sentences

EXAMPLES = Path(__file__).parents[3] / "examples" / "kursk-2024" / "pieces"
modelled = pytest.mark.skipif(not analysing.available(), reason="the extra korean is not installed")
LONG = "나는 밥을 먹고 물을 마시고 길을 걷고 산을 넘고 강을 건너고 집에 와서 잠을 자고 또 일어나서 일을 하였다."

BAD = [
    (LONG, "long-sentence", LONG, ""),
    ("가지 않으면 안된다.", "double-negation", "지 않으면 안된다", "-아야 한다, -어야 한다, -여야 한다"),
    ("하지 못할수 없다.", "double-negation", "지 못할수 없다", ""),
    ("그런 일이 없지 않다.", "double-negation", "없지 않다", ""),
    ("집이 건설되여진다.", "double-passive", "되여진다", ""),
    ("그렇게 보여진다.", "double-passive", "보여진다", ""),
    ("지체없이 알린다.", "hard-word", "지체없이", "곧"),
    ("포로를 송환한다.", "hard-word", "송환한", "돌려보내다"),
    ("WHO가 말하였다.", "abbreviation", "WHO", ""),
    ("1. 총을 놓으십시오. 손을 드십시오.", "several-instructions", "총을 놓으십시오. 손을 드십시오.", ""),
    ("2. 총을 놓고나서 손을 드십시오.", "several-instructions", "총을 놓고나서 손을 드십시오.", ""),
    ("25 000명이 왔다.", "long-number", "25 000", "2만 5천"),
    ("120000000원이다.", "long-number", "120000000", "1억 2000만"),
]
GOOD = [
    "나는 밥을 먹었다.",
    "가야 한다. 가지 않는다. 없다.",
    "집이 건설되였다. 집이 지어졌다. 일이 이루어진다.",
    "곧 알린다. 포로를 돌려보낸다.",
    "국제적십자위원회(ICRC)가 말하였다. ICRC는 도왔다.",
    "1. 총을 땅에 놓으십시오.\n2. 두손을 드십시오.",
    "2024년 11월 4일, 전화 850-2-381-1234, 1만명",
    "https://example.org/ABC 를 보라.",
]


@pytest.mark.parametrize("with_models", [pytest.param(True, marks=modelled), False])
@pytest.mark.parametrize(("text", "kind", "words", "proposal"), BAD)
def test_what_is_hard_to_read_is_told(
    text: str, kind: str, words: str, proposal: str, with_models: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    if not with_models:
        monkeypatch.setattr(analysing, "available", lambda: False)
    found = [(one.words, one.proposal) for one in plain.remarks(text) if one.kind == kind]
    assert found == [(words, proposal)]


@pytest.mark.parametrize("text", GOOD)
def test_plain_copy_has_no_remark(text: str) -> None:
    assert not list(plain.remarks(text))


@modelled
def test_a_chain_of_nouns() -> None:
    kinds = [one.kind for one in plain.remarks("공장 로동자 생활 조건 개선")]
    assert kinds == ["noun-chain"]
    assert not list(plain.remarks("공장 로동자의 생활 조건을 개선한다."))


def test_without_the_analysers_a_long_word_is_a_chain(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(analysing, "available", lambda: False)
    assert [one.kind for one in plain.remarks("공장로동자생활조건개선")] == ["noun-chain"]
    assert not list(plain.remarks("공장로동자가 왔다."))


def test_a_word_of_the_law_says_that_it_stays_in_quotations() -> None:
    (one,) = (one for one in plain.remarks("인도적으로 대한다.") if one.kind == "hard-word")
    assert "quotation" in one.why


def test_hard_words_are_enough_and_never_easier_by_themselves() -> None:
    rows = [row for group in plain._hard().values() for row in group]
    assert len(rows) >= 150
    assert not [row for row in rows if row[0] == row[2] or not row[2]]


@pytest.mark.parametrize("copy", sorted(EXAMPLES.glob("*/copy.ko-KP.md")), ids=lambda path: path.parent.name)
def test_the_example_has_only_known_remarks(copy: Path) -> None:
    known = {"인도적", "규정하", "강박하", "송환되", "KBS"}  # words of the law, and a broadcaster
    assert {one.words for one in plain.remarks(copy.read_text("utf-8"))} <= known


def test_sentences_are_counted_as_they_are_read() -> None:
    text = "《가자.》 [2024년에 왔다.](claim:us-2024-11-04) 집이다. {#id}\n다음"
    found = [(text[one.start : one.end], one.words, one.syllables) for one in sentences(text)]
    assert found == [
        ("《가자.》", 1, 2),
        ("[2024년에 왔다.](claim:us-2024-11-04)", 2, 10),
        ("집이다.", 1, 3),
        ("{#id}", 0, 0),
        ("다음", 1, 2),
    ]


@settings(deadline=None, max_examples=60)
@given(st.lists(st.sampled_from([row[0] for row in BAD] + GOOD + [" ", "\n", "1. ", "12345", "AB", "》"]), max_size=6))
def test_places_fit_the_text(parts: list[str]) -> None:
    text = "".join(parts)
    for one in plain.remarks(text):
        assert one.words == text[one.start : one.end] != ""
    assert "".join(text.split()) == "".join("".join(text[one.start : one.end].split()) for one in sentences(text))
