# SPDX-License-Identifier: Apache-2.0
"""The one ZIP of a package: every entry stored, sorted, dated 1980, so that equal packages are equal files.

Format: APPNOTE.TXT 6.3.10 of PKWARE, sections 4.3.7, 4.3.12 and 4.3.16; the choices stand in docs/package.md.
"""

import os
import struct
import tempfile
import zlib
from pathlib import Path
from typing import BinaryIO

from attrs import frozen

from safeconduct.model.refusal import FolderRefusal, UsageRefusal

from .files import slices, synced, why
from .names import shown
from .survey import survey

MOST_ENTRIES, MOST_BYTES = 65_534, 2**32 - 1
_MADE_BY, _NEEDED, _DAY, _RIGHTS = 0x0314, 0x000A, 0x0021, 0x81A40000
LOCAL = struct.Struct("<4s5H3I2H")
CENTRAL = struct.Struct("<4s6H3I5H2I")
END = struct.Struct("<4s4H2IH")


@frozen
class Entry:
    """One file in a ZIP: CRC-32, length in bytes, and where its local header begins."""

    name: str
    crc: int
    size: int
    offset: int

    def local_header(self) -> bytes:
        """Return what stands before its bytes."""
        name = self.name.encode("ascii")
        sizes = (self.crc, self.size, self.size)
        return LOCAL.pack(b"PK\x03\x04", _NEEDED, 0, 0, 0, _DAY, *sizes, len(name), 0) + name

    def central_header(self) -> bytes:
        """Return its line in the central directory."""
        name = self.name.encode("ascii")
        sizes = (self.crc, self.size, self.size)
        lengths = (len(name), 0, 0, 0, 0)
        head = CENTRAL.pack(b"PK\x01\x02", _MADE_BY, _NEEDED, 0, 0, 0, _DAY, *sizes, *lengths, _RIGHTS, self.offset)
        return head + name


def end_record(entries: int, length: int, offset: int) -> bytes:
    """Return the end of a ZIP with `entries` entries, whose central directory has `length` bytes from `offset` on."""
    return END.pack(b"PK\x05\x06", 0, 0, entries, entries, length, offset, 0)


def write_zip(package: Path, target: Path) -> None:
    """Write the package folder as the ZIP file `target`, whole or not at all; the file must be new.

    Raises `UsageRefusal` when `target` exists, lies in the package, or the package is too large for a ZIP,
    `FolderRefusal` when it holds anything but plain files with names in ASCII, or the disk refuses.
    """
    if _is_there(target):
        raise UsageRefusal(f"There is already a file {target}.", "name a new file.")
    if target.resolve().is_relative_to(package.resolve()):
        raise UsageRefusal("A ZIP file in the package would belong to it.", "name a file outside it.")
    seen = survey(package)
    if seen.barred or not seen.files:
        name = next(iter(seen.barred), package.name)
        raise FolderRefusal(f"{shown(name)} is not a plain file.", "Name a sealed package.")
    for name in seen.files:
        if not name.isascii():
            raise FolderRefusal(f"{shown(name)} has a name that no package has.", "Take out what is not the press's.")
    whole = sum(size + 2 * len(name) + LOCAL.size + CENTRAL.size for name, size in seen.files.items()) + END.size
    if len(seen.files) > MOST_ENTRIES or whole > MOST_BYTES:
        raise UsageRefusal(
            "The package is too large for one ZIP file (65,534 files, 4 GiB: the most that a FAT stick takes).",
            "hand over the folder.",
        )
    beside = None
    try:
        opened, path = tempfile.mkstemp(prefix=f".{target.name}.", suffix=".partial", dir=target.absolute().parent)
        beside = Path(path)
        with os.fdopen(opened, "wb") as zipped:
            _write(package, sorted(seen.files), zipped)
        beside.chmod(0o644)
        beside.replace(target)
        beside = None
        synced(target.absolute().parent)
    except OSError as fault:
        raise FolderRefusal(
            f"The file {target.name} could not be written ({fault.strerror or fault}).",
            "Make room on the disk, or name a folder that you may write.",
        ) from None
    finally:
        if beside:
            beside.unlink(missing_ok=True)


def _is_there(target: Path) -> bool:
    try:
        target.lstat()
    except FileNotFoundError:
        return False
    except (OSError, ValueError) as fault:
        raise FolderRefusal(f"{target.name} cannot be written ({why(fault)}).", "Name another file.") from None
    return True


def _write(package: Path, names: list[str], zipped: BinaryIO) -> None:
    entries = []
    for name in names:
        start = zipped.tell()
        zipped.write(Entry(name, 0, 0, start).local_header())
        crc = size = 0
        for piece in slices(package / name):
            zipped.write(piece)
            crc, size = zlib.crc32(piece, crc), size + len(piece)
        entry = Entry(name, crc, size, start)
        end = zipped.tell()
        zipped.seek(start)
        zipped.write(entry.local_header())
        zipped.seek(end)
        entries.append(entry)
    offset = zipped.tell()
    directory = b"".join(entry.central_header() for entry in entries)
    zipped.write(directory + end_record(len(entries), len(directory), offset))
    zipped.flush()
    os.fsync(zipped.fileno())
