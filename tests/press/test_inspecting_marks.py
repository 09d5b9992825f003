# SPDX-License-Identifier: Apache-2.0
"""Codes, protected emblems, dots that tell the machine, numbers that tell copies apart, standards that are claimed."""

import pytest
import zxingcpp
from hypothesis import given, settings
from hypothesis import strategies as st
from inspecting_samples import changed, good_file, set_xmp
from sight_samples import at, code, dotted, of, page, scanned

from safeconduct.press.inspecting.conformance import claims
from safeconduct.press.inspecting.emblems import LEAST_MM
from safeconduct.press.inspecting.opened import laid_open

CODES, EMBLEMS, DOTS, COPIES = ("codes",), ("emblems",), ("dots",), ("copies",)
B = zxingcpp.BarcodeFormat


@given(st.text(st.characters(min_codepoint=33, max_codepoint=126), min_size=1, max_size=40))
@settings(deadline=None, max_examples=15)
def test_what_a_code_says_is_read_back(text: str) -> None:
    (seen,) = of("code", page(at(20, 20, 'image("qr.svg", width: 25mm)'), qr_svg=code(text)), CODES, stranger=True)
    assert seen.what == f"QR Code: {text}"
    assert seen.value == pytest.approx(25, abs=0.4)


@pytest.mark.parametrize("kind", [B.DataMatrix, B.Aztec, B.Code128, B.PDF417])
def test_other_codes_are_seen_in_a_stranger_s_file(kind: zxingcpp.BarcodeFormat) -> None:
    content = page(at(20, 20, 'image("qr.svg", width: 40mm)'), qr_svg=code("LOT-000123", kind))
    assert [seen.what.partition(": ")[2] for seen in of("code", content, CODES, stranger=True)] == ["LOT-000123"]


@pytest.mark.parametrize("modules", [1, 2, 3, 5, 8])
def test_the_light_around_a_code_is_measured_in_modules(modules: int) -> None:
    room = 20 / 21 * modules
    framed = f'rect(inset: {room}mm, stroke: 0.5mm, image("qr.svg", width: 20mm))'
    (seen,) = of("code-quiet", page(at(20, 20, framed), qr_svg=code("PLAIN")), CODES, stranger=True)
    assert seen.value == pytest.approx(modules, abs=0.7)


def test_words_and_leaders_are_no_code() -> None:
    content = page("Contents #box(width: 1fr, repeat[|]) 12\n\nIllicit ill lilies #box(width: 1fr, repeat[.]) 3\n" * 20)
    assert not of("code", content, CODES, stranger=True)


@given(st.floats(LEAST_MM + 0.5, 40), st.sampled_from(["e3000f", "c8102e", "ff0000", "a01522"]), st.integers(-18, 18))
@settings(deadline=None, max_examples=20)
def test_a_red_cross_of_any_size_is_seen(side: float, colour: str, turn: int) -> None:
    content = page(at(30, 40, f'rotate({turn}deg, plus(rgb("{colour}"), {side}mm))'))
    assert [seen.what for seen in of("emblem", content, EMBLEMS)] == ["a red cross"]


DISC = "place(circle(radius: 7mm, fill: red))"


@pytest.mark.parametrize(("drawing", "name"), [
    (f"{{ {DISC}; place(dx: 4mm, dy: 1mm, circle(radius: 6mm, fill: white)) }}", "a red crescent"),
    (f"{{ {DISC}; place(dx: -2mm, dy: 1mm, circle(radius: 6mm, fill: white)) }}", "a red crescent"),
    ("rotate(45deg, rect(width: 10mm, height: 10mm, stroke: 2mm + red))", "a red crystal"),
    ("rotate(45deg, rect(width: 20mm, height: 20mm, stroke: 5mm + red))", "a red crystal"),
    ("text(size: 60pt, weight: \"bold\", fill: red)[\\+]", "a red cross"),
])  # fmt: skip
def test_crescent_crystal_and_a_cross_in_type_are_seen(drawing: str, name: str) -> None:
    assert [seen.what for seen in of("emblem", page(at(30, 40, drawing)), EMBLEMS)] == [name]


@pytest.mark.parametrize("drawing", [
    "plus(black, 12mm)", "plus(blue, 12mm)", "plus(red, 2mm)", "circle(radius: 7mm, fill: red)",
    "circle(radius: 2.3mm, fill: red)", "text(size: 20pt, fill: red)[t x a e s]",
    "rect(width: 5mm, height: 5mm, fill: red)",
    "rect(width: 9mm, fill: red)",
    "rect(width: 14mm, height: 14mm, fill: red, inset: 3mm, plus(white, 8mm))", "line(length: 60mm, stroke: 2mm + red)",
    "polygon(fill: red, (0mm, 10mm), (10mm, 0mm), (20mm, 10mm), (10mm, 20mm))",
    "text(size: 40pt, fill: red)[T L x C 1 4 A]",
    "rotate(45deg, plus(red, 14mm))", "plus(red, 14mm, a: 0.05)", "text(size: 40pt, fill: red)[십자 ㅏ ㄷ]",
    "polygon.regular(fill: red, size: 14mm, vertices: 3)",
    "rect(width: 40mm, height: 40mm, fill: black, plus(red, 14mm))",
])  # fmt: skip
def test_what_is_no_emblem_is_not_called_one(drawing: str) -> None:
    fonts = '#set text(font: ("Source Sans 3", "Noto Serif KR"))\n'
    assert not of("emblem", page(fonts + at(20, 20, drawing)), EMBLEMS)


