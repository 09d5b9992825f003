# SPDX-License-Identifier: Apache-2.0
"""Korean as it sounds: the examples that the norms themselves give, article by article, and what holds for any text."""

import re
import tomllib
import unicodedata
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from safeconduct.language.korean_sounds import respelling, sounds
from safeconduct.language.korean_sounds.blocks import TAILS, joined, parted
from safeconduct.language.korean_sounds.contact import CLOSED

STANDARD = tomllib.loads(Path(__file__).with_name("korean_sounds.toml").read_text("utf-8"))
PAIRS = [
    pytest.param(*(side.replace("_", " ") for side in pair.split("=")), id=f"{article} {pair}")
    for article, pairs in STANDARD.items()
    for pair in pairs.split()
]
ROWS = list(respelling.rows())


@pytest.mark.parametrize(("written", "sounded"), PAIRS)
def test_the_examples_of_the_norms_sound_as_the_norms_say(written: str, sounded: str) -> None:
    assert sounds(written) == sounded


def test_there_are_enough_of_them() -> None:
    assert len(PAIRS) > 300


@pytest.mark.parametrize(
    ("written", "sounded"),
    [
        ("천천히 걸어오십시오.", "천천히 거러오십씨오."),
        ("살길이 있습니다, 늦지 않았습니다.", "살기리 읻씀니다, 늗찌 아낟씀니다."),
        ("《먹을것이 있습니까?》", "《머글꺼시 읻씀니까?》"),
        ("무엇을 할수 있겠는가.", "무어슬 할쑤 읻껜는가."),
        ("살아남을것인가, 죽을것인가", "사라나믈꺼신가, 주글꺼신가"),
        ("여덟이 왔다", "여덜비 왇따"),
        ("민주주의의 길", "민주주이에 길"),
        ("문제의 해결", "문제에 해결"),
        ("밭 3개 KN-23", "받 3개 KN-23"),
        ("", ""),
    ],
)
def test_sentences_keep_their_marks_and_figures(written: str, sounded: str) -> None:
    """SPECIMEN text, not reviewed by a native reader."""
    assert sounds(written) == sounded


def test_the_north_keeps_what_it_writes_at_the_start_of_a_word() -> None:
    for word in ("로동", "녀성", "력사", "니켈", "련필", "뉴톤", "례의"):
        assert sounds(word)[0] == word[0].replace("례", "레")


def test_loose_letters_are_put_together_first() -> None:
    for word in ("합니다", "꽃잎", "값어치"):
        assert sounds(unicodedata.normalize("NFD", word)) == sounds(word)


def test_a_word_is_read_alike_behind_a_mark_and_at_the_end() -> None:
    assert sounds("(꽃잎)") == "(꼰닙)"
    assert sounds("밥, 먹다") == "밥, 먹따"
    assert sounds("밥  먹다") == "밥  먹따"


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.written)
def test_every_row_of_the_table_is_needed_and_keeps_the_syllables(
    row: respelling.Row, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert len(row.written) == len(row.sounded)
    assert row.rests_on
    places = [row.written, row.written + "과", row.written + "에"]
    known = [sounds(place) for place in places]
    others = [other for other in ROWS if other.written in row.written and other != row]
    known_words = {other.written: other.sounded for other in others}, respelling.pattern(others)
    monkeypatch.setattr(respelling, "_words", lambda: known_words)
    assert [sounds(place) for place in places] != known


def test_no_word_stands_in_the_table_twice() -> None:
    written = [row.written for row in ROWS]
    assert sorted(set(written)) == sorted(written)


HANGUL = st.text(st.characters(min_codepoint=0xAC00, max_codepoint=0xD7A3), max_size=12)


@given(st.lists(st.one_of(HANGUL, st.text(max_size=6), st.just(" "), st.sampled_from([row.written for row in ROWS]))))
@example(["\u1112\u1161\u11ab", "ㄱ", "ㅏ"])
def test_any_text_keeps_its_syllables_and_all_that_is_not_hangul(parts: list[str]) -> None:
    text = re.sub("[\u1100-\u11ff]+", lambda loose: unicodedata.normalize("NFC", loose.group()), "".join(parts))
    read = sounds(text)
    assert len(read) == len(text)
    for written, sounded in zip(text, read, strict=True):
        assert sounded == written or ("가" <= written <= "힣" and "가" <= sounded <= "힣")


@given(st.lists(HANGUL.filter(bool), min_size=1, max_size=3))
def test_every_syllable_ends_in_one_of_seven_sounds(words: list[str]) -> None:
    for block in parted(sounds(" ".join(words)).replace(" ", "")):
        assert block.tail in {"", *"ㄱㄴㄷㄹㅁㅂㅇ"}


@given(HANGUL)
def test_blocks_are_put_together_as_they_were(text: str) -> None:
    assert joined(parted(text)) == text


def test_every_letter_below_has_its_sound() -> None:
    assert set(CLOSED) == set(TAILS)
