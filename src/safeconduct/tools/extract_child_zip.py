# SPDX-License-Identifier: Apache-2.0
"""The parts of a package (DOCX, HWPX): every one is looked at before one is read."""

import zipfile
import zlib
from collections.abc import Iterator
from io import BytesIO
from typing import Final
from xml.etree.ElementTree import Element, ParseError

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import fromstring

from .extract_kinds import UnreadableError

MOST_PARTS: Final = 2_000
MOST_BYTES: Final = 256 << 20
MOST_BYTES_OF_XML: Final = 32 << 20
SWOLLEN_BYTES: Final = 4 << 20
SWOLLEN_TIMES: Final = 150
"""A part of more than `SWOLLEN_BYTES` that was packed to less than one part in `SWOLLEN_TIMES` is a bomb."""

DEEPEST: Final = 400
_LOCKED: Final = 0x1 | 0x40 | 0x2000  # encrypted, strongly encrypted, masked headers: APPNOTE.TXT 4.4.4
_METHODS: Final = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_BROKEN: Final = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, ValueError, OSError)


class Parts:
    """An open package whose parts are all whole, have honest names and sizes, and are not locked."""

    def __init__(self, package: bytes, what: str) -> None:
        """`what` names the kind in refusals; raises `UnreadableError`."""
        self.what = what
        try:
            self._zip = zipfile.ZipFile(BytesIO(package))
            self._parts = {part.filename: part for part in self._checked(self._zip.infolist())}
            for part in self._parts.values():
                self._drain(part)
        except _BROKEN:
            raise UnreadableError("damaged", what) from None

    def __contains__(self, name: object) -> bool:
        return name in self._parts

    def __iter__(self) -> Iterator[str]:
        return iter(self._parts)

    def read(self, name: str) -> bytes:
        """Return one part; raises `UnreadableError` when there is none or it is too large."""
        part = self._parts.get(name)
        if part is None:
            raise UnreadableError("damaged", self.what)
        if part.file_size > MOST_BYTES_OF_XML:
            raise UnreadableError("bomb")
        return self._zip.read(part)

    def xml(self, name: str) -> Element:
        """Return one part as XML without any DTD; raises `UnreadableError`."""
        try:
            root: Element = fromstring(self.read(name), forbid_dtd=True)
        except DefusedXmlException:
            raise UnreadableError("dtd", self.what) from None
        except (ParseError, LookupError, ValueError):
            raise UnreadableError("damaged", self.what) from None
        _check_depth(root)
        return root

    def _checked(self, parts: list[zipfile.ZipInfo]) -> list[zipfile.ZipInfo]:
        if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > MOST_BYTES:
            raise UnreadableError("bomb")
        seen: set[str] = set()
        for part in parts:
            name = part.orig_filename
            if part.flag_bits & _LOCKED:
                raise UnreadableError("locked", self.what)
            if _leads_out(name) or name.casefold() in seen:
                raise UnreadableError("names", self.what)
            if part.compress_type not in _METHODS:
                raise UnreadableError("damaged", self.what)
            if part.file_size > SWOLLEN_BYTES and part.file_size > SWOLLEN_TIMES * part.compress_size:
                raise UnreadableError("bomb")
            seen.add(name.casefold())
        return parts

    def _drain(self, part: zipfile.ZipInfo) -> None:
        """Unpack one part into nothing: its checksum is compared at its end."""
        size = 0
        with self._zip.open(part) as stream:
            while chunk := stream.read(1 << 20):
                size += len(chunk)
        if size != part.file_size:
            raise UnreadableError("damaged", self.what)


def _leads_out(name: str) -> bool:
    honest = name and name.isprintable() and not name.startswith("/") and not set("\\:") & set(name)
    return not honest or ".." in name.split("/")


def _check_depth(root: Element) -> None:
    level = [root]
    for _ in range(DEEPEST):
        level = [child for element in level for child in element]
        if not level:
            return
    raise UnreadableError("nested")
