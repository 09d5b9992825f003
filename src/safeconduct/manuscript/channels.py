# SPDX-License-Identifier: Apache-2.0
"""Channels: how a piece travels, one TOML file each in `channels/`."""

from functools import cache
from pathlib import Path

from safeconduct.model.channel import Channel, PaperChannel, PressSheet, SoundChannel, SoundFile, Stock, Voicing

from .faults import Faults
from .toml import Table, read_table

FOLDER = Path(__file__).with_name("channels")


@cache
def channels() -> dict[str, Channel]:
    """Every channel that is built in, by id; raises `ValueError` when one of our own files is wrong."""
    faults = Faults()
    found: dict[str, Channel] = {}
    for path in sorted(FOLDER.glob("*.toml")):
        table = read_table(path.read_bytes(), path.name, faults)
        if table:
            found[path.stem] = read_channel(path.stem, table)
    if faults.found:
        raise ValueError(f"a channel that ships with safeconduct is wrong: {faults.found}")
    return found


def read_channel(channel_id: str, table: Table) -> Channel:
    """Read one channel file."""
    kind, title, must_run = table.text("kind"), table.text("title"), table.texts("must_run")
    channel: Channel
    if kind == "paper":
        channel = PaperChannel(
            id=channel_id,
            title=title,
            width_mm=table.number("width_mm"),
            height_mm=table.number("height_mm"),
            bleed_mm=table.number("bleed_mm"),
            safe_mm=table.number("safe_mm"),
            builds=table.texts("builds"),
            themes=table.texts("themes"),
            panels=table.whole("panels") or 1,
            fold=table.text("fold", needed=False) or "none",
            smallest_pt=table.number("smallest_pt"),
            body_pt=table.number("body_pt"),
            steps_pt=table.number("steps_pt"),
            most_words=table.whole("most_words") or 0,
            most_ink_percent=table.number("most_ink_percent"),
            sheet=_sheet(table.table("sheet", needed=False)),
            stock=_stock(table.table("stock")),
            codes=table.texts("codes", needed=False),
            must_run=must_run,
        )
    else:
        channel = _sound(channel_id, title, table, must_run)
    table.done()
    return channel


def _sheet(table: Table | None) -> PressSheet | None:
    if table is None:
        return None
    sheet = PressSheet(table.text("name"), table.text("turn"), table.number("gutter_mm"))
    table.done()
    return sheet


def _stock(table: Table | None) -> Stock:
    if table is None:
        return Stock("", 0.0, 0.0)
    stock = Stock(table.text("name"), table.number("grams_per_m2"), table.number("thickness_mm"))
    table.done()
    return stock


def _sound(channel_id: str, title: str, table: Table, must_run: tuple[str, ...]) -> SoundChannel:
    return SoundChannel(
        id=channel_id,
        title=title,
        loudness_lufs=table.number("loudness_lufs"),
        loudness_tolerance_lu=table.number("loudness_tolerance_lu"),
        peak_dbtp=table.number("peak_dbtp"),
        short_term_lufs=table.number("short_term_lufs"),
        longest_s=table.number("longest_s"),
        most_syllables_per_s=table.number("most_syllables_per_s"),
        pause_s=table.number("pause_s"),
        voicing=_voicing(table.table("voicing")),
        files=tuple(_sound_file(file) for file in table.tables("files")),
        companions=table.texts("companions", needed=False),
        numbered=table.flag("numbered", needed=False),
        must_run=must_run,
    )


def _voicing(table: Table | None) -> Voicing:
    if table is None:
        return Voicing(0.0, 0.0, 0.0, 1.0, False, False)
    voicing = Voicing(
        low_hz=table.number("low_hz"),
        high_hz=table.number("high_hz"),
        presence_db=table.number("presence_db"),
        ratio=table.number("ratio"),
        de_ess=table.flag("de_ess"),
        shaping=table.flag("shaping"),
    )
    table.done()
    return voicing


def _sound_file(table: Table) -> SoundFile:
    bits, kbps = table.whole("bits", needed=False) or 0, table.whole("kbps", needed=False) or 0
    file = SoundFile(table.text("container"), table.whole("rate_hz") or 0, bits, kbps)
    table.done()
    return file
