# SPDX-License-Identifier: Apache-2.0
"""Payload and tag manifests as they are written: RFC 8493, sections 2.1.3, 2.2.1 and 6.1.3."""

import re
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

from attrs import frozen

from safeconduct.seal.names import shown

from .algorithms import WEAK, hasher, normalised
from .declaration import Declaration
from .lying import PAYLOAD, Lying
from .paths import OutsideError, decoded, inside
from .telling import Findings
from .text_files import lines_of

_NAME = re.compile(r"(tag)?manifest-(.+)\.txt", re.DOTALL)
_LINE = re.compile(r"([^ \t]+)[ \t]+(.+)", re.DOTALL)
_HEX = re.compile(r"[0-9A-Fa-f]+")


class Entry(NamedTuple):
    """One line: `path` as it is meant, `spellings`: all that it may be called on the disk, the likeliest first."""

    path: str
    spellings: tuple[str, ...]
    checksum: str
    line: int


@frozen
class Manifest:
    """One manifest file; `algorithm` is normalised; `entries` by path."""

    name: str
    is_tag: bool
    algorithm: str
    entries: Mapping[str, Entry]


def read_manifests(bag: Path, lying: Lying, declared: Declaration, findings: Findings) -> list[Manifest]:
    """Return the manifests in the base folder that can be read, sorted by name; what is wrong with them is told."""
    manifests = []
    for name in sorted(lying.files):
        form = None if "/" in name else _NAME.fullmatch(name)
        if form is None:
            continue
        algorithm = normalised(form[2])
        if algorithm != form[2]:
            findings.breach(
                declared.version.strict, name, f'The algorithm in its name should be spelled "{algorithm}".'
            )
        if hasher(algorithm) is None:
            findings.fault(name, "Checksums of this sort cannot be computed here, so the bag cannot be called valid.")
        lines = lines_of(bag, name, declared.encoding, declared.version, findings)
        if lines is not None:
            entries = _entries(name, algorithm, lines, declared.version.strict, findings)
            manifests.append(Manifest(name, form[1] is not None, algorithm, entries))
    payload = [one for one in manifests if not one.is_tag]
    if not any(not _is_tag(name) for name in lying.files if "/" not in name and _NAME.fullmatch(name)):
        findings.fault("manifest-<algorithm>.txt", "There is no payload manifest; a bag must have one.")
    if declared.version.strict and payload and {one.algorithm for one in payload} <= WEAK:
        findings.warn(payload[0].name, "MD5 and SHA-1 show accidents, not forgery; add a manifest in SHA-512.")
    return manifests


def _is_tag(name: str) -> bool:
    return name.startswith("tag")


def _entries(name: str, algorithm: str, lines: list[str], strict: bool, findings: Findings) -> dict[str, Entry]:
    sample = hasher(algorithm)
    digits = 2 * sample.digest_size if sample else None
    entries: dict[str, Entry] = {}
    for number, line in enumerate(lines, 1):
        if not line.strip(" \t"):
            findings.warn(name, f"Line {number} is empty.")
            continue
        if line.startswith("#"):
            findings.breach(strict, name, f"Line {number} is a comment; manifests have none.")
            continue
        if line[0] in " \t":
            findings.breach(strict, name, f"Line {number} begins with a space.")
            line = line.lstrip(" \t")
        parts = _LINE.fullmatch(line)
        if parts is None or not _HEX.fullmatch(parts[1]):
            findings.fault(name, f"Line {number} is not a checksum in hexadecimal digits, a space and a path.")
            continue
        if digits is not None and len(parts[1]) != digits:
            findings.fault(name, f"Line {number}: a checksum of this sort has {digits} digits, not {len(parts[1])}.")
            continue
        entry = _entry(name, parts[1].lower(), parts[2], number, strict, findings)
        if entry is None:
            continue
        first = entries.setdefault(entry.path, entry)
        if first is not entry:
            file = shown(entry.path)
            if first.checksum != entry.checksum:
                findings.fault(name, f"Lines {first.line} and {number} give {file} different checksums.")
            else:
                findings.breach(strict, name, f"Lines {first.line} and {number} both list {file}.")
    return entries


def _entry(name: str, checksum: str, written: str, number: int, strict: bool, findings: Findings) -> Entry | None:
    if written.startswith("*"):
        findings.warn(
            name, f'Line {number} marks its file with "*", as md5sum does; strict validators refuse the manifest.'
        )
        written = written[1:]
    try:
        literal = inside(written)
    except OutsideError as why:
        findings.fault(name, f"Line {number} lists {shown(written)}. {why}")
        return None
    if written != literal:
        findings.warn(name, f'Line {number} writes {shown(literal)} with needless "./", "../" or "//".')
    meant = decoded(literal, strict)
    # The drafts before 1.0 did not say that "%" itself is encoded: there the letters as they stand come first.
    first, second = (meant, literal) if strict else (literal, meant)
    spellings: tuple[str, ...] = (first,)
    if first != second or first[-1] in " \t":
        spellings = tuple(dict.fromkeys((first, second, first.rstrip(" \t"), second.rstrip(" \t"))))
    return Entry(first, spellings, checksum, number)


def bounds(manifests: list[Manifest], strict: bool, findings: Findings) -> None:
    """Tell what a manifest lists that is no business of its sort, and what it should list and does not."""
    payload_manifests = {one.name for one in manifests if not one.is_tag}
    for one in manifests:
        for path in one.entries:
            if path.startswith(PAYLOAD) == one.is_tag:
                sort = "tag" if one.is_tag else "payload"
                findings.breach(strict, one.name, f"It is a {sort} manifest and lists {shown(path)}.")
            elif one.is_tag and path.startswith("tagmanifest-") and _NAME.fullmatch(path):
                findings.breach(strict, one.name, f"It lists the tag manifest {shown(path)}.")
        if one.is_tag and strict:
            for name in sorted(payload_manifests - one.entries.keys()):
                findings.fault(one.name, f"It does not list {shown(name)}; it must list every payload manifest.")
