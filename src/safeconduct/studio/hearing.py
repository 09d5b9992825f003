# SPDX-License-Identifier: Apache-2.0
"""The recipe that has a recogniser listen to a take, and writes down what it heard, or why it cannot tell."""

from collections.abc import Mapping, Sequence
from itertools import chain
from pathlib import Path
from typing import Final

import numpy as np
import soxr
from attrs import frozen

from safeconduct.model.canonical import canonical
from safeconduct.model.codec import plain, record_from
from safeconduct.model.product import Heard, Word
from safeconduct.model.refusal import ToolRefusal
from safeconduct.model.works import Json
from safeconduct.tools import recogniser
from safeconduct.tools.recogniser import RATE_HZ, Stretch

from .reel import read_flac
from .samples import RATE_HZ as HOUSE_HZ

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


@frozen
class HearOrder:
    """Listen to the take of `block` in `language`.

    `recogniser` is what `api.hearing.installed` says: it stands here so that other weights make another step.
    """

    block: str
    language: str
    recogniser: str = ""


def hear(inputs: Mapping[str, Path], params: Mapping[str, Json], out: Path) -> None:
    """Listen to `inputs["take"]` (params: a `HearOrder`) and write `heard.json`, a `model.product.Heard`.

    Without the recogniser, and in a language that it is not used for, the record says so.  Further inputs are the
    files of an operator's own model by their names ("model.bin", ...), all in one folder.  Raises `ToolRefusal` when a
    recogniser that is there fails.
    """
    order = record_from(params, HearOrder)
    (out / "heard.json").write_bytes(canonical(plain(_heard(inputs, order))) + b"\n")


def _heard(inputs: Mapping[str, Path], order: HearOrder) -> Heard:
    try:
        installed = recogniser.probe({name: path for name, path in inputs.items() if name != "take"})
    except ToolRefusal as fault:
        if inputs.keys() - {"take"}:
            raise
        return Heard(order.block, (), f"{NOT_INSTALLED} ({fault.what})", "")
    if order.language not in recogniser.LANGUAGES:
        return Heard(order.block, (), f"the recogniser is not used for the language {order.language}", installed.told)
    samples, length_s = _for_whisper(inputs["take"])
    if length_s > recogniser.LONGEST_S:
        return Heard(order.block, (), "the recording is too long for the recogniser", installed.told)
    stretches = recogniser.hear(samples, order.language, installed)
    words = tuple(
        Word(word.text, round(word.start_s, 2), round(word.end_s, 2)) for one in stretches for word in one.words
    )
    return Heard(order.block, words, doubt(stretches, length_s), installed.told)


def _for_whisper(take: Path) -> tuple[bytes, float]:
    """Return a take as 16-bit samples at 16 kHz, and its length in seconds; turned up, for a phone may be quiet."""
    resampler = soxr.ResampleStream(HOUSE_HZ, RATE_HZ, 1, dtype="float32")
    parts = [resampler.resample_chunk(np.asarray(stretch, np.float32)) for stretch in read_flac(take)]
    parts.append(resampler.resample_chunk(np.zeros(0, np.float32), last=True))
    samples = np.concatenate(parts)
    highest = float(np.max(np.abs(samples), initial=0.0))
    scaled = samples * np.float32(0.7 / highest) if highest > 1e-5 else samples
    return np.round(scaled * np.float32(32767)).astype("<i2").tobytes(), samples.size / RATE_HZ


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
