# SPDX-License-Identifier: Apache-2.0
"""Small type, text near the trim, words over words, faint words, words on restless ground, words that nobody sees."""

import pikepdf
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from inspecting_samples import changed, drawn, good_file
from sight_samples import at, of, page

from safeconduct.press.inspecting.legibility import CONTRAST_TOLD
from safeconduct.press.inspecting.placing import NEAR_MM

PLACING, LEGIBILITY = ("placing",), ("legibility",)


def hidden(content: bytes) -> str:
    return " | ".join(seen.what for seen in of("text-hidden", content, LEGIBILITY))


def test_a_good_file_has_nothing_of_it() -> None:
    good = good_file()
    assert not [seen.what for kind in ("text-overlap", "type-size") for seen in of(kind, good, PLACING)]
    assert not [seen for kind in ("contrast", "text-hidden", "text-on-picture") for seen in of(kind, good, LEGIBILITY)]


@given(st.floats(2.0, 8.5))
@settings(deadline=None, max_examples=12)
def test_small_type_is_told_with_its_size_and_its_words(points: float) -> None:
    (seen,) = of("type-size", page(at(5, 5, f"text(size: {points:.2f}pt)[few small words]")), PLACING)
    assert seen.value == pytest.approx(points, abs=0.06)
    assert seen.what == "few small words"
    assert seen.box_mm[0] == pytest.approx(15, abs=0.5)


@given(st.floats(-9.5, 30))
@settings(deadline=None, max_examples=12)
def test_the_distance_to_the_trim_is_measured(x: float) -> None:
    told = of("text-to-trim", page(at(x, 40, "text()[H]")), PLACING)
    if x + 10 < NEAR_MM - 1:
        assert told[0].value == pytest.approx(x + 10 + 0.3, abs=0.3)
    elif x + 10 > NEAR_MM:
        assert not told


def test_words_over_words_are_told_once_with_both() -> None:
    over = at(0, 0, "text(size: 20pt)[Title]") + at(2, 2, "text(size: 9pt)[kicker]")
    assert [seen.what for seen in of("text-overlap", page(over), PLACING)] == ["“Title” and “kicker”"]


def test_a_kicker_that_touches_its_title_is_told() -> None:
    near = at(0, 0, "text(size: 20pt)[A title of the page]") + at(2, 5, "text(size: 9pt)[A kicker over it]")
    assert of("text-overlap", page(near), PLACING)
    apart = at(0, 0, "text(size: 20pt)[A title of the page]") + at(2, 9, "text(size: 9pt)[A kicker under it]")
    assert not of("text-overlap", page(apart), PLACING)


@pytest.mark.parametrize("source", [
    "Close lines.\n" * 40,
    "#par(leading: 0.3em)[" + "Lines that are set very close to one another, gj gj. " * 12 + "]",
    at(0, 0, "text(size: 20pt)[Shadow]") + at(0.2, 0.2, "text(size: 20pt)[Shadow]"),
    at(40, 40, "rotate(30deg)[turned words here]") + at(40, 46, "rotate(30deg)[turned words there]"),
])  # fmt: skip
def test_close_lines_shadows_and_slanted_words_do_not_overlap(source: str) -> None:
    assert not of("text-overlap", page(source), PLACING)


@pytest.mark.parametrize(("ink", "ground", "ratio"), [
    ("luma(118)", "white", 4.5), ("luma(190)", "white", 1.9), ("white", "rgb(\"767676\")", 4.5),
    ("black", "white", 21.0),
    ("rgb(\"1a2b3c\")", "rgb(\"f5efe0\")", 12.6), ("white.transparentize(50%)", "black", 5.3),
])  # fmt: skip
def test_contrast_is_that_of_the_standard(ink: str, ground: str, ratio: float) -> None:
    content = page(at(0, 0, f"rect(width: 90mm, height: 40mm, fill: {ground})[#text(fill: {ink})[Honest words]]"))
    told = of("contrast", content, LEGIBILITY)
    if ratio > CONTRAST_TOLD:
        assert not told
    else:
        assert [seen.what for seen in told] == ["Honest words"]
        assert told[0].value == pytest.approx(ratio, abs=0.15)


def test_words_on_waves_are_told_and_words_on_a_plate_over_them_are_not() -> None:
    waves = at(0, 0, "rect(width: 90mm, height: 30mm, fill: gradient.linear(black, white, black, white, black))")
    bare = page(waves + at(5, 10, "text()[Words on a restless ground]"))
    plate = page(waves + at(5, 10, "rect(fill: white)[Words on a calm plate]"))
    assert of("text-on-picture", bare, LEGIBILITY)
    assert of("contrast", bare, LEGIBILITY)
    assert not of("text-on-picture", plate, LEGIBILITY)
    assert not of("contrast", plate, LEGIBILITY)


def test_a_gradient_is_no_hidden_text_and_is_measured_by_how_it_looks() -> None:
    content = page(at(0, 0, "text(size: 14pt, fill: gradient.linear(red, blue))[Words in colours]"))
    assert not hidden(content)
    assert all(seen.value > 2 for seen in of("contrast", content, LEGIBILITY))


@pytest.mark.parametrize(("source", "why"), [
    (at(0, 30, "text(fill: white)[copy 17]"), "of the colour behind it: “copy 17”"),
    (at(0, 30, "[copy 17]") + at(0, 28, "rect(width: 60mm, height: 9mm, fill: rgb(\"eeddcc\"))"), "covered"),
    (at(0, 30, "text(size: 0.4pt)[copy 17]"), "smaller than 1 pt: “copy 17”"),
    (at(300, 30, "[copy 17]"), "outside the page: “copy 17”"),
])  # fmt: skip
def test_words_that_nobody_sees_are_told_with_the_reason(source: str, why: str) -> None:
    assert why in hidden(page("Words that all see.\n" + source))


def test_text_that_is_never_drawn_is_told() -> None:
    def write(pdf: pikepdf.Pdf) -> None:
        font = next(iter(pdf.pages[0].obj.Resources.Font.keys()))
        drawn(pdf, f"BT 3 Tr {font} 11 Tf 1 0 0 1 60 60 Tm <00010002> Tj ET")

    assert "never drawn" in hidden(changed(write))
