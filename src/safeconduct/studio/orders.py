# SPDX-License-Identifier: Apache-2.0
"""What the recipes of the studio are told: the parameters of their steps, as records.

Levels in LUFS and dBTP of one channel, bands in Hz, lengths in seconds.
"""

from typing import Final

from attrs import frozen

from safeconduct.model.channel import SoundChannel
from safeconduct.model.spoken import Said

DRAFT: Final = "draft"
TAKE: Final = "take"
"""The two voices of a `model.product.Paragraph`."""


@frozen
class VoiceOrder:
    """Speak the `text` of `block` in `language`, at most `most_syllables_per_s` (0: at the voice's own pace).

    `syllables` 0: nobody counted.  `voice` is "espeak", "hn1" or the name of a voice folder, whose model and
    configuration are then among the inputs; `sounds` is the text as it sounds, for voices that read sounds; `program`
    says which program and voice an operator installed, so that others make another step.
    """

    block: str
    text: str
    language: str
    syllables: int
    most_syllables_per_s: float
    voice: str = "espeak"
    sounds: str = ""
    program: str = ""


@frozen
class TakeOrder:
    """Bring in the recording that the manuscript calls `file`, and clean it; see `cleaning.clean.Cleaning`."""

    file: str
    denoise: str = "wiener"
    at_risk: bool = False


@frozen
class CutOrder:
    """Cut one long take into these `blocks`, which are read in this order."""

    file: str
    blocks: tuple[str, ...]


@frozen
class Cue:
    """One paragraph of the master: the input that holds it, what it says, and the voice."""

    input: str
    said: Said
    voice: str


@frozen
class MasterOrder:
    """Join `cues`, give them what the channel needs, and write each file of the channel as `<name>.<suffix>`.

    `title`, `artist`, `album`, `language` (ISO 639-2), `comment` and `day` are what the files say of themselves.
    `reports` names the inputs that hold what takes, cuts and recognisers found.
    """

    name: str
    title: str
    artist: str
    album: str
    language: str
    comment: str
    day: str
    cues: tuple[Cue, ...]
    channel: SoundChannel
    reports: tuple[str, ...] = ()


@frozen
class FilmOrder:
    """Write the film `file` of slides and sound; `texts` are the words of each block as written.

    The other fields are as in `MasterOrder`; `language_639` is the ISO 639-2 code that the file bears.
    """

    file: str
    title: str
    artist: str
    album: str
    language: str
    language_639: str
    comment: str
    day: str
    texts: dict[str, str]
    most_beats: int
