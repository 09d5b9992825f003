# SPDX-License-Identifier: Apache-2.0
"""A voice gets what its channel needs: band, presence, tamed sibilants, shaping, compression."""

from collections.abc import Sequence
from pathlib import Path
from typing import Final

import numpy as np

from safeconduct.model.channel import Voicing
from safeconduct.model.product import Treated
from safeconduct.studio import speech
from safeconduct.studio.reel import Reel, Tape, wound
from safeconduct.studio.samples import RATE_HZ, Samples

from .compressing import Compression, compressed, usual
from .envelope import Motion
from .shaping import Shaper
from .sibilants import DeEsser, lowest_hz
from .tone import Tone

HORN: Final = Compression(-18.0, 3.4, -30.0, Motion(wide=2, ahead=1, fall_db=1.0, soft=2))
"""The compression that belongs to shaping; the ratio of the channel does not count there."""

CARRYING_HZ: Final = (1_000.0, 4_000.0)
"""What shaping strengthens: the band that carries consonants and the second and third formant."""

_SOFT, _LOUD = 20, 95
_TOLD_DB: Final = 0.05
_TOLD_HZ: Final = 5.0
_SYLLABLE: Final = 10  # frames of 10 ms


def voiced(
    reel: Reel, voicing: Voicing, spoken: Sequence[tuple[float, float]], out: Path
) -> tuple[Reel, tuple[Treated, ...]]:
    """Return the reel as `voicing` asks for it, at `out`, and what was done, with the figures before and after.

    `spoken` are the spans with speech, in seconds: levels are judged there.  The new reel is as long as the old one
    and nothing in it is shifted; it is not at any particular level.  Files beside `out`, of its name with other
    suffixes, are made and removed.  What a channel does not ask for, and what changes nothing, is not told.
    """
    told: list[Treated] = []
    between = out.with_suffix(".tone"), out.with_suffix(".shape")
    heard = speech.Levels()
    tone = Tone(voicing.low_hz, voicing.high_hz, voicing.presence_db)
    ready = wound(between[0], heard.watched(tone.toned(reel.tape())))
    told += _told_of_tone(tone)
    levels = _spoken(heard, spoken)
    speech_db = speech.speech_db(levels)
    tape: Tape = ready.tape()
    esser = DeEsser(lowest_hz(voicing.high_hz), speech_db)
    if voicing.de_ess:
        tape = esser.de_essed(tape)
    if voicing.shaping:
        shaper, heard = Shaper(), speech.Levels()
        ready = wound(between[1], heard.watched(shaper.shaped(tape)))
        told += _told("shaping", *shaper.share_db(*CARRYING_HZ), "dB")
        levels = _spoken(heard, spoken)
        tape = compressed(ready.tape(), HORN, speech.speech_db(levels))
    elif voicing.ratio > 1.0:
        tape = compressed(tape, usual(voicing.ratio), speech_db)
    heard = speech.Levels()
    finished = wound(out, heard.watched(tape))
    if esser.levels_db:
        was, now = esser.levels_db
        told.append(Treated("sibilants", _figure(was), _figure(now), "dB"))
    told += _told("compressor", _spread_db(levels), _spread_db(_spoken(heard, spoken)), "dB")
    for reel_between in between:
        reel_between.unlink(missing_ok=True)
    return finished, tuple(told)


def _told_of_tone(tone: Tone) -> list[Treated]:
    low_hz, high_hz = tone.edges_hz()
    told = []
    if high_hz and tone.low_hz - low_hz >= _TOLD_HZ:
        told.append(Treated("band", round(low_hz), round(tone.low_hz), "Hz"))
    if tone.high_hz and high_hz - tone.high_hz >= _TOLD_HZ:
        told.append(Treated("band", round(high_hz), round(tone.high_hz), "Hz"))
    return [*told, *(_told("presence", *tone.presence_share_db(), "dB") if tone.presence_db else [])]


def _told(what: str, before: float, after: float, unit: str) -> list[Treated]:
    return [Treated(what, _figure(before), _figure(after), unit)] if abs(before - after) >= _TOLD_DB else []


def _figure(value: float) -> float:
    return round(value, 1)


def _spoken(heard: speech.Levels, spoken: Sequence[tuple[float, float]]) -> Samples:
    """Return the level of each 10 ms inside the spans; of the whole tape where there are none."""
    levels = heard.all()
    a_second = RATE_HZ // speech.FRAME
    spans = [levels[round(start_s * a_second) : round(end_s * a_second)] for start_s, end_s in spoken]
    return np.concatenate(spans) if spans else levels


def _spread_db(levels: Samples) -> float:
    """Return how far the loud tenths of a second of the speech (95th percentile) lie over the soft ones (20th)."""
    if levels.size < _SYLLABLE:
        return 0.0
    power = np.convolve(10.0 ** (levels / 10.0), np.full(_SYLLABLE, 1.0 / _SYLLABLE), mode="valid")
    syllables = 10.0 * np.log10(power + 1e-12)
    active = syllables[speech.is_active(syllables)]
    return float(np.percentile(active, _LOUD) - np.percentile(active, _SOFT)) if active.size else 0.0
