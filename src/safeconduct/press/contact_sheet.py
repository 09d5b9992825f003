# SPDX-License-Identifier: Apache-2.0
"""Contact sheets: many finished products on one picture, to be compared at a glance."""

import io
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from PIL import Image, ImageDraw, ImageFont

from safeconduct.model.works import Json

from .compiling import FONTS
from .geometry import MM_PER_INCH
from .preview import Picture, laid_out, plain, trimmed_pages, wide_in

GROUND = (233, 231, 226)
_INK, _QUIET, _EDGE, _SHADOW = (34, 34, 34), (96, 94, 90), (198, 195, 188), (216, 213, 206)
_LABEL_FONT, _TITLE_FONT = FONTS / "SourceSans3_400Regular.ttf", FONTS / "SourceSans3_700Bold.ttf"
# Below the least nothing of a page can be read; above the most it is larger than in a hand.
_LEAST_PPI, _MOST_PPI = 34.0, 110.0
_GAP_PX, _MARGIN_PX, _HEAD_PX = 8, 28, 34
_WALL_GAP_MM, _WALL_HIGH_MM, _WALL_MARGIN_MM = 18.0, 470.0, 40.0
# One page of a letter shows what it looks like; two sides are a leaflet.
_WALL_PAGES = 2
_OFFICE_MM = 200.0


def contact_sheet(inputs: Mapping[str, Path], params: Mapping[str, Json], out: Path) -> None:
    """Write `file`: a table of products, all their pages, no wider than `widest_px` if that leaves them readable.

    `inputs` are PDFs called "<row>|<column>"; `params`: file, title, rows and columns (lists of [key, caption]),
    widest_px.  A cell without a file says so.
    """
    given: Any = params
    rows, columns = given["rows"], given["columns"]
    across_in = max((wide_in(pdf) for pdf in inputs.values()), default=1.0)
    ppi = max(_LEAST_PPI, min(_MOST_PPI, float(given["widest_px"]) / (len(columns) * across_in)))
    cells = {name: laid_out(trimmed_pages(pdf, ppi), _GAP_PX, GROUND) for name, pdf in inputs.items()}
    size = [max((cell.shape[axis] for cell in cells.values()), default=80) for axis in (0, 1)]
    side = max((round(_wide(caption, _LABEL_FONT, 15)) for _, caption in rows), default=0) + 20
    across = _MARGIN_PX + side + len(columns) * (size[1] + _MARGIN_PX)
    down = _MARGIN_PX + 2 * _HEAD_PX + len(rows) * (size[0] + _MARGIN_PX)
    canvas = Image.fromarray(plain((down, across), GROUND))
    _write(canvas, (_MARGIN_PX, 20), given["title"], _TITLE_FONT, 22, _INK)
    for i, (column, caption) in enumerate(columns):
        left = _MARGIN_PX + side + i * (size[1] + _MARGIN_PX)
        _write(canvas, (left, _MARGIN_PX + _HEAD_PX), caption, _LABEL_FONT, 17, _QUIET)
        for k, (row, _) in enumerate(rows):
            top = _MARGIN_PX + 2 * _HEAD_PX + k * (size[0] + _MARGIN_PX)
            cell = cells.get(f"{row}|{column}")
            if cell is None:
                _write(canvas, (left, top), "cannot be made", _LABEL_FONT, 15, _QUIET)
            else:
                canvas.paste(Image.fromarray(cell), (left, top))
    for k, (_, caption) in enumerate(rows):
        top = _MARGIN_PX + 2 * _HEAD_PX + k * (size[0] + _MARGIN_PX)
        _write(canvas, (_MARGIN_PX, top), caption, _LABEL_FONT, 15, _QUIET)
    (out / str(given["file"])).write_bytes(_few_colours(canvas))


