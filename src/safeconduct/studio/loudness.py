# SPDX-License-Identifier: Apache-2.0
"""How loud a sound is (ITU-R BS.1770-4, EBU R 128) and how high its true peak.

Every figure is that of **one channel**, as any meter shows it for the mono file that we hand over.  A desk that plays
the file on two loudspeakers (dual mono) sums two channels and reads 3.01 LU more.
"""

from typing import Final

import numpy as np
import numpy.typing as npt
import soxr

from .samples import RATE_HZ, SILENCE_DBFS, Samples, decibels, filtered

SILENT_LUFS: Final = SILENCE_DBFS
"""The loudness of sound that never opens the absolute gate."""

_ABSOLUTE_GATE_LUFS: Final = -70.0
_RELATIVE_GATE_LU: Final = -10.0
_HOP: Final = RATE_HZ // 10
_HOPS_IN_BLOCK: Final = 4

# BS.1770-4, tables 1 and 2: the coefficients at 48 kHz.
_SHELF: Final = (
    (1.53512485958697, -2.69169618940638, 1.19839281085285),
    (1.0, -1.69065929318241, 0.73248077421585),
)
_HIGH_PASS: Final = ((1.0, -2.0, 1.0), (1.0, -1.99004745483398, 0.99007225036621))


def _k_response(hz: Samples) -> npt.NDArray[np.complex128]:
    back = np.exp(-2j * np.pi * hz / RATE_HZ)
    response = np.ones(back.size, np.complex128)
    for over, under in (_SHELF, _HIGH_PASS):
        response *= np.polyval(over[::-1], back) / np.polyval(under[::-1], back)
    return response


def k_weighted(samples: Samples) -> Samples:
    """Return `samples` (48 kHz) through the K weighting of BS.1770."""
    return filtered(samples, _k_response)


def block_powers(samples: Samples) -> Samples:
    """Return the K-weighted mean square of every whole 400 ms block, a new one each 100 ms."""
    weighted = k_weighted(samples)
    hops = weighted.size // _HOP
    if hops < _HOPS_IN_BLOCK:
        return np.zeros(0)
    power = np.square(weighted[: hops * _HOP]).reshape(hops, _HOP).mean(axis=1)
    mean: Samples = np.lib.stride_tricks.sliding_window_view(power, _HOPS_IN_BLOCK).mean(axis=1)
    return mean


def momentary_lufs(samples: Samples) -> Samples:
    """Return the loudness of each 400 ms block, ten a second."""
    return _lufs(block_powers(samples))


def integrated_lufs(samples: Samples) -> float:
    """Return the gated programme loudness; `SILENT_LUFS` when no block is above -70 LUFS.

    Sound shorter than a block is filled up with silence to one block: its figure is for levelling, not for a label.
    """
    short = _HOPS_IN_BLOCK * _HOP - samples.size
    powers = block_powers(np.pad(samples, (0, max(0, short))))
    heard = powers[_lufs(powers) > _ABSOLUTE_GATE_LUFS]
    if not heard.size:
        return SILENT_LUFS
    gate = float(_lufs(heard.mean())) + _RELATIVE_GATE_LU
    return float(_lufs(heard[_lufs(heard) > gate].mean()))


def _lufs(power: Samples | np.floating) -> Samples:
    level: Samples = -0.691 + 10.0 * np.log10(np.maximum(power, 1e-12))
    return level


def true_peaks(samples: Samples) -> Samples:
    """Return, for each sample, the largest amplitude on it and up to the next, by 4x oversampling.

    The samples themselves count too: the oversampling filter begins to fall above 0.9 of the band.
    """
    fine = soxr.resample(samples.astype(np.float32), RATE_HZ, 4 * RATE_HZ, quality="HQ")
    four = np.abs(fine[: 4 * samples.size]).reshape(samples.size, 4)
    highest: Samples = np.abs(samples)
    for column in range(4):
        np.maximum(highest, four[:, column], out=highest)
    return highest


def true_peak_dbtp(samples: Samples) -> float:
    """Return the highest peak between and on the samples; `SILENCE_DBFS` for nothing at all."""
    return decibels(float(np.max(true_peaks(samples), initial=0.0)))
