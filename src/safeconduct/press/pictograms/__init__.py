# SPDX-License-Identifier: Apache-2.0
"""Pictograms of our own, one SVG each, found by listing this folder: black only, one line weight, to be read at 8 mm.

The drawings are CC0-1.0: copy them into the `art/` of a manuscript, change them, print them.
"""

from functools import cache
from pathlib import Path
from xml.etree import ElementTree

HERE = Path(__file__).parent
SMALLEST_MM = 8.0
"""The smallest size that they are drawn for."""


@cache
def names() -> tuple[str, ...]:
    """Return the name of every pictogram, in alphabetical order."""
    return tuple(sorted(path.stem for path in HERE.glob("*.svg")))


def svg(name: str) -> bytes:
    """Return the drawing called `name`; raises `KeyError` when the set has none."""
    if name not in names():
        raise KeyError(name)
    return (HERE / f"{name}.svg").read_bytes()


def shown(name: str) -> str:
    """Return what the drawing shows, in English: the start of an alternative text."""
    title = ElementTree.fromstring(svg(name)).find("{http://www.w3.org/2000/svg}title")  # noqa: S314 - our own file
    assert title is not None  # noqa: S101 - a test looks at every one
    return title.text or ""
