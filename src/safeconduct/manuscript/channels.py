# SPDX-License-Identifier: Apache-2.0
"""Channels: how a piece travels, one TOML file each in `channels/`."""

from functools import cache
from pathlib import Path

from safeconduct.model.channel import Channel, PaperChannel, PressSheet, SoundChannel, Stock

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
        channel = SoundChannel(
            id=channel_id,
            title=title,
            loudness_lufs=table.number("loudness_lufs"),
            loudness_tolerance_lu=table.number("loudness_tolerance_lu"),
            peak_dbtp=table.number("peak_dbtp"),
            shortest_s=table.number("shortest_s"),
            longest_s=table.number("longest_s"),
            most_syllables_per_s=table.number("most_syllables_per_s"),
            pause_s=table.number("pause_s"),
            low_hz=table.number("low_hz"),
            high_hz=table.number("high_hz"),
            encodings=table.texts("encodings"),
            mp3_kbps=table.whole("mp3_kbps") or 0,
            must_run=must_run,
        )
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
