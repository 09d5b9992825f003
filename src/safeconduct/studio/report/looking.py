# SPDX-License-Identifier: Apache-2.0
"""One look at a recording while it runs past: outline, frequencies over time, average spectrum, loudness over time."""

from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import Final

import numpy as np
import numpy.typing as npt
import soundfile
from attrs import frozen

from safeconduct.model.refusal import StepRefusal
from safeconduct.studio.files.decoding import decoded
from safeconduct.studio.files.foreign import ForeignMatterError
from safeconduct.studio.meters.gating import MOMENTARY, SHORT_TERM, SILENT_LUFS, lufs, windows
from safeconduct.studio.meters.meter import hops_of
from safeconduct.studio.meters.rates import at_house_rate
from safeconduct.studio.samples import RATE_HZ, Samples

COLUMNS: Final = 900
"""The most columns of a picture; a short recording has fewer, none shorter than 10 ms."""
BANDS: Final = 112
LOW_HZ: Final = 50.0
HIGH_HZ: Final = 16_000.0
"""The frequencies that are drawn: 8⅓ octaves in bands of equal width to the ear, about 13 an octave."""

_SHORTEST: Final = RATE_HZ // 100
_FRAME: Final = 4096
_FRAMES_A_COLUMN: Final = 4
_STRETCH: Final = 5 * RATE_HZ
_FLOOR: Final = 1e-12

Curve = npt.NDArray[np.float64]


@frozen(eq=False)
class Look:
    """What was seen of a recording of `length_s`.

    `low`, `high` and `rms` are amplitudes per column; `bands` is power per column and band, as `frequencies` has them;
    `spectrum` the mean power of each band; `momentary` and `short_term` are in LUFS, ten a second.
    """

    length_s: float
    low: Curve
    high: Curve
    rms: Curve
    bands: npt.NDArray[np.float32]
    spectrum: Curve
    momentary: Curve
    short_term: Curve


def frequencies() -> Curve:
    """Return the middle frequency of every band in Hz."""
    edges = _edges()
    return np.sqrt(edges[:-1] * edges[1:])


def look_at(path: Path) -> Look:
    """Look at a finished file, or a WAV or FLAC of any rate (the mean of its channels); an hour takes no more memory.

    Raises `StepRefusal` for a file that cannot be read, `ToolRefusal` where what decodes it is not installed.
    """
    try:
        with soundfile.SoundFile(path) as file:
            size = round(file.frames * RATE_HZ / file.samplerate)
            return look(at_house_rate(_mono(file), file.samplerate), size)
    except soundfile.LibsndfileError:
        return _look_at_mp4(path)


def _look_at_mp4(path: Path) -> Look:
    # How long it is, it says to nobody: so it is decoded twice, which takes less than keeping it.
    try:
        return look(decoded(path), sum(stretch.size for stretch in decoded(path)))
    except ForeignMatterError:
        raise StepRefusal("The sound for the report cannot be read.", "build the piece again.") from None


def look(tape: Iterable[Samples], size: int) -> Look:
    """Look at a tape of `size` samples, give or take a few."""
    outline = _Outline(max(_SHORTEST, -(-size // COLUMNS)))
    hops = hops_of(_watched(tape, outline))
    outline.end()
    loud = [
        np.maximum(lufs(windows(np.pad(hops, (width - 1, 0)), width)), SILENT_LUFS) for width in (MOMENTARY, SHORT_TERM)
    ]
    columns = np.array(outline.columns, np.float64).reshape(-1, 3)
    bands = np.array(outline.bands, np.float32).reshape(-1, BANDS)
    spectrum = np.asarray(np.sum(bands, axis=0, dtype=np.float64) / max(1, len(bands)), np.float64)
    return Look(outline.size / RATE_HZ, columns[:, 0], columns[:, 1], columns[:, 2], bands, spectrum, loud[0], loud[1])


def _mono(file: soundfile.SoundFile) -> Iterator[Samples]:
    while len(stretch := file.read(_STRETCH, dtype="float32", always_2d=True)):
        yield stretch[:, 0] if stretch.shape[1] == 1 else np.mean(stretch, axis=1, dtype=np.float32)


def _watched(tape: Iterable[Samples], outline: "_Outline") -> Iterator[Samples]:
    for stretch in tape:
        outline.feed(stretch)
        yield stretch


class _Outline:
    """Parts a tape into columns of `hop` samples and keeps of each what is drawn."""

    def __init__(self, hop: int) -> None:
        self.hop = hop
        self.size = 0
        self.columns: list[tuple[float, float, float]] = []
        self.bands: list[npt.NDArray[np.float32]] = []
        self._over = np.zeros(0, np.float32)

    def feed(self, samples: Samples) -> None:
        self.size += samples.size
        self._over = np.concatenate([self._over, np.asarray(samples, np.float32)])
        while self._over.size >= self.hop:
            self._column(self._over[: self.hop])
            self._over = self._over[self.hop :]

    def end(self) -> None:
        if self._over.size:
            self._column(self._over)

    def _column(self, samples: Samples) -> None:
        self.columns.append(
            (float(np.min(samples)), float(np.max(samples)), float(np.sqrt(np.mean(np.square(samples)))))
        )
        self.bands.append(_band_powers(samples))


def _band_powers(samples: Samples) -> npt.NDArray[np.float32]:
    """Return the mean power of each band over a few frames, evenly spread; a short column is one frame, filled up."""
    if samples.size <= _FRAME:
        frames = np.pad(samples, (0, _FRAME - samples.size))[np.newaxis]
    else:
        count = min(_FRAMES_A_COLUMN, -(-samples.size // _FRAME))
        starts = np.linspace(0, samples.size - _FRAME, count).astype(int)
        frames = samples[starts[:, np.newaxis] + np.arange(_FRAME)]
    power = np.square(np.abs(np.fft.rfft(frames * _window(), axis=1)))
    mean: npt.NDArray[np.float32] = np.asarray(_weights() @ np.mean(power, axis=0), np.float32)
    return mean + np.float32(_FLOOR)


@cache
def _window() -> npt.NDArray[np.float32]:
    return np.asarray(np.hanning(_FRAME), np.float32)


def _edges() -> Curve:
    return np.asarray(np.geomspace(LOW_HZ, HIGH_HZ, BANDS + 1), np.float64)


@cache
def _weights() -> npt.NDArray[np.float32]:
    """Return how much each line of the transform counts in each band; a band narrower than a line takes its share."""
    lines = np.fft.rfftfreq(_FRAME, 1.0 / RATE_HZ)
    wide = lines[1]
    low, high = _edges()[:-1, np.newaxis], _edges()[1:, np.newaxis]
    shared = np.clip(np.minimum(high, lines + wide / 2) - np.maximum(low, lines - wide / 2), 0.0, None)
    return np.asarray(shared / (high - low), np.float32)
