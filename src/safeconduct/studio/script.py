# SPDX-License-Identifier: Apache-2.0
"""The recipe of the reading script as text: every paragraph with its id, time, voice, syllables and words."""

import json
from collections.abc import Iterator, Mapping
from pathlib import Path

from safeconduct.model.codec import record_from
from safeconduct.model.product import Master, Paragraph
from safeconduct.model.reading_script import Idea, ReadingScript, ScriptPart
from safeconduct.model.works import Json

from .script_order import ScriptOrder


def script(inputs: Mapping[str, Path], params: Mapping[str, Json], out: Path) -> None:
    """Write the script (params: a `ScriptOrder`; UTF-8, LF).

    With `inputs["master"]`, the measured master, times, voices and paces are those that were measured; without it they
    are the expected ones.
    """
    order = record_from(params, ScriptOrder)
    measured: tuple[Paragraph, ...] = ()
    if "master" in inputs:
        measured = record_from(json.loads(inputs["master"].read_bytes()), Master).paragraphs
    text = written(order.script, order.mark, measured)
    (out / order.file).write_text(text, encoding="utf-8", newline="\n")


def written(script: ReadingScript, mark: str = "", measured: tuple[Paragraph, ...] = ()) -> str:
    """Return the script as text; `measured` are the paragraphs of its master, none before there is one."""
    whole = f"{script.syllables} σ · expected {clock(script.expected_s)} at {script.pace:.1f} σ/s"
    said = f" · the words are said {script.times} times" if script.times > 1 else ""
    kinds = " · ".join(dict.fromkeys((script.form, script.channel)))
    facts = f"{kinds} · {whole} (at most {script.most_syllables_per_s:g}){said}"
    head = [line for line in (mark, script.title, script.sender, facts) if line]
    parts = [_part(part, [one for one in measured if one.block == part.block]) for part in script.parts]
    return "\n\n".join(["\n".join(head), *parts]) + "\n"


def _part(part: ScriptPart, measured: list[Paragraph]) -> str:
    number = f"{part.number}. " if part.number else ""
    if measured:
        times = ", ".join(f"[{clock(one.start_s)} - {clock(one.end_s)}]" for one in measured)
        length_s, reader = measured[0].end_s - measured[0].start_s, measured[0].voice
    else:
        times, length_s, reader = f"[{clock(part.expected_s)}]", part.expected_s, part.reader
    pace = f" · {part.syllables / length_s:.1f} σ/s" if part.syllables and length_s > 0 else ""
    counted = f" · {part.syllables} σ{pace}" if part.syllables else ""
    lines = [f"{times} {number}{part.block} · {reader}{counted}", *(_line(idea) for idea in part.ideas)]
    if part.sayings:
        lines.append(f"(say: {', '.join(f'{one.word} [{one.sounds}]' for one in part.sayings)})")
    if part.unsure:
        lines.append(f"(decide how to say: {', '.join(part.unsure)})")
    if part.left:
        lines.append(f"(decide how to read: {', '.join(part.left)})")
    return "\n".join(lines)


def _line(idea: Idea) -> str:
    return " ".join(word for word in ("".join(_marked(idea)), idea.mark) if word)


def _marked(idea: Idea) -> Iterator[str]:
    """The words with *stress* and [figures]."""
    for stretch in idea.stretches:
        words = stretch.text.strip()
        if not stretch.strong or not words:
            said = stretch.text
        else:
            before, _, after = stretch.text.partition(words)
            said = f"{before}*{words}*{after}"
        yield f"{said} [{stretch.figure}]" if stretch.figure else said


def clock(seconds: float) -> str:
    """Return a length in minutes, seconds and tenths: 0:04.2."""
    tenths = round(seconds * 10)
    return f"{tenths // 600}:{tenths % 600 // 10:02}.{tenths % 10}"
