# SPDX-License-Identifier: Apache-2.0
"""Frequencies over time, as a small PNG inside the page: what noise, hum and a missing band look like."""

import io
from base64 import b64encode
from typing import Final

import numpy as np
from markupsafe import Markup
from PIL import Image

from .looking import Look

_DEEP_DB: Final = 80.0
_ROWS: Final = 2
# From the ground to light, each step lighter than the one before: read alike by those who see no colours.
_STOPS: Final = ((8, 16, 32), (28, 52, 98), (40, 104, 142), (62, 160, 140), (150, 208, 96), (253, 244, 180))


def spectrogram(look: Look, loudest: float) -> Markup:
    """Return a data URI: time to the right, pitch upwards, `loudest` (a power) lightest and 80 dB below it darkest."""
    if not len(look.bands):
        return Markup("")
    levels = 10.0 * np.log10(look.bands / max(loudest, 1e-12))
    shades = np.clip((levels + _DEEP_DB) / _DEEP_DB * 255, 0, 255).astype(np.uint8)
    image = Image.fromarray(np.repeat(shades.T[::-1], _ROWS, axis=0))
    image.putpalette(_palette())
    written = io.BytesIO()
    image.save(written, "PNG", optimize=True)
    return Markup(f"data:image/png;base64,{b64encode(written.getvalue()).decode()}")  # noqa: S704 - letters and figures


def loudest_of(look: Look) -> float:
    """Return the power of the strongest tenth of a percent, so that one click does not darken everything else."""
    return float(np.quantile(look.bands, 0.999)) if look.bands.size else 1.0


def _palette() -> list[int]:
    at = np.linspace(0, len(_STOPS) - 1, 256)
    return [
        int(value)
        for shade in zip(
            *(np.interp(at, range(len(_STOPS)), channel) for channel in zip(*_STOPS, strict=True)), strict=True
        )
        for value in shade
    ]
