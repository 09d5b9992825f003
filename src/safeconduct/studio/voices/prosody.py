# SPDX-License-Identifier: Apache-2.0
"""How Korean is said by the voice hn1: phrases, lengths and pitch; the outcome is a score that MBROLA reads.

Lengths and pitch are our own.  The pattern, Low-High … Low-High in each accentual phrase, a High start after tense
and aspirated sounds, and a tone at the end of each intonation phrase, is that of Jun (1998, K-ToBI); the figures are
rules of thumb, tried on a recogniser, and heard by no native listener yet.
"""

import re
from collections.abc import Iterator, Sequence
from typing import Final

from attrs import frozen

from .phones import CARRIED, VOICED, Syllable, in_phrase, syllables

BASE_HZ: Final = 116.0
"""About the pitch of the man whose voice it is."""

LENGTH_MS: Final = {
    "": 0, "k": 67, "k_>": 106, "k_h": 109, "g": 53, "t": 60, "t_>": 103, "t_h": 106, "d": 48, "p": 64,
    "p_>": 106, "p_h": 113, "b": 53, "ts\\": 87, "ts\\_>": 113, "ts\\_h": 124, "dz\\": 69, "s": 101, "s_>": 124,
    "s\\": 101, "h": 60, "n": 73, "m": 78, "4": 30, "l": 64, "k_}": 83, "t_}": 83, "p_}": 83, "n_}": 86,
    "m_}": 88, "l_}": 81, "N": 99,
}  # fmt: skip
VOWEL_MS: Final = 90
GLIDE: Final = 1.22
"""How much longer a vowel with a glide lasts than one without."""

PAUSE_MS: Final = {",": 260, ";": 330, ":": 330, ".": 480, "?": 480, "!": 480, "…": 480}
LEAD_IN_MS: Final = 60
BREATH_MS: Final = 110
"""What slow speech adds between accentual phrases, for each time it is slower."""

CUT_MS: Final = 30
"""The stop between an end that is cut off and a vowel."""

MOST_IN_ACCENT: Final = 5
"""Syllables of an accentual phrase: longer words are one by themselves, short words share one."""

_LOW, _HIGH, _SLOPE = -1.2, 1.6, -4.0
_ENDING: Final = {".": (0.0, -4.5), "!": (1.0, -4.5), "…": (0.0, -2.0), "?": (0.5, 6.0), "": (0.0, -4.5)}
_GOING_ON: Final = (-0.5, 1.8)
_LONGER_AT_END, _LONGER_AT_ACCENT = 1.6, 1.15
_CLAUSE: Final = re.compile(r"([^.,;:!?…]*)([.,;:!?…]*)")
_TIED: Final = frozenset({*VOICED.values(), "l"})
_HANGUL: Final = re.compile("[가-힣]+")


@frozen
class Score:
    """Phones in MBROLA's .pho lines, and the seconds that they last."""

    lines: str
    length_s: float


@frozen
class _Clause:
    """What is said between two pauses: its syllables as phones, where accentual phrases begin, its last mark."""

    parts: Sequence[Syllable]
    starts: frozenset[int]
    mark: str


def score(sounds: str, slower: float = 1.0) -> Score:
    """Return the score of `sounds` (Hangul as it sounds, with its marks), `slower` times as slow as natural.

    Slowness goes into vowels, ends of syllables and pauses before it goes into the noise of consonants.  Raises
    `ValueError` for Hangul that is not as it sounds; whatever is not Hangul is silent.
    """
    lines = [_phone("_", LEAD_IN_MS)]
    for sentence in _sentences(sounds):
        count = sum(len(clause.parts) for clause in sentence)
        said = 0
        for clause in sentence:
            lines += _clause(clause, said / count, len(clause.parts) / count, slower)
            said += len(clause.parts)
            lines.append(_phone("_", round(PAUSE_MS.get(clause.mark, PAUSE_MS["."]) * slower)))
    return Score("\n".join(lines) + "\n", sum(int(line.split()[1]) for line in lines) / 1000)


