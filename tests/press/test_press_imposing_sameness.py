# SPDX-License-Identifier: Apache-2.0
"""Sabotage: whatever is done to one cell of a finished sheet, or to all of them, is seen and judged."""

import io
import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pikepdf
import pypdfium2
import pytest
from attrs import evolve
from leaf_samples import leaves
from press_samples import channel, piece

from safeconduct.model.codec import record_from
from safeconduct.model.product import Proof
from safeconduct.model.works import Json
from safeconduct.preflight.checks.cell_differs import cell_differs
from safeconduct.preflight.scene import Imposed
from safeconduct.press.imposing.laying import snapped
from safeconduct.press.imposing.plans import imposition, wanted
from safeconduct.press.imposing.recipes import impose
from safeconduct.press.imposing.sameness import cells_seen
from safeconduct.press.proof import measure

MM = 72 / 25.4
POCKET = channel("pocket-a7")
TURNS = ("long-edge", "short-edge", "work-and-turn")
LAYOUTS = [(turn, "sra3", (74.0, 105.0)) for turn in TURNS] + [("long-edge", "sra3", (105.0, 148.0))]
Sabotage = Callable[[pikepdf.Pdf], None]


def asked(turn: str, sheet: str, size: tuple[float, float]) -> dict[str, Any]:
    return wanted(sheet=sheet, turn=turn, gutter_mm=6, leaf_mm=size, bleed_mm=3)


@pytest.fixture(scope="module", params=LAYOUTS, ids=lambda one: f"{one[0]}-{one[2][0]:g}")
def made(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, Any]]:
    folder, ask = tmp_path_factory.mktemp("sheet"), asked(*request.param)
    (folder / "leaf.pdf").write_bytes(leaves(2, *request.param[2]))
    params: dict[str, Json] = {"asked": ask, "slug": "test", "title": "test", "as_of": "2024-11-14"}
    impose({"pdf": folder / "leaf.pdf"}, params, folder)
    return folder, ask


def judged(folder: Path, ask: dict[str, Any], sabotage: Sabotage | None) -> list[str]:
    """Measure the leaf and the sheet as the steps do, after somebody was at the sheet; return what the check says."""
    sheet = folder / "sheet.pdf"
    if sabotage:
        sheet = folder / "altered.pdf"
        with pikepdf.open(folder / "sheet.pdf") as pdf:
            sabotage(pdf)
            pdf.save(sheet)
    # What else there is to see on a sheet takes long, and is tried elsewhere.
    monkey = pytest.MonkeyPatch()
    monkey.setattr("safeconduct.press.proof.look_at", lambda *_: ())
    wide, high = ask["leaf_mm"]
    common = {"width_mm": wide, "height_mm": high, "bleed_mm": 3, "safe_mm": 3, "copy": []}
    proofs = {}
    for file, given, inputs in (
        ("leaf.pdf", {"sides": [[[0, 0, wide, high]]], "asked": None}, {"pdf": folder / "leaf.pdf"}),
        ("sheet.pdf", {"sides": None, "asked": ask}, {"pdf": sheet, "leaf": folder / "leaf.pdf"}),
    ):
        out = folder / f"proof-{file}"
        out.mkdir(exist_ok=True)
        measure(inputs, {**common, **given, "file": file}, out)
        proofs[file] = record_from(json.loads((out / "proof.json").read_bytes()), Proof)
    monkey.undo()
    imposed = Imposed(piece("p", "leaflet"), "en", POCKET, proofs["sheet.pdf"], proofs["leaf.pdf"], None)
    nothing: Any = None
    return [str(fault.message) for fault in cell_differs(imposed, nothing)]


def test_the_sheet_as_it_is_made_is_above_suspicion(made: tuple[Path, dict[str, Any]]) -> None:
    assert judged(*made, None) == []


def lines(pdf: pikepdf.Pdf, page: int = 0) -> list[bytes]:
    return bytes(pdf.pages[page].Contents.read_bytes()).split(b"\n")


def with_lines(pdf: pikepdf.Pdf, page: int, content: list[bytes]) -> None:
    pdf.pages[page].Contents = pdf.make_stream(b"\n".join(content))


def placed(pdf: pikepdf.Pdf, page: int = 0, at: int = 1) -> tuple[int, re.Match[bytes]]:
    """The line that lays one leaf, and its matrix."""
    found = [
        (number, match)
        for number, line in enumerate(lines(pdf, page))
        if (match := re.search(rb"n (-?\d) (-?\d) (-?\d) (-?\d) ([\d.]+) ([\d.]+) cm /Leaf(\d)", line))
    ]
    return found[at]


