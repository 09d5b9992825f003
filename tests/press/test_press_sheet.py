# SPDX-License-Identifier: Apache-2.0
"""The imposed sheet of a real leaflet: backs behind fronts, mark and bleed alive, all cells alike to the dot."""

import json
import math
from pathlib import Path

import pikepdf
import pypdfium2
import pypdfium2.raw as pdfium
import pytest
from attrs import evolve, frozen
from press_samples import channel, commission, copy_of, piece, run

from safeconduct.model.channel import PaperChannel, PressSheet
from safeconduct.model.codec import record_from
from safeconduct.model.product import Proof
from safeconduct.press.imposing.of_channel import asked_by
from safeconduct.press.imposing.plans import Imposition, imposition
from safeconduct.press.imposing.sameness import cells_seen
from safeconduct.press.planning import plan

MM = 72 / 25.4
TEXT = """# Harvest hall {#title}
Tea stands ready every evening.
## Beds {#beds}
Whoever comes finds a bed. {#bed}"""
ON_FRONT, ON_BACK = "Tea", "Whoever"
SHEETS = {
    "pocket-a7 on its own sheet": ("pocket-a7", None, 4),
    "postcard-a6 on its own sheet": ("postcard-a6", None, 8),
    "turned over the short edge": ("pocket-a7", PressSheet("a4", "short-edge", 6), 4),
    "work and turn": ("pocket-a7", PressSheet("sra3", "work-and-turn", 6), 12),
}


@frozen
class Made:
    channel: PaperChannel
    count: int
    plan: Imposition
    sheet: Path
    leaf: Path
    trial: Path
    proof: Proof


