# SPDX-License-Identifier: Apache-2.0
"""What a recording sounds like, 100 times a second, told so that two voices can be compared.

Twelve mel-frequency cepstral coefficients (Davis and Mermelstein 1980: c1 to c12 of the logarithm of 26 mel bands),
brought to mean 0 and variance 1 over the speech of each recording, so that the voice, the microphone and the room count
for little; and whether there is speech at all.  The bands end at 3.9 kHz: a telephone recording has no more.
"""

from collections.abc import Iterator
from typing import Final

import numpy as np
import numpy.typing as npt
import soxr
from attrs import frozen

from safeconduct.studio.reel import Tape
from safeconduct.studio.samples import RATE_HZ, Samples

from .pauses import quiet

FRAMES_PER_S: Final = 100
COEFFICIENTS: Final = 12

_RATE_HZ: Final = 8_000
_HOP: Final = _RATE_HZ // FRAMES_PER_S
_FRAME: Final = 256
_BANDS: Final = 26
_LOW_HZ, _HIGH_HZ = 100.0, 3_900.0
_FLOOR_DB: Final = 50.0
"""How far under the loud frames a band counts as empty, so that digital silence is as silent as a room."""

_SPEECH_WEIGHT: Final = 2.5
"""What it costs to take speech for a pause, in standard deviations."""

Features = npt.NDArray[np.float32]
"""One row per frame: the coefficients, and then speech or no speech."""


@frozen
class Heard:
    """A recording as it is compared: `features`, and by frame its level in dBFS and whether it is `silent`."""

    features: Features
    levels: npt.NDArray[np.float32]
    silent: npt.NDArray[np.bool_]


def heard(tape: Tape) -> Heard:
    """Listen to a whole recording; frame n stands for the 10 ms that begin at n/100 s."""
    bands, levels = _bands(tape)
    if not levels.size:
        return Heard(np.zeros((0, COEFFICIENTS + 1), np.float32), levels, np.zeros(0, np.bool_))
    silent = quiet(levels)
    speech = bands[~silent] if not silent.all() else bands
    cepstra = np.maximum(bands, np.percentile(speech, 95) - _FLOOR_DB / 10 * np.log(10)) @ _cosines()
    spoken = cepstra[~silent] if not silent.all() else cepstra
    normal = (cepstra - spoken.mean(axis=0)) / (spoken.std(axis=0) + 1e-3)
    normal[silent] = 0.0
    flag = np.where(silent, np.float32(0), np.float32(_SPEECH_WEIGHT))
    return Heard(np.column_stack([normal, flag]).astype(np.float32), levels, silent)


def _bands(tape: Tape) -> tuple[Features, npt.NDArray[np.float32]]:
    """Return the logarithms of the mel bands, and the level of each frame in the band that is compared."""
    resampler = soxr.ResampleStream(RATE_HZ, _RATE_HZ, 1, dtype="float32", quality="HQ")
    filters, window = _filters(), np.hanning(_FRAME + 1)[:-1].astype(np.float32)
    held = np.zeros((_FRAME - _HOP) // 2, np.float32)  # a frame stands around its own 10 ms
    bands, levels, size = [], [], 0
    for stretch, last in _with_end(tape):
        size += stretch.size
        part = np.asarray(resampler.resample_chunk(np.asarray(stretch, np.float32), last=last), np.float32)
        held = np.concatenate([held, part, np.zeros(_FRAME if last else 0, np.float32)])
        count = max(0, (held.size - _FRAME) // _HOP + 1)
        if count:
            frames = np.lib.stride_tricks.sliding_window_view(held, _FRAME)[: count * _HOP : _HOP]
            power = np.abs(np.fft.rfft(frames * window, axis=1)).astype(np.float32) ** 2
            found = power @ filters
            bands.append(np.log(found + 1e-9))
            levels.append(10 * np.log10(found.sum(axis=1) / (_FRAME * _FRAME / 8) + 1e-12))
            held = held[count * _HOP :]
    count = size * FRAMES_PER_S // RATE_HZ
    if not count:
        return np.zeros((0, _BANDS), np.float32), np.zeros(0, np.float32)
    return np.concatenate(bands)[:count], np.concatenate(levels)[:count].astype(np.float32)


def _with_end(tape: Tape) -> Iterator[tuple[Samples, bool]]:
    """Yield the stretches of a tape, and whether it is the last one."""
    stretches = iter(tape)
    held: Samples = next(stretches, np.zeros(0, np.float32))
    for stretch in stretches:
        yield held, False
        held = stretch
    yield held, True


def _filters() -> Features:
    """Triangles that are as wide as the ear's bands (O'Shaughnessy's mel scale), as a matrix over the spectrum."""
    mel = np.linspace(1127 * np.log1p(_LOW_HZ / 700), 1127 * np.log1p(_HIGH_HZ / 700), _BANDS + 2)
    corners = 700 * np.expm1(mel / 1127)
    hz = np.fft.rfftfreq(_FRAME, 1 / _RATE_HZ)[:, None]
    rising = (hz - corners[:-2]) / np.diff(corners)[:-1]
    falling = (corners[2:] - hz) / np.diff(corners)[1:]
    return np.asarray(np.maximum(0, np.minimum(rising, falling)), np.float32)


def _cosines() -> Features:
    """Return the cosine transform from bands to c1 … c12 (DCT-II)."""
    order = np.arange(1, COEFFICIENTS + 1)
    return np.asarray(np.cos(np.pi / _BANDS * (np.arange(_BANDS)[:, None] + 0.5) * order), np.float32)
