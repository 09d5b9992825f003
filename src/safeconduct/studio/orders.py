# SPDX-License-Identifier: Apache-2.0
"""What the recipes of the studio are told: the parameters of their steps, as records.

Levels in LUFS and dBTP of one channel, bands in Hz, lengths in seconds.
"""

from typing import Final

from attrs import frozen

DRAFT: Final = "draft"
TAKE: Final = "take"
"""The two voices of a `model.product.Paragraph`."""


@frozen
class VoiceOrder:
    """Speak the `text` of `block` in `language`, at most `most_syllables_per_s`; `syllables` 0: nobody counted."""

    block: str
    text: str
    language: str
    syllables: int
    most_syllables_per_s: float


@frozen
class TakeOrder:
    """Bring in the recording that the manuscript calls `file`."""

    file: str


@frozen
class Cue:
    """One paragraph of the master: the input that holds it, the block it speaks, the voice, and its syllables."""

    input: str
    block: str
    voice: str
    syllables: int


@frozen
class MasterOrder:
    """Join `cues`, bring them into the band and to the loudness, and write `<name>.<encoding>` for each encoding."""

    name: str
    title: str
    artist: str
    cues: tuple[Cue, ...]
    encodings: tuple[str, ...]
    mp3_kbps: int
    loudness_lufs: float
    tolerance_lu: float
    peak_dbtp: float
    pause_s: float
    low_hz: float
    high_hz: float
    compress: bool


@frozen
class ScriptOrder:
    """Write the reading script `file`: `mark` (or "") above the title, and the words of every block by its id."""

    file: str
    mark: str
    title: str
    sender: str
    words: dict[str, str]
