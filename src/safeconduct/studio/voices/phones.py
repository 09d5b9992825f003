# SPDX-License-Identifier: Apache-2.0
"""Korean sounds, written in Hangul, as the phones of MBROLA's voice hn1.

The names are those of the notes that come with the voice (X-SAMPA).  The voice knows 1,909 pairs of phones: which of
two phones for one letter is right follows from its neighbours, and every pair that can arise here is one it knows.
"""

import unicodedata
from collections.abc import Sequence
from typing import Final

from attrs import frozen

LEADS: Final = (
    "k", "k_>", "n", "t", "t_>", "4", "m", "p", "p_>", "s", "s_>", "", "ts\\", "ts\\_>", "ts\\_h", "k_h", "t_h",
    "p_h", "h",
)  # fmt: skip
VOWELS: Final = (
    "a", "E", "ja", "jE", "V", "e", "jV", "je", "o", "wa", "wE", "2", "jo", "u", "wV", "we", "wi", "ju", "M",
    "M\\i", "i",
)  # fmt: skip
"""In the order of Unicode; the lead ㅇ has no sound.  ㅚ is one vowel, as the North has it (문화어발음법 제3항)."""

TAILS: Final = {0: "", 1: "k_}", 4: "n_}", 7: "t_}", 8: "l_}", 16: "m_}", 17: "p_}", 21: "N"}
"""The seven sounds that end a syllable, by their place in Unicode's order."""

VOICED: Final = {"k": "g", "t": "d", "p": "b", "ts\\": "dz\\"}
"""Plain stops between sounds of the voice."""
CARRIED: Final = {"k_}": "g", "t_}": "d", "p_}": "b", "n_}": "n", "m_}": "m"}
"""Ends of syllables that go over to a vowel inside an accentual phrase; the voice knows no other way."""

SONOROUS: Final = frozenset({"n_}", "l_}", "m_}", "N", *VOWELS})
AFFRICATES: Final = frozenset({"ts\\", "ts\\_>", "ts\\_h", "dz\\"})

_FIRST, _LAST = ord("가"), ord("힣")


@frozen
class Syllable:
    """One syllable as phones; `lead` and `tail` may be ""."""

    lead: str
    vowel: str
    tail: str

    @property
    def high(self) -> bool:
        """Whether a phrase that begins with it begins high: a tense or aspirated sound, ㅅ or ㅎ (Jun, K-ToBI)."""
        return self.lead.endswith(("_>", "_h")) or self.lead in ("s", "s\\", "h")


def syllables(sounds: str) -> list[Syllable]:
    """Return the syllables of Hangul `sounds`, each by itself.

    Raises `ValueError` for what is not a whole syllable, or ends in a letter that is not a sound (a text that is
    written, not as it sounds).
    """
    found = []
    for letter in unicodedata.normalize("NFC", sounds):
        place = ord(letter) - _FIRST
        if not 0 <= place <= _LAST - _FIRST or place % 28 not in TAILS:
            raise ValueError(f"{letter!r} is not a Korean syllable as it sounds")
        found.append(Syllable(LEADS[place // 588], VOWELS[place % 588 // 28], TAILS[place % 28]))
    return found


def in_phrase(parts: Sequence[Syllable], starts: frozenset[int]) -> list[Syllable]:
    """Return the syllables of one phrase, read without a stop, as they change one another.

    At the places in `starts` an accentual phrase begins: what ends before it is cut off (문화어발음법 제11항) and not
    carried over to its vowel, which takes a short stop; its first stop keeps its voice out where hn1 can do so.  Plain
    stops turn voiced, ㄹ is lateral after ㄹ, ㅅ soft before ㅣ, and a y is lost after ㅈ, ㅉ, ㅊ.
    """
    spoken: list[Syllable] = []
    for at, syllable in enumerate(parts):
        lead, vowel = syllable.lead, syllable.vowel
        before = spoken[-1].tail or spoken[-1].vowel if spoken else ""
        if not lead and before in CARRIED and at not in starts:
            lead = CARRIED[before]
            spoken[-1] = Syllable(spoken[-1].lead, spoken[-1].vowel, "")
        elif lead in VOICED and before in SONOROUS and (at not in starts or before in ("l_}", "N")):
            lead = VOICED[lead]
        elif lead == "4" and before == "l_}":
            lead = "l"
        elif lead == "s" and vowel == "i":
            lead = "s\\"
        if lead in AFFRICATES and vowel.startswith("j"):
            vowel = vowel[1:]
        spoken.append(Syllable(lead, vowel, syllable.tail))
    return spoken
