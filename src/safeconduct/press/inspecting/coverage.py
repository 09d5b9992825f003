# SPDX-License-Identifier: Apache-2.0
"""How much ink lies on one spot: all plates together, in percent, and where.

What is painted later covers what was painted before, so that one colour counts by itself; overprinting adds to what
lies below.  What darkens through transparency is reckoned as the most that it can come to, and told apart from the
rest as "ink-unsure".
"""

import io
from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np
import pikepdf
from PIL import Image

from safeconduct.model.product import Seen

from .matrices import carried, shared
from .objects import FAULTS
from .opened import NOWHERE, Opened, OpenPage, Points
from .paint import PICTURE, Paint
from .spaces import ALL, PROCESS

_FINE_PPI = 100.0
_MOST_LAYERS = 2_000
_MOST_SAMPLES = 200_000_000
_WHOLE: Points = (0.0, 0.0, 1.0, 1.0)
Inks = dict[str, float]


def coverage(sheet: Opened, page: OpenPage, paints: Sequence[Paint]) -> Iterator[Seen]:
    """Yield "ink-coverage" (percent, at its heaviest) when anything is inked.

    "ink-unsure" says how many things are transparent; its figure is the percentage that they can bring it to at most.
    """
    heaviest, place, bound = 0.0, page.trim, 0.0
    clear = 0
    layers: list[tuple[Inks, Points]] = []
    for paint in paints:
        inks, box = _inks(sheet, paint)
        clear += paint.is_clear
        if not inks:
            continue
        adds = paint.overprints or paint.darkens
        if adds and len(layers) < _MOST_LAYERS:
            inks = max((_on(paint, inks, below) for below, at in layers if shared(at, box)), key=_sum, default=inks)
        layers.append((inks, box))
        total = _sum(inks)
        bound = max(bound, total)
        if total > heaviest and not paint.darkens:
            heaviest, place = total, box
    if heaviest:
        yield Seen("ink-coverage", page.number, page.mm(place), "all inks together", round(heaviest, 1))
    if clear:
        yield Seen("ink-unsure", page.number, NOWHERE, f"{clear} transparent things", round(bound, 1))


def _sum(inks: Inks) -> float:
    return sum(inks.values())


def _on(paint: Paint, own: Inks, below: Inks) -> Inks:
    """The inks where a thing lies on another that it does not wholly cover."""
    if paint.darkens:
        return {
            ink: below.get(ink, 0.0) + paint.darkens * own.get(ink, 0.0) * (1 - below.get(ink, 0.0) / 100)
            # In one order always: sums of the same figures in another order differ in their last digit.
            for ink in dict.fromkeys((*own, *below))
        }
    # In process colour, overprinting mode 1 leaves alone the plates on which the thing puts nothing.
    keeps = paint.colour.space.family == "DeviceCMYK" and paint.mode == 1
    return {**below, **{ink: percent for ink, percent in own.items() if percent or not keeps}}


def _inks(sheet: Opened, paint: Paint) -> tuple[Inks, Points]:
    if paint.is_mask or paint.mode < 0:
        return {}, paint.box
    if paint.way == PICTURE:
        return _picture(sheet, paint)
    inks = paint.colour.inks or {}
    return ({} if ALL in inks else inks), paint.box


def _picture(sheet: Opened, paint: Paint) -> tuple[Inks, Points]:
    """The heaviest spot of a picture in process inks; pictures in other colours count as none."""
    if paint.colour.space.count != 4 or not paint.colour.space.inks:
        return {}, paint.box
    known = sheet.shelf.setdefault("picture-inks", {})
    key = paint.picture.objgen if isinstance(paint.picture, pikepdf.Stream) else id(paint.picture)
    if key not in known:
        try:
            known[key] = _heaviest(paint)
        except (*FAULTS, OSError, Image.DecompressionBombError, MemoryError):
            known[key] = ({}, _WHOLE)
    inks, spot = known[key]
    return inks, shared(carried(spot, paint.matrix), paint.box) or paint.box


def _heaviest(paint: Paint) -> tuple[Inks, Points]:
    image, matrix = paint.picture, paint.matrix
    wide, high = int(image.Width), int(image.Height)
    if not 0 < wide * high <= _MOST_SAMPLES:
        return {}, _WHOLE
    across = (matrix[0] ** 2 + matrix[1] ** 2) ** 0.5 / 72 * _FINE_PPI
    down = (matrix[2] ** 2 + matrix[3] ** 2) ** 0.5 / 72 * _FINE_PPI
    samples = _samples(image, wide, high, (max(1, int(across)), max(1, int(down))))
    rows, columns = samples.shape[:2]
    # The mean of each spot of about a quarter of a millimetre: what a densitometer could see.
    step_y, step_x = max(1, round(rows / max(1.0, down))), max(1, round(columns / max(1.0, across)))
    whole = samples[: rows // step_y * step_y, : columns // step_x * step_x].astype(np.float32)
    plates = whole.reshape(rows // step_y, step_y, columns // step_x, step_x, 4).mean(axis=(1, 3))
    spots = plates.sum(axis=2)
    y, x = np.unravel_index(int(np.argmax(spots)), spots.shape)
    ny, nx = spots.shape
    # The unit square of a picture stands on its feet, its rows hang from the top.
    place = (float(x) / nx, 1 - (float(y) + 1) / ny, (float(x) + 1) / nx, 1 - float(y) / ny)
    inks = {ink: round(float(level) / 255 * 100, 2) for ink, level in zip(PROCESS, plates[y, x], strict=True)}
    return inks, place


def _samples(image: Any, wide: int, high: int, wanted: tuple[int, int]) -> np.ndarray[Any, np.dtype[np.uint8]]:
    """Return the inks of a picture, 0 to 255, rows from the top."""
    packed = image.get("/Filter")
    names = [str(each) for each in packed] if isinstance(packed, pikepdf.Array) else [str(packed)]
    if names[-1:] == ["/DCTDecode"] and len(names) == 1:
        with Image.open(io.BytesIO(image.read_raw_bytes())) as photo:
            photo.draft("CMYK", wanted)
            if photo.mode != "CMYK":
                raise ValueError("the photo has other colours than it says")
            # Pillow turns what Adobe wrote the wrong way round; the samples of the file are those before it did.
            turned = "adobe" in photo.info
            samples = np.asarray(photo)
        samples = 255 - samples if turned else samples
    else:
        if int(image.get("/BitsPerComponent", 8)) != 8:
            raise ValueError("not eight bits")
        samples = np.frombuffer(image.read_bytes(), np.uint8, wide * high * 4).reshape(high, wide, 4)
    decode = image.get("/Decode")
    if decode is not None and float(decode[0]) > float(decode[1]):
        samples = 255 - samples
    return samples
