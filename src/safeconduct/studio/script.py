# SPDX-License-Identifier: Apache-2.0
"""The recipe of the reading script: every paragraph with its id, times, voice, syllables and words."""

import json
from collections.abc import Mapping
from pathlib import Path

from safeconduct.model.codec import record_from
from safeconduct.model.product import Master, Paragraph
from safeconduct.model.works import Json

from .orders import ScriptOrder


def script(inputs: Mapping[str, Path], params: Mapping[str, Json], out: Path) -> None:
    """Write the script (params: a `ScriptOrder`; UTF-8, LF) from `inputs["master"]`, the measured master."""
    order = record_from(params, ScriptOrder)
    master = record_from(json.loads(inputs["master"].read_bytes()), Master)
    head = [line for line in (order.mark, order.title, order.sender) if line]
    body = [f"{_line(paragraph)}\n{order.words[paragraph.block]}" for paragraph in master.paragraphs]
    (out / order.file).write_text("\n\n".join(["\n".join(head), *body]) + "\n", encoding="utf-8", newline="\n")


def _line(paragraph: Paragraph) -> str:
    """Return e.g. `[0:04.2 - 0:09.0] lay-down · draft · 18 σ · 3.8 σ/s`, where σ is the usual sign for a syllable."""
    length_s = paragraph.end_s - paragraph.start_s
    pace = (
        f" · {paragraph.syllables} σ · {paragraph.syllables / length_s:.1f} σ/s"
        if paragraph.syllables and length_s > 0
        else ""
    )
    return f"[{_clock(paragraph.start_s)} - {_clock(paragraph.end_s)}] {paragraph.block} · {paragraph.voice}{pace}"


def _clock(seconds: float) -> str:
    tenths = round(seconds * 10)
    return f"{tenths // 600}:{tenths % 600 // 10:02}.{tenths % 10}"
