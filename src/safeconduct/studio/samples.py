# SPDX-License-Identifier: Apache-2.0
"""Sound as the studio holds it: one channel of floats at 48 kHz, full scale ±1."""

from collections.abc import Callable
from pathlib import Path
from typing import Final

import numpy as np
import numpy.typing as npt
import soundfile
import soxr

RATE_HZ: Final = 48_000

Samples = npt.NDArray[np.floating]
"""One channel at `RATE_HZ`; 32-bit floats on a tape."""

EXACT_FLAC: Final = 0.0
"""How hard a FLAC is packed, 0 to 1: with predictors of whole numbers alone.

The better ones are worked out with other instructions on each processor, and other bytes come of it, for the same
samples; without them a file is a quarter longer, and the same everywhere.
"""

SILENCE_DBFS: Final = -120.0
"""What decibel figures bottom out at, so that silence has a number that JSON can hold."""

_FRAME: Final = RATE_HZ // 100
_STRETCH: Final = 1 << 17
_RINGING: Final = RATE_HZ // 4
_SPEECH_UNDER_LOUD_DB: Final = 38.0
_SPEECH_FLOOR_DBFS: Final = -62.0


def decibels(amplitude: float) -> float:
    """Return 20·log10 of an amplitude, never below `SILENCE_DBFS`."""
    return max(SILENCE_DBFS, 20.0 * float(np.log10(max(amplitude, 1e-12))))


def amplitude(db: float) -> float:
    """Return the factor that `db` decibels stand for."""
    return float(10.0 ** (db / 20.0))


def silence(length_s: float) -> Samples:
    """Return `length_s` seconds of digital silence."""
    return np.zeros(round(length_s * RATE_HZ))


def at_house_rate(samples: Samples, rate_hz: int) -> Samples:
    """Return `samples` of any sampling rate at 48 kHz."""
    return np.asarray(soxr.resample(samples, rate_hz, RATE_HZ, quality="VHQ"), np.float64)


def frame_levels(samples: Samples) -> Samples:
    """Return the RMS level in dBFS of each 10 ms; a last part frame is filled up with silence."""
    frames = np.pad(samples, (0, -samples.size % _FRAME)).reshape(-1, _FRAME)
    level: Samples = 10.0 * np.log10(np.mean(frames * frames, axis=1) + 1e-12)
    return level


def speech_bounds(samples: Samples) -> tuple[int, int] | None:
    """Return first and last sample (end exclusive) of what is loud enough to be speech, or None for silence.

    A frame counts when it lies no more than 38 dB under the loud frames (their 95th percentile) and above -62 dBFS.
    """
    if not samples.size:
        return None
    levels = frame_levels(samples)
    least = max(_SPEECH_FLOOR_DBFS, float(np.percentile(levels, 95)) - _SPEECH_UNDER_LOUD_DB)
    heard = np.flatnonzero(levels > least)
    if not heard.size:
        return None
    return int(heard[0]) * _FRAME, min(samples.size, (int(heard[-1]) + 1) * _FRAME)


def trimmed(samples: Samples, margin_s: float) -> Samples:
    """Return `samples` without the silence before and after, but for `margin_s` seconds; empty for silence."""
    bounds = speech_bounds(samples)
    if bounds is None:
        return silence(0)
    margin = round(margin_s * RATE_HZ)
    return samples[max(0, bounds[0] - margin) : bounds[1] + margin]


def faded(samples: Samples, fade_s: float = 0.005) -> Samples:
    """Return a copy that rises from and falls to nothing within `fade_s`, so that a cut does not click."""
    ramp = 0.5 - 0.5 * np.cos(np.linspace(0.0, np.pi, min(round(fade_s * RATE_HZ), samples.size // 2)))
    copy = samples.copy()
    if ramp.size:
        copy[: ramp.size] *= ramp
        copy[-ramp.size :] *= ramp[::-1]
    return copy


def filtered(samples: Samples, response: Callable[[Samples], npt.NDArray[np.complex128] | Samples]) -> Samples:
    """Return `samples` after a filter given by its `response` at frequencies in Hz.

    Done in the frequency domain, stretch by stretch: exact to rounding for a filter that rings out within
    a quarter of a second to either side, and it spares the four seconds that importing scipy.signal costs.
    """
    gain = response(np.asarray(np.fft.rfftfreq(_STRETCH, 1.0 / RATE_HZ), np.float64))
    step = _STRETCH - 2 * _RINGING
    padded = np.pad(samples, (_RINGING, _RINGING + -samples.size % step))
    parts = [
        np.fft.irfft(np.fft.rfft(padded[at : at + _STRETCH]) * gain, _STRETCH)[_RINGING : _RINGING + step]
        for at in range(0, padded.size - 2 * _RINGING, step)
    ]
    return np.concatenate(parts)[: samples.size] if parts else samples


def write_working(path: Path, samples: Samples) -> None:
    """Write sound that travels between steps: FLAC, 24 bit, mono: fewer bytes to hash on every recall.

    Sound that would clip is turned down as a whole: every paragraph is levelled later anyway.
    """
    highest = float(np.abs(samples).max(initial=0.0))
    turned_down = samples * min(1.0, 0.99 / max(highest, 1e-9))
    soundfile.write(path, turned_down, RATE_HZ, format="FLAC", subtype="PCM_24", compression_level=EXACT_FLAC)


def read_working(path: Path) -> Samples:
    """Read back what `write_working` or an encoder of the studio wrote, whatever it is: one channel at 48 kHz."""
    samples, rate_hz = soundfile.read(path, dtype="float64")
    if rate_hz != RATE_HZ or samples.ndim != 1:
        raise ValueError("the studio works in one channel at 48 kHz")
    return np.asarray(samples, np.float64)
