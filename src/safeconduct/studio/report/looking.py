# SPDX-License-Identifier: Apache-2.0
"""One look at a recording while it runs past: outline, frequencies over time, average spectrum, loudness over time."""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final

import numpy as np
import numpy.typing as npt
import soundfile
import soxr
from attrs import frozen

from safeconduct.model.refusal import StepRefusal
from safeconduct.studio.files.decoding import decoded
from safeconduct.studio.files.foreign import ForeignMatterError
from safeconduct.studio.files.mp4_reading import movie
from safeconduct.studio.meters.gating import MOMENTARY, SHORT_TERM, SILENT_LUFS, lufs, windows
from safeconduct.studio.meters.meter import hops_of
from safeconduct.studio.samples import RATE_HZ, Samples

from .outline import Curve, Outline

COLUMNS: Final = 900
"""The most columns of a picture; a short recording has fewer, none shorter than 10 ms."""

_SHORTEST: Final = RATE_HZ // 100
_STRETCH: Final = 5 * RATE_HZ


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


def look_at(path: Path) -> Look:
    """Look at a finished file, or a WAV or FLAC of any rate (the mean of its channels); an hour takes no more memory.

    Raises `StepRefusal` for a file that cannot be read, `ToolRefusal` where what decodes it is not installed.
    """
    try:
        with soundfile.SoundFile(path) as file:
            size = round(file.frames * RATE_HZ / file.samplerate)
            return look(_at_house_rate(_mono(file), file.samplerate), size)
    except soundfile.LibsndfileError:
        return _look_at_mp4(path)


def _look_at_mp4(path: Path) -> Look:
    try:
        film = movie(path.read_bytes())
        return look(decoded(path), round(film.sound().length * RATE_HZ / film.scale))
    except ForeignMatterError:
        raise StepRefusal("The sound for the report cannot be read.", "build the piece again.") from None


def look(tape: Iterable[Samples], size: int) -> Look:
    """Look at a tape of `size` samples, give or take a few."""
    outline = Outline(max(_SHORTEST, -(-size // COLUMNS)))
    hops = hops_of(_watched(tape, outline))
    outline.end()
    loud = [
        np.maximum(lufs(windows(np.pad(hops, (width - 1, 0)), width)), SILENT_LUFS) for width in (MOMENTARY, SHORT_TERM)
    ]
    low, high, rms = np.asarray(outline.shapes(), np.float64).T
    bands = outline.bands()
    spectrum = np.asarray(np.sum(bands, axis=0, dtype=np.float64) / max(1, len(bands)), np.float64)
    return Look(outline.size / RATE_HZ, low, high, rms, bands, spectrum, loud[0], loud[1])


def _mono(file: soundfile.SoundFile) -> Iterator[Samples]:
    while len(stretch := file.read(_STRETCH, dtype="float32", always_2d=True)):
        yield stretch[:, 0] if stretch.shape[1] == 1 else np.mean(stretch, axis=1, dtype=np.float32)


def _at_house_rate(tape: Iterable[Samples], rate_hz: int) -> Iterator[Samples]:
    """Yield a tape at 48 kHz, exact up to 19 kHz and to 16 bits: enough for the eye, in a third of the time."""
    if rate_hz == RATE_HZ:
        yield from tape
        return
    stream = soxr.ResampleStream(rate_hz, RATE_HZ, 1, dtype="float32", quality="MQ")
    for stretch in tape:
        yield stream.resample_chunk(stretch)
    yield stream.resample_chunk(np.zeros(0, np.float32), last=True)


def _watched(tape: Iterable[Samples], outline: Outline) -> Iterator[Samples]:
    for stretch in tape:
        outline.feed(stretch)
        yield stretch
