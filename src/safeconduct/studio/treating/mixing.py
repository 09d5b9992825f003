# SPDX-License-Identifier: Apache-2.0
"""Paragraphs become one reel: each alone at the same loudness, with exact pauses between the words."""

from collections.abc import Iterator, Sequence
from itertools import chain
from pathlib import Path
from typing import Final

import numpy as np
from attrs import frozen

from safeconduct.model.product import Treated
from safeconduct.studio import speech
from safeconduct.studio.meters.gating import MOMENTARY, integrated_lufs
from safeconduct.studio.meters.grid import HOP
from safeconduct.studio.meters.meter import hops_of
from safeconduct.studio.reel import Reel, wound
from safeconduct.studio.samples import RATE_HZ, SILENCE_DBFS, Samples, amplitude

LEAD_S: Final = 0.3
"""Silence before the first and after the last word: players swallow the first tenth of a second."""

WORKING_LUFS: Final = -26.0
"""The loudness of every paragraph in the mix, with room above for its peaks."""

MOST_GAIN_DB: Final = 40.0
"""What levelling adds at most: next to nothing is not made into a loud hiss."""

_MARGIN_S: Final = 0.15
_FADE_S: Final = 0.03
_SHORTEST_FADE_S: Final = 0.005
_BLOCK: Final = MOMENTARY * HOP
_TOLD_DB: Final = 0.05


@frozen
class Mix:
    """One reel, first and last second of the speech in each paragraph, and how each was levelled."""

    reel: Reel
    spoken: tuple[tuple[float, float], ...]
    treated: tuple[Treated, ...]


@frozen
class _Part:
    """A paragraph: where its words are, what is kept of it, and its gain."""

    reel: Reel
    first: int
    end: int
    before: int
    after: int
    gain_db: float


def mixed(paragraphs: Sequence[Reel], pause_s: float, out: Path, blocks: Sequence[str] = ()) -> Mix:
    """Join `paragraphs` at `out`: from the last sample of speech to the first of the next it is exactly `pause_s`.

    Speech is what `speech.bounds` finds; up to 150 ms of the recording around it stay, faded, as far as the pause has
    room for them, and the rest of a pause is silence: no room is invented.  Every paragraph comes to `WORKING_LUFS`
    (ITU-R BS.1770-4), by 40 dB at most.  `blocks` name the paragraphs in what is told of them.
    """
    lead, pause = round(LEAD_S * RATE_HZ), round(pause_s * RATE_HZ)
    most = min(round(_MARGIN_S * RATE_HZ), pause // 2, lead)
    names = blocks or ("",) * len(paragraphs)
    parts, treated = [], []
    for name, reel in zip(names, paragraphs, strict=True):
        part, lufs = _part(reel, most)
        parts.append(part)
        if abs(part.gain_db) >= _TOLD_DB:
            treated.append(Treated("level", round(lufs, 1), round(lufs + part.gain_db, 1), "LUFS", name))
    spoken, at = [], lead
    for part in parts:
        end = at + part.end - part.first
        spoken.append((at / RATE_HZ, end / RATE_HZ))
        at = end + pause
    return Mix(wound(out, _joined(parts, lead, pause)), tuple(spoken), tuple(treated))


def _part(reel: Reel, most: int) -> tuple[_Part, float]:
    levels = speech.levels(reel.tape())
    first, end = speech.bounds(levels, reel.size) or (0, reel.size)
    before, after = min(most, first), min(most, reel.size - end)
    kept = _stretches(reel, first - before, end + after)
    # A word shorter than a block of the meter is weighed with the silence that will follow it.
    short = np.zeros(max(0, _BLOCK - (end + after - first + before)), np.float32)
    lufs = integrated_lufs(hops_of(chain(kept, (short,))))
    gain_db = min(MOST_GAIN_DB, WORKING_LUFS - lufs) if lufs > SILENCE_DBFS else 0.0
    return _Part(reel, first, end, before, after, gain_db), lufs


def _joined(parts: Sequence[_Part], lead: int, pause: int) -> Iterator[Samples]:
    silent = lead
    for part in parts:
        yield np.zeros(silent - part.before, np.float32)
        yield from _faded(part)
        silent = pause - part.after
    yield np.zeros(silent - pause + lead, np.float32)


def _faded(part: _Part) -> Iterator[Samples]:
    """Yield what is kept of a paragraph at its level; it rises and falls within its margins, so that no cut clicks."""
    first, end = part.first - part.before, part.end + part.after
    rise, fall = _ramp(part.before, end - first), _ramp(part.after, end - first)[::-1]
    gain = np.float32(amplitude(part.gain_db))
    at = first
    for stretch in _stretches(part.reel, first, end):
        sound = stretch * gain
        _apply(sound, rise, first - at)
        _apply(sound, fall, end - fall.size - at)
        at += stretch.size
        yield sound


def _ramp(margin: int, size: int) -> Samples:
    """Return a rise over at most 30 ms of a margin; over 5 ms where the words begin without one."""
    fade = min(max(min(margin, round(_FADE_S * RATE_HZ)), round(_SHORTEST_FADE_S * RATE_HZ)), size // 2)
    return np.asarray(0.5 - 0.5 * np.cos(np.pi * (np.arange(fade) + 0.5) / max(1, fade)), np.float32)


def _apply(sound: Samples, ramp: Samples, where: int) -> None:
    """Multiply `sound` by `ramp`, whose first sample lies at `where`, in place; what lies outside does not count."""
    first, end = max(0, where), min(sound.size, where + ramp.size)
    if first < end:
        sound[first:end] *= ramp[first - where : end - where]


def _stretches(reel: Reel, first: int, end: int) -> Iterator[Samples]:
    step = 10 * RATE_HZ
    for at in range(first, end, step):
        yield reel.read(at, min(end, at + step))
