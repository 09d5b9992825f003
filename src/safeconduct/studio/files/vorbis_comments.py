# SPDX-License-Identifier: Apache-2.0
"""Vorbis comments, as FLAC and Opus carry them (RFC 9639, 8.6; RFC 7845, 5.2)."""

import struct

from safeconduct.studio.tags import Tags

from .fields import Fields, vorbis
from .foreign import ForeignMatterError, Strip, must


def block(tags: Tags) -> bytes:
    """Return the comments; the vendor's name is empty: nobody needs to know which library and version it was."""
    fields = [f"{name}={value}".encode() for name, value in vorbis(tags)]
    return struct.pack("<II", 0, len(fields)) + b"".join(struct.pack("<I", len(field)) + field for field in fields)


def check(strip: Strip, tags: Tags) -> None:
    """Raise `ForeignMatterError` unless the strip holds the comments that `tags` ask for, and no more."""
    vendor = strip.take(strip.number("<I"))
    must(not vendor, f"{strip.name} names who made it: {vendor[:60]!r}")
    found: list[tuple[str, str]] = []
    for _ in range(strip.number("<I")):
        raw = strip.take(strip.number("<I"))
        try:
            name, equals, value = raw.decode("utf-8").partition("=")
        except UnicodeDecodeError:
            raise ForeignMatterError(f"{strip.name} holds a comment that is no text") from None
        must(bool(equals), f"{strip.name} holds a comment without a name")
        found.append((name, value))
    strip.end()
    compare(tuple(found), vorbis(tags), strip.name)


def compare(found: Fields, wanted: Fields, name: str) -> None:
    """Raise `ForeignMatterError` that names the first field which is foreign, changed or missing."""
    names = [field for field, _ in wanted]
    for field, _ in found:
        must(field in names, f"{name} holds a field {field[:40]!r} that the studio does not write")
    for field, value in found:
        must(dict(wanted)[field] == value, f"{name} says something else in the field {field!r}")
    must(found == wanted, f"{name} holds its fields twice, in another order, or not all of them")