@pytest.mark.parametrize("stranger", [True, False])
def test_yellow_dots_that_return_are_seen(stranger: bool) -> None:
    (seen,) = of("dots", dotted("yellow", 0.1), DOTS, stranger=stranger)
    assert seen.value > 300
    assert any(step in seen.what for step in ("22.0", "21.9", "22.2", "14.1", "13.8", "14.0"))


def test_dots_are_seen_in_a_scan_too() -> None:
    assert of("dots", scanned(dotted("yellow", 0.1)), DOTS, stranger=True)


def test_pale_dots_are_seen() -> None:
    assert of("dots", dotted('rgb("ffffc0")', 0.25), DOTS, stranger=True)


@pytest.mark.parametrize("source", [
    "Contents #box(width: 1fr, repeat[.]) 12\n\n" * 30, "#text(size: 6pt, fill: luma(150))[i. j! ;:] " * 200,
    at(0, 0, "rect(width: 90mm, height: 90mm, fill: tiling(size: (3mm, 3mm), circle(radius: 1mm, fill: yellow)))"),
    at(0, 0, "rect(width: 90mm, height: 90mm, fill: gradient.linear(yellow, white))"), "Words. " * 300,
])  # fmt: skip
def test_leaders_points_tints_and_words_are_no_such_dots(source: str) -> None:
    assert not of("dots", page(source), DOTS, stranger=True)


LEAF = "These are the very words of a leaflet that all people get, with nothing else on it but a number. "


def test_numbered_pages_are_seen() -> None:
    content = page("".join(f"{LEAF} No{1000 + i} #pagebreak(weak: true)\n" for i in range(5)))
    assert [seen.what for seen in of("copy-mark", content, COPIES)] == [f"“No{1000 + i}”" for i in range(5)]


def test_numbered_leaves_on_one_sheet_are_seen() -> None:
    cells = ", ".join(f"[{LEAF} No{1000 + i}]" for i in range(6))
    content = page(f"#grid(columns: 2, rows: 40mm, {cells})")
    assert [seen.what for seen in of("copy-mark", content, COPIES)] == [f"“No{1000 + i}”" for i in range(6)]


@pytest.mark.parametrize("source", [
    f"{LEAF} #pagebreak(weak: true)\n" * 5,
    "#grid(columns: 2, rows: 40mm, " + ", ".join([f"[{LEAF}]"] * 6) + ")",
    "".join(f"Page {i} tells of other things, {'and of more ' * i}than before. #pagebreak()\n" for i in range(6)),
])  # fmt: skip
def test_copies_that_are_alike_and_pages_that_differ_bear_no_mark(source: str) -> None:
    assert not of("copy-mark", page(source), COPIES)


def claimed(part: str, level: str = "", *, readers: str = "") -> bytes:
    more = '<rdf:Description rdf:about="" xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/" '
    more += 'xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/">'
    more += f"<pdfaid:part>{part}</pdfaid:part><pdfaid:conformance>{level}</pdfaid:conformance>" if part else ""
    more += f"<pdfuaid:part>{readers}</pdfuaid:part>" if readers else ""
    return changed(lambda pdf: set_xmp(pdf, more=more + "</rdf:Description>"))


def test_what_a_file_claims_is_read() -> None:
    with laid_open(claimed("2", "B", readers="1")) as opened:
        assert [label for label, _ in claims(opened)] == ["PDF/A-2b", "PDF/UA-1"]
    with laid_open(good_file()) as opened:
        assert not list(claims(opened))


def test_a_claim_that_is_not_kept_is_told_in_words() -> None:
    told = [seen.what for seen in of("not-conform", claimed("2", "A", readers="1"), ("conformance",))]
    assert any(what.startswith("PDF/UA-1: not everything is marked as text") for what in told)
    assert all(what.partition(": ")[0] in ("PDF/A-2a", "PDF/UA-1") for what in told)


def test_a_claim_that_nobody_can_look_into_is_told_as_not_looked() -> None:
    told = [seen.what for seen in of("not-looked", claimed("4", readers="2"), ("conformance",))]
    assert told == ["whether the file is PDF/A-4, as it says", "whether the file is PDF/UA-2, as it says"]
