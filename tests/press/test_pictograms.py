# SPDX-License-Identifier: Apache-2.0
"""The set of pictograms: every one can be printed and read at 8 mm, and no two look alike there."""

import re
from itertools import combinations
from pathlib import Path

import page
import pypdfium2
import pytest

from safeconduct.press.pictograms import HERE, SMALLEST_MM, names, shown, svg
from safeconduct.press.pictograms.fineness import MOST_ALIKE, fineness, likeness, look, too_fine
from safeconduct.press.pictograms.sheet import contact_sheet
from safeconduct.press.pictures import read_picture

ROOT = Path(__file__).resolve().parents[2]
NEEDED = (
    "lay-down", "hands-open", "white-cloth", "stop-wait", "listen", "speak", "name-only", "no-deceit", "care", "water",
    "food", "warm", "sleep", "read", "radio", "phone-off", "power-off", "door", "stairs-up", "lamp", "child-with-adult",
    "do-not-touch", "time", "ask", "not-known", "not-a-pass",
)  # fmt: skip


def test_the_set_is_whole() -> None:
    assert sorted(NEEDED) == list(names())


@pytest.mark.parametrize("name", names())
def test_a_pictogram_holds_at_its_smallest_size(name: str) -> None:
    assert too_fine(fineness(svg(name), SMALLEST_MM)) == ()


def test_no_two_look_alike_at_the_smallest_size() -> None:
    looks = {name: look(svg(name), SMALLEST_MM) for name in names()}
    alike = {(a, b): likeness(looks[a], looks[b]) for a, b in combinations(names(), 2)}
    assert {pair: round(value, 2) for pair, value in alike.items() if value > MOST_ALIKE} == {}


@pytest.mark.parametrize("name", names())
def test_a_pictogram_is_black_of_one_line_weight_and_says_what_it_shows(name: str) -> None:
    text = svg(name).decode()
    assert text.startswith("<!-- SPDX-License" + "-Identifier: CC0-1.0 -->\n")
    assert 'viewBox="0 0 64 64"' in text
    assert '<g fill="none" stroke="#000" stroke-width="4"' in text
    assert set(re.findall(r"#[0-9a-f]{3,6}\b", text)) - {"#beside"} <= {"#000", "#fff"}
    assert shown(name)
    assert shown(name)[0].islower()
    read_picture(HERE / f"{name}.svg", f"art/{name}.svg", "black")


def test_an_unknown_pictogram_is_a_key_error() -> None:
    with pytest.raises(KeyError):
        svg("red-cross")


def test_copies_in_examples_are_the_drawings_of_the_set() -> None:
    copies = [path for path in ROOT.glob("examples/*/art/*.svg") if path.stem in names()]
    assert len(copies) >= 8
    # The example's “care” is another picture: a cup and bread.
    other = [path.name for path in copies if path.read_bytes() != svg(path.stem)]
    assert set(other) <= {"care.svg"}


def test_the_contact_sheet_is_one_page_archival_accessible_and_always_the_same() -> None:
    sheet = contact_sheet()
    assert sheet == contact_sheet()
    for profile in (page.ValidationProfile.PDF_A_2A, page.ValidationProfile.PDF_UA_1):
        assert [fault.message for fault in page.validate_pdf_bytes(sheet, profile=profile).failures] == []
    with pypdfium2.PdfDocument(sheet) as pdf:
        assert len(pdf) == 1


def test_the_manual_tells_of_every_pictogram() -> None:
    told = (ROOT / "docs/pictograms.md").read_text("utf-8")
    assert [name for name in names() if f"| `{name}` |" not in told] == []
