# SPDX-License-Identifier: Apache-2.0
"""Capturing a picture: its pixels go into the manuscript's art/, and nothing else that the file knew."""

import os
import re
from pathlib import Path
from typing import Final

from attrs import frozen

from safeconduct.model.refusal import FolderRefusal, UsageRefusal
from safeconduct.tools.extract_kinds import kind_of
from safeconduct.tools.pictures import ENDINGS, MOST_BYTES, Stripped, strip

from .capturing import write_all
from .loose import read_loose
from .snapshot import MOST_BYTES as MOST_BYTES_KEPT

FIXED_TIME: Final = 946_684_800
"""What the file says of when it was made: the first second of 2000, in every picture."""

_ID = re.compile(r"[A-Za-z0-9]+(?:[-_][A-Za-z0-9]+)*")
_START: Final = 64


@frozen
class Placed:
    """A picture as it lies in the manuscript: its path there, and how it came out of the jail."""

    path: str
    stripped: Stripped


def is_picture(path: Path) -> bool:
    """True when a file begins as pictures do, whatever its name says; False for one that cannot be read."""
    try:
        return kind_of(read_loose(path, _START)[:_START]) == "picture"
    except OSError:
        return False


def capture_picture(folder: Path, picture: Path, picture_id: str) -> Placed:
    """Write the pixels of `picture` to art/<id>.jpg or art/<id>.png; the original stays where it is, and is not kept.

    Raises `UsageRefusal` for a picture or an id that cannot be used, `FolderRefusal` when something of that name is
    there already or cannot be written.
    """
    if not (folder / "edition.toml").is_file():
        raise FolderRefusal(
            f"There is no edition.toml in {folder}.",
            "name the manuscript's folder, or begin one with: safeconduct new FOLDER",
        )
    if not _ID.fullmatch(picture_id):
        raise UsageRefusal(
            f"“{picture_id}” cannot be the id of a picture.",
            "use plain Latin letters, digits, hyphens and underscores.",
        )
    name = "".join(sign if sign.isprintable() else " " for sign in picture.name)
    try:
        untrusted_content = read_loose(picture, MOST_BYTES)
    except OSError as fault:
        raise UsageRefusal(f"“{name}” cannot be read ({fault.strerror}).", "name the file with the picture.") from None
    stripped = strip(untrusted_content, name)
    ending = ENDINGS[stripped.kind]
    most = MOST_BYTES_KEPT[ending]
    if len(stripped.content) > most:
        raise UsageRefusal(
            f"The pixels of “{name}” take {len(stripped.content) >> 20} MiB, and a picture may have {most >> 20}.",
            "save it smaller, or as JPEG: 300 pixels for each inch printed are enough.",
        )
    path = f"art/{picture_id}{ending}"
    write_all(folder, {path: stripped.content})
    os.utime(folder / path, (FIXED_TIME, FIXED_TIME))
    return Placed(path, stripped)
