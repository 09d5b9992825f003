# SPDX-License-Identifier: Apache-2.0
"""The imposed sheet: every back behind its front, the bleed alive, the marks outside, and no leaf that does not fit."""

import math
from pathlib import Path

import pypdfium2
import pypdfium2.raw as pdfium
import pytest
from hypothesis import given
from hypothesis import strategies as st
from press_samples import POCKET, POSTCARD, channel, commission, copy_of, piece, run

from safeconduct.model.refusal import StepRefusal
from safeconduct.press.geometry import SHEETS, grid
from safeconduct.press.impose import crop_marks
from safeconduct.press.planning import plan

MM = 72 / 25.4
SAMPLES = {
    "pocket-a7": (POCKET["uk"], {"front": "art/dawn-line.svg"}, "Твоє", "Що", 4),
    "postcard-a6": (POSTCARD["uk"], {"front": "art/dawn.svg"}, "Після", "Чотири", 8),
}


@pytest.fixture(scope="module", params=sorted(SAMPLES))
def sheet(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> tuple[str, Path]:
    name: str = request.param
    text, art, *_ = SAMPLES[name]
    made = plan(piece("p", "leaflet", art), copy_of(text, "uk"), channel(name), commission("uk"))
    kit = run(made, tmp_path_factory.mktemp("sheet"))
    return name, next(path for file, path in kit.items() if ".sheet-" in file)


def places(page: pypdfium2.PdfPage, word: str) -> list[tuple[float, float, float]]:
    """Where `word` begins (mm from the left, mm from the top) and which way its letters stand (degrees)."""
    text = page.get_textpage()
    found: list[tuple[float, float, float]] = []
    searcher = text.search(word, match_case=True)
    matrix = pdfium.FS_MATRIX()
    while (hit := searcher.get_next()) is not None:
        left, low, right, top = text.get_charbox(hit[0])
        pdfium.FPDFText_GetMatrix(text, hit[0], matrix)
        up = math.degrees(math.atan2(matrix.d, matrix.c))
        found.append(((left + right) / 2 / MM, (page.get_height() - (low + top) / 2) / MM, round(up) % 360))
    return found


def cell_of(x: float, y: float, cells: tuple[tuple[float, float, float, float], ...]) -> int:
    return next(i for i, c in enumerate(cells) if 0 <= x - c[0] <= c[2] and 0 <= y - c[1] <= c[3])


def test_every_back_lies_behind_a_front_and_stands_the_same_way_up(sheet: tuple[str, Path]) -> None:
    name, path = sheet
    where = channel(name)
    _, _, on_front, on_back, count = SAMPLES[name]
    plan_of = grid(where.n_up_sheet or "", where.width_mm, where.height_mm, where.bleed_mm)
    across = plan_of.sheet_mm[0]
    with pypdfium2.PdfDocument(path) as pdf:
        fronts, backs = places(pdf[0], on_front), places(pdf[1], on_back)
    assert len(fronts) == len(backs) == len(plan_of.cells) == count
    # Turned over the long edge, x runs the other way and y stays; left becomes right, up stays up.
    seen = {cell_of(x, y, plan_of.cells): up for x, y, up in fronts}
    behind = {cell_of(across - x, y, plan_of.cells): (180 - up) % 360 for x, y, up in backs}
    assert seen == behind
    assert set(seen) == set(range(count))


def test_the_mark_is_on_every_leaf_of_both_sides(sheet: tuple[str, Path]) -> None:
    name, path = sheet
    where = channel(name)
    plan_of = grid(where.n_up_sheet or "", where.width_mm, where.height_mm, where.bleed_mm)
    with pypdfium2.PdfDocument(path) as pdf:
        for page in pdf:
            inside = [
                i
                for x, y, _ in places(page, "SPECIMEN")
                for i, c in enumerate(plan_of.cells)
                if 0 <= x - c[0] <= c[2] and 0 <= y - c[1] <= c[3]
            ]
            # once across the leaf, once framed
            assert sorted(inside) == sorted([*range(len(plan_of.cells))] * 2)


def test_the_bleed_of_every_front_is_painted(sheet: tuple[str, Path]) -> None:
    name, path = sheet
    where = channel(name)
    plan_of = grid(where.n_up_sheet or "", where.width_mm, where.height_mm, where.bleed_mm)
    with pypdfium2.PdfDocument(path) as pdf:
        page = pdf[0].render(scale=2).to_numpy()[:, :, :3].min(axis=2)
    for x, y, width, height in plan_of.cells:
        # The head of the leaf, where the picture runs out: above an upright one, left of one that lies on its side.
        if plan_of.turned:
            ring = page[
                int((y + 5) * MM * 2) : int((y + height - 5) * MM * 2),
                int((x - 2.5) * MM * 2) : int((x - 0.5) * MM * 2),
            ]
        else:
            ring = page[
                int((y - 2.5) * MM * 2) : int((y - 0.5) * MM * 2), int((x + 5) * MM * 2) : int((x + width - 5) * MM * 2)
            ]
        assert (ring < 250).mean() > 0.3


def test_slug_names_edition_file_side_and_turn(sheet: tuple[str, Path]) -> None:
    name, path = sheet
    with pypdfium2.PdfDocument(path) as pdf:
        for page, side in zip(pdf, ("front", "back"), strict=True):
            text = page.get_textpage().get_text_range()
            assert f"kursk-2024 · p.uk.{name}.SPECIMEN.sheet-" in text
            assert f"· {side} · turn over the long edge" in text


@given(
    st.sampled_from(sorted(SHEETS)),
    st.floats(40, 330).map(round),
    st.floats(40, 330).map(round),
    st.sampled_from([0, 2, 3, 5]),
)
def test_leaves_never_touch_and_never_leave_the_sheet(name: str, width: int, height: int, bleed: int) -> None:
    try:
        plan_of = grid(name, width, height, bleed)
    except StepRefusal as refusal:
        assert "does not fit" in refusal.what  # noqa: PT017 - both ends are allowed, each is checked
        across, down = SHEETS[name]
        assert max(width, height) + 2 * bleed > min(across, down) - 6
        return
    across, down = plan_of.sheet_mm
    assert len(plan_of.cells) == plan_of.columns * plan_of.rows
    for i, (x, y, w, h) in enumerate(plan_of.cells):
        assert sorted((w, h)) == sorted((width, height))
        assert x - bleed >= 2.99
        assert y - bleed >= 2.99
        assert x + w + bleed <= across - 2.99
        assert y + h + bleed <= down - 2.99
        for a, b, c, d in plan_of.cells[:i]:
            apart = (
                x - bleed >= a + c + bleed - 0.01
                or y - bleed >= b + d + bleed - 0.01
                or x + w + bleed <= a - bleed + 0.01
            )
            assert apart
    for x0, y0, x1, y1 in crop_marks(plan_of, bleed):
        for x, y, w, h in plan_of.cells:
            inside = x - bleed < max(x0, x1) - 0.01 and min(x0, x1) + 0.01 < x + w + bleed
            assert not (inside and y - bleed < max(y0, y1) - 0.01 and min(y0, y1) + 0.01 < y + h + bleed)


def test_a_leaf_larger_than_the_sheet_is_refused() -> None:
    with pytest.raises(StepRefusal, match="does not fit the sheet a4"):
        grid("a4", 210, 297, 3)
