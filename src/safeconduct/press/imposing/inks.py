# SPDX-License-Identifier: Apache-2.0
"""Which inks pages use, and the colour bar that shows each of them solid and at half."""

from collections.abc import Iterator
from typing import Any

import pikepdf
from attrs import field, frozen
from pikepdf import Array, Dictionary, Name, Stream

from safeconduct.press.geometry import POINTS_PER_MM

PROCESS = ("Cyan", "Magenta", "Yellow", "Black")
_EVERY_PROCESS_INK = frozenset(PROCESS)
_PATCH_MM = 5.0
# Operators that set a colour, and how many numbers stand before them: grey, three colours, four inks.
_COLOURS = {b"g": 1, b"G": 1, b"rg": 3, b"RG": 3, b"k": 4, b"K": 4, b"scn": 4, b"SCN": 4, b"sc": 4, b"SC": 4}
_DEEPEST = 12


@frozen
class Ink:
    """One ink: its name, and for a spot ink the colour space that the leaf prints it with."""

    name: str
    space: Any = field(default=None, eq=False)


def inks_of(pages: Iterator[pikepdf.Page] | list[pikepdf.Page]) -> tuple[Ink, ...]:
    """Return the inks that pages, and whatever they draw, can put on paper: process inks in their order, then spots.

    Read from colour operators and colour spaces, not from every pixel: a four-ink picture counts as all four.
    """
    found: dict[str, Any] = {}
    seen: set[tuple[int, int]] = set()
    for page in pages:
        _resources(page.obj.get("/Resources"), found, seen, 0)
        contents = page.obj.get("/Contents")
        for content in contents if isinstance(contents, Array) else [contents]:
            _content(content, found, seen)
    process = [Ink(name) for name in PROCESS if name in found]
    return (*process, *(Ink(name, space) for name, space in sorted(found.items()) if name not in PROCESS))


def _content(stream: Any, found: dict[str, Any], seen: set[tuple[int, int]]) -> None:
    # Operators tell of process inks only: once all four are known there is nothing left to learn from them.
    if not isinstance(stream, Stream) or stream.objgen in seen or found.keys() >= _EVERY_PROCESS_INK:
        return
    seen.add(stream.objgen)
    words = stream.read_bytes().split()
    # Words of a text that look like operators only add a patch to the bar.
    for at in [at for at, word in enumerate(words) if word in _COLOURS]:
        shares = _numbers(words[max(0, at - _COLOURS[words[at]]) : at], _COLOURS[words[at]])
        if len(shares) == 1 and shares[0] < 1:
            found.setdefault("Black", None)
        elif len(shares) == 3:
            _all_four(found)
        for name, share in zip(PROCESS, shares, strict=False) if len(shares) == 4 else ():
            if share > 0:
                found.setdefault(name, None)


def _numbers(words: list[bytes], count: int) -> list[float]:
    try:
        numbers = [float(word) for word in words]
    except ValueError:
        return []
    return numbers if len(numbers) == count else []


def _all_four(found: dict[str, Any]) -> None:
    for name in PROCESS:
        found.setdefault(name, None)


def _resources(resources: Any, found: dict[str, Any], seen: set[tuple[int, int]], depth: int) -> None:
    if not isinstance(resources, Dictionary) or depth > _DEEPEST:
        return
    if resources.is_indirect:
        if resources.objgen in seen:
            return
        seen.add(resources.objgen)
    for space in _values(resources, "/ColorSpace"):
        _space(space, found)
    for shading in _values(resources, "/Shading"):
        _painted(_get(shading, "/ColorSpace"), found)
    for thing in (*_values(resources, "/XObject"), *_values(resources, "/Pattern")):
        if not isinstance(thing, Stream):
            continue
        if thing.get("/Subtype") == Name.Image:
            _painted(thing.get("/ColorSpace"), found)
        elif thing.objgen not in seen:
            _content(thing, found, seen)
            _resources(thing.get("/Resources"), found, seen, depth + 1)


def _values(resources: Any, key: str) -> list[Any]:
    table = resources.get(key)
    return [value for _, value in sorted(table.items())] if isinstance(table, Dictionary) else []


def _get(thing: Any, key: str) -> Any:
    return thing.get(key) if isinstance(thing, Dictionary | Stream) else None


def _painted(space: Any, found: dict[str, Any]) -> None:
    # Nobody looks at every dot of a picture.
    if space == Name.DeviceCMYK:
        _all_four(found)
    _space(space, found)


def _space(space: Any, found: dict[str, Any]) -> None:
    if space in (Name.DeviceGray, Name.CalGray):
        found.setdefault("Black", None)
    elif space == Name.DeviceRGB:
        _all_four(found)
    elif isinstance(space, Array) and len(space) > 1:
        kind = space[0]
        if kind == Name.Separation and space[1] not in (Name.All, Name("/None")):
            found.setdefault(str(space[1]).lstrip("/"), None if str(space[1])[1:] in PROCESS else space)
        elif kind == Name.DeviceN:
            for name in space[1] if isinstance(space[1], Array) else ():
                if str(name)[1:] in PROCESS:
                    found.setdefault(str(name)[1:], None)
        elif kind == Name.Indexed:
            _all_four(found) if space[1] == Name.DeviceCMYK else _space(space[1], found)
        elif kind == Name.ICCBased:
            parts = _get(space[1], "/N")
            found.setdefault("Black", None) if parts == 1 else _all_four(found)
        elif kind in (Name.CalRGB, Name.Lab):
            _all_four(found)


def bar_of(inks: tuple[Ink, ...], wide_mm: float, high_mm: float) -> tuple[bytes, dict[str, Any]]:
    """Return the strokes of a colour bar of that size or shorter, from its lower left, and its colour spaces."""
    step = min(_PATCH_MM, wide_mm / max(1, 2 * len(inks)))
    strokes, spaces = [], {}
    for number, ink in enumerate(inks):
        for half, share in enumerate((1, 0.5)):
            at = (2 * number + half) * step * POINTS_PER_MM
            box = f"{at:.3f} 0 {step * POINTS_PER_MM:.3f} {high_mm * POINTS_PER_MM:.3f} re f"
            if ink.name in PROCESS:
                parts = " ".join(f"{share:g}" if name == ink.name else "0" for name in PROCESS)
                strokes.append(f"{parts} k {box}")
            elif ink.space is not None:
                spaces[f"/Bar{number}"] = ink.space
                strokes.append(f"/Bar{number} cs {share:g} scn {box}")
    return "\n".join(strokes).encode(), spaces
