# SPDX-License-Identifier: Apache-2.0
"""What inks a page asks for is seen exactly: how much, where, in which letters and lines."""

import io
import subprocess
import sys
from typing import Any

import numpy as np
import pikepdf
import pytest
from hypothesis import given
from hypothesis import strategies as st
from inspecting_samples import changed, drawn, found, good_file, looked, print_file
from pikepdf import Array, Dictionary, Name, Stream
from PIL import Image

from safeconduct.model.product import Seen
from safeconduct.press.inspecting.opened import laid_open
from safeconduct.press.inspecting.painting import painted

SHARES = st.integers(0, 100).map(lambda percent: percent / 100)
BLEED_PT = 3 * 72 / 25.4
SIDE_MM = 72 / 25.4
"""Drawn at 72 points from the trim's lower left corner, in a square of 72 points: 25.4 mm."""


def seen(strokes: str, *kinds: str, stranger: bool = False, **resources: dict[str, Any]) -> list[Seen]:
    content = changed(lambda pdf: drawn(pdf, strokes, **resources))
    return [one for one in looked(content, stranger=stranger) if one.kind in kinds and one.page == 1]


def judged(strokes: str, **resources: dict[str, Any]) -> dict[str, list[str]]:
    return found(print_file(changed(lambda pdf: drawn(pdf, strokes, **resources))))


def separation(name: str, *full: float) -> Array:
    tint = Dictionary(FunctionType=2, Domain=[0, 1], C0=[0, 0, 0, 0], C1=list(full), N=1)
    return Array([Name.Separation, Name(f"/{name}"), Name.DeviceCMYK, tint])


def over() -> Dictionary:
    return Dictionary(Type=Name.ExtGState, OP=True, op=True, OPM=1)


def faint() -> Dictionary:
    return Dictionary(Type=Name.ExtGState, ca=0.5, BM=Name.Multiply)


def test_the_inks_of_a_page_are_named() -> None:
    inks = seen("/Deep cs 0.5 scn 9 9 9 9 re f", "ink", ColorSpace={"Deep": separation("PANTONE 294 C", 1, 0.7, 0, 0)})
    assert [(one.what, one.value) for one in inks] == [
        ("Black", 100), ("Cyan", 1.96), ("Magenta", 3.92), ("PANTONE 294 C", 50), ("Yellow", 10.98),
    ]  # fmt: skip


@given(st.lists(st.tuples(SHARES, SHARES, SHARES, SHARES), min_size=1, max_size=6))
def test_the_heaviest_of_opaque_colours_is_the_ink_on_the_page(colours: list[tuple[float, ...]]) -> None:
    strokes = " ".join(f"{c} {m} {y} {k} k {20 * i} 20 9 9 re f" for i, (c, m, y, k) in enumerate(colours))
    (coverage,) = seen(strokes, "ink-coverage")
    assert coverage.value == pytest.approx(max(100.0, *(100 * sum(colour) for colour in colours)), abs=0.1)


def test_ink_that_overprints_lies_on_the_ink_below() -> None:
    strokes = "1 1 1 0 k 72 72 72 72 re f /Over gs 0 0 0 1 k 80 80 9 9 re f"
    (coverage,) = seen(strokes, "ink-coverage", ExtGState={"Over": over()})
    assert coverage.value == 400
    (apart,) = seen(strokes.replace("80 80 9 9", "200 80 9 9"), "ink-coverage", ExtGState={"Over": over()})
    assert apart.value == 300


def cmyk_photo(pdf: pikepdf.Pdf, *, jpeg: bool, heavy: tuple[int, ...] = (255, 255, 255, 255)) -> Any:
    """A picture of 200 × 200 pixels in a light tint, its lower left eighth heavy."""
    samples = np.full((200, 200, 4), 20, np.uint8)
    samples[150:, :50] = heavy
    image = Stream(pdf, samples.tobytes())
    if jpeg:
        out = io.BytesIO()
        Image.fromarray(samples, "CMYK").save(out, "JPEG", quality=95)
        image = Stream(pdf, out.getvalue())
        image.Filter = Name.DCTDecode
        # Pillow writes such photos as Adobe did, the wrong way round.
        image.Decode = Array([1, 0, 1, 0, 1, 0, 1, 0])
    image.Type, image.Subtype, image.ColorSpace = Name.XObject, Name.Image, Name.DeviceCMYK
    image.Width = image.Height = 200
    image.BitsPerComponent = 8
    return pdf.make_indirect(image)