def middle(match: re.Match[bytes]) -> tuple[float, float]:
    """A spot of 20 mm × 70 mm inside the leaf, where the paper is white."""
    a, b, c, d, e, f = (float(value) for value in match.groups()[:6])
    x, y = 20 * MM, 20 * MM
    return a * x + c * y + e, b * x + d * y + f


def dot(ink: str, size_mm: float) -> Sabotage:
    def put(pdf: pikepdf.Pdf) -> None:
        x, y = middle(placed(pdf)[1])
        pdf.pages[0].contents_add(f"q {ink} k {x:.3f} {y:.3f} {size_mm * MM:.3f} {size_mm * MM:.3f} re f Q".encode())

    return put


def dots_on_all(pdf: pikepdf.Pdf) -> None:
    for page in range(len(pdf.pages)):
        count = len([line for line in lines(pdf, page) if b"cm /Leaf" in line])
        for x, y in [middle(placed(pdf, page, at)[1]) for at in range(count)]:
            dotted = f"q 0 0 0 1 k {x:.3f} {y:.3f} {0.2 * MM:.3f} {0.2 * MM:.3f} re f Q"
            pdf.pages[page].contents_add(dotted.encode())


def shifted(by_mm: float) -> Sabotage:
    def shift(pdf: pikepdf.Pdf) -> None:
        number, match = placed(pdf)
        content = lines(pdf)
        moved = float(match[5]) + by_mm * MM
        content[number] = content[number].replace(match[5], f"{moved:.4f}".encode())
        with_lines(pdf, 0, content)

    return shift


def swapped(pdf: pikepdf.Pdf) -> None:
    page = len(pdf.pages) - 1
    number, match = placed(pdf, page, -1)
    other = b"0" if match[7] == b"1" else b"1"
    forms = {key: pdf.pages[at].Resources.XObject[key] for at in range(len(pdf.pages)) for key in _leaves(pdf, at)}
    pdf.pages[page].Resources.XObject[f"/Leaf{other.decode()}"] = forms[f"/Leaf{other.decode()}"]
    content = lines(pdf, page)
    content[number] = content[number].replace(b"/Leaf" + match[7], b"/Leaf" + other)
    with_lines(pdf, page, content)


def _leaves(pdf: pikepdf.Pdf, page: int) -> list[str]:
    return [str(key) for key in pdf.pages[page].Resources.XObject if str(key).startswith("/Leaf")]


def cut_short(pdf: pikepdf.Pdf) -> None:
    """The leaf is there, but a strip of 0.2 mm at its edge is cut away."""
    number, _ = placed(pdf)
    content = lines(pdf)
    x, y, wide, high = (float(value) for value in content[number].split()[1:5])
    narrow = f"q {x:.4f} {y:.4f} {wide - 3.2 * MM:.4f} {high:.4f} re".encode()
    content[number] = re.sub(rb"^q [\d.]+ [\d.]+ [\d.]+ [\d.]+ re", narrow, content[number])
    with_lines(pdf, 0, content)


def whitened(pdf: pikepdf.Pdf) -> None:
    """A part of one leaf is painted over with white, which nobody sees on the paper around it."""
    _, match = placed(pdf)
    a, b, c, d, e, f = (float(value) for value in match.groups()[:6])
    pdf.pages[0].contents_add(f"q {a} {b} {c} {d} {e} {f} cm 0 0 0 0 k 20 5 90 200 re f Q".encode())


def upside_down(pdf: pikepdf.Pdf) -> None:
    number, match = placed(pdf)
    a, b, c, d = (int(value) for value in match.groups()[:4])
    form = pdf.pages[0].Resources.XObject[f"/Leaf{match[7].decode()}"]
    wide, high = (float(form.BBox[i + 2]) - float(form.BBox[i]) - 6 * MM for i in (0, 1))
    e, f = float(match[5]) + a * wide + c * high, float(match[6]) + b * wide + d * high
    content = lines(pdf)
    turned = f"n {-a} {-b} {-c} {-d} {snapped(e):.4f} {snapped(f):.4f} cm /Leaf".encode()
    content[number] = re.sub(rb"n [-\d]+ [-\d]+ [-\d]+ [-\d]+ [\d.]+ [\d.]+ cm /Leaf", turned, content[number])
    with_lines(pdf, 0, content)


def unseen_letters(pdf: pikepdf.Pdf) -> None:
    """One cell draws a copy of the leaf with a word that nobody sees and every program reads."""
    number, match = placed(pdf)
    key = f"/Leaf{match[7].decode()}"
    form = pdf.pages[0].Resources.XObject[key]
    other = pdf.make_stream(form.read_bytes() + b"\nBT 3 Tr /f0 9 Tf 60 60 Td <00010002> Tj ET")
    for name, value in form.items():
        if name not in ("/Length", "/Filter", "/DecodeParms"):
            other[name] = value
    pdf.pages[0].Resources.XObject["/Leaf7"] = other
    content = lines(pdf)
    content[number] = content[number].replace(key.encode(), b"/Leaf7")
    with_lines(pdf, 0, content)


