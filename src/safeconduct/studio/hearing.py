# SPDX-License-Identifier: Apache-2.0
"""The recipe that has a recogniser listen to the takes of a piece: what it heard in each, or why it cannot tell."""

from collections.abc import Mapping, Sequence
from itertools import chain
from pathlib import Path
from typing import Final

import numpy as np
import numpy.typing as npt
import soxr
from attrs import evolve, frozen

from safeconduct.model.canonical import canonical
from safeconduct.model.codec import plain, record_from
from safeconduct.model.product import Heard, Word
from safeconduct.model.refusal import ToolRefusal
from safeconduct.model.works import Json
from safeconduct.tools import recogniser
from safeconduct.tools.recogniser import RATE_HZ, Stretch

from .reel import read_flac
from .samples import RATE_HZ as HOUSE_HZ

TAKE: Final = "take:"
NOT_INSTALLED: Final = "the recogniser is not installed"

LEAST_LOG_PROBABILITY: Final = -0.7
"""Below this (the mean over all words) the recogniser guesses; read by people it is -0.2 to -0.4."""
LEAST_SURE: Final = 0.55
"""The mean probability of its words; in pure noise it is 0.25, and 0.85 and more where people read clearly."""
LEAST_IN_SILENCE: Final = -0.5
MOST_SILENCE: Final = 0.6
"""Words heard where it doubts that anybody speaks are made up, unless it is sure of them."""
LONGEST_LOOP: Final = 8
MOST_REPEATS: Final = 4
"""So many times in a row nobody says the same one to eight words: the recogniser runs in a circle."""
MOST_WORDS_PER_S: Final = 7.0


PAUSE_S: Final = 0.8
"""The silence between two takes: in a few words alone the recogniser is lost, in a row of them it finds its way."""


@frozen
class HearOrder:
    """Listen to the takes of `blocks`, which follow one another in this order, in `language`.

    `recogniser` is what `api.hearing.installed` says: it stands here so that other weights make another step.
    """

    blocks: tuple[str, ...]
    language: str
    recogniser: str = ""


def hear(inputs: Mapping[str, Path], params: Mapping[str, Json], out: Path) -> None:
    """Listen to `inputs["take:<block>"]` (params: a `HearOrder`); `heard.json` has a `model.product.Heard` for each.

    All are heard in one go; seconds are those of each take.  Without the recogniser, and in a language that it is not
    used for, the records say so.  Further inputs are the files of an operator's own model by their names ("model.bin",
    ...), all in one folder.  Raises `ToolRefusal` when a recogniser that is there fails.
    """
    order = record_from(params, HearOrder)
    (out / "heard.json").write_bytes(canonical(plain(_heard(inputs, order))) + b"\n")


def _heard(inputs: Mapping[str, Path], order: HearOrder) -> tuple[Heard, ...]:
    def nothing(why: str, ear: str = "") -> tuple[Heard, ...]:
        return tuple(Heard(block, (), why, ear) for block in order.blocks)

    own = {name: path for name, path in inputs.items() if not name.startswith(TAKE)}
    try:
        installed = recogniser.probe(own)
    except ToolRefusal as fault:
        if own:
            raise
        return nothing(f"{NOT_INSTALLED} ({fault.what})")
    if order.language not in recogniser.LANGUAGES:
        return nothing(f"the recogniser is not used for the language {order.language}", installed.told)
    takes = [_for_whisper(inputs[TAKE + block]) for block in order.blocks]
    if (sum(take.size for take in takes) / RATE_HZ) + PAUSE_S * len(takes) > recogniser.LONGEST_S:
        return nothing("the recordings are too long for the recogniser", installed.told)
    pause = np.zeros(round(PAUSE_S * RATE_HZ), np.int16)
    joined = np.concatenate([part for take in takes for part in (take, pause)])
    stretches = recogniser.hear(joined.astype("<i2").tobytes(), order.language, installed)
    starts = np.cumsum([0, *(take.size + pause.size for take in takes)]) / RATE_HZ
    return tuple(
        _of_take(block, stretches, float(start), take.size / RATE_HZ, installed.told)
        for block, take, start in zip(order.blocks, takes, starts, strict=False)
    )


def _of_take(block: str, stretches: Sequence[Stretch], start_s: float, length_s: float, ear: str) -> Heard:
    """What was heard in one take: the words whose middle lies in it, half of the pauses around it included."""
    near = (start_s - PAUSE_S / 2, start_s + length_s + PAUSE_S / 2)
    own = [
        evolve(one, words=tuple(word for word in one.words if near[0] <= (word.start_s + word.end_s) / 2 < near[1]))
        for one in stretches
    ]
    words = tuple(
        Word(word.text, _within(word.start_s - start_s, length_s), _within(word.end_s - start_s, length_s))
        for one in own
        for word in one.words
    )
    return Heard(block, words, doubt(own, length_s), ear)


def _within(seconds: float, length_s: float) -> float:
    return round(min(max(seconds, 0.0), length_s), 2)


def _for_whisper(take: Path) -> npt.NDArray[np.int16]:
    """Return a take as 16-bit samples at 16 kHz; turned up, for a phone may be quiet."""
    resampler = soxr.ResampleStream(HOUSE_HZ, RATE_HZ, 1, dtype="float32")
    parts = [resampler.resample_chunk(np.asarray(stretch, np.float32)) for stretch in read_flac(take)]
    parts.append(resampler.resample_chunk(np.zeros(0, np.float32), last=True))
    samples = np.concatenate(parts)
    highest = float(np.max(np.abs(samples), initial=0.0))
    scaled = samples * np.float32(0.7 / highest) if highest > 1e-5 else samples
    return np.round(scaled * np.float32(32767)).astype(np.int16)


def doubt(stretches: Sequence[Stretch], length_s: float) -> str:
    """Return why what was heard tells nothing, or "": nothing heard, guessed, made up in silence, or in a circle."""
    heard = [stretch for stretch in stretches if stretch.words]
    words = [word.text.casefold().strip(".,!?…") for word in chain.from_iterable(one.words for one in heard)]
    if not words:
        return "the recogniser heard no words"
    if any(one.silence > MOST_SILENCE and one.log_probability < LEAST_IN_SILENCE for one in heard):
        return "the recogniser heard words where there may be none"
    mean = sum(one.log_probability * len(one.words) for one in heard) / len(words)
    sure = sum(word.probability for one in heard for word in one.words) / len(words)
    if mean < LEAST_LOG_PROBABILITY or sure < LEAST_SURE:
        return "the recogniser could only guess at the words"
    if in_circles(words) or len(words) > MOST_WORDS_PER_S * max(length_s, 1.0):
        return "the recogniser ran in a circle"
    return ""


def in_circles(words: Sequence[str]) -> bool:
    """Return whether the same one to `LONGEST_LOOP` words stand `MOST_REPEATS` times in a row, or more."""
    for length in range(1, LONGEST_LOOP + 1):
        same = 0
        for here, there in zip(words, words[length:], strict=False):
            same = same + 1 if here == there else 0
            if same >= length * (MOST_REPEATS - 1):
                return True
    return False
