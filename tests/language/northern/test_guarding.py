# SPDX-License-Identifier: Apache-2.0
"""What no rule may touch."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from safeconduct.language.northern import analysing, guarding
from safeconduct.language.northern.choosing import unbraced
from safeconduct.language.northern.converting import convert, drafted
from safeconduct.language.northern.edits import Edit, Grade


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("https://example.org/노동?a=1,000 를 보라", "https://example.org/"),
        ("www.example.com에서", "www.example.com"),
        ("a.b-c@mail.example.org로", "a.b-c@mail.example.org"),
        ("전화는 Signal 1,000 번", "Signal 1,000"),
        ("Слава Україні라고", "Слава Україні"),
        ("example.org를", "example.org"),
    ],
)
def test_addresses_and_other_alphabets_are_protected(text: str, kept: str) -> None:
    spans = guarding.protected(text)
    start = text.index(kept)
    assert all(
        any(first <= at < last for first, last in spans) for at in range(start, start + len(kept.rstrip("0, 1")))
    )
    assert kept.rstrip("0, 1") in convert(text).text


def test_the_caller_protects_a_quotation() -> None:
    text = "그는 “노동자와 여자”라고 말했다. 노동자는 웃었다."
    start, end = text.index("노동자와"), text.index("”")
    done = convert(text, guarded=[(start, end)]).text
    assert "노동자와 여자" in done
    assert "로동자는" in done


def test_protected_places_are_counted_with_the_braces() -> None:
    text = "연대{聯隊}와 여자, 여자"
    done = convert(text, guarded=[(text.index("여자"), text.index(",") + 0)]).text
    assert done.replace(" ", "") == "련대와여자,녀자"


@pytest.mark.parametrize("span", [(-1, 2), (1, 99), (3, 2)])
def test_a_span_outside_the_text_is_our_callers_bug(span: tuple[int, int]) -> None:
    with pytest.raises(ValueError, match="not a place"):
        convert("노동자와 여자", guarded=[span])


@given(st.text("가나 ", max_size=8), st.text("다라 ", max_size=8))
def test_a_span_moves_with_its_letters(before: str, after: str) -> None:
    written = f"{before}연대{{聯隊}}{after}끝"
    braced = unbraced(written)
    for at in [*range(len(before) + 2), *range(len(before) + 6, len(written))]:
        ((start, end),) = guarding.moved([(at, at + 1)], braced.dropped)
        assert braced.text[start:end] == written[at]


@pytest.mark.skipif(not analysing.available(), reason="the extra `korean` is not installed")
def test_a_word_that_only_the_north_has_is_left_alone() -> None:
    draft = drafted("로동자는 련이어 왔다. 여자는 갔다.")
    assert guarding.northern_words(draft, 0) == ((0, 3),)
    assert guarding.touches_northern(draft, Edit(0, 2, "로동", "노동", "r", Grade.CONVERT, ""))
    woman = draft.text.index("여자")
    assert not guarding.touches_northern(draft, Edit(woman, woman + 2, "여자", "녀자", "r", Grade.CONVERT, ""))
    assert not guarding.touches_northern(draft, Edit(4, 5, " ", "", "r", Grade.CONVERT, ""))
    assert guarding.northern_words(draft, 4) == ()
