# SPDX-License-Identifier: Apache-2.0
"""Inspecting a stranger's PDF from outside the jail: hand the bytes over, and believe nothing that comes back."""

import json
import math
from collections.abc import Iterator, Mapping
from typing import Any, Final

import numpy as np
from attrs import field, frozen

from safeconduct.model.codec import CodecError, record_from
from safeconduct.model.product import Proof
from safeconduct.model.refusal import FolderRefusal, Refusal, ToolRefusal
from safeconduct.tools.jail import Ended, Limits, Lock, run

from .imposing.backs import Letters

ENTRY: Final = ("-m", "safeconduct.press.inspect_child")
MOST_BYTES: Final = 200 << 20
MOST_PAGES, LARGEST_PX, MOST_PICTURES = 400, 1_200, 50
_MOST_JSON: Final = 48 << 20
_USES: Final = ("press", "screen")

_AGAIN: Final = "export it again from the layout program."
_PARTS: Final = "split it, or export it again with smaller pictures, and look at it part by part."

SENTENCES: Final[Mapping[str, tuple[str, str]]] = {
    "no-pdf": ("is no PDF, or too damaged to be opened.", _AGAIN),
    "no-pages": ("holds no page.", _AGAIN),
    "locked": ("is locked with a password.", "export it again without one."),
    "memory": ("needs more than the {memory_mb} MB of memory that looking at it may take.", _PARTS),
    "nested": ("nests its parts deeper than any page does.", _AGAIN),
    "too-many-words": ("holds more words than can be looked at in one go.", _PARTS),
    "cpu": ("takes longer to look at than the {cpu_s} seconds that it may take.", _PARTS),
    "wall": ("takes longer to look at than the {wall_s:g} seconds that it may take.", _PARTS),
    "flood": ("unpacks to far more than any file for print holds.", _AGAIN),
    "died": ("cannot be looked at: the reader broke on it ({detail}).", _AGAIN),
}


@frozen(eq=False)
class Picture:
    """How a page looks: its number, and its pixels (height, width, 3: red, green, blue)."""

    page: int
    pixels: np.ndarray[Any, np.dtype[np.uint8]] = field(repr=False)


@frozen
class Inspection:
    """What was seen of a file in the jail: its proof, what it is for and why, its pages, and the lock it was under.

    `letters` are those of each page with their places, where they were asked for.
    """

    proof: Proof
    use: str
    because: str
    pictures: tuple[Picture, ...]
    lock: Lock
    letters: tuple[Letters, ...] = ()


def inspect(
    content: bytes, name: str, use: str, safe_mm: float, limits: Limits, *, letters: bool = False
) -> Inspection:
    """Inspect a PDF called `name`; `use` is "" when nobody said what it is for; `letters` asks for the place of each.

    Raises `FolderRefusal` for a file that cannot be looked at, and `ToolRefusal` when the jail cannot be started.
    """
    if b"%PDF-" not in content[:1024]:
        raise _refused(name, "no-pdf", limits)
    question = json.dumps({"use": use, "safe_mm": safe_mm, "letters": letters}).encode() + b"\n" + content
    ended = run(ENTRY, question, limits)
    if ended.answer is None or ended.lock is None:
        raise _broken(name, ended, limits)
    head, _, pixels = ended.answer.partition(b"\n")
    told = _told(head)
    if "refused" in told:
        raise _refused(name, str(told["refused"]), limits)
    try:
        proof = record_from(told["proof"], Proof)
        pictures = tuple(_pictures(told["pictures"], pixels))
        placed = tuple(_letters(proof, told["letters"])) if letters else ()
        use, because = use or told["use"], told["because"]
        sound = _is_sound(proof) and isinstance(because, str) and (use in _USES or use == "sheet")
    except (CodecError, KeyError, TypeError, ValueError):
        sound = False
    if not sound:
        raise _refused(name, "died", limits, "strange answer")
    return Inspection(proof, use, because, pictures, ended.lock, placed)


def _broken(name: str, ended: Ended, limits: Limits) -> Refusal:
    if ended.lock is None and ended.why != "wall":
        return ToolRefusal(
            f"The reader of strangers' files does not start ({ended.why}).",
            "install safeconduct again, with all it needs.",
        )
    return _refused(name, ended.why if ended.why in SENTENCES else "died", limits, ended.why)


def _refused(name: str, untrusted_code: str, limits: Limits, detail: str = "") -> FolderRefusal:
    what, do = SENTENCES.get(untrusted_code, SENTENCES["died"])
    gaps = {"memory_mb": limits.memory_mb, "cpu_s": limits.cpu_s, "wall_s": limits.wall_s, "detail": detail or "silent"}
    return FolderRefusal(f"“{name}” {what.format(**gaps)}", do)


def _told(untrusted_head: bytes) -> dict[str, Any]:
    if len(untrusted_head) > _MOST_JSON:
        return {}
    try:
        told = _cleaned(json.loads(untrusted_head, parse_constant=_no_number))
    except (ValueError, RecursionError):
        return {}
    return told if isinstance(told, dict) else {}


def _no_number(name: str) -> float:
    raise ValueError(f"{name} is no measure")


def _cleaned(untrusted: Any) -> Any:
    """The same value, in which no sign commands a terminal and no number is endless."""
    if isinstance(untrusted, str):
        return "".join(s if s.isprintable() or s == "\n" else "\N{REPLACEMENT CHARACTER}" for s in untrusted)
    if isinstance(untrusted, list):
        return [_cleaned(one) for one in untrusted]
    if isinstance(untrusted, dict):
        return {_cleaned(key): _cleaned(value) for key, value in untrusted.items()}
    if isinstance(untrusted, float) and not math.isfinite(untrusted):
        raise ValueError("no measure is endless")
    return untrusted


def _pictures(untrusted_sizes: Any, untrusted_pixels: bytes) -> Iterator[Picture]:
    if len(untrusted_sizes) > MOST_PICTURES:
        raise ValueError("too many pictures")
    start = 0
    for page, wide, high in untrusted_sizes:
        if not all(isinstance(one, int) for one in (page, wide, high)):
            raise TypeError("a size is a whole number")
        if not (0 < wide <= LARGEST_PX and 0 < high <= LARGEST_PX and 0 < page <= MOST_PAGES):
            raise ValueError("a picture of an impossible size")
        end = start + wide * high * 3
        if end > len(untrusted_pixels):
            raise ValueError("a picture that is not whole")
        yield Picture(page, np.frombuffer(untrusted_pixels[start:end], np.uint8).reshape(high, wide, 3))
        start = end


def _letters(proof: Proof, untrusted_pages: Any) -> Iterator[Letters]:
    for page, (text, across, down, size) in zip(proof.pages, untrusted_pages, strict=True):
        places = tuple((float(x), float(y)) for x, y in zip(across, down, strict=True))
        wide, high = (float(side) for side in size)
        if not isinstance(text, str) or len(text) != len(places):
            raise ValueError("each letter has one place")
        yield Letters(text, places, page.trim_mm, (wide, high))


def _is_sound(proof: Proof) -> bool:
    numbers = [page.number for page in proof.pages]
    places = all(0 <= seen.page <= len(numbers) and len(seen.box_mm) == 4 for seen in proof.seen)
    return numbers == list(range(1, len(numbers) + 1)) and 0 < len(numbers) <= MOST_PAGES and places
