# SPDX-License-Identifier: Apache-2.0
"""The report's pictures, before and after: outline, loudness over time, average spectrum; drawn as SVG of our own."""

from collections.abc import Sequence
from typing import Final

import numpy as np

from safeconduct.evidence.pictures import svg
from safeconduct.model.product import Paragraph

from .looking import Look
from .orders import Limits
from .outline import Curve, frequencies
from .scale import Axis, level_axis, time_axis

WIDTH: Final = 960
_LEFT, _RIGHT = 52, WIDTH - 26
_WAVE_HIGH: Final = 84
_LOUD_HIGH: Final = 240
_SPECTRUM_HIGH: Final = 250
_UNDER_LU, _OVER_LU = 30.0, 12.0
_TICKS_HZ: Final = (63, 125, 250, 500, 1000, 2000, 4000, 8000, 16000)
_DRAFT: Final = "draft"
_DEEP_DB: Final = 70.0


def waves(before: Look | None, after: Look, paragraphs: Sequence[Paragraph]) -> str:
    """Draw the outline of the sound before and after, each at its own level, and above them who speaks when."""
    rows = [("before", before), ("after", after)] if before else [("sound", after)]
    across = _time(after, before)
    strip = 34 if paragraphs else 10
    high = strip + len(rows) * (_WAVE_HIGH + 14) + 24
    parts = [*time_axis(across, strip, high - 26)]
    parts += [_speaker(part, across, strip) for part in paragraphs]
    for n, (name, look) in enumerate(rows):
        middle = strip + 7 + n * (_WAVE_HIGH + 14) + _WAVE_HIGH / 2
        up = Axis(-1.0, 1.0, middle + _WAVE_HIGH / 2, middle - _WAVE_HIGH / 2)
        ink = "line" if look is before and before else "deep"
        parts.append(svg.line(_LEFT, middle, _RIGHT, middle, ink="tint"))
        parts.append(svg.path(_band(look, across, up), fill=ink))
        parts.append(svg.text(_LEFT - 6, middle + 4, name, size=11, ink="quiet", anchor="end"))
    told = f"The outline of {after.length_s:.1f} seconds of sound" + (", before and after." if before else ".")
    return svg.picture("Waveform", told, WIDTH, high, parts)


def loudness(before: Look | None, after: Look, limits: Limits) -> str:
    """Draw loudness over time: 400 ms thin, 3 s thick, what it was before dashed, and what the channel asks."""
    target = limits.loudness_lufs
    across = _time(after, before)
    top, bottom = 18, _LOUD_HIGH - 26
    up = Axis(target - _UNDER_LU, target + _OVER_LU, bottom, top)
    ticks = tuple(float(v) for v in range(-90, 7, 6) if up.first <= v <= up.last)
    parts = [*time_axis(across, top, bottom), *level_axis(up, _LEFT, _RIGHT, ticks, "LUFS")]
    if before:
        parts.append(svg.path(_curve(before.short_term, across, up), ink="line", width=1.2, dashes="5 4"))
    parts.append(svg.path(_curve(after.momentary, across, up), ink="line", width=0.8))
    parts.append(svg.path(_curve(after.short_term, across, up), ink="deep", width=2.4))
    parts += _asked(up, target, "asked of the whole", "ink")
    if limits.short_term_lufs:
        parts += _asked(up, limits.short_term_lufs, "most of any 3 s", "warm")
    told = f"Loudness over time; the channel asks {target:g} LUFS of the whole recording."
    return svg.picture("Loudness over time", told, WIDTH, _LOUD_HIGH, parts)


