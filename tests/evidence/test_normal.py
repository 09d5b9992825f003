# SPDX-License-Identifier: Apache-2.0
"""The normal form, and the way back from it."""

import unicodedata
from itertools import combinations

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from safeconduct.evidence import normal as room
from safeconduct.evidence.normal import clusters, folded, letters_of, normal

# Every sign that has been given a meaning.
EVERY_SIGN = [sign for sign in map(chr, range(0x110000)) if unicodedata.category(sign) not in ("Cn", "Co", "Cs")]
AWKWARD = list("aeiо-1½²“‘ﬁ…´¨ \n\u00ad\u200d\u0301\u0306\u0323и가각\u1100\u1161\u11a8ㄱㅏㄳﾞカ＂－\u00a0")


def _shown(sign: str) -> str:
    return f"U+{ord(sign):04X}"


def test_the_normal_form_of_a_sign_is_its_own_normal_form() -> None:
    again = [_shown(sign) for sign in EVERY_SIGN if folded(folded(sign)) != folded(sign)]
    assert again == []


def test_a_digit_never_comes_from_what_is_not_one() -> None:
    wrong = [
        _shown(sign)
        for sign in EVERY_SIGN
        if unicodedata.category(sign) != "Nd" and any(unicodedata.category(part) == "Nd" for part in folded(sign))
    ]
    assert wrong == []
    assert folded("１０,０００") == "10,000"


def test_signs_that_are_passed_over_have_nothing_to_fold() -> None:
    plain = [sign for sign in EVERY_SIGN if room._PLAIN.fullmatch(sign)]
    assert len(plain) > 11_000
    assert [_shown(sign) for sign in plain if room._replacement(sign) is not None or room._KEPT.match(sign)] == []


def test_a_text_is_cut_only_where_nothing_composes() -> None:
    parts = [unicodedata.decomposition(sign).split() for sign in EVERY_SIGN]
    pairs = [tuple(chr(int(code, 16)) for code in pair) for pair in parts if len(pair) == 2 and pair[0][0] != "<"]
    seconds = {second for first, second in pairs if unicodedata.normalize("NFC", first + second) != first + second}
    assert len(seconds) > 50
    composing = [
        sign for sign in EVERY_SIGN if folded(sign) and unicodedata.normalize("NFKD", folded(sign))[0] in seconds
    ]
    assert [_shown(sign) for sign in composing if room._begins(sign)] == []
    assert not any(map(room._begins, "\u1161\u11a8ㅏㄳﾞ\uffc2\u0301"))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("“Come,” he said", '"Come," he said'),
        ("«Прийди», сказав він", "“Прийди”, сказав він"),
        ("《오라》고 말하였다", "“오라”고 말하였다"),
        ("п’ять", "п'ять"),
        ("п\u02bcять", "п'ять"),
        ("1950–1953", "1950-1953"),
        ("war — and peace", "war – and peace"),
        ("sol\u00addiers", "soldiers"),
        ("\ufeffsoldiers\u200b", "soldiers"),
        ("eﬃcient", "efficient"),
        ("１０ ｋｍ", "10 km"),
        ("북한군", "북한군"),
        ("Україна", "Украі\u0308на"),
        ("ạ̈", "a\u0308\u0323"),
        ("10\u00a0000", "10 000"),
    ],
)
def test_what_is_forgiven(one: str, other: str) -> None:
    assert folded(one).split() == folded(other).split()


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("soldier", "soldiers"), ("Soldiers", "soldiers"), ("10,000", "10.000"), ("10,000", "1,0000"),
        ("10,000¹", "10,0001"), ("1½", "11/2"), ("їжа", "іжа"), ("е", "e"), ("가", "갸"),
        ("“", "‘"), ("①0", "10"), ("resume", "résumé"),
    ],
)  # fmt: skip
def test_what_is_not(one: str, other: str) -> None:
    assert normal(one).letters != normal(other).letters


@settings(deadline=None)
@given(st.text(st.sampled_from(AWKWARD), max_size=9) | st.text(max_size=9))
@example("и\u00ad\u0306")
@example("가\u00ad\u11a8")
@example(" \u0301a-\u0301")
def test_every_place_is_found_again(words: str) -> None:
    """Against every pair of places there is: letters before, between and after them are those of the whole."""
    page = normal(words)
    assert page.letters == letters_of(folded(words))
    assert "".join(clusters(words)) == words
    places = [0, *(at for at in range(1, len(words)) if room._begins(words[at])), *([len(words)] if words else [])]
    seen = set()
    for first, last in combinations(range(len(places)), 2):
        start, end = places[first], places[last]
        parts = [letters_of(folded(part)) for part in (words[:start], words[start:end], words[end:])]
        assert "".join(parts) == page.letters
        shorter = (words[places[first + 1] : end], words[start : places[last - 1]])
        if parts[1] and all(letters_of(folded(part)) != parts[1] for part in shorter):
            span = (len(parts[0]), len(parts[0]) + len(parts[1]))
            while not folded(words[end - 1]):
                end -= 1
            assert page.span(*span) == (start, end)
            seen.add(span)
    for start, end in combinations(range(len(page.letters) + 1), 2):
        assert (page.span(start, end) is None) == ((start, end) not in seen)


@settings(deadline=None)
@given(st.text(st.sampled_from([*AWKWARD, *"Україна북한군soldiers"]), min_size=900, max_size=2500), st.data())
def test_the_way_back_from_a_long_page(words: str, data: st.DataObject) -> None:
    """Every cluster is a place; the letters of the words found are the letters looked for."""
    page = normal(words)
    start = data.draw(st.integers(0, max(0, len(page.letters) - 1)))
    end = data.draw(st.integers(start, len(page.letters)))
    place = page.span(start, end)
    if place:
        assert letters_of(folded(words[slice(*place)])) == page.letters[start:end]
        assert letters_of(folded(words[: place[0]])) == page.letters[:start]
    if start < end:
        first, last = page.around(start, end)
        assert page.letters[start:end] in letters_of(folded(words[first:last]))


@pytest.mark.parametrize(("start", "end"), [(-1, 1), (0, 0), (2, 1), (0, 4), (3, 4)])
def test_there_is_no_place_outside(start: int, end: int) -> None:
    assert normal("abc").span(start, end) is None
