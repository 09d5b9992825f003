# SPDX-License-Identifier: Apache-2.0
"""The tables of docs/sound.md say of forms and channels what the files that decide say."""

from pathlib import Path

import pytest

from safeconduct.manuscript.channels import channels
from safeconduct.manuscript.forms import forms
from safeconduct.model.channel import SoundChannel

PAGE = Path(__file__).parents[2] / "docs" / "sound.md"
NAMES = {"wav": "WAV", "flac": "FLAC", "mp3": "MP3", "m4a": "M4A", "ogg": "Ogg (Opus)"}
CHANNELS = sorted(name for name, channel in channels().items() if isinstance(channel, SoundChannel))


def row(name: str) -> list[str]:
    """The cells of the one row that begins with this name."""
    rows = [line for line in PAGE.read_text("utf-8").splitlines() if line.startswith(f"| `{name}` |")]
    assert len(rows) == 1
    return [cell.strip() for cell in rows[0].strip("|").split("|")]


@pytest.mark.parametrize("name", CHANNELS)
def test_a_channel_is_told_as_it_is(name: str) -> None:
    channel = channels()[name]
    assert isinstance(channel, SoundChannel)
    _, loudness, peak, band, pace, files, beside, what_for = row(name)
    assert loudness == f"−{-channel.loudness_lufs:g} LUFS"
    assert peak == f"−{-channel.peak_dbtp:g} dBTP"
    assert band == f"{channel.voicing.low_hz:g}–{channel.voicing.high_hz:g} Hz"
    assert pace == f"{channel.most_syllables_per_s:g} σ/s"
    bits = {"wav": " 24 bit"}
    assert files == ", ".join(
        NAMES[one.container] + (f" {one.kbps}" if one.kbps else bits.get(one.container, "") if one.bits == 24 else "")
        for one in channel.files
    )
    assert beside == ", ".join(channel.companions)
    assert ("at most 60 s" in what_for) == (channel.longest_s == 60)
    assert (f"over −{-channel.short_term_lufs:g} LUFS" in what_for) == bool(channel.short_term_lufs)
    assert ("names begin with a number" in what_for) == channel.numbered
    assert ("shaped for noise" in what_for) == channel.voicing.shaping


@pytest.mark.parametrize("name", sorted(forms()))
def test_a_form_is_told_as_it_is(name: str) -> None:
    form = forms()[name]
    _, length, syllables, what_for = row(name)
    in_minutes = form.shortest_s >= 120
    unit, name_of_unit = (60, "min") if in_minutes else (1, "s")
    limits = f"{form.shortest_s / unit:g} to {form.longest_s / unit:g} {name_of_unit}"
    assert length.startswith(limits if form.longest_s else "as the channel allows")
    assert syllables == (f"at most {form.most_syllables}" if form.most_syllables else "")
    assert ("said three times" in what_for) == (form.times == 3)


def test_the_page_names_every_channel_and_nothing_else() -> None:
    table = PAGE.read_text("utf-8").split("## Channels")[1].split("\n\n")[1]
    told = [line.split("`")[1] for line in table.splitlines() if line.startswith("| `") and "LUFS" in line]
    assert sorted(told) == CHANNELS
