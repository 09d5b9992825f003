# SPDX-License-Identifier: Apache-2.0
"""A channel: how a piece travels.  Pure data, one TOML file each."""

from attrs import frozen


@frozen
class PaperChannel:
    """A trimmed sheet, sizes in mm.  `panels` > 1: a folded strip of equal panels.  `n_up_sheet`: a press sheet."""

    id: str
    title: str
    width_mm: float
    height_mm: float
    bleed_mm: float
    safe_mm: float
    ink: str
    panels: int
    smallest_pt: float
    most_words: int
    n_up_sheet: str | None
    must_run: tuple[str, ...]


@frozen
class SoundChannel:
    """A way to be heard.  Loudness in LUFS, peak in dBTP, lengths in seconds, band in Hz."""

    id: str
    title: str
    loudness_lufs: float
    loudness_tolerance_lu: float
    peak_dbtp: float
    shortest_s: float
    longest_s: float
    most_syllables_per_s: float
    pause_s: float
    low_hz: float
    high_hz: float
    encodings: tuple[str, ...]
    mp3_kbps: int
    must_run: tuple[str, ...]


Channel = PaperChannel | SoundChannel
