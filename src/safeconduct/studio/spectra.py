# SPDX-License-Identifier: Apache-2.0
"""Short spectra that run along a tape, are changed, and are laid over one another to sound again."""

from collections.abc import Callable, Iterator
from typing import Final

import numpy as np

from .reel import Tape
from .samples import RATE_HZ, Samples
from .transforms import Spectrum, sound_of, spectrum_of

FRAME: Final = RATE_HZ * 32 // 1000
"""Samples of one spectrum: 32 ms."""

HOP: Final = FRAME // 4
"""Samples between two spectra: 8 ms."""

BINS: Final = FRAME // 2 + 1

HZ: Final = np.fft.rfftfreq(FRAME, 1.0 / RATE_HZ).astype(np.float32)
"""The frequency of each bin."""

_OVERLAP: Final = FRAME // HOP
_BATCH: Final = 96  # no more than a processor holds close by
_WINDOW: Final = (0.5 - 0.5 * np.cos(2 * np.pi * np.arange(FRAME) / FRAME)).astype(np.float32)
_SQUARES: Final = np.float32(1.5)  # what four squared Hann windows a quarter apart add up to
_SYNTHESIS: Final = _WINDOW / _SQUARES


def frames_of(tape: Tape, hop: int = HOP) -> Iterator[Spectrum]:
    """Yield the spectra of a tape in batches, frames by bins; the first frame holds only `hop` samples of the tape."""
    for spectrum, _ in _batches(tape, hop):
        yield spectrum


def reshaped(tape: Tape, change: Callable[[Spectrum], Spectrum]) -> Iterator[Samples]:
    """Yield the tape with its spectra changed: each batch of `frames_of` passes through `change`, in order.

    A change that returns what it was given gives back the tape to the rounding of 32-bit floats, in the same place.
    """
    tail = np.zeros((_OVERLAP - 1, HOP), np.float32)
    skip, left = FRAME - HOP, 0
    for spectrum, fresh in _batches(tape, HOP):
        left += fresh
        pieces = sound_of(change(spectrum), FRAME)
        pieces *= _SYNTHESIS
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


def _batches(tape: Tape, hop: int) -> Iterator[tuple[Spectrum, int]]:
    """Yield batches of spectra, and how many samples of the tape have come in since the last."""
    held = np.zeros(FRAME - hop, np.float32)
    fresh = 0
    for stretch in tape:
        for at in range(0, len(stretch), _BATCH * hop):
            piece = np.asarray(stretch[at : at + _BATCH * hop], np.float32)
            held = np.concatenate([held, piece])
            fresh += piece.size
            count = (held.size - FRAME) // hop + 1
            if count > 0:
                yield _spectra(held, count, hop), fresh
                held, fresh = held[count * hop :], 0
    # So much silence that the last sample, too, lies under all the windows there are.
    held = np.pad(held, (0, FRAME - hop + -held.size % hop))
    yield _spectra(held, (held.size - FRAME) // hop + 1, hop), fresh


def _spectra(held: Samples, count: int, hop: int) -> Spectrum:
    frames = np.lib.stride_tricks.sliding_window_view(held, FRAME)[: count * hop : hop]
    return spectrum_of(frames * _WINDOW)
