# SPDX-License-Identifier: Apache-2.0
"""From the colours of a screen to inks: through the profile of the press, neutral colours to black alone."""

import io
from functools import lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageCms

from safeconduct.press.profiles import coated

Levels = NDArray[np.uint8]
"""Rows of 8-bit colours: three of light, or four of ink."""

_MANY = 10_000


# Every picture may bring a profile of its own, and each of these holds some 100 KB.
@lru_cache(maxsize=16)
def _transform(profile: bytes | None, *, many: bool) -> Any:
    # A transform looked up in a table takes longer to make, and is less exact by a level: it is for photographs.
    flags = ImageCms.Flags.BLACKPOINTCOMPENSATION | (0 if many else ImageCms.Flags.NOOPTIMIZE)
    light = ImageCms.createProfile("sRGB") if profile is None else ImageCms.ImageCmsProfile(io.BytesIO(profile))
    ink = ImageCms.ImageCmsProfile(io.BytesIO(coated()))
    relative = ImageCms.Intent.RELATIVE_COLORIMETRIC
    return ImageCms.buildTransform(light, ink, "RGB", "CMYK", renderingIntent=relative, flags=flags)


def inks_of(light: Levels, most_percent: float, profile: bytes | None = None, *, black: bool = True) -> Levels:
    """Turn colours (n, 3) of light into inks (n, 4), at most `most_percent` of all inks together.

    Relative colorimetric with black point compensation; without a `profile` the light is sRGB.  With `black`, a neutral
    colour becomes black alone, as line art and type want it; a photograph keeps its four inks in the shadows.
    """
    if not len(light):
        return np.zeros((0, 4), np.uint8)
    picture = Image.fromarray(np.ascontiguousarray(light)[np.newaxis])
    inks = np.array(ImageCms.applyTransform(picture, _transform(profile, many=len(light) > _MANY)), np.uint8)[0]
    inks = held(inks, most_percent)
    if black:
        neutral = is_neutral(light)
        inks[neutral, :3] = 0
        inks[neutral, 3] = 255 - light[neutral, 0]
    return inks


def is_neutral(light: Levels) -> NDArray[np.bool_]:
    """Say of each colour (n, 3) whether it is a grey."""
    return np.asarray((light[:, 0] == light[:, 1]) & (light[:, 1] == light[:, 2]), np.bool_)


def held(inks: Levels, most_percent: float) -> Levels:
    """Return inks (n, 4) of which no more lies on the paper than `most_percent`.

    Where it was more, the grey that cyan, magenta and yellow make together is printed by black instead; if that is not
    enough, the three colours are thinned alike.
    """
    most = int(most_percent * 255 / 100 + 1e-6)
    found = inks.astype(np.int32)
    rows = np.flatnonzero(found.sum(axis=1) > most)
    if not len(rows):
        return inks
    heavy = found[rows]
    over = heavy.sum(axis=1) - most
    grey = heavy[:, :3].min(axis=1)
    # A level of grey moved to black takes three away and puts one back, until black is full.
    moved = np.minimum(np.minimum(grey, 255 - heavy[:, 3]), -(-over // 2))
    over -= 2 * moved
    dropped = np.clip(np.minimum(grey - moved, -(-over // 3)), 0, None)
    heavy[:, :3] -= (moved + dropped)[:, np.newaxis]
    heavy[:, 3] += moved
    room, colour = np.clip(most - heavy[:, 3], 0, None), heavy[:, :3].sum(axis=1)
    still = colour > room
    heavy[still, :3] = heavy[still, :3] * room[still, np.newaxis] // colour[still, np.newaxis]
    found[rows] = heavy
    return found.astype(np.uint8)


def grey_of(light: Levels) -> Levels:
    """Return how bright each colour (n, 3) is, 0 to 255, as a drawing's mask understands it."""
    weights = np.array([0.2125, 0.7154, 0.0721])
    return np.asarray(np.rint(light.astype(np.float64) @ weights), np.uint8)
