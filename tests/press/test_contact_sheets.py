# SPDX-License-Identifier: Apache-2.0
"""Contact sheets and walls: everything is shown, nothing covers anything else, and the same bytes come out twice."""

import io
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import typst
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from safeconduct.model.works import Json
from safeconduct.press.contact_sheet import GROUND, contact_sheet, packed, wall
from safeconduct.press.preview import preview, trimmed_pages, wide_in

RED, GREEN, BLUE = (220, 20, 20), (20, 160, 20), (20, 20, 220)


@pytest.fixture
def pdfs(tmp_path: Path) -> dict[str, Path]:
    """Three products: two pages beside each other, one strip with two sides, one sheet with a bleed."""
    found = {}
    for name, fill, wide, high, pages, bleed in (
        ("small", RED, 74, 105, 2, 0),
        ("strip", GREEN, 296, 105, 2, 0),
        ("sheet", BLUE, 210, 297, 1, 3),
    ):
        source = f"#set page(width: {wide}mm, height: {high}mm, bleed: {bleed}mm, fill: rgb{fill})\n"
        pdf = typst.compile((source + "#pagebreak()".join(["#h(1mm)"] * pages)).encode(), format="pdf")
        assert isinstance(pdf, bytes)
        found[name] = tmp_path / f"{name}.pdf"
        found[name].write_bytes(pdf)
    return found


def picture(path: Path) -> np.ndarray[Any, np.dtype[np.uint8]]:
    return np.asarray(Image.open(io.BytesIO(path.read_bytes())).convert("RGB"))


def area(shown: np.ndarray[Any, np.dtype[np.uint8]], colour: tuple[int, int, int]) -> int:
    return int((np.abs(shown.astype(int) - colour).max(axis=2) < 12).sum())


SHEET: dict[str, Json] = {
    "file": "x.png",
    "title": "leaflet",
    "rows": [["en", "en"], ["uk", "uk"]],
    "columns": [["black", "Black only"]],
}


def test_a_contact_sheet_shows_every_page_and_says_what_is_missing(pdfs: dict[str, Path], tmp_path: Path) -> None:
    contact_sheet({"en|black": pdfs["small"]}, {**SHEET, "widest_px": 296}, tmp_path)
    shown = picture(tmp_path / "x.png")
    pages = sum(page.shape[0] * page.shape[1] for page in trimmed_pages(pdfs["small"], 296 / wide_in(pdfs["small"])))
    assert area(shown, RED) == pytest.approx(pages, rel=0.02)
    empty = shown[shown.shape[0] // 2 + 40 :]
    assert (np.abs(empty.astype(int) - GROUND).max(axis=2) > 60).sum() > 50  # the words “cannot be made”


def test_a_sheet_is_as_wide_as_asked_but_stays_readable(pdfs: dict[str, Path], tmp_path: Path) -> None:
    for widest, least in ((400, 350), (20, 150)):
        contact_sheet({"en|black": pdfs["small"]}, {**SHEET, "widest_px": widest}, tmp_path)
        assert least < picture(tmp_path / "x.png").shape[1] < max(widest, 200) + 120


def test_wide_pages_lie_under_each_other(pdfs: dict[str, Path]) -> None:
    assert wide_in(pdfs["small"]) == pytest.approx(2 * 74 / 25.4, rel=1e-3)
    assert wide_in(pdfs["strip"]) == pytest.approx(296 / 25.4, rel=1e-3)
    assert wide_in(pdfs["sheet"]) == pytest.approx(210 / 25.4, rel=1e-3)


def test_a_wall_shows_everything_to_one_scale(pdfs: dict[str, Path], tmp_path: Path) -> None:
    inputs = {f"black|{i}": pdfs[name] for i, name in enumerate(("small", "strip", "sheet"))}
    params: dict[str, Json] = {"file": "w.png", "bands": [["black", "Black only"]], "ppi": 40}
    wall(inputs, params, tmp_path)
    shown = picture(tmp_path / "w.png")
    for colour, square_mm in ((RED, 2 * 74 * 105), (GREEN, 2 * 296 * 105), (BLUE, 210 * 297)):
        assert area(shown, colour) == pytest.approx(square_mm * (40 / 25.4) ** 2, rel=0.03)
    first = (tmp_path / "w.png").read_bytes()
    wall(inputs, params, tmp_path)
    assert (tmp_path / "w.png").read_bytes() == first


def test_a_preview_is_trimmed_and_framed(pdfs: dict[str, Path], tmp_path: Path) -> None:
    preview({"pdf": pdfs["sheet"]}, {"ppi": 50}, tmp_path)
    shown = picture(tmp_path / "preview.png")
    assert shown.shape[:2] == (pytest.approx(297 / 25.4 * 50 + 48, abs=2), pytest.approx(210 / 25.4 * 50 + 48, abs=2))
    assert tuple(shown[2, 2]) == (214, 214, 214)
    assert area(shown, BLUE) == pytest.approx(210 * 297 * (50 / 25.4) ** 2, rel=0.02)


SIZES = st.lists(st.tuples(st.integers(1, 90), st.integers(1, 90)), min_size=1, max_size=14)


@given(SIZES, st.integers(1, 120), st.integers(0, 9))
def test_pictures_of_a_band_keep_their_distance(sizes: list[tuple[int, int]], high: int, gap: int) -> None:
    places = packed(sizes, high, gap)
    room = max([high, *(tall for tall, _ in sizes)])
    boxes = [(x, y, x + wide, y + tall) for (x, y), (tall, wide) in zip(places, sizes, strict=True)]
    for i, (x, y, right, bottom) in enumerate(boxes):
        assert x >= 0
        assert y >= 0
        assert bottom <= room
        for left, top, far, low in boxes[:i]:
            assert right + gap <= left or far + gap <= x or bottom + gap <= top or low + gap <= y
