# SPDX-License-Identifier: Apache-2.0
"""How a stranger's PDF or picture looks, in grey: drawn in the jail, and nothing but pixels and words come back."""

import json
from collections.abc import Mapping
from typing import Any, Final

import numpy as np
from attrs import field, frozen

from safeconduct.model.refusal import Refusal, ToolRefusal, UsageRefusal

from .jail import Ended, Limits, Lock, run

ENTRY: Final = ("-m", "safeconduct.tools.grey_pages_child")
USUAL: Final = Limits(memory_mb=2048, cpu_s=60, wall_s=180.0, answer_bytes=128 << 20)
_MOST_JSON: Final = 16 << 20
_MOST_SIDE: Final = 30_000

_SMALLER: Final = "save it smaller."
_PICTURE: Final = "make a picture of the page instead."
SENTENCES: Final[Mapping[str, tuple[str, str]]] = {
    "damaged": ("cannot be opened: it is damaged, locked, or of another kind than it says.", "save it again."),
    "no-pages": ("holds no page.", "check whether it is the right file."),
    "too-large": ("holds more than 120 million pixels.", _SMALLER),
    "memory": ("needs more than the {memory_mb} MB of memory that looking at it may take.", _SMALLER),
    "cpu": ("takes longer to draw than the {cpu_s} seconds that it may take.", _PICTURE),
    "wall": ("takes longer to draw than the {wall_s:g} seconds that it may take.", _PICTURE),
    "flood": ("unpacks to far more than any page holds.", _PICTURE),
    "died": ("cannot be looked at: the reader broke on it ({detail}).", "save it again in another way."),
}


@frozen(eq=False)
class Drawn:
    """One page: its grey pixels (height, width), and the words it has as text, no sign of control among them."""

    grey: np.ndarray[Any, np.dtype[np.uint8]] = field(repr=False)
    words: str


@frozen(eq=False)
class Drawing:
    """The first pages of a file, how many it has, and the lock it was drawn under."""

    pages: tuple[Drawn, ...]
    count: int
    lock: Lock


def is_picture(head: bytes) -> bool:
    """Return whether a file that begins so (1,024 bytes) is one that `draw` can try: PDF, PNG, JPEG, WebP or TIFF."""
    return (
        b"%PDF-" in head
        or head.startswith((b"\x89PNG\r\n", b"\xff\xd8\xff", b"II*\0", b"MM\0*"))
        or (head[:4] == b"RIFF" and head[8:12] == b"WEBP")
    )


def draw(content: bytes, name: str, area_px: int, most_pages: int, limits: Limits = USUAL) -> Drawing:
    """Draw the first pages of a file called `name` in refusals, each with at most about `area_px` pixels.

    Raises `UsageRefusal` for a file that cannot be drawn, and `ToolRefusal` when the jail cannot be started.
    """
    question = json.dumps({"area_px": area_px, "most_pages": most_pages}).encode() + b"\n" + content
    ended = run(ENTRY, question, limits)
    if ended.answer is None or ended.lock is None:
        raise _broken(name, ended, limits)
    head, _, pixels = ended.answer.partition(b"\n")
    told = _told(head)
    if "refused" in told:
        raise _refused(name, str(told["refused"]), limits)
    try:
        pages = pages_from(told["pages"], pixels, most_pages)
        count = told["count"]
        sound = type(count) is int and count >= len(pages) > 0
    except (KeyError, TypeError, ValueError):
        sound = False
    if not sound:
        raise _refused(name, "died", limits, "strange answer")
    return Drawing(pages, count, ended.lock)


def pages_from(untrusted: Any, untrusted_pixels: bytes, most_pages: int) -> tuple[Drawn, ...]:
    """Read the pages of an answer; raises `TypeError` or `ValueError` for one that is none."""
    if not isinstance(untrusted, list) or len(untrusted) > most_pages:
        raise ValueError("more pages than were asked for")
    start, pages = 0, []
    for wide, high, words in untrusted:
        if type(wide) is not int or type(high) is not int or not isinstance(words, str):
            raise TypeError("a size is a whole number, words are words")
        end = start + wide * high
        if not (0 < wide <= _MOST_SIDE and 0 < high <= _MOST_SIDE) or end > len(untrusted_pixels):
            raise ValueError("a page of an impossible size")
        grey = np.frombuffer(untrusted_pixels[start:end], np.uint8).reshape(high, wide)
        pages.append(Drawn(grey, "".join(sign if sign.isprintable() else " " for sign in words)))
        start = end
    if start != len(untrusted_pixels):
        raise ValueError("pixels of no page")
    return tuple(pages)


def _told(untrusted_head: bytes) -> dict[str, Any]:
    if len(untrusted_head) > _MOST_JSON:
        return {}
    try:
        told = json.loads(untrusted_head)
    except (ValueError, RecursionError):
        return {}
    return told if isinstance(told, dict) else {}


def _broken(name: str, ended: Ended, limits: Limits) -> Refusal:
    if ended.lock is None and ended.why != "wall":
        return ToolRefusal(
            f"The reader of strangers' pages does not start ({ended.why}).",
            "install safeconduct again, with all it needs.",
        )
    return _refused(name, ended.why if ended.why in SENTENCES else "died", limits, ended.why)


def _refused(name: str, untrusted_code: str, limits: Limits, detail: str = "") -> UsageRefusal:
    what, do = SENTENCES.get(untrusted_code, SENTENCES["died"])
    gaps = {"memory_mb": limits.memory_mb, "cpu_s": limits.cpu_s, "wall_s": limits.wall_s, "detail": detail or "silent"}
    return UsageRefusal(f"“{name}” {what.format(**gaps)}", do)
