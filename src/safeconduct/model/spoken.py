# SPDX-License-Identifier: Apache-2.0
"""What is said: the forms of a spoken piece, what a house asks of sound, and the script that a voice reads."""

from collections.abc import Mapping

from attrs import field, frozen

from .product import SENDER_END, SENDER_START, SLATE_END, SLATE_START, SYNTHETIC, VALID_UNTIL

ADDED = (SLATE_START, SENDER_START, SYNTHETIC, VALID_UNTIL, SENDER_END, SLATE_END)
"""The sentences that are spoken besides the copy."""

SPOKEN_FORMS = ("call-out", "loudspeaker-message", "radio-item", "spoken", "spot")
"""The formats of pieces that are heard."""

BUILT_IN_VOICES = ("espeak", "hn1")
"""The draft voices that need no folder of their own; the first speaks where the house says nothing."""


DENOISE = ("wiener", "deep", "none")
"""How noise is taken from takes: mildly, by a trained network (an extra), not at all."""


@frozen
class SoundForm:
    """What kind of message it is: a call-out, a loudspeaker message, a spot, a radio item.

    `shortest_s` and `longest_s` (0: no limit) bound the message from the sender's first word to the last; for a
    call-out (`times` > 1) they bound one saying of its words, which is said `times` times.  `most_syllables` counts
    the words of one saying, 0: no limit.
    """

    id: str
    title: str
    shortest_s: float
    longest_s: float
    most_syllables: int
    times: int


@frozen
class HouseSound:
    """What a house asks of sound.

    `say_valid_until`: the last day is spoken too.  `synthetic`: the pieces that may be FINAL in a synthetic voice.
    `voices`: the draft voice per language: "espeak", "hn1", or the name of a folder in voices/.  `denoise` ("wiener",
    "deep", "none") and `at_risk` say how takes are cleaned; see `studio.cleaning`.
    """

    say_valid_until: bool = False
    synthetic: tuple[str, ...] = ()
    voices: Mapping[str, str] = field(factory=dict)
    denoise: str = "wiener"
    at_risk: bool = False


@frozen
class Said:
    """One sentence or paragraph of a script.

    `block` is its id or one of `ADDED`; `text` as it is written (for captions), `spoken` with numbers and dates
    written out (for a voice), `sounds` as it sounds in Korean letters, one a syllable ("" in other languages).
    `saying` counts repetitions from 1.
    """

    block: str
    text: str
    spoken: str
    sounds: str
    syllables: int
    saying: int = 1


Script = tuple[Said, ...]
