# SPDX-License-Identifier: Apache-2.0
"""Preview: every page as it will lie in a hand, trimmed, side by side in one picture."""

import struct
import zlib
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pypdfium2

from safeconduct.model.works import Json

Picture = np.ndarray[Any, np.dtype[np.uint8]]
"""Height, width, 3: red, green, blue."""

_MAT = 214
_GAP_PX = 24
# A page wider than this many heights is shown above the next one, not beside it.
_WIDE = 1.6
# Higher levels take three times as long for a twentieth of the bytes.
_PACKED = 3


def preview(inputs: Mapping[str, Path], params: Mapping[str, Json], out: Path) -> None:
    """Write `preview.png` from `pdf` at `ppi`: pages side by side, wide ones under each other, on a grey mat."""
    given: Any = params
    ppi = float(given["ppi"])
    picture = framed(laid_out(trimmed_pages(inputs["pdf"], ppi), _GAP_PX, _MAT), _GAP_PX, _MAT)
    (out / "preview.png").write_bytes(png(picture, round(ppi / 0.0254)))


def trimmed_pages(pdf: Path, ppi: float, most: int | None = None) -> list[Picture]:
    """Render the first `most` pages (None: all) of a finished PDF, cut at their TrimBox."""
    with pypdfium2.PdfDocument(pdf) as opened:
        return [_trimmed(opened[number], ppi) for number in range(min(len(opened), most or len(opened)))]


def _trimmed(page: Any, ppi: float) -> Picture:
    media, trim = page.get_mediabox(), page.get_trimbox()
    crop = (trim[0] - media[0], trim[1] - media[1], media[2] - trim[2], media[3] - trim[3])
    rendered = page.render(scale=ppi / 72, crop=crop, rev_byteorder=True).to_numpy()
    return np.ascontiguousarray(rendered[:, :, :3])


def wide_in(pdf: Path) -> float:
    """Return how wide the pages of a PDF are in inches, laid out as `laid_out` does, without gaps."""
    with pypdfium2.PdfDocument(pdf) as opened:
        sizes = [((trim[2] - trim[0]) / 72, (trim[3] - trim[1]) / 72) for trim in (p.get_trimbox() for p in opened)]
    wides = [float(wide) for wide, _ in sizes]
    return max(wides) if sizes[0][0] > _WIDE * sizes[0][1] else sum(wides)


def laid_out(pages: Sequence[Picture], gap_px: int, ground: int | tuple[int, int, int]) -> Picture:
    """Put pages side by side on a ground, or under each other where the first is wide."""
    stacked = pages[0].shape[1] > _WIDE * pages[0].shape[0]
    axis = 0 if stacked else 1
    across = max(page.shape[1 - axis] for page in pages)
    along = sum(page.shape[axis] for page in pages) + gap_px * (len(pages) - 1)
    picture = plain((along, across) if stacked else (across, along), ground)
    at = 0
    for page in pages:
        high, wide = page.shape[:2]
        top, left = (at, 0) if stacked else (0, at)
        picture[top : top + high, left : left + wide] = page
        at += page.shape[axis] + gap_px
    return picture


def framed(picture: Picture, gap_px: int, ground: int | tuple[int, int, int]) -> Picture:
    """Return the picture with a ground of `gap_px` around it."""
    high, wide = picture.shape[:2]
    whole = plain((high + 2 * gap_px, wide + 2 * gap_px), ground)
    whole[gap_px : gap_px + high, gap_px : gap_px + wide] = picture
    return whole


def plain(size: tuple[int, int], ground: int | tuple[int, int, int]) -> Picture:
    """Return a picture (height, width) of one colour."""
    picture = np.empty((*size, 3), np.uint8)
    picture[:] = ground
    return picture


def png(picture: Picture, pixels_per_metre: int) -> bytes:
    """Encode an RGB picture (height, width, 3) as PNG, without dates or comments."""
    height, width = picture.shape[:2]
    rows = np.zeros((height, 1 + width * 3), np.uint8)
    rows[:, 1:] = picture.reshape(height, -1)

    def chunk(kind: bytes, content: bytes) -> bytes:
        return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    grain = struct.pack(">IIB", pixels_per_metre, pixels_per_metre, 1)
    packed = chunk(b"IDAT", zlib.compress(rows.tobytes(), _PACKED))
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"pHYs", grain) + packed + chunk(b"IEND", b"")
