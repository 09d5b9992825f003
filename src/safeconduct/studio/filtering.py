# SPDX-License-Identifier: Apache-2.0
"""Filters for sound that does not fit into memory: tape in, tape out, of the same length and nothing shifted."""

from collections.abc import Callable, Iterator
from typing import Final

import numpy as np

from .reel import Tape
from .samples import RATE_HZ, Samples
from .transforms import Spectrum, sound_of, spectrum_of

Response = Callable[[Samples], Samples]
"""What a filter does at frequencies in Hz: a real gain, so that nothing is delayed."""

_SIZE: Final = 1 << 17
_LONG_SIZE: Final = 1 << 18
_RINGING_S: Final = 0.25
_STEEP: Final = 8
_STEEPER: Final = 16


def windows(tape: Tape, step: int, before: int, after: int) -> Iterator[tuple[Samples, int]]:
    """Yield stretches of `before` + `step` + `after` samples, `step` apart, and how many of the `step` the tape has.

    Outside the tape there is silence.  The last stretch is as long as all others; only its count is smaller.
    """
    width = before + step + after
    pieces: list[Samples] = [np.zeros(before, np.float32)]
    size = before
    for stretch in tape:
        pieces.append(np.asarray(stretch, np.float32))
        size += stretch.size
        if size < width:
            continue
        # Joined only here: a tape may come in very short stretches.
        held = np.concatenate(pieces)
        at = 0
        while size - at >= width:
            yield held[at : at + width], step
            at += step
        pieces, size = [held[at:]], size - at
    held = np.concatenate(pieces)
    for at in range(0, held.size - before, step):
        window = held[at : at + width]
        yield np.pad(window, (0, width - window.size)), min(step, held.size - before - at)


def through(tape: Tape, response: Response, ringing_s: float = _RINGING_S) -> Iterator[Samples]:
    """Yield the tape after a filter of zero phase.

    Overlap-save in the frequency domain: exact to rounding for a filter that rings out within `ringing_s` to either
    side.  A filter that rings for longer than half a second is given stretches of twice the length.
    """
    size = size_for(ringing_s)
    gain = np.asarray(response(frequencies(size)), np.float32)
    ringing = round(ringing_s * RATE_HZ)
    for spectrum, kept in spectra(tape, ringing_s):
        yield sound_of(spectrum * gain, size)[ringing : ringing + kept]


def spectra(tape: Tape, ringing_s: float = _RINGING_S) -> Iterator[tuple[Spectrum, int]]:
    """Yield the spectrum of each stretch, and how many samples of the tape it stands for."""
    ringing = round(ringing_s * RATE_HZ)
    for window, kept in windows(tape, size_for(ringing_s) - 2 * ringing, ringing, ringing):
        yield spectrum_of(window), kept


def size_for(ringing_s: float) -> int:
    """Return the size of the transform that suits a filter which rings for so long."""
    return _SIZE if ringing_s <= 2 * _RINGING_S else _LONG_SIZE


def frequencies(size: int) -> Samples:
    """Return the frequencies in Hz of a transform of `size` samples."""
    return np.asarray(np.fft.rfftfreq(size, 1.0 / RATE_HZ))


def band(low_hz: float, high_hz: float) -> Response:
    """Return the response of a band: 24 dB an octave below `low_hz`, 48 above `high_hz`, -3 dB at both; 0: open."""

    def response(hz: Samples) -> Samples:
        below = (low_hz / np.maximum(hz, 1e-6)) ** _STEEP if low_hz else 0.0
        above = (hz / high_hz) ** _STEEPER if high_hz else 0.0
        return np.asarray(1.0 / np.sqrt((1.0 + below) * (1.0 + above)))

    return response
