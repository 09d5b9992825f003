# SPDX-License-Identifier: Apache-2.0
"""Our own pictograms, written out to be copied into a manuscript; and drawings of others, measured as ours are."""

import json
import os
from pathlib import Path

from safeconduct.model.traces import OwnWords
from safeconduct.press.pictograms import SMALLEST_MM, names, shown, svg
from safeconduct.press.pictograms.fineness import Fineness, fineness, too_fine
from safeconduct.press.pictograms.sheet import DAY, TITLE, contact_sheet
from safeconduct.press.pictures import read_picture

from .going_out import refuse_traces
from .single_files import content_of
from .whole_folder import publish_folder

SCHEMA = "safeconduct-pictograms-1"
LARGEST = 4 << 20
"""The largest drawing in bytes."""
_LIST = "pictograms.json"


def pictogram_files() -> dict[str, bytes]:
    """Return the drawings, their contact sheet and a list of what each shows, by file name."""
    files = {f"{name}.svg": svg(name) for name in names()} | {"contact-sheet.pdf": contact_sheet()}
    listed = {
        "schema": SCHEMA,
        "licence": "CC0-1.0",
        "files": sorted(files),
        "shows": {name: shown(name) for name in names()},
    }
    return files | {_LIST: (json.dumps(listed, indent=1) + "\n").encode()}


def publish(out: Path) -> int:
    """Write the folder, whole or not at all, and return the number of drawings; raises `FolderRefusal`."""
    whole = Path(os.path.abspath(out))  # noqa: PTH100 - “.” and “..” must get a name, and links must stay
    files = pictogram_files()
    refuse_traces(files, OwnWords(titles=(TITLE,), day=DAY))
    publish_folder(files, whole, _LIST, SCHEMA)
    return len(names())


def measured(drawing: Path) -> tuple[Fineness, tuple[str, ...]]:
    """Measure a drawing at the smallest size of ours, and tell what is too fine in it.

    Raises `FolderRefusal` when the file cannot be read, `StepRefusal` when it is no SVG that
    prints the same everywhere.
    """
    # A pipe or a device without end is refused here: whoever reads it next would wait for ever.
    content_of(drawing, LARGEST, "name an SVG file.", "draw it with fewer points.")
    found = fineness(read_picture(drawing, str(drawing), "black")[""], SMALLEST_MM)
    return found, too_fine(found)