@pytest.fixture(scope="module", params=sorted(SHEETS))
def made(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Made:
    name, own, count = SHEETS[request.param]
    where = channel(name)
    where = evolve(where, sheet=own or where.sheet, themes=("black",))
    steps = plan(piece("p", "leaflet"), copy_of(TEXT, "en"), where, commission("en"))
    kit = run(steps, tmp_path_factory.mktemp("sheet"))
    kinds = (".sheet-", ".press.", ".proof-")
    file = {kind: next(path for name, path in kit.items() if kind in name) for kind in kinds}
    proof = record_from(json.loads(kit["sheet.proof.json"].read_bytes()), Proof)
    planned = imposition(asked_by(where, ()), 2)
    return Made(where, count, planned, file[".sheet-"], file[".press."], file[".proof-"], proof)


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


def cell_of(x: float, y: float, cells: list[tuple[float, float, float, float]]) -> int:
    return next(i for i, c in enumerate(cells) if 0 <= x - c[0] <= c[2] and 0 <= y - c[1] <= c[3])


def test_every_back_lies_behind_a_front_and_stands_the_same_way_up(made: Made) -> None:
    cells = [one.box for side in made.plan.sides[:1] for one in side.placed]
    across, down = made.plan.grid.sheet.width_mm, made.plan.grid.sheet.height_mm
    with pypdfium2.PdfDocument(made.sheet) as pdf:
        fronts, backs = places(pdf[0], ON_FRONT), places(pdf[len(pdf) - 1], ON_BACK)
    # Turned over the long edge x runs the other way, over the short edge y; so it is with the shared plate of an SRA3.
    long_edge = made.plan.turn.name == "long-edge"
    seen = {cell_of(x, y, cells): up for x, y, up in fronts}
    behind = {
        cell_of(across - x if long_edge else x, y if long_edge else down - y, cells): (
            (180 - up) % 360 if long_edge else (-up) % 360
        )
        for x, y, up in backs
    }
    assert seen == behind
    assert len(fronts) == len(backs) == len(seen) == (made.count // 2 if made.plan.turn.one_plate else made.count)


def test_the_mark_is_on_every_leaf_of_both_sides(made: Made) -> None:
    with pypdfium2.PdfDocument(made.sheet) as pdf:
        assert len(pdf) == len(made.plan.sides)
        for page, side in zip(pdf, made.plan.sides, strict=True):
            cells = [one.box for one in side.placed]
            inside = [
                i
                for x, y, _ in places(page, "SPECIMEN")
                for i, c in enumerate(cells)
                if 0 <= x - c[0] <= c[2] and 0 <= y - c[1] <= c[3]
            ]
            # once across the leaf, once framed
            assert sorted(inside) == sorted([*range(made.count)] * 2)


def test_the_slug_names_edition_file_side_turn_inks_and_sheet_and_lies_outside_every_trim(made: Made) -> None:
    with pypdfium2.PdfDocument(made.sheet) as pdf:
        for page, side in zip(pdf, made.plan.sides, strict=True):
            text = page.get_textpage().get_text_range()
            face = "front and back" if side.face == "both" else side.face
            name = f"p.en.{made.channel.id}.SPECIMEN.sheet-{made.plan.grid.sheet.name}.pdf"
            assert f"kursk-2024 · {name} · SPECIMEN · {face} · {made.plan.turn.title} · K · sheet 1 of 1" in text
            x, y, _ = places(page, "kursk-2024")[0]
            left, top, wide, high = made.plan.block
            assert not (left - 3 < x < left + wide + 3 and top - 3 < y < top + high + 3)


def test_the_bleed_is_painted_as_on_the_leaf(made: Made) -> None:
    """The ring around every cell, up to half the gutter, looks like the leaf's own."""
    with pypdfium2.PdfDocument(made.leaf) as leaf, pypdfium2.PdfDocument(made.sheet) as sheet:
        rings = [leaf[page].render(scale=2).to_numpy()[:, :, 0] for page in (0, 1)]
        for page, side in zip(sheet, made.plan.sides, strict=True):
            whole = page.render(scale=2).to_numpy()[:, :, 0]
            for one in side.placed:
                x, y, wide, high = (value * MM * 2 for value in one.clip)
                ink = 1 - whole[round(y) : round(y + high), round(x) : round(x + wide)].mean() / 255
                assert ink == pytest.approx(1 - rings[one.page].mean() / 255, abs=0.004)


def test_every_cell_is_its_leaf_to_the_last_dot(made: Made) -> None:
    """Measured twice: by the step, and here; each page of the leaf has one drawing and one picture."""
    seen = [one for one in made.proof.seen if one.kind.startswith(("cell-", "leaf-"))]
    assert seen == list(cells_seen(made.sheet, made.leaf, made.plan))
    for look in ("drawn", "dots"):
        for number in (1.0, 2.0):
            alike = {one.what for one in seen if one.value == number and one.kind.endswith(look)}
            assert len(alike) == 1
            assert all(len(digest) == 64 for digest in alike)
    assert len(seen) == 2 * (2 + len(made.plan.sides) * made.count)
    # The two sides of a leaf are not alike, and the cells of the proof are those that were looked at.
    assert len({one.what for one in seen}) == 4
    boxes = {(page.number, cell.box_mm) for page in made.proof.pages for cell in page.cells}
    assert boxes == {(one.page, one.box_mm) for one in seen if one.kind == "cell-dots"}


def test_the_sheet_prints_in_the_inks_of_its_leaf(made: Made) -> None:
    with pikepdf.open(made.sheet) as pdf:
        for page in pdf.pages:
            content = page.Contents.read_bytes()
            assert content.count(b" k ") == 2
            assert b"0 0 0 1 k" in content
            assert b"0 0 0 0.5 k" in content
            assert page.Resources.ColorSpace["/Everywhere"][1] == "/All"
            assert set(page.Resources.XObject) <= {"/Leaf0", "/Leaf1", "/Slug"}
            assert [float(v) for v in page.TrimBox] == [float(v) for v in page.MediaBox]
            size = [float(v) / MM for v in page.MediaBox[2:]]
            wanted = (made.plan.grid.sheet.width_mm, made.plan.grid.sheet.height_mm)
            assert size == pytest.approx(wanted, abs=0.02)
        prefers = {"long-edge": "/DuplexFlipLongEdge", "short-edge": "/DuplexFlipShortEdge"}
        assert pdf.Root.ViewerPreferences.Duplex == prefers.get(made.plan.turn.name, "/Simplex")


def test_the_trial_sheet_has_the_same_geometry_and_no_word_of_the_piece(made: Made) -> None:
    with pypdfium2.PdfDocument(made.trial) as pdf:
        assert len(pdf) == len(made.plan.sides)
        numbers: dict[int, list[tuple[str, tuple[float, float]]]] = {}
        for page, side in zip(pdf, made.plan.sides, strict=True):
            text = page.get_textpage().get_text_range()
            assert "REGISTRATION PROOF, not for the run" in text
            assert ON_FRONT not in text
            assert ON_BACK not in text
            for word in ("front", "back"):
                inside = [
                    one
                    for x, y, _ in places(page, word)
                    for one in side.placed
                    if 0 <= x - one.box[0] <= one.box[2] and 0 <= y - one.box[1] <= one.box[3]
                ]
                assert all(one.back is (word == "back") for one in inside)
                for one in inside:
                    numbers.setdefault(one.cell, []).append((word, one.box[:2]))
            whole = page.render(scale=4).to_numpy()[:, :, :3].min(axis=2)
            for one in side.placed:
                x, y, wide, high = (round(value * MM * 4) for value in one.box)
                # The outline is drawn where the leaf will be cut, and nowhere beside it.
                for line in (
                    whole[y - 1 : y + 2, x + 8 : x + wide - 8].min(axis=0),
                    whole[y + high - 1 : y + high + 2, x + 8 : x + wide - 8].min(axis=0),
                    whole[y + 8 : y + high - 8, x - 1 : x + 2].min(axis=1),
                    whole[y + 8 : y + high - 8, x + wide - 1 : x + wide + 2].min(axis=1),
                ):
                    assert (line < 160).all()
                assert (whole[y + 6 : y + 16, x + 8 : x + wide - 8] > 200).all()
        assert all(sorted(word for word, _ in found) == ["back", "front"] for found in numbers.values())
        assert len(numbers) == (made.count // 2 if made.plan.turn.one_plate else made.count)
