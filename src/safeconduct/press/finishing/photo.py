# SPDX-License-Identifier: Apache-2.0
"""Photographs: from light to ink, pixel by pixel, none of them with more ink than the paper bears."""

import io
from typing import Any

import numpy as np
import pikepdf
from numpy.typing import NDArray
from pikepdf import Array, Name
from PIL import Image

from .converting import Levels, grey_of, held, inks_of, is_neutral

_QUALITY = 95
_PIXELS = 1 << 20


def pixels(image: Any) -> Levels:
    """Return the colours (height, width, 3) of an image of light as Typst stores it: a JPEG, or plain samples."""
    high, wide = int(image.Height), int(image.Width)
    if image.get("/Filter") == "/DCTDecode":
        with Image.open(io.BytesIO(image.read_raw_bytes())) as opened:
            return np.asarray(opened.convert("RGB"))
    bits = int(image.BitsPerComponent)
    if bits not in (8, 16):
        raise ValueError(f"an image of {bits} bits has no place in a press file")
    samples = np.frombuffer(image.read_bytes(), np.uint8)
    # Of 16 bits the higher eight are all that a plate can show.
    return samples[:: bits // 8][: high * wide * 3].reshape(high, wide, 3)


def is_grey(light: Levels) -> bool:
    """Say whether a picture (height, width, 3) is in greys alone."""
    return bool(is_neutral(light.reshape(-1, 3)).all())


def set_grey(image: Any, light: Levels, *, bright: bool = False) -> None:
    """Store a picture in one grey: its own, or how `bright` its colours are."""
    grey = grey_of(light.reshape(-1, 3)) if bright else light[:, :, 0]
    _store(image, np.ascontiguousarray(grey).tobytes(), Name.DeviceGray)


def set_inks(image: Any, light: Levels, profile: bytes | None, most_percent: float) -> None:
    """Store a picture in four inks; a JPEG stays one, made so that even its rounding keeps to `most_percent`."""
    high, wide = light.shape[:2]
    flat = light.reshape(-1, 3)
    parts = [inks_of(flat[i : i + _PIXELS], 400, profile, black=False) for i in range(0, len(flat), _PIXELS)]
    inks = np.concatenate(parts)
    if image.get("/Filter") != "/DCTDecode":
        _store(image, held(inks, most_percent).tobytes(), Name.DeviceCMYK)
        return
    for spare in (0, 6, 12, 24, 48):
        written, worst = _jpeg(held(inks, most_percent - spare).reshape(high, wide, 4))
        if worst <= most_percent + 1:
            break
    image.write(written, filter=Name.DCTDecode)
    image.ColorSpace, image.BitsPerComponent = Name.DeviceCMYK, 8
    # Programs that write JPEGs in ink store them inside out.
    image.Decode = Array([1, 0] * 4)


def _jpeg(inks: NDArray[np.uint8]) -> tuple[bytes, float]:
    out = io.BytesIO()
    Image.fromarray(inks, "CMYK").save(out, "JPEG", quality=_QUALITY, subsampling=0)
    with Image.open(io.BytesIO(out.getvalue())) as again:
        worst = float(np.max(np.asarray(again, np.uint8).sum(axis=2, dtype=np.int32))) / 2.55
    return out.getvalue(), worst


def _store(image: Any, samples: bytes, space: pikepdf.Name) -> None:
    image.write(samples)
    image.ColorSpace, image.BitsPerComponent = space, 8
    for key in ("/Decode", "/DecodeParms"):
        if key in image:
            del image[key]