@pytest.mark.parametrize("jpeg", [False, True])
def test_the_heaviest_spot_of_a_picture_is_found_where_it_lies(jpeg: bool) -> None:
    content = changed(lambda pdf: drawn(pdf, "72 0 0 72 72 72 cm /P Do", XObject={"P": cmyk_photo(pdf, jpeg=jpeg)}))
    (coverage,) = [one for one in looked(content) if one.kind == "ink-coverage" and one.page == 1]
    assert coverage.value == pytest.approx(400, abs=4)
    x, y, wide, high = coverage.box_mm
    height = 154.0
    assert 72 / SIDE_MM - 0.1 <= x <= x + wide <= 90.2 / SIDE_MM
    assert height - 90.2 / SIDE_MM <= y <= y + high <= height - 72 / SIDE_MM + 0.1
    assert "ink-too-heavy" in found(print_file(content))


def test_what_transparency_can_come_to_at_most_is_told_apart() -> None:
    strokes = "1 1 1 0 k 72 72 72 72 re f /Faint gs 0 0 0 1 k 72 72 72 72 re f"
    both = {one.kind: one.value for one in seen(strokes, "ink-coverage", "ink-unsure", ExtGState={"Faint": faint()})}
    assert both == {"ink-coverage": 300, "ink-unsure": 350}
    assert list(judged(strokes, ExtGState={"Faint": faint()})) == ["ink-may-be-heavy"]


@pytest.mark.parametrize(
    ("strokes", "check"),
    [
        ("BT /F 9 Tf 0.6 0.4 0.4 1 k 40 40 Td (a) Tj ET", "black-not-pure"),
        ("BT /F 9 Tf 0.9 0.9 0.9 0 k 40 40 Td (a) Tj ET", "black-not-pure"),
        ("BT /F 30 Tf 0 g 40 40 Td (a) Tj ET", None),
        ("BT /F 9 Tf 0 g 40 40 Td (a) Tj ET", None),
        ("BT /F 9 Tf 0.9 0.6 0.3 0.3 k 40 40 Td (a) Tj ET", None),
        ("BT /F 30 Tf 0.6 0.4 0.4 1 k 40 40 Td (a) Tj ET", None),
        ("BT /F 3 Tf 9 0 0 9 40 40 Tm 0.6 0.4 0.4 1 k (a) Tj ET", None),
        ("BT 3 Tr /F 9 Tf 0.6 0.4 0.4 1 k 40 40 Td (a) Tj ET", None),
        ("/All cs 1 scn 40 40 5 5 re f", "registration-colour-used"),
        ("/All CS 1 SCN 0.25 w 0 20 m 4 20 l S", None),
        ("0.1 w 40 40 m 90 40 l S", "hairline-too-thin"),
        ("0 w 40 40 m 90 40 l S", "hairline-too-thin"),
        ("0.25 w 40 40 m 90 40 l S", None),
        ("0.25 w 0.5 G 40 40 m 90 40 l S", "hairline-too-thin"),
        ("0.3 w 1 1 0 0 K 40 40 m 90 40 l S", "hairline-too-thin"),
        ("0.1 0 0 0.1 0 0 cm 2 w 400 400 m 900 400 l S", "hairline-too-thin"),
        ("40 40 50 0.1 re f", "hairline-too-thin"),
        ("0.5 w 1 1 0 0 K 40 40 m 90 40 l S", None),
        ("/Over gs 0 0 0 0 k 40 40 9 9 re f", "white-overprints"),
        ("/Over gs 1 g 40 40 9 9 re f", "white-overprints"),
        ("0 0 0 0 k 40 40 9 9 re f", None),
        ("0.9 0.9 0.9 0.9 k 40 40 9 9 re f", "ink-too-heavy"),
        ("0.75 0.75 0.75 0.75 k 40 40 9 9 re f", None),
    ],
)  # fmt: skip
def test_what_goes_wrong_with_ink_is_judged_by_name(strokes: str, check: str | None) -> None:
    with pikepdf.open(io.BytesIO(good_file())) as pdf:
        resources = pdf.pages[0].obj.Resources
        face = next(name for name in resources.Font)[1:]
    spaces = {"All": separation("All", 1, 1, 1, 1)}
    # Codes of a subset are two bytes; "\0\1" is the first letter that is used.
    strokes = strokes.replace("/F ", f"/{face} ").replace("(a)", "<0001>")
    assert list(judged(strokes, ExtGState={"Over": over()}, ColorSpace=spaces)) == ([check] if check else [])


