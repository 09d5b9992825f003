# SPDX-License-Identifier: Apache-2.0
"""Style remarks: one bad and one good sample for each kind.  SPECIMEN text, not reviewed by a native reader."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from safeconduct.language.northern import analysing, style
from safeconduct.language.northern.remarks import HANGUL, Remark, closed, ordered

EXAMPLES = Path(__file__).parents[3] / "examples" / "kursk-2024" / "pieces"
modelled = pytest.mark.skipif(not analysing.available(), reason="the extra korean is not installed")

BAD = [
    ("지배인님이 오다", "title-nim", "지배인님", "지배인"),
    ("오빠가 편지를 쓰다", "family-word", "오빠", "동지"),
    ("남친을 만나다", "clipped", "남친", "련인"),
    ("글구 집에 가다", "clipped", "글구", "그리고"),
    ("그 일은 쪽팔린다", "slang", "", ""),
    ("대박이다", "slang", "대박", ""),
    ("리산가족을 찾다", "press-word", "리산가족", "흩어진 가족"),
    ("정상회담을 열다", "press-word", "정상회담", "수뇌회담"),
    ("국장께서 오다", "honorific", "께서", "이"),
    ("누나께서는 오다", "honorific", "께서는", "는"),
    ("성함을 적다", "honorific", "성함", "이름"),
    ("안녕하세요?", "greeting", "안녕하세요", "안녕하십니까"),
    ("빨갱이는 가라", "mocking", "빨갱이", ""),
    ("어리석은 사람", "mocking", "어리석", ""),
    ("하나님이 지킨다", "religious", "하나님", ""),
    ("카카오톡으로 보내다", "brand", "카카오톡", ""),
    ("콘텐츠를 만들다", "english-loan", "콘텐츠", "내용"),
    ("한국에 가다", "policy", "한국", ""),
    ("북한군의 부대", "policy", "북한군", ""),
]
GOOD = [
    "선생님, 손님, 부모님, 어머님과 아버님",
    "손을 높이 드십시오. 그 자리에서 기다리십시오.",
    "당신이 정하십시오. 읽어보시오.",
    "필요가 있습니다. 좋지요. 그렇군요.",
    "이것을 아시는 당신에게 말합니다.",
    "누구를 만나셨습니까?",
    "헐고 새로 짓다. 대박산에 오르다.",
    "조선인민군 군인들에게 알립니다.",
]


@pytest.mark.parametrize(("text", "kind", "words", "proposal"), BAD)
def test_what_is_heard_as_southern_is_told(text: str, kind: str, words: str, proposal: str) -> None:
    found = [one for one in style.remarks(text) if one.kind == kind]
    assert len(found) == 1
    assert found[0].why == style.KINDS[kind]
    if words:
        assert (found[0].words, found[0].proposal) == (words, proposal)


@pytest.mark.parametrize("text", GOOD)
def test_good_copy_has_no_remark(text: str) -> None:
    assert not list(style.remarks(text))


@pytest.mark.parametrize("with_models", [pytest.param(True, marks=modelled), False])
@pytest.mark.parametrize(
    ("text", "words", "proposal"),
    [("날씨가 좋네요.", "네요", "군요"), ("기다리세요.", "세요", "십시오"), ("밥을 먹었어요.", "어요", "")],
)
def test_southern_ends_of_sentences(
    text: str, words: str, proposal: str, with_models: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    if not with_models:
        monkeypatch.setattr(analysing, "available", lambda: False)
    found = [one for one in style.remarks(text) if one.kind == "southern-ending"]
    assert len(found) == 1
    assert found[0].words.endswith(words)
    assert found[0].proposal == proposal


@modelled
def test_honorific_verbs_are_told_of_others_and_not_to_the_reader() -> None:
    assert [one.words for one in style.remarks("국장이 책을 읽으셨다.")] == ["읽으셨다"]
    assert not list(style.remarks("당신이 책을 읽으시면 됩니다."))


def test_names_are_never_proposed() -> None:
    rows = [row for group in style._rows().values() for row in group]
    assert {proposal for _, _, kind, proposal in rows if kind == "policy"} == {""}
    assert {kind for _, _, kind, _ in rows} <= set(style.KINDS)
    assert len({words for words, *_ in rows}) == len(rows)


@pytest.mark.parametrize("copy", sorted(EXAMPLES.glob("*/copy.ko-KP.md")), ids=lambda path: path.parent.name)
def test_the_example_has_no_style_remark(copy: Path) -> None:
    assert not list(style.remarks(copy.read_text("utf-8")))


@settings(deadline=None, max_examples=60)
@given(st.lists(st.sampled_from([row[0] for row in BAD] + GOOD + [" ", "\n", "《", "a", "1", "님", "요"]), max_size=6))
def test_places_fit_the_text(parts: list[str]) -> None:
    text = "".join(parts)
    for one in style.remarks(text):
        assert one.words == text[one.start : one.end] != ""
        assert one.why.endswith(".")


def test_of_remarks_of_one_kind_the_longest_stays() -> None:
    long, short, other = Remark(0, 4, "abcd", "k", "."), Remark(1, 2, "b", "k", "."), Remark(1, 2, "b", "m", ".")
    assert ordered([short, other, long]) == [long, other]
    assert [closed(word) for word in ("국", "나", "a", "")] == [True, False, False, False]
    assert HANGUL.startswith("가-힣")
