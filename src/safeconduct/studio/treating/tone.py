# SPDX-License-Identifier: Apache-2.0
"""The tone of a voice: the band of a channel, the presence its receivers lose, and what a spectrum says of both."""

from collections.abc import Iterator
from typing import Final

import numpy as np
import numpy.typing as npt
from attrs import define, field

from safeconduct.studio.filtering import Response, band, frequencies, size_for, spectra
from safeconduct.studio.reel import Tape
from safeconduct.studio.samples import RATE_HZ, Samples
from safeconduct.studio.transforms import powers, sound_of

Power = npt.NDArray[np.float64]
"""A power spectrum from 0 Hz up to half the rate, to no particular scale."""

_RINGING_S: Final = 0.25
_HEARD_DB: Final = -40.0
_SMOOTH_HZ: Final = 20.0
_PRESENCE_HZ: Final = (1_000.0, 2_000.0, 4_000.0, 7_000.0)


def presence(gain_db: float) -> Response:
    """Return the response of a lift by `gain_db` from 2 to 4 kHz, with soft shoulders down to 1 and up to 7 kHz."""
    foot, first, last, end = np.log2(_PRESENCE_HZ)

    def response(hz: Samples) -> Samples:
        octave = np.log2(np.maximum(hz, 1.0))
        along = np.clip(np.minimum((octave - foot) / (first - foot), (end - octave) / (end - last)), 0.0, 1.0)
        return np.asarray(10.0 ** (gain_db * (0.5 - 0.5 * np.cos(np.pi * along)) / 20.0))

    return response


@define
class Tone:
    """Band and presence of a channel, in one filter; run one tape through it, then ask for the figures."""

    low_hz: float
    high_hz: float
    presence_db: float
    _before: Power = field(init=False)
    _gain: npt.NDArray[np.float32] = field(init=False)

    def __attrs_post_init__(self) -> None:
        hz = frequencies(size_for(_RINGING_S))
        self._before = np.zeros(hz.size)
        self._gain = (band(self.low_hz, self.high_hz)(hz) * presence(self.presence_db)(hz)).astype(np.float32)

    def toned(self, tape: Tape) -> Iterator[Samples]:
        """Yield the tape with its new tone: zero phase, nothing shifted."""
        ringing = round(_RINGING_S * RATE_HZ)
        size = size_for(_RINGING_S)
        for spectrum, count in spectra(tape, _RINGING_S):
            self._before += powers(spectrum)
            yield sound_of(spectrum * self._gain, size)[ringing : ringing + count]

    def edges_hz(self) -> tuple[float, float]:
        """Return the lowest and the highest frequency that came in within 40 dB of the strongest one; 0, 0: silence."""
        hz = frequencies(size_for(_RINGING_S))
        wide = max(1, round(_SMOOTH_HZ / hz[1]))
        smooth = np.convolve(self._before, np.full(wide, 1.0 / wide), mode="same")
        most = float(np.max(smooth))
        heard = np.flatnonzero(smooth > most * 10.0 ** (_HEARD_DB / 10.0))
        return (float(hz[heard[0]]), float(hz[heard[-1]])) if heard.size else (0.0, 0.0)

    def presence_share_db(self) -> tuple[float, float]:
        """Return the level of 2 to 4 kHz relative to everything in the band, before and after the lift."""
        hz = frequencies(size_for(_RINGING_S))
        in_band = self._before * np.square(band(self.low_hz, self.high_hz)(hz))
        _, first, last, _ = _PRESENCE_HZ
        return share_db(in_band, first, last), share_db(self._before * np.square(self._gain), first, last)


def share_db(power: Power, low_hz: float, high_hz: float) -> float:
    """Return the level of what lies from `low_hz` to `high_hz` relative to the whole of a power spectrum."""
    hz = frequencies(2 * (power.size - 1))
    inside = (hz >= low_hz) & (hz <= high_hz)
    return float(10.0 * np.log10((power[inside].sum() + 1e-20) / (power.sum() + 1e-20)))