def wall(inputs: Mapping[str, Path], params: Mapping[str, Json], out: Path) -> None:
    """Write `file`: a band for each theme, in it every product beside the others, all to one scale.

    `inputs` are PDFs called "<band>|<number>"; `params`: file, bands (a list of [key, caption]) and ppi.
    """
    given: Any = params
    px_mm = float(given["ppi"]) / MM_PER_INCH
    bands = [(caption, _band(_shown(inputs, key, px_mm), px_mm)) for key, caption in given["bands"]]
    margin, head = round(_WALL_MARGIN_MM * px_mm), 30
    across = max(band.shape[1] for _, band in bands) + 2 * margin
    down = sum(band.shape[0] + head + margin for _, band in bands) + margin
    canvas = Image.fromarray(plain((down, across), GROUND))
    top = margin
    for caption, band in bands:
        _write(canvas, (margin, top - 8), caption, _TITLE_FONT, 18, _QUIET)
        canvas.paste(Image.fromarray(band), (margin, top + head))
        top += band.shape[0] + head + margin
    (out / str(given["file"])).write_bytes(_few_colours(canvas))


def packed(sizes: Sequence[tuple[int, int]], high: int, gap: int) -> list[tuple[int, int]]:
    """Place pictures (height, width) in a band `high` pixels high (higher if one is), the highest first.

    Each goes as far left as it can, then as far up; none is nearer to another than `gap`.  Return left and top of each.
    """
    room = max([high, *(size[0] for size in sizes)])
    placed: dict[int, tuple[int, int]] = {}
    for number in sorted(range(len(sizes)), key=lambda i: (-sizes[i][0], -sizes[i][1], i)):
        tall, wide = sizes[number]
        taken = [(x, y, x + sizes[i][1] + gap, y + sizes[i][0] + gap) for i, (x, y) in placed.items()]
        lefts = sorted({0, *(box[2] for box in taken)})
        tops = sorted({0, *(box[3] for box in taken)})
        placed[number] = next(
            (x, y)
            for x in lefts
            for y in tops
            if y + tall <= room
            and not any(x < b[2] and b[0] < x + wide + gap and y < b[3] and b[1] < y + tall + gap for b in taken)
        )
    return [placed[number] for number in range(len(sizes))]


def _band(shown: Sequence[Picture], px_mm: float) -> Picture:
    gap = round(_WALL_GAP_MM * px_mm)
    places = packed([(p.shape[0], p.shape[1]) for p in shown], round(_WALL_HIGH_MM * px_mm), gap)
    down = max(top + picture.shape[0] for (_, top), picture in zip(places, shown, strict=True))
    across = max(left + picture.shape[1] for (left, _), picture in zip(places, shown, strict=True))
    band = plain((down, across), GROUND)
    for (left, top), picture in zip(places, shown, strict=True):
        band[top : top + picture.shape[0], left : left + picture.shape[1]] = picture
    return band


def _shown(inputs: Mapping[str, Path], band: str, px_mm: float) -> list[Picture]:
    names = sorted((name for name in inputs if name.startswith(f"{band}|")), key=lambda name: int(name.split("|")[1]))
    shown = []
    for name in names:
        pages = trimmed_pages(inputs[name], px_mm * MM_PER_INCH, _WALL_PAGES)
        tall = pages[0].shape[0] > pages[0].shape[1] >= _OFFICE_MM * px_mm
        shown.append(laid_out([_edged(page) for page in (pages[:1] if tall else pages)], round(10 * px_mm), GROUND))
    return shown


def _edged(page: Picture) -> Picture:
    # A hairline and a shadow, or white paper would melt into the ground.
    high, wide = page.shape[:2]
    edged = plain((high + 4, wide + 4), GROUND)
    edged[3:, 3:] = _SHADOW
    edged[: high + 2, : wide + 2] = _EDGE
    edged[1 : high + 1, 1 : wide + 1] = page
    return edged


def _few_colours(canvas: Image.Image) -> bytes:
    written = io.BytesIO()
    canvas.quantize(256, Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE).save(written, "PNG", optimize=True)
    return written.getvalue()


def _wide(text: str, font: Path, size: int) -> float:
    return float(ImageFont.truetype(str(font), size).getlength(text))


def _write(
    canvas: Image.Image, at: tuple[int, int], text: str, font: Path, size: int, fill: tuple[int, int, int]
) -> None:
    ImageDraw.Draw(canvas).text(at, text, fill=fill, font=ImageFont.truetype(str(font), size))
