# SPDX-License-Identifier: Apache-2.0
"""Preview: every page as it will lie in a hand, trimmed, side by side in one picture."""

import struct
import zlib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
import pypdfium2

from safeconduct.model.works import Json

_MAT = 214
_GAP_PX = 24


def preview(inputs: Mapping[str, Path], params: Mapping[str, Json], out: Path) -> None:
    """Write `preview.png` from `pdf` at `ppi`: pages side by side, wide ones under each other, on a grey mat."""
    given: Any = params
    scale = float(given["ppi"]) / 72
    pages = []
    with pypdfium2.PdfDocument(inputs["pdf"]) as pdf:
        for page in pdf:
            media, trim = page.get_mediabox(), page.get_trimbox()
            crop = (trim[0] - media[0], trim[1] - media[1], media[2] - trim[2], media[3] - trim[3])
            pages.append(page.render(scale=scale, crop=crop, rev_byteorder=True).to_numpy()[:, :, :3])
    stacked = pages[0].shape[1] > 1.6 * pages[0].shape[0]
    axis = 0 if stacked else 1
    across = max(page.shape[1 - axis] for page in pages)
    along = sum(page.shape[axis] + _GAP_PX for page in pages) + _GAP_PX
    size = (along, across + 2 * _GAP_PX) if stacked else (across + 2 * _GAP_PX, along)
    picture = np.full((*size, 3), _MAT, np.uint8)
    at = _GAP_PX
    for page in pages:
        high, wide = page.shape[:2]
        top, left = (at, _GAP_PX) if stacked else (_GAP_PX, at)
        picture[top : top + high, left : left + wide] = page
        at += page.shape[axis] + _GAP_PX
    (out / "preview.png").write_bytes(png(picture, round(float(given["ppi"]) / 0.0254)))


def png(picture: np.ndarray[Any, np.dtype[np.uint8]], pixels_per_metre: int) -> bytes:
    """Encode an RGB picture (height, width, 3) as PNG, without dates or comments."""
    height, width = picture.shape[:2]
    rows = np.zeros((height, 1 + width * 3), np.uint8)
    rows[:, 1:] = picture.reshape(height, -1)

    def chunk(kind: bytes, content: bytes) -> bytes:
        return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    grain = struct.pack(">IIB", pixels_per_metre, pixels_per_metre, 1)
    packed = chunk(b"IDAT", zlib.compress(rows.tobytes(), 7))
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"pHYs", grain) + packed + chunk(b"IEND", b"")
