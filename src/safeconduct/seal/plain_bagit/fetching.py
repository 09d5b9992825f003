# SPDX-License-Identifier: Apache-2.0
"""The list of files to be fetched, `fetch.txt`: RFC 8493, section 2.2.3.  It is read; nothing is ever fetched."""

import re
from collections.abc import Collection
from pathlib import Path

from attrs import frozen

from safeconduct.seal.names import shown

from .declaration import Declaration
from .lying import PAYLOAD, Lying
from .manifests import Manifest
from .paths import OutsideError, decoded, inside
from .telling import Findings
from .text_files import lines_of

FETCH = "fetch.txt"

_LINE = re.compile(r"([^ \t]+)[ \t]+([^ \t]+)[ \t]+(.+)", re.DOTALL)
_URI = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:[^\x00-\x20]+")
_HOSTLESS = re.compile(r"(?:https?|ftps?|sftp):(?!//[^/?#])", re.IGNORECASE)


@frozen
class ToFetch:
    """One line: the payload file it would bring, and its length in bytes if that is given."""

    path: str
    length: int | None
    line: int


def read_fetch(bag: Path, lying: Lying, declared: Declaration, findings: Findings) -> list[ToFetch]:
    """Return the lines of `fetch.txt`, none if there is no such file; what is wrong with them is told."""
    strict = declared.version.strict
    if FETCH not in lying.files:
        return []
    asked: list[ToFetch] = []
    for number, line in enumerate(lines_of(bag, FETCH, declared.encoding, declared.version, findings) or [], 1):
        if not line.strip(" \t"):
            findings.warn(FETCH, f"Line {number} is empty.")
            continue
        parts = _LINE.fullmatch(line)
        if parts is None:
            findings.fault(FETCH, f"Line {number} is not an address, a length (or -) and a path.")
            continue
        url, length, written = parts.groups()
        if not _URI.fullmatch(url) or _HOSTLESS.match(url):
            findings.fault(FETCH, f"Line {number}: {shown(url)} is not a whole address.")
        is_number = length.isascii() and length.isdigit()
        if not is_number and length != "-":
            findings.fault(FETCH, f"Line {number}: the length {shown(length)} is neither a number nor -.")
        try:
            literal = inside(written)
        except OutsideError as why:
            findings.fault(FETCH, f"Line {number} would write {shown(written)}. {why}")
            continue
        if "\\" in literal:
            findings.fault(FETCH, f'Line {number} would write {shown(written)}. Paths are joined by "/", not by "\\".')
            continue
        path = decoded(literal, strict)
        if not path.startswith(PAYLOAD):
            findings.breach(strict, FETCH, f"Line {number} would write {shown(path)}, which is not below data/.")
        # A number of a million digits is no length: int() would refuse it.
        asked.append(ToFetch(path, int(length) if is_number and len(length) <= 20 else None, number))
    return asked


def listed_to_fetch(
    asked: Collection[ToFetch], lying: Lying, manifests: list[Manifest], strict: bool, findings: Findings
) -> None:
    """Tell what `fetch.txt` asks for that no manifest vouches for, and what is here in another length."""
    payload = [one for one in manifests if not one.is_tag]
    for one in asked:
        without = [manifest.name for manifest in payload if one.path not in manifest.entries]
        if strict and without:
            findings.fault(
                FETCH, f"Line {one.line} would fetch {shown(one.path)}, which {shown(without[0])} does not list."
            )
        elif payload and len(without) == len(payload):
            findings.warn(FETCH, f"Line {one.line} would fetch {shown(one.path)}, which no payload manifest lists.")
        length = lying.files.get(one.path)
        if length is not None and one.length is not None and length != one.length:
            findings.warn(
                FETCH, f"Line {one.line} gives {shown(one.path)} {one.length} bytes; the file here has {length}."
            )
