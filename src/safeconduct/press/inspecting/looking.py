# SPDX-License-Identifier: Apache-2.0
"""Looking at an opened PDF with every observer in turn; a new one is a module here with a function `look`."""

import importlib
from collections.abc import Collection, Iterator
from typing import Any

from safeconduct.model.product import Seen

from .opened import Opened, damaged

WRITTEN = ("structure", "output_intent", "boxes", "fonts", "colours", "images", "about", "conformance")
"""The modules that look at what is written in the file."""
SHOWN = ("placing", "legibility", "codes", "emblems", "dots", "copies")
"""The modules that look at what is seen and read on its pages."""
OBSERVERS = (*WRITTEN, *SHOWN)
"""The modules that look, in the order in which they are asked."""


def look_at(opened: Opened, kinds: Collection[str] | None = None) -> tuple[Seen, ...]:
    """Return everything that the observers see; `kinds` are the names of those that are asked (None: all)."""
    asked = [name for name in OBSERVERS if kinds is None or name in kinds]
    return tuple(seen for name in asked for seen in _looked(opened, name))


def _looked(opened: Opened, name: str) -> Iterator[Seen]:
    module: Any = importlib.import_module(f"{__package__}.{name}")
    try:
        yield from module.look(opened)
    except RecursionError:
        yield damaged("The file is nested so deeply that it could not be looked at to its end.")