def _sentences(sounds: str) -> Iterator[list[_Clause]]:
    sentence: list[_Clause] = []
    for text, marks in _CLAUSE.findall(sounds):
        words = [syllables(word) for word in _HANGUL.findall(text)]
        if words:
            starts = frozenset(_accents([len(word) for word in words]))
            parts = in_phrase([part for word in words for part in word], starts)
            mark = next((mark for mark in marks if mark in "?!…."), marks[:1])
            sentence.append(_Clause(parts, starts, mark))
        if sentence and not set(marks) <= set(",;:"):
            yield sentence
            sentence = []
    if sentence:
        yield sentence


def _accents(lengths: Sequence[int]) -> Iterator[int]:
    """Yield where accentual phrases begin: short words share one."""
    at = held = 0
    for length in lengths:
        if not at or held + length > MOST_IN_ACCENT:
            yield at
            held = 0
        at, held = at + length, held + length


def _clause(clause: _Clause, from_share: float, share: float, slower: float) -> Iterator[str]:
    """Yield the phones of a clause that begins at `from_share` of its sentence and takes `share` of it."""
    size = len(clause.parts)
    ends = sorted({*(clause.starts - {0}), size})
    for at, part in enumerate(clause.parts):
        end = next(end for end in ends if end > at)
        start = max(start for start in clause.starts if start <= at)
        last, of_accent = at == size - 1, at == end - 1
        slope = _SLOPE * (from_share + share * at / size)
        tones = _end_tones(clause.mark) if last else (_tone(at - start, end - start, clause.parts[start].high),) * 2
        stretch = slower * (_LONGER_AT_END if last else _LONGER_AT_ACCENT if of_accent else 1.0)
        yield from _syllable(part, (slope + tones[0], slope + tones[1]), slower, stretch)
        if of_accent and not last and (stop_ms := _stop_ms(part, clause.parts[at + 1], slower)):
            yield _phone("_", stop_ms)


def _stop_ms(left: Syllable, right: Syllable, slower: float) -> int:
    """Return the stop between two accentual phrases: what slowness adds, and what a vowel needs after a cut-off end.

    There is none before a start that is voiced or lateral because of what comes before it.
    """
    if right.lead in _TIED:
        return 0
    return max(CUT_MS if not right.lead and left.tail in CARRIED else 0, round(BREATH_MS * (slower - 1.0)))


def _tone(place: int, size: int, high: bool) -> float:
    """Return the tone, in semitones, of the syllable at `place` in an accentual phrase of `size`."""
    if place == size - 1:
        return _HIGH
    if place == 0:
        return _HIGH if high else _LOW
    return _HIGH if place == 1 and size > 3 else _LOW if place == size - 2 else 0.0


def _end_tones(mark: str) -> tuple[float, float]:
    return _GOING_ON if mark in (",", ";", ":") else _ENDING[mark]


def _syllable(part: Syllable, tones: tuple[float, float], slower: float, stretch: float) -> Iterator[str]:
    first_hz, last_hz = (BASE_HZ * 2 ** ((tone + 2.0) / 12) for tone in tones)
    if part.lead:
        yield _phone(part.lead, round(LENGTH_MS[part.lead] * slower**0.5), (50, first_hz))
    vowel_ms = VOWEL_MS * stretch * (GLIDE if part.vowel[0] in "jw" or part.vowel == "M\\i" else 1.0)
    yield _phone(part.vowel, round(vowel_ms), (15, first_hz), (90, last_hz))
    if part.tail:
        yield _phone(part.tail, round(LENGTH_MS[part.tail] * stretch**0.7), (50, last_hz))


def _phone(name: str, length_ms: int, *pitches: tuple[int, float]) -> str:
    return " ".join([name, str(length_ms), *(f"{percent} {hz:.0f}" for percent, hz in pitches)])
