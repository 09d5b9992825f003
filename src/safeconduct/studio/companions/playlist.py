# SPDX-License-Identifier: Apache-2.0
"""The recipe of a playlist over several pieces of one channel, and of one over the files of a piece."""

import json
from collections.abc import Mapping, Sequence
from pathlib import Path

from safeconduct.model.codec import record_from
from safeconduct.model.product import Master
from safeconduct.model.refusal import StepRefusal
from safeconduct.model.works import Json

from .m3u import Played, in_ascii, read_m3u, write_m3u
from .orders import SPECIMEN, PlaylistOrder
from .parity import CompanionError


def playlist(inputs: Mapping[str, Path], params: Mapping[str, Json], out: Path) -> None:
    """Write `<name>.m3u8` (UTF-8) and `<name>.m3u` (ASCII) of a `PlaylistOrder`.

    Each entry names one of `inputs`, the master.json of its piece, and one of that master's files.  Raises
    `StepRefusal` when the master has no such file, when a name cannot stand in a playlist, and for one named twice.
    """
    order = record_from(params, PlaylistOrder)
    entries = []
    for entry in order.entries:
        master = record_from(json.loads(inputs[entry.input].read_bytes()), Master)
        words = " - ".join(part for part in (entry.sender, entry.title) if part)
        entries.append(played(master, entry.file, words))
    if len({entry.file for entry in entries}) < len(entries):
        raise StepRefusal(f"The playlist “{order.name}” names a file twice.", "name each file once.")
    title = f"{SPECIMEN} - {order.title}" if order.mark else order.title
    (out / f"{order.name}.m3u8").write_bytes(checked(entries, title).encode())
    plain = title if title.isascii() else SPECIMEN if order.mark else ""
    (out / f"{order.name}.m3u").write_bytes(checked([in_ascii(entry) for entry in entries], plain).encode("ascii"))


def played(master: Master, file: str, words: str) -> Played:
    """Return the entry of one finished file; raises `StepRefusal` when it is none of the master's."""
    found = next((one for one in master.files if one.file == file), None)
    if found is None:
        raise StepRefusal(f"The playlist names {file}, which the master does not have.", "name one of its files.")
    return Played(file, round(found.length_s), words)


def checked(entries: Sequence[Played], title: str) -> str:
    """Write the playlist and read it back; raises `StepRefusal` when it cannot be written so that it is read alike."""
    try:
        written = write_m3u(entries, title)
        _, read = read_m3u(written)
    except CompanionError as fault:
        raise StepRefusal(f"The playlist cannot be written: {fault}.", "give the piece a plain name.") from None
    if [entry.file for entry in read] != [entry.file for entry in entries]:
        raise StepRefusal("The playlist reads otherwise than it was written.", "this is our fault: please report it.")
    return written
