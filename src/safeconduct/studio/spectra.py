# SPDX-License-Identifier: Apache-2.0
"""Short spectra that run along a tape, are changed, and are laid over one another to sound again."""

from collections.abc import Callable, Iterator
from typing import Final

import numpy as np

from .filtering import Spectrum
from .reel import Tape
from .samples import RATE_HZ, Samples

FRAME: Final = RATE_HZ * 32 // 1000
"""Samples of one spectrum: 32 ms."""

HOP: Final = FRAME // 4
"""Samples between two spectra: 8 ms."""

BINS: Final = FRAME // 2 + 1

HZ: Final = np.fft.rfftfreq(FRAME, 1.0 / RATE_HZ).astype(np.float32)
"""The frequency of each bin."""

_OVERLAP: Final = FRAME // HOP
_BATCH: Final = 600
_WINDOW: Final = (0.5 - 0.5 * np.cos(2 * np.pi * np.arange(FRAME) / FRAME)).astype(np.float32)
_SQUARES: Final = np.float32(1.5)  # what four squared Hann windows a quarter apart add up to


def frames_of(tape: Tape) -> Iterator[Spectrum]:
    """Yield the spectra of a tape in batches, frames by bins; the first frame holds only `HOP` samples of the tape."""
    for spectrum, _ in _batches(tape):
        yield spectrum


def reshaped(tape: Tape, change: Callable[[Spectrum], Spectrum]) -> Iterator[Samples]:
    """Yield the tape with its spectra changed: each batch of `frames_of` passes through `change`, in order.

    A change that returns what it was given gives back the tape to the rounding of 32-bit floats, in the same place.
    """
    tail = np.zeros((_OVERLAP - 1, HOP), np.float32)
    skip, left = FRAME - HOP, 0
    for spectrum, fresh in _batches(tape):
        left += fresh
        pieces = np.fft.irfft(change(spectrum), FRAME).astype(np.float32, copy=False)
        pieces *= _WINDOW / _SQUARES
        parts = pieces.reshape(-1, _OVERLAP, HOP)
        laid = np.zeros((len(parts) + _OVERLAP - 1, HOP), np.float32)
        laid[: _OVERLAP - 1] = tail
        for number in range(_OVERLAP):
            laid[number : number + len(parts)] += parts[:, number]
        tail = laid[len(parts) :].copy()
        sound = laid[: len(parts)].reshape(-1)[skip:]
        skip = max(0, skip - len(parts) * HOP)
        yield sound[:left]
        left -= min(left, sound.size)


def _batches(tape: Tape) -> Iterator[tuple[Spectrum, int]]:
    """Yield batches of spectra, and how many samples of the tape have come in since the last."""
    held = np.zeros(FRAME - HOP, np.float32)
    fresh = 0
    for stretch in tape:
        for at in range(0, len(stretch), _BATCH * HOP):
            piece = np.asarray(stretch[at : at + _BATCH * HOP], np.float32)
            held = np.concatenate([held, piece])
            fresh += piece.size
            count = (held.size - FRAME) // HOP + 1
            if count > 0:
                yield _spectra(held, count), fresh
                held, fresh = held[count * HOP :], 0
    # So much silence that the last sample, too, lies under four windows.
    held = np.pad(held, (0, FRAME - HOP + -held.size % HOP))
    yield _spectra(held, (held.size - FRAME) // HOP + 1), fresh


def _spectra(held: Samples, count: int) -> Spectrum:
    frames = np.lib.stride_tricks.sliding_window_view(held, FRAME)[: count * HOP : HOP]
    return np.fft.rfft(frames * _WINDOW, axis=1)
