# SPDX-License-Identifier: Apache-2.0
"""Colour spaces of a PDF as a printer reads them: the inks a colour puts on plates, or that somebody must convert."""

from functools import cached_property
from typing import Any

import pikepdf
from attrs import frozen

PROCESS = ("Cyan", "Magenta", "Yellow", "Black")
ALL, NONE = "All", "None"
_SHORT = {"/G": "/DeviceGray", "/RGB": "/DeviceRGB", "/CMYK": "/DeviceCMYK", "/I": "/Indexed"}
_DEVICE = {"/DeviceGray": "/DefaultGray", "/DeviceRGB": "/DefaultRGB", "/DeviceCMYK": "/DefaultCMYK"}
_DEEPEST = 8


@frozen
class Space:
    """A colour space: its family without the slash, its number of components, and the ink each of them is.

    `inks` is empty where a press must convert the colour; `recipe` tells two spot inks of one name apart.
    """

    family: str
    count: int
    inks: tuple[str, ...] = ()
    recipe: str = ""

    @property
    def is_screen(self) -> bool:
        """True for red, green and blue without a profile, which no press can print."""
        return self.family == "DeviceRGB"

    @property
    def is_converted(self) -> bool:
        """True for colours that somebody else's machine turns into inks."""
        return self.family in ("CalRGB", "Lab", "CalGray") or (self.family == "ICCBased" and not self.inks)


GREY = Space("DeviceGray", 1, ("Black",))
RGB = Space("DeviceRGB", 3)
CMYK = Space("DeviceCMYK", 4, PROCESS)
PATTERN = Space("Pattern", 0)
UNKNOWN = Space("unknown", 0)
_NAMED = {"/DeviceGray": GREY, "/DeviceRGB": RGB, "/DeviceCMYK": CMYK, "/Pattern": PATTERN}


@frozen
class Colour:
    """Values in a space, 0 to 1; `pattern` names the pattern in its place."""

    space: Space
    values: tuple[float, ...] = ()
    pattern: str = ""

    @cached_property
    def inks(self) -> dict[str, float] | None:
        """Percent of each ink, or None when that is not known before somebody converts it."""
        space = self.space
        if not space.inks or len(self.values) != len(space.inks):
            return None
        values = [min(1.0, max(0.0, value)) for value in self.values]
        if space.family == "DeviceGray":
            values = [1 - values[0]]
        return {ink: round(100 * value, 2) for ink, value in zip(space.inks, values, strict=True) if ink != NONE}

    @property
    def is_white(self) -> bool:
        """True when no ink is put anywhere."""
        inks = self.inks
        return inks is not None and bool(inks) and not any(inks.values())

    @property
    def darkness(self) -> float:
        """0 (white) to 1 (black), roughly, as an eye would have it; spot inks count as light."""
        if self.space.count == 3 and len(self.values) == 3 and self.space.family != "Lab":
            return 1 - max(self.values)
        if self.space.family in ("CalGray", "ICCBased") and len(self.values) == 1:
            return 1 - self.values[0]
        inks = self.inks or {}
        left = 1 - inks.get("Black", 0.0) / 100
        return 1 - left * max(1 - inks.get(name, 0.0) / 100 for name in PROCESS[:3])


BLACK = Colour(GREY, (0.0,))


def space_of(value: Any, resources: Any, depth: int = 0) -> Space:
    """Return what a colour space object is, looked up in `resources` where it is only a name; never raises."""
    try:
        return _space(value, resources, depth)
    except (ValueError, TypeError, IndexError, KeyError, AttributeError, OverflowError, pikepdf.PdfError):
        return UNKNOWN


def _space(value: Any, resources: Any, depth: int) -> Space:
    if depth > _DEEPEST:
        return UNKNOWN
    if isinstance(value, pikepdf.Name):
        return _by_name(_SHORT.get(str(value), str(value)), resources, depth)
    if not isinstance(value, pikepdf.Array) or not len(value):
        return UNKNOWN
    family = _SHORT.get(str(value[0]), str(value[0]))
    if family in _NAMED:
        # [/Pattern base] is an uncoloured pattern: the colour comes with it.
        return _by_name(family, resources, depth)
    if family == "/ICCBased":
        count = int(value[1].get("/N", 0))
        return Space("ICCBased", count, PROCESS if count == 4 else ())
    if family in ("/CalRGB", "/Lab", "/CalGray"):
        return Space(family[1:], 1 if family == "/CalGray" else 3)
    if family == "/Indexed":
        return _space(value[1], resources, depth + 1)
    if family == "/Separation":
        name = ink_name(value[1])
        return Space("Separation", 1, (name,), "" if name in (ALL, NONE, *PROCESS) else _recipe(value))
    if family == "/DeviceN":
        names = tuple(ink_name(each) for each in value[1])
        return Space("DeviceN", len(names), names)
    return UNKNOWN


def _by_name(name: str, resources: Any, depth: int) -> Space:
    spaces = resources.get("/ColorSpace") if isinstance(resources, pikepdf.Dictionary) else None
    if isinstance(spaces, pikepdf.Dictionary):
        # A default space stands in for the device's own.
        key = _DEVICE.get(name, name)
        if key in spaces and key != "/Pattern":
            found = spaces[key]
            if not (isinstance(found, pikepdf.Name) and str(found) == name):
                return _space(found, None if name in _DEVICE else resources, depth + 1)
    return _NAMED.get(name, UNKNOWN)


def ink_name(value: Any) -> str:
    """Return the name of an ink as people write it."""
    return "".join(sign if sign.isprintable() else "?" for sign in str(value).lstrip("/"))[:60]


def _recipe(separation: Any) -> str:
    """What stands for the ink where it is not on the press: alternate space and values of its full tint, as text."""
    tint = separation[3]
    ends = [str(float(value)) for value in tint.get("/C1", [])] if isinstance(tint, pikepdf.Dictionary) else []
    return f"{space_of(separation[2], None).family} {' '.join(ends)}".strip() if ends else ""
