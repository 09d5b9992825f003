# SPDX-License-Identifier: Apache-2.0
"""Contrast: every tone that words or signs are set in, on every ground that they are set on, at least 7 : 1."""

import io
from importlib.resources import files
from typing import Any

import pytest
from PIL import Image, ImageCms

from safeconduct.press.themes import spot, themes, tones

# (tone, ground): running text, titles and headings, numbers, labels and colophon on the papers; titles and signs on
# the dark field and the tiles.
PAIRS = [(tone, ground) for tone in ("text", "deep", "quiet") for ground in ("tint", "mist", "paper")]
PAIRS += [("paper", "deep"), ("paper", "text")]
LEAST = 7.0


def luminance(red: float, green: float, blue: float) -> float:
    """Relative luminance as WCAG 2 defines it, from 0 to 1."""
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in (red, green, blue)]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def ratio(one: float, other: float) -> float:
    return (max(one, other) + 0.05) / (min(one, other) + 0.05)


def on_screen(colour: str) -> float:
    return luminance(*(int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)))


def in_print(tone: Any, theme: str) -> float:
    """Luminance of an ink on coated paper, through the press profile."""
    inks = list(tone) if isinstance(tone, list) else _of_spot(theme, tone["spot"])
    profile = files("safeconduct.press.profiles").joinpath("FOGRA39L_coated.icc").read_bytes()
    patch = Image.new("CMYK", (1, 1), tuple(round(share * 2.55) for share in inks))
    shown = ImageCms.profileToProfile(
        patch, io.BytesIO(profile), ImageCms.createProfile("sRGB"), outputMode="RGB",
        renderingIntent=ImageCms.Intent.RELATIVE_COLORIMETRIC,
    )  # fmt: skip
    assert shown is not None
    colour: Any = shown.getpixel((0, 0))
    return luminance(*(part / 255 for part in colour))


def _of_spot(theme: str, share: float) -> list[float]:
    ink = spot(theme)
    assert ink is not None
    return [part * share / 100 for part in ink["press"]]


def test_the_formula_knows_black_on_white() -> None:
    assert ratio(on_screen("#000000"), on_screen("#ffffff")) == pytest.approx(21)
    assert ratio(on_screen("#777777"), on_screen("#ffffff")) == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize("theme", list(themes()))
@pytest.mark.parametrize(("tone", "ground"), PAIRS)
def test_words_stand_out_on_a_screen(theme: str, tone: str, ground: str) -> None:
    screen: Any = tones(theme, "screen")
    assert ratio(on_screen(screen[tone]), on_screen(screen[ground])) >= LEAST


@pytest.mark.parametrize("theme", list(themes()))
@pytest.mark.parametrize(("tone", "ground"), PAIRS)
def test_words_stand_out_in_print(theme: str, tone: str, ground: str) -> None:
    press: Any = tones(theme, "press")
    assert ratio(in_print(press[tone], theme), in_print(press[ground], theme)) >= LEAST


@pytest.mark.parametrize("theme", list(themes()))
def test_small_words_print_in_one_ink(theme: str) -> None:
    """Text of several inks shows colour at its edges as soon as the plates are a hair apart."""
    press: Any = tones(theme, "press")
    for tone in ("text", "quiet"):
        assert press[tone][:3] == [0, 0, 0]
