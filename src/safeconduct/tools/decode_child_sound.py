# SPDX-License-Identifier: Apache-2.0
"""From the samples of a recording to those of the house: the middle of its channels, at 48 kHz, in bounded memory."""

from collections.abc import Iterable, Iterator
from typing import Final

import numpy as np
import numpy.typing as npt
import soxr
from attrs import define

from .decode_child_bytes import damaged
from .decode_kinds import UnreadableError

RATE_HZ: Final = 48_000
MOST_CHANNELS: Final = 2
RATES_HZ: Final = (8_000, 192_000)

Stretch = npt.NDArray[np.float32]
"""Some samples of a recording, one column per channel."""

_STEP: Final = 1 << 16


@define
class Shape:
    """What a recording is: its kind and the rate and channels of its first sound, of how many, and has it pictures."""

    kind: str
    rate_hz: int
    channels: int
    sounds: int = 1
    pictures: bool = False
    decoded: bool = False

    def heard(self, rate_hz: int, channels: int) -> None:
        """Take down what the decoder gave, and refuse what changes its rate on the way or is no rate for a voice."""
        if not RATES_HZ[0] <= rate_hz <= RATES_HZ[1]:
            raise UnreadableError("rate", f"{rate_hz}")
        if not 1 <= channels <= MOST_CHANNELS:
            raise UnreadableError("channels", f"{channels}")
        if self.decoded and rate_hz != self.rate_hz:
            raise UnreadableError("changes")
        self.rate_hz, self.channels, self.decoded = rate_hz, max(channels, self.decoded * self.channels), True


def at_house_rate(stretches: Iterable[Stretch], shape: Shape) -> Iterator[Stretch]:
    """Yield the middle of the channels at 48 kHz, nothing shifted; `shape` must know the rate once a stretch is there.

    Raises `UnreadableError` for numbers that are no sound.
    """
    resampler = None
    for stretch in _gathered(stretches):
        if not np.isfinite(stretch).all():
            raise damaged()
        if shape.rate_hz == RATE_HZ:
            yield stretch
            continue
        if resampler is None:
            resampler = soxr.ResampleStream(shape.rate_hz, RATE_HZ, 1, dtype="float32", quality="VHQ")
        yield np.asarray(resampler.resample_chunk(stretch), np.float32)
    if resampler is not None:
        yield np.asarray(resampler.resample_chunk(np.zeros(0, np.float32), last=True), np.float32)


def _gathered(stretches: Iterable[Stretch]) -> Iterator[Stretch]:
    """Yield the middle of the channels in stretches of `_STEP` samples or a little more, the last one shorter."""
    held: list[Stretch] = []
    size = 0
    for stretch in stretches:
        held.append(stretch.mean(axis=1, dtype=np.float32))
        size += len(stretch)
        if size >= _STEP:
            yield np.concatenate(held)
            held, size = [], 0
    if size:
        yield np.concatenate(held)
