# SPDX-License-Identifier: Apache-2.0
"""Handovers: `handovers/<id>.toml`, one giving over to one institution each."""

from safeconduct.model.handover import Handover, Lot

from .toml import Table

_COPIES = "copies = 500 (a whole number above 0, without quotation marks or commas)"


def read_handover(record_id: str, table: Table) -> Handover | None:
    """A handover with its lots; None when it cannot be told what goes where and when."""
    to, on, purpose = table.text("to"), table.date("on"), table.words("purpose")
    total, lots = _above_zero(table, "total"), _lots(table)
    table.done()
    if not (to and on and total and lots):
        return None
    return Handover(record_id, to, on, purpose, total, lots, table.at())


def _lots(table: Table) -> tuple[Lot, ...]:
    lots: list[Lot] = []
    taken: set[tuple[str, str, str]] = set()
    for entry in table.tables("lot"):
        piece, channel = entry.text("piece"), entry.text("channel")
        languages, copies = entry.texts("languages"), _above_zero(entry, "copies")
        entry.done()
        here = {(piece, channel, language) for language in languages}
        if len(here) < len(languages) or here & taken:
            entry.wrong("languages", "each language of a piece and channel in one lot only")
            continue
        taken |= here
        if piece and channel and languages and copies:
            lots.append(Lot(piece, channel, languages, copies, entry.at("copies")))
    if "lot" not in table.values:
        table.missing("[lot]", "… in a table [[lot]] with piece, channel, languages and copies")
    return tuple(lots)


def _above_zero(table: Table, key: str) -> int:
    number = table.whole(key)
    if number is not None and number <= 0:
        table.wrong(key, _COPIES.replace("copies", key, 1))
        return 0
    return number or 0