def empty(pdf: pikepdf.Pdf) -> None:
    number, _ = placed(pdf)
    content = lines(pdf)
    del content[number]
    with_lines(pdf, 0, content)


@pytest.mark.parametrize(
    ("sabotage", "cells"),
    [
        pytest.param(dot("0 0 0 1", 0.2), 1, id="a black dot of 0.2 mm"),
        pytest.param(dot("0 0 1 0", 0.2), 1, id="a yellow dot of 0.2 mm"),
        pytest.param(dot("0 0 0.5 0", 0.12), 1, id="a faint yellow dot of 0.12 mm"),
        pytest.param(dots_on_all, None, id="the same dot on every cell"),
        pytest.param(shifted(0.5), 1, id="one leaf shifted by 0.5 mm"),
        pytest.param(shifted(0.01), 1, id="one leaf shifted by a hair"),
        pytest.param(swapped, 1, id="the wrong side"),
        pytest.param(cut_short, 1, id="cut short"),
        pytest.param(whitened, 1, id="painted over"),
        pytest.param(upside_down, 1, id="upside down"),
        pytest.param(unseen_letters, 1, id="letters that nobody sees"),
        pytest.param(empty, 1, id="an empty cell"),
    ],
)
def test_sabotage_is_caught(made: tuple[Path, dict[str, Any]], sabotage: Sabotage, cells: int | None) -> None:
    faults = judged(*made, sabotage)
    plan = imposition(made[1], 2)
    hit = cells or sum(len(side.placed) for side in plan.sides)
    assert faults
    assert hit <= len(faults) <= 3 * hit
    assert all("A cell on side" in fault for fault in faults)


def test_a_cell_looks_like_its_leaf_as_any_viewer_shows_it(made: tuple[Path, dict[str, Any]]) -> None:
    """The digests are taken of what we think is there: look with ordinary eyes once."""
    folder, ask = made
    plan = imposition(ask, 2)
    with pypdfium2.PdfDocument(folder / "leaf.pdf") as leaf, pypdfium2.PdfDocument(folder / "sheet.pdf") as sheet:
        for page, side in zip(sheet, plan.sides, strict=True):
            whole = page.render(scale=2).to_pil()
            for one in (side.placed[0], side.placed[-1]):
                x, y, wide, high = (value * MM * 2 for value in one.box)
                cell = whole.crop((round(x), round(y), round(x + wide), round(y + high)))
                cell = cell.rotate(-one.rotation, expand=True)
                alone = leaf[one.page].render(scale=2, crop=(3 * MM,) * 4).to_pil().resize(cell.size)
                apart = sum(
                    abs(a - b) for a, b in zip(cell.convert("L").tobytes(), alone.convert("L").tobytes(), strict=True)
                )
                assert apart / (cell.width * cell.height) < 3
                turned = alone.rotate(180).convert("L").tobytes()
                wrong = sum(abs(a - b) for a, b in zip(cell.convert("L").tobytes(), turned, strict=True))
                assert wrong > 5 * apart


def test_two_hundred_leaves_share_their_fonts_and_are_laid_alike_twice(tmp_path: Path) -> None:
    (tmp_path / "leaf.pdf").write_bytes(leaves(400, 105, 148))
    ask = asked("long-edge", "sra3", (105.0, 148.0)) | {"order": "cut-and-stack"}
    params: dict[str, Json] = {"asked": ask, "slug": "test", "title": "test", "as_of": "2024-11-14"}
    made = []
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
        impose({"pdf": tmp_path / "leaf.pdf"}, params, tmp_path / name)
        made.append((tmp_path / name / "sheet.pdf").read_bytes())
    assert made[0] == made[1]
    with pikepdf.open(io.BytesIO(made[0])) as pdf:
        assert len(pdf.pages) == 50
        tables = [one for one in pdf.objects if isinstance(one, pikepdf.Dictionary)]
        fonts = [one for one in tables if one.get("/Type") == "/FontDescriptor"]
        assert len(fonts) == 2  # the leaves' and the slug line's
    plan = imposition(ask, 400)
    first = evolve(plan, sides=plan.sides[:2])
    seen = list(cells_seen(tmp_path / "one" / "sheet.pdf", tmp_path / "leaf.pdf", first))
    dots = {one.value: one.what for one in seen if one.kind == "leaf-dots"}
    cells = [one for one in seen if one.kind == "cell-dots"]
    assert len(dots) == len(set(dots.values())) == 400
    assert [int(one.value) for one in cells[:8]] == [2 * 25 * cell + 1 for cell in range(8)]
    assert all(one.what == dots[one.value] for one in cells)
