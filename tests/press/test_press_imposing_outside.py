# SPDX-License-Identifier: Apache-2.0
"""A sheet is looked at beside its leaves; where a cell is not its leaf, everything on it is looked at."""

import json
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pikepdf
import pytest
import zxingcpp
from leaf_samples import leaves

from safeconduct.model.codec import record_from
from safeconduct.model.product import Proof
from safeconduct.press.imposing.plans import wanted
from safeconduct.press.imposing.recipes import impose
from safeconduct.press.proof import measure

MM = 72 / 25.4
ASKED = wanted(sheet="a4", turn="long-edge", gutter_mm=6, leaf_mm=(74, 105), bleed_mm=3)
Change = Callable[[pikepdf.Pdf], None]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    where = tmp_path_factory.mktemp("sheet")
    (where / "leaf.pdf").write_bytes(leaves(2))
    params: dict[str, Any] = {"asked": ASKED, "slug": "test", "title": "test", "as_of": "2024-11-14"}
    impose({"pdf": where / "leaf.pdf"}, params, where)
    return where


def proof(folder: Path, change: Change | None = None) -> Proof:
    """Measure the sheet after somebody was at it."""
    sheet = folder / "sheet.pdf"
    if change:
        sheet = folder / "altered.pdf"
        with pikepdf.open(folder / "sheet.pdf") as pdf:
            change(pdf)
            pdf.save(sheet)
    given: dict[str, Any] = {
        "file": "sheet.pdf",
        "bleed_mm": 3,
        "safe_mm": 3,
        "sides": None,
        "asked": ASKED,
        "copy": [],
    }
    given |= {"width_mm": 74, "height_mm": 105}
    measure({"pdf": sheet, "leaf": folder / "leaf.pdf"}, given, folder)
    return record_from(json.loads((folder / "proof.json").read_bytes()), Proof)


def code_at(x_mm: float, y_mm: float) -> Change:
    """Draw a QR code of 12 mm on the front, its lower left corner there, in squares of pure black."""
    grid = np.asarray(zxingcpp.create_barcode("https://example.org/1", zxingcpp.BarcodeFormat.QRCode).to_image(scale=1))
    rows, columns = grid.shape
    step = 12 * MM / rows
    squares = [
        f"{x_mm * MM + column * step:.3f} {y_mm * MM + (rows - 1 - row) * step:.3f} {step:.3f} {step:.3f} re"
        for row in range(rows)
        for column in range(columns)
        if not grid[row][column]
    ]

    def draw(pdf: pikepdf.Pdf) -> None:
        white = f"1 g {(x_mm - 2) * MM} {(y_mm - 2) * MM} {16 * MM} {16 * MM} re f 0 0 0 1 k"
        pdf.pages[0].contents_add(f"q {white} {' '.join(squares)} f Q".encode())

    return draw


def dots_in_the_margin(pdf: pikepdf.Pdf) -> None:
    """Faint yellow dots, again and again, where the sheet is white."""
    spots = [(8 + 3 * (i % 12) + (i % 5) % 2, 4 + 2.5 * (i // 12)) for i in range(36)]
    squares = " ".join(f"{x * MM:.2f} {y * MM:.2f} 0.5 0.5 re" for x, y in spots)
    pdf.pages[0].contents_add(f"q 0 0 0.6 0 k {squares} f Q".encode())


def test_what_was_seen_on_the_leaf_is_not_told_of_its_cells_again(folder: Path) -> None:
    whole = proof(folder)
    # The leaf has large figures and small print: of the sheet only the slug's size is told.
    assert all("Words" not in one.what for one in whole.seen if one.kind == "type-size")
    assert {one.what for one in whole.seen if one.kind == "ink"} >= {"Black", "PANTONE 294 C"}
    assert all(cell.text for page in whole.pages for cell in page.cells)
    assert not {one.kind for one in whole.seen} & {"code", "dots", "emblem", "damaged"}


def test_a_code_beside_the_leaves_is_found(folder: Path) -> None:
    seen = proof(folder, code_at(100, 14)).seen
    assert [one.what for one in seen if one.kind == "code"] == ["QR Code: https://example.org/1"]


def test_a_code_on_a_leaf_is_found_and_the_cell_is_not_its_leaf(folder: Path) -> None:
    one = proof(folder, code_at(50, 60))
    assert [seen.what for seen in one.seen if seen.kind == "code"] == ["QR Code: https://example.org/1"]
    dots = Counter(seen.what for seen in one.seen if seen.kind == "cell-dots")
    assert 1 in dots.values()
    # All cells are looked at once more, with their words.
    assert any("Words" in seen.what for seen in one.seen if seen.kind == "type-size")


def test_dots_beside_the_leaves_are_found(folder: Path) -> None:
    assert [one.page for one in proof(folder, dots_in_the_margin).seen if one.kind == "dots"] == [1]


def test_the_sheet_is_as_it_was_after_it_was_looked_at(folder: Path) -> None:
    """Leaves are switched off for a while only: measured twice in one process it is the same."""
    assert proof(folder) == proof(folder)