def spectrum(before: Look | None, after: Look) -> str:
    """Draw the average spectrum, before dashed, both at the same overall level: what differs is the shape alone."""
    top, bottom = 18, _SPECTRUM_HIGH - 26
    heard = frequencies()
    across = Axis(float(np.log2(heard[0])), float(np.log2(heard[-1])), _LEFT, _RIGHT)
    up = Axis(-_DEEP_DB, 0.0, bottom, top)
    parts = [*level_axis(up, _LEFT, _RIGHT, (0.0, -20.0, -40.0, -60.0), "dB")]
    for hz in _TICKS_HZ:
        x = across.at(float(np.log2(hz)))
        parts.append(svg.line(x, top, x, bottom + 4, ink="tint"))
        parts.append(svg.text(x, bottom + 17, _hertz(hz), size=11, ink="quiet", anchor="middle"))
    parts.append(svg.line(_LEFT, bottom, _RIGHT, bottom))
    places = across.along(np.log2(heard))
    for look, ink, width, dashes in ((before, "line", 1.4, "5 4"), (after, "deep", 2.4, "")):
        if look:
            shape = f"M{_points(places, up.along(_shape(look)))}"
            parts.append(svg.path(shape, ink=ink, width=width, dashes=dashes))
    return svg.picture("Average spectrum", "How much of each pitch the sound holds.", WIDTH, _SPECTRUM_HIGH, parts)


def _time(*looks: Look | None) -> Axis:
    return Axis(0.0, max(0.1, *(look.length_s for look in looks if look)), _LEFT, _RIGHT)


def _speaker(part: Paragraph, across: Axis, high: float) -> str:
    """Draw one paragraph above the outline: its box, hatched by a dashed edge where the voice is synthetic."""
    draft = part.voice == _DRAFT
    left, right = across.at(part.start_s), across.at(part.end_s)
    wide = max(1.0, right - left)
    box = svg.path(
        svg.box(left, 4, wide, high - 12), fill="tint", ink="warm" if draft else "deep", dashes="3 2" * draft
    )
    name = svg.cut(part.block, (wide - 8) / 10)
    words = [svg.text(left + 4, high / 2 + 2, name, size=10)] if len(name) > 2 else []
    return svg.group(f"{part.block}: {'synthetic voice' if draft else 'recorded voice'}", [box, *words])


def _asked(up: Axis, value: float, words: str, ink: str) -> list[str]:
    y = up.at(value)
    told = f"{words}: {value:g} LUFS".replace("-", "−")
    return [
        svg.line(_LEFT, y, _RIGHT, y, ink=ink, width=1.4, dashes="8 4"),
        svg.text(_RIGHT, y - 5, told, size=11, ink=ink, bold=True, anchor="end"),
    ]


def _band(look: Look, across: Axis, up: Axis) -> str:
    """Return the outline as one closed shape; the loudest sample reaches the edge, silence is a hairline."""
    if not look.low.size:
        return ""
    most = max(1e-6, float(np.max(np.abs(look.low))), float(np.max(np.abs(look.high))))
    wide = (across.at(look.length_s) - across.start) / look.low.size
    places = across.start + wide * np.arange(look.low.size, dtype=np.float64)
    upper, lower = up.along(look.high / most) - 0.3, up.along(look.low / most) + 0.3
    return f"M{_points(places, upper)}L{_points(places[::-1], lower[::-1])}z"


def _curve(levels: Curve, across: Axis, up: Axis) -> str:
    """Return a loudness curve; of an hour no more points than the picture is wide: the loudest of each stretch."""
    if not levels.size:
        return ""
    together = max(1, -(-levels.size // WIDTH))
    padded = np.pad(levels, (0, -levels.size % together), mode="edge").reshape(-1, together)
    ends_s = together / 10 * np.arange(1, len(padded) + 1, dtype=np.float64)
    return f"M{_points(across.along(ends_s), up.along(np.max(padded, axis=1)))}"


def _points(places: Curve, levels: Curve) -> str:
    """Return points of a path, each with one decimal at most; a picture has thousands of them."""
    x, y = ((np.round(values, 1) + 0.0).tolist() for values in (places, levels))
    return "L".join(f"{a:g} {b:g}" for a, b in zip(x, y, strict=True))


def _shape(look: Look) -> Curve:
    """Return the spectrum in dB, its highest band at 0 dB; three neighbouring bands are taken together."""
    smooth = np.convolve(np.pad(look.spectrum, 1, mode="edge"), np.ones(3) / 3, mode="valid")
    return np.asarray(10.0 * np.log10(np.maximum(smooth, 1e-12) / max(1e-12, float(np.max(smooth)))), np.float64)


def _hertz(hz: int) -> str:
    return f"{hz // 1000} kHz" if hz >= 1000 else f"{hz} Hz"
