# SPDX-License-Identifier: Apache-2.0
"""Cleaning: what is done to a recording once, whatever channel it goes out on."""

from pathlib import Path
from typing import Final

import numpy as np
from attrs import frozen

from safeconduct.model.product import Treated
from safeconduct.model.refusal import UsageRefusal
from safeconduct.studio import speech
from safeconduct.studio.filtering import Response, band, through
from safeconduct.studio.reel import Reel, wound
from safeconduct.studio.samples import RATE_HZ, SILENCE_DBFS, Samples
from safeconduct.tools import deepfilter

from . import denoising, hum, subtracting
from .clipping import Clipping

RUMBLE_HZ: Final = 65.0
"""Below this there is no voice, only steps, wind and direct current: 24 dB an octave, -3 dB here."""

CLEAN_DB: Final = 45.0
"""Speech so far over its pauses is clean: the noise is left as it is."""

_RUMBLE_RINGS_S: Final = 0.2  # what rings on longer is under the rounding of 32-bit floats
_NOTCHES_RING_S: Final = 0.5
_TOLD_DB: Final = 0.5


@frozen
class Cleaning:
    """How a recording is cleaned.

    `denoise` is "wiener" (mild, our own), "deep" (a trained network, an extra) or "none".  `at_risk`: the harmonics of
    both grids are taken down whether hum was found or not, because hum tells where and when a recording was made.
    """

    denoise: str = "wiener"
    at_risk: bool = False


@frozen
class Cleaned:
    """A cleaned recording, as long as it was; levels in dBFS, 0 Hz: no hum was found; `clipped` counts samples."""

    reel: Reel
    treated: tuple[Treated, ...]
    noise_dbfs: float
    hum_hz: float
    hum_before_db: float
    hum_after_db: float
    clipped: int = 0


def clean(reel: Reel, out: Path, how: Cleaning) -> Cleaned:
    """Return the recording without rumble, with less hum and less noise, at `out`; nothing in it is shifted.

    `noise_dbfs` is the level of its pauses as they came in, rumble and direct current left out.  Noise of a recording
    whose speech stands 45 dB over its pauses is left alone; then the two figures of "noise" are the same.  Files beside
    `out` of the same name with other suffixes are made and removed.  Raises `ToolRefusal` when the network is asked for
    and missing or failing, `UsageRefusal` for a `denoise` that does not exist.
    """
    if how.denoise not in ("wiener", "deep", "none"):
        raise UsageRefusal(f"There is no way of cleaning called {how.denoise}.", "Choose wiener, deep or none.")
    if how.denoise == "deep":
        deepfilter.probe()
    before = hum.pause_spectrum(reel)
    mains = hum.found(before)
    without_rumble = out.with_suffix(".rumble")
    came, left, clipping = speech.Levels(), speech.Levels(), Clipping()
    source = clipping.watched(came.watched(reel.tape()))
    if mains.grid_hz:
        source = subtracting.without(source, subtracting.tones(reel, mains.grid_hz, mains.harmonics))
    ringing_s = _NOTCHES_RING_S if how.at_risk else _RUMBLE_RINGS_S
    ready = wound(without_rumble, left.watched(through(source, _response(how.at_risk), ringing_s)))
    levels = left.all()
    noise_db = speech.pause_db(levels)
    told = _told_of_rumble(came.all(), levels)
    hum_before, hum_after = mains.level_db, SILENCE_DBFS
    if mains.grid_hz or how.at_risk:
        after = hum.pause_spectrum(ready)
        grids = hum.GRIDS_HZ if how.at_risk else (mains.grid_hz,)
        hum_before, hum_after = _levels_db(before, grids), _levels_db(after, grids)
        told.append(Treated("hum", round(hum_before, 1), round(hum_after, 1), "dB"))
    finished, told_of_noise = _quieter(ready, out, how.denoise, levels)
    without_rumble.unlink()
    clipped = clipping.samples
    if clipped:
        seconds = round(clipped / RATE_HZ, 4)
        told.append(Treated("clipped", seconds, seconds, "s"))
    return Cleaned(finished, (*told, *told_of_noise), noise_db, mains.grid_hz, hum_before, hum_after, clipped)


def _response(at_risk: bool) -> Response:
    rumble, notches = band(RUMBLE_HZ, 0.0), hum.notches(hum.GRIDS_HZ if at_risk else ())

    def response(hz: Samples) -> Samples:
        return rumble(hz) * notches(hz)

    return response


def _levels_db(spectrum: hum.Power, grids: tuple[float, ...]) -> float:
    powers = [10.0 ** (hum.level_db(spectrum, grid_hz) / 10.0) for grid_hz in grids]
    return max(SILENCE_DBFS, 10.0 * float(np.log10(sum(powers) + 1e-13)))


def _told_of_rumble(before: Samples, after: Samples) -> list[Treated]:
    """Return by how much the pauses became quieter by the high-pass and the notches, where that can be heard."""
    was, now = speech.pause_db(before), speech.pause_db(after)
    return [Treated("rumble", round(was, 1), round(now, 1), "dB")] if was - now >= _TOLD_DB else []


def _quieter(ready: Reel, out: Path, how: str, levels: Samples) -> tuple[Reel, list[Treated]]:
    noise_db = speech.pause_db(levels)
    if how == "none":
        return wound(out, ready.tape()), []
    if speech.speech_db(levels) - noise_db >= CLEAN_DB:
        return wound(out, ready.tape()), [Treated("noise", round(noise_db, 1), round(noise_db, 1), "dB")]
    if how == "deep":
        deepfilter.deep_clean(ready.path, out)
        finished = Reel(out, ready.size)
        after = speech.levels(finished.tape())
    else:
        left = speech.Levels()
        finished = wound(out, left.watched(denoising.denoised(ready, denoising.noise_of(ready))))
        after = left.all()
    after_db = speech.pause_db(after)
    return finished, [Treated("noise", round(noise_db, 1), round(after_db, 1), "dB")]
