# SPDX-License-Identifier: Apache-2.0
"""Examining: every text by what knows its language; each remark with its block and place.

SPECIMEN text, not reviewed by a native reader.
"""

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from safeconduct.language.examining import look
from safeconduct.language.northern import analysing
from safeconduct.model.wording import Looked, Noted


def noted(*texts: tuple[str, str, str, str], **more: Any) -> tuple[Noted, ...]:
    return look(texts, models=False, **more).noted


def kinds(text: str, language: str = "ko-KP", **more: Any) -> set[str]:
    return {one.kind for one in noted(("p", "paragraph", language, text), **more)}


def test_each_remark_names_its_block_and_its_place_there() -> None:
    found = noted(("one", "paragraph", "ko-KP", "우리는 왔다."), ("two", "paragraph", "ko-KP", "그 노동자가 왔다."))
    [one] = [one for one in found if one.kind == "southern-spelling"]
    assert (one.block, one.place, one.words, one.proposal) == ("two", 2, "노동자", "로동자")
    assert one.why


def test_what_is_southern_is_told_by_kind() -> None:
    assert "southern-spelling" in kinds("노동자가 왔다.")
    assert "southern-word" in kinds("버스를 탔다.")
    assert "southern-spacing" in kinds("갈 수 있다.")
    assert "southern-punctuation" in kinds("“희망”이라는 책")
    assert "southern-style" in kinds("사장님이 왔다.")
    assert kinds("로동자가 갈수 있다.") == set()


def test_a_space_is_told_with_the_words_around_it_and_without_the_stop() -> None:
    [one] = [one for one in noted(("p", "paragraph", "ko-KP", "갈 수 있다.")) if one.kind == "southern-spacing"]
    assert (one.words, one.proposal) == ("갈 수", "갈수")


def test_quotations_names_and_choices_stay() -> None:
    assert "southern-spelling" not in kinds("그는 노동자라 했다.", guarded=["노동자라"])
    assert "southern-spelling" not in kinds("이화노동회가 왔다.", own=["이화노동회"])
    assert "southern-spelling" not in kinds("노동자가 왔다.", choices={"노동자": "노동자"})
    assert "ambiguous" not in kinds("연대{聯隊}로 갔다.")


def test_without_the_analysers_that_is_said() -> None:
    assert look([("p", "paragraph", "ko-KP", "왔다.")], models=False).not_looked
    assert not look([("p", "paragraph", "en", "Come.")], models=False).not_looked


def test_other_languages_by_their_own_dictionaries() -> None:
    found = noted(
        ("a", "step", "en", "Stop and wait. Put down the bag and open the door."),
        ("b", "paragraph", "uk", "Мы чекаємо."),
        ("c", "row", "ru", "домм"),
    )
    told = {(one.block, one.kind) for one in found}
    assert ("a", "hard-to-read") in told
    assert ("b", "other-alphabet") in told
    assert ("c", "misspelled") in told


def test_a_language_that_nobody_knows_is_told() -> None:
    assert look([("p", "paragraph", "fr", "Bonjour.")]) == Looked(
        (), ("Nothing here knows the language “fr”: have its words read by a person.",)
    )


def test_the_typeface_of_korean() -> None:
    [one] = noted(("p", "paragraph", "ko-KP", "왔다."), typefaces=["Noto Serif KR"])
    assert (one.kind, one.words) == ("southern-typeface", "Noto Serif KR")
    assert not noted(("p", "paragraph", "en", "Come."), typefaces=["Noto Serif KR"])


TEXTS = st.lists(
    st.tuples(
        st.sampled_from("abc"),
        st.just("paragraph"),
        st.sampled_from(["ko-KP", "en", "uk", "ru"]),
        st.text("노동자 여자는 갈 수 있다.“”12~3 weit дім’'\u00a0", max_size=20),
    ),
    max_size=4,
)


@settings(max_examples=60, deadline=None)
@given(TEXTS)
def test_places_fit_the_texts(texts: list[tuple[str, str, str, str]]) -> None:
    for one in noted(*texts):
        assert any(text[one.place : one.place + len(one.words)] == one.words for *_, text in texts)


def test_analysers_that_are_not_installed_are_missed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(analysing, "_installed", lambda: False)
    assert look([("p", "paragraph", "ko-KP", "왔다.")]).not_looked
