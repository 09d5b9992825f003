# SPDX-License-Identifier: Apache-2.0
"""A channel: how a piece travels.  Pure data, one TOML file each."""

from attrs import frozen


@frozen
class PressSheet:
    """The sheet a printer prints several leaves on.

    `name` is one of the press's sheets ("sra3"); `turn` says how the back comes behind the front ("long-edge",
    "short-edge", "work-and-turn"); the gutter between two leaves is in mm.
    """

    name: str
    turn: str
    gutter_mm: float


@frozen
class Stock:
    """The paper: what to call it, its weight in grams per square metre, and its thickness in mm."""

    name: str
    grams_per_m2: float
    thickness_mm: float


@frozen
class PaperChannel:
    """A trimmed sheet, sizes in mm.

    `builds` are "screen" (read on a display, printed in an office) and "press" (for a print shop).  `themes` are those
    that suit it, the usual one first.  `fold`: "none", or how `panels` fold ("accordion", "roll").  `smallest_pt` is
    for anything printed, `body_pt` for Korean running text, `steps_pt` for steps; `most_ink_percent` counts all inks
    together.  `codes` are the only contents that a machine-readable code may have.
    """

    id: str
    title: str
    width_mm: float
    height_mm: float
    bleed_mm: float
    safe_mm: float
    builds: tuple[str, ...]
    themes: tuple[str, ...]
    panels: int
    fold: str
    smallest_pt: float
    body_pt: float
    steps_pt: float
    most_words: int
    most_ink_percent: float
    sheet: PressSheet | None
    stock: Stock
    codes: tuple[str, ...]
    must_run: tuple[str, ...]


@frozen
class Voicing:
    """What a channel does to a voice, so that it carries.

    The band in Hz; `presence_db` lifts 2 to 4 kHz for receivers that lose it; `ratio` compresses what is above the
    knee (1: nothing); `de_ess` tames sibilants; `shaping` makes speech stand out of noise, for horns in the open.
    """

    low_hz: float
    high_hz: float
    presence_db: float
    ratio: float
    de_ess: bool
    shaping: bool


@frozen
class SoundFile:
    """One file that a channel is handed over as.

    `container` is "wav", "flac", "mp3", "ogg" (Opus) or "m4a" (AAC); `bits` counts for the first two, `kbps` for the
    others.
    """

    container: str
    rate_hz: int
    bits: int = 0
    kbps: int = 0


@frozen
class SoundChannel:
    """A way to be heard.

    Loudness in LUFS **of one channel**, as a meter reads it off the mono file; peak in dBTP; `short_term_lufs` is the
    most that any three seconds may have, 0: no limit.  `longest_s` bounds the whole file in seconds, 0: no limit.
    `companions` are the files beside the sound ("cue", "m3u", "vtt", "lrc", "transcript", "film").  `numbered` file
    names begin with their order, for players that know no other.
    """

    id: str
    title: str
    loudness_lufs: float
    loudness_tolerance_lu: float
    peak_dbtp: float
    short_term_lufs: float
    longest_s: float
    most_syllables_per_s: float
    pause_s: float
    voicing: Voicing
    files: tuple[SoundFile, ...]
    companions: tuple[str, ...]
    numbered: bool
    must_run: tuple[str, ...]


Channel = PaperChannel | SoundChannel
