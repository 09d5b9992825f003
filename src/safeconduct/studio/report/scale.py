# SPDX-License-Identifier: Apache-2.0
"""From seconds and decibels to pixels: axes of the report's pictures."""

from collections.abc import Iterator

import numpy as np
from attrs import frozen

from safeconduct.evidence.pictures import svg

from .outline import Curve

_STEPS_S = (0.1, 0.2, 0.5, 1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600)
_MOST_TICKS = 12


@frozen
class Axis:
    """Maps `first` … `last` to pixels `start` … `end`, cutting off what lies outside."""

    first: float
    last: float
    start: float
    end: float

    def at(self, value: float) -> float:
        """Return the pixel of a value."""
        share = (min(max(value, min(self.first, self.last)), max(self.first, self.last)) - self.first) / (
            self.last - self.first
        )
        return self.start + share * (self.end - self.start)

    def along(self, values: Curve) -> Curve:
        """Return the pixels of many values."""
        inside = np.clip(values, min(self.first, self.last), max(self.first, self.last))
        return self.start + (inside - self.first) / (self.last - self.first) * (self.end - self.start)


def seconds(length_s: float) -> tuple[float, ...]:
    """Return where a time axis has its ticks: at most a dozen, on round numbers."""
    step = next((step for step in _STEPS_S if length_s / step <= _MOST_TICKS), _STEPS_S[-1])
    return tuple(step * n for n in range(int(length_s / step + 1e-9) + 1))


def clock(at_s: float, fine: bool) -> str:
    """Return a time as it stands on an axis: "1:05", or "0.2" where the whole recording is a few seconds."""
    return f"{at_s:.1f}" if fine else f"{int(at_s) // 60}:{int(at_s) % 60:02}"


def time_axis(across: Axis, top: float, bottom: float) -> Iterator[str]:
    """Draw ticks and their times under a picture that reaches from `top` to `bottom`."""
    ticks = seconds(across.last)
    fine = len(ticks) > 1 and ticks[1] < 1
    for at_s in ticks:
        x = across.at(at_s)
        yield svg.line(x, top, x, bottom + 4, ink="tint")
        yield svg.text(x, bottom + 17, clock(at_s, fine), size=11, ink="quiet", anchor="middle")
    yield svg.line(across.start, bottom, across.end, bottom)


def level_axis(up: Axis, left: float, right: float, values: tuple[float, ...], unit: str) -> Iterator[str]:
    """Draw a line and a figure at each of `values`."""
    for value in values:
        y = up.at(value)
        yield svg.line(left, y, right, y, ink="tint")
        yield svg.text(left - 6, y + 4, f"{value:g}".replace("-", "−"), size=11, ink="quiet", anchor="end")
    yield svg.text(left - 6, min(up.start, up.end) - 8, unit, size=11, ink="quiet", anchor="end")