def test_one_ink_told_in_two_ways_is_found() -> None:
    spaces = {"A": separation("Deep", 1, 0.7, 0, 0), "B": separation("Deep", 1, 0.2, 0, 0)}
    strokes = "/A cs 1 scn 40 40 9 9 re f /B cs 1 scn 60 40 9 9 re f"
    assert judged(strokes, ColorSpace=spaces) == {"ink-told-twice": ["The ink “Deep” is described in 2 ways."]}


def test_calibrated_colours_are_left_to_the_press() -> None:
    grey = Array([Name.CalGray, Dictionary(WhitePoint=[0.95, 1, 1.09])])
    assert list(judged("/Grey cs 0.5 sc 40 40 9 9 re f", ColorSpace={"Grey": grey})) == ["colour-left-to-press"]


def test_a_letter_without_a_shape_and_one_without_a_meaning_are_found() -> None:
    with pikepdf.open(io.BytesIO(good_file())) as pdf:
        face = next(name for name in pdf.pages[0].obj.Resources.Font)

    def mute(pdf: pikepdf.Pdf) -> None:
        del pdf.pages[0].obj.Resources.Font[str(face)]["/ToUnicode"]

    assert set(judged(f"BT {face} 9 Tf 40 40 Td <0000> Tj ET")) == {"glyph-missing", "text-mute"}
    assert "glyph-missing" in judged(f"BT {face} 9 Tf 40 40 Td <FF00> Tj ET")
    assert list(judged(f"BT 3 Tr {face} 9 Tf 40 40 Td <0000> Tj ET")) == []
    assert list(found(print_file(changed(mute)))) == ["text-mute"]


TURNS = st.sampled_from([(1, 0, 0, 1), (0, 1, -1, 0), (-1, 0, 0, -1), (0, -1, 1, 0), (0.5, 0, 0, 0.8)])


@given(st.lists(TURNS, min_size=1, max_size=4), st.integers(0, 40), st.integers(0, 40), st.data())
def test_a_thing_lies_where_it_is_seen_however_it_was_placed(
    turns: list[tuple[float, ...]], x: int, y: int, choose: st.DataObject
) -> None:
    """The box that we reckon for a rectangle in forms within forms is the box in which PDFium paints it."""
    pdf = pikepdf.new()
    pdf.add_blank_page(page_size=(400, 400))
    inner = Stream(pdf, f"1 0 0 0 k {x} {y} 40 24 re f".encode())
    for turn in turns:
        shift = choose.draw(st.tuples(st.integers(-20, 20), st.integers(-20, 20)))
        inner.Type, inner.Subtype, inner.BBox = Name.XObject, Name.Form, Array([-500, -500, 500, 500])
        inner.Matrix = Array([*turn, *shift])
        outer = Stream(pdf, b"q /Inner Do Q")
        outer.Resources = Dictionary(XObject=Dictionary(Inner=pdf.make_indirect(inner)))
        inner = outer
    page = pdf.pages[0]
    page.obj.Resources = inner.Resources
    page.contents_add(b"q 1 0 0 1 200 200 cm /Inner Do Q")
    out = io.BytesIO()
    pdf.save(out)
    with laid_open(out.getvalue()) as opened:
        (paint,) = painted(opened).pages[0]
        cyan = np.argwhere(opened.pages[0].raster[:, :, 2] < 128)
        low, high = cyan.min(axis=0), cyan.max(axis=0) + 1
        scale = opened.pages[0].ppi / 72
    left, bottom, right, top = paint.box
    assert (low[1] / scale, high[1] / scale) == pytest.approx((left, right), abs=1.5)
    assert (low[0] / scale, high[0] / scale) == pytest.approx((400 - top, 400 - bottom), abs=1.5)


def test_inks_that_come_together_are_added_up_in_one_order_everywhere() -> None:
    code = (
        "from safeconduct.press.inspecting.coverage import _on\n"
        "from safeconduct.press.inspecting.paint import FILL, Paint\n"
        "from safeconduct.press.inspecting.spaces import CMYK, Colour\n"
        "paint = Paint(FILL, (0, 0, 1, 1), Colour(CMYK, (0.1, 0.2, 0.3, 0.4)), darkens=0.7)\n"
        "print(list(_on(paint, {'Cyan': 10.0, 'Red 032': 33.3, 'Black': 40.1}, {'Gold': 12.7, 'Magenta': 20.2})))\n"
    )
    told = {
        subprocess.run(
            [sys.executable, "-c", code], env={"PYTHONHASHSEED": seed}, capture_output=True, text=True, check=True
        ).stdout
        for seed in ("1", "2", "3", "4")
    }
    assert told == {"['Cyan', 'Red 032', 'Black', 'Gold', 'Magenta']\n"}
