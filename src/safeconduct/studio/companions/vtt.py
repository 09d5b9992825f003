# SPDX-License-Identifier: Apache-2.0
"""Captions for players and browsers: WebVTT (W3C), and a reader that takes no more than we write."""

from collections.abc import Sequence

from attrs import frozen

from safeconduct.model.captions import readable

from .clock import from_vtt, vtt_time
from .parity import CompanionError, ascending
from .timing import Shown

_HEAD = "WEBVTT"
_ESCAPES = {"&": "&amp;", "<": "&lt;", ">": "&gt;"}
_ARROW = " --> "


@frozen
class VttCue:
    """One caption of a file, times in milliseconds."""

    start_ms: int
    end_ms: int
    lines: tuple[str, ...]


def write_vtt(captions: Sequence[Shown], notes: Sequence[str]) -> str:
    """Return the file: `notes` first, each a comment that no player shows, then a numbered cue for each caption."""
    blocks = [_HEAD, *(f"NOTE {_note(note)}" for note in notes if readable(note))]
    for number, caption in enumerate(captions, 1):
        lines = "\n".join(_escaped(line) for line in caption.caption.lines)
        blocks.append(f"{number}\n{vtt_time(caption.start_ms)}{_ARROW}{vtt_time(caption.end_ms)}\n{lines}")
    return "\n\n".join(blocks) + "\n"


def read_vtt(text: str) -> tuple[tuple[str, ...], tuple[VttCue, ...]]:
    """Return the notes and the cues; raises `CompanionError` for anything that `write_vtt` would not write."""
    head, *blocks = text.removesuffix("\n").split("\n\n")
    if head != _HEAD or not text.endswith("\n"):
        raise CompanionError("a caption file begins with WEBVTT and ends with a line end")
    notes: list[str] = []
    cues: list[VttCue] = []
    for block in blocks:
        if block.startswith("NOTE "):
            if cues or "\n" in block or "-->" in block:
                raise CompanionError(f"a note out of its place, or of more than one line: {block!r}")
            notes.append(block.removeprefix("NOTE "))
        else:
            cues.append(_cue(block, len(cues) + 1))
    ends = [time for cue in cues for time in (cue.start_ms, cue.end_ms)]
    if not all(cue.start_ms < cue.end_ms for cue in cues) or sorted(ends) != ends:
        raise CompanionError("captions lie over one another")
    if not ascending([cue.start_ms for cue in cues]):
        raise CompanionError("captions are out of order")
    return tuple(notes), tuple(cues)


def _cue(block: str, number: int) -> VttCue:
    name, _, rest = block.partition("\n")
    times, _, words = rest.partition("\n")
    start, arrow, end = times.partition(_ARROW)
    if name != str(number) or not arrow or not words:
        raise CompanionError(f"not caption {number}: {block!r}")
    try:
        return VttCue(from_vtt(start), from_vtt(end), tuple(_unescaped(line) for line in words.split("\n")))
    except ValueError as fault:
        raise CompanionError(f"caption {number}: {fault}") from None


def _note(text: str) -> str:
    # An arrow would end the comment: none of its words is lost.
    return readable(text).replace("-->", "→")


def _escaped(line: str) -> str:
    return "".join(_ESCAPES.get(sign, sign) for sign in line)


def _unescaped(line: str) -> str:
    if "<" in line or ">" in line or not line.strip():
        raise CompanionError(f"mark-up, or an empty line, in a caption: {line!r}")
    plain = line.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
    if _escaped(plain) != line:
        raise CompanionError(f"a sign that is not escaped: {line!r}")
    return plain
