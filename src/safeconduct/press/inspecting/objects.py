# SPDX-License-Identifier: Apache-2.0
"""Every dictionary in a PDF, those inside others too, each once; what is broken is left out."""

from collections.abc import Iterator
from typing import Any

import pikepdf

from .opened import Opened

FAULTS = (ValueError, TypeError, IndexError, KeyError, AttributeError, OverflowError, pikepdf.PdfError, RuntimeError)
MOST_OBJECTS = 200_000
_DEEPEST = 24


def dictionaries(opened: Opened) -> list[Any]:
    """Return every dictionary and stream of the file; it is worked out once."""
    if "dictionaries" not in opened.shelf:
        opened.shelf["dictionaries"] = list(_all(opened))
    known: list[Any] = opened.shelf["dictionaries"]
    return known


def _all(opened: Opened) -> Iterator[Any]:
    if opened.pdf is None:
        return
    count = 0
    try:
        for thing in opened.pdf.objects:
            for each in _within(thing, 0):
                count += 1
                if count > MOST_OBJECTS:
                    return
                yield each
    except FAULTS:
        return


# What no observer asks about, and there is much of it.
_PASSED_BY = {"/StructElem", "/ObjStm", "/XRef"}


def _within(thing: Any, depth: int) -> Iterator[Any]:
    try:
        if isinstance(thing, pikepdf.Dictionary | pikepdf.Stream):
            if depth == 0 and str(thing.get("/Type", "")) in _PASSED_BY:
                return
            yield thing
            for value in thing.as_dict().values():
                if isinstance(value, pikepdf.Dictionary | pikepdf.Array) and not value.is_indirect and depth < _DEEPEST:
                    yield from _within(value, depth + 1)
        elif isinstance(thing, pikepdf.Array):
            for value in list(thing):
                if isinstance(value, pikepdf.Dictionary | pikepdf.Array) and not value.is_indirect and depth < _DEEPEST:
                    yield from _within(value, depth + 1)
    except FAULTS:
        return


def said(value: Any, most: int = 80) -> str:
    """Return a value of a PDF as words for a person: printable, short, names without their slash."""
    try:
        text = str(value)
    except FAULTS:
        return "?"
    text = text[1:] if isinstance(value, pikepdf.Name) else text
    return " ".join("".join(sign if sign.isprintable() else " " for sign in text[:4096]).split())[:most]
