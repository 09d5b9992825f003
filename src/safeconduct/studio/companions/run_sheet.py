# SPDX-License-Identifier: Apache-2.0
"""The run sheet: what whoever plays the recording must know, on a page of plain text, in English."""

from collections.abc import Sequence

from safeconduct.model.captions import readable
from safeconduct.model.product import Master, MasterFile

from .clock import in_ms, told_time
from .orders import CompanionOrder

_FEW_WORDS = 8
_SYNTHETIC = "draft"


def run_sheet(order: CompanionOrder, master: Master, texts: Sequence[str]) -> str:
    """Return the sheet; `texts` are the words of each paragraph of the master, in order.

    The first and last words are those of the file, slates included: what the person at the desk hears.
    """
    said = [readable(text) for text in texts if readable(text)]
    whole = max((file.length_s for file in master.files), default=0.0)
    rows = ["RUN SHEET", ""]
    if order.mark:
        rows += ["SPECIMEN. Not for broadcast: this recording has not been confirmed and signed off.", ""]
    rows += _table(
        [
            ("Title", readable(order.title)),
            ("Sender", readable(order.sender)),
            ("Language", order.language),
            ("Channel", order.channel),
            ("Day", order.day),
            ("Valid until", order.until or "no last day was given: ask the sender"),
            ("Length", f"{told_time(in_ms(whole))} ({whole:.1f} s)"),
            ("First words", _first(said[0]) if said else ""),
            ("Last words", _last(said[-1]) if said else ""),
            ("Voice", _voice(master)),
        ]
    )
    rows += ["", "FILES (measured after decoding; one channel, on two loudspeakers a meter reads 3.0 LU more)"]
    rows += [f"  {_file(file)}" for file in master.files]
    rows += ["", "PARAGRAPHS"]
    for part, text in zip(master.paragraphs, texts, strict=True):
        voice = " [synthetic voice]" if part.voice == _SYNTHETIC else ""
        again = f" (saying {part.saying})" if part.saying > 1 else ""
        rows.append(f"  {told_time(in_ms(part.start_s)):>8}  {part.block}{again}{voice}: {_first(readable(text))}")
    return "\n".join(rows) + "\n"


def _table(pairs: Sequence[tuple[str, str]]) -> list[str]:
    return [f"{name + ':':<13}{words}" for name, words in pairs if words]


def _file(file: MasterFile) -> str:
    loudest = f", loudest 3 s {file.short_term_lufs:.1f} LUFS" if file.short_term_lufs > -120.0 else ""
    return (
        f"{file.file}: {told_time(in_ms(file.length_s))}, {file.loudness_lufs:.1f} LUFS, "
        f"true peak {file.peak_dbtp:.1f} dBTP{loudest}, range {file.range_lu:.1f} LU"
    )


def _voice(master: Master) -> str:
    drafts = sum(part.voice == _SYNTHETIC for part in master.paragraphs)
    if not drafts:
        return "a person's, recorded"
    if drafts == len(master.paragraphs):
        return "synthetic throughout"
    return f"a person's, recorded; synthetic in {drafts} of {len(master.paragraphs)} paragraphs, marked below"


def _first(text: str) -> str:
    words = text.split(" ")
    return f"“{' '.join(words[:_FEW_WORDS])}{' …' if len(words) > _FEW_WORDS else ''}”"


def _last(text: str) -> str:
    words = text.split(" ")
    return f"“{'… ' if len(words) > _FEW_WORDS else ''}{' '.join(words[-_FEW_WORDS:])}”"
