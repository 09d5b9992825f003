# SPDX-License-Identifier: Apache-2.0
"""Vorbis comments, as FLAC and Ogg carry them (RFC 9639, 8.6; RFC 7845, 5.2)."""

import re
import struct
from collections.abc import Callable, Iterator, Mapping
from typing import Final

from safeconduct.model.traces import Trace

from .allowed import Allowed, comment, encoder, language, unless
from .words import shown

_CHAPTER: Final = re.compile(r"CHAPTER\d{3}")
_CHAPTER_NAME: Final = re.compile(r"CHAPTER\d{3}NAME")
_TIME: Final = re.compile(r"\d{2,}:\d\d:\d\d\.\d{3}")


def traces_in_comments(block: bytes, allowed: Allowed, where: str) -> Iterator[Trace]:
    """Yield a trace for a foreign vendor, for each field that is not on the list or says anything else."""
    (length,) = struct.unpack_from("<I", block)
    vendor, at = block[4 : 4 + length], 4 + length
    yield from unless(encoder(vendor.decode("utf-8", "replace")), "vendor", where, vendor)
    (count,) = struct.unpack_from("<I", block, at)
    at += 4
    good: Mapping[str, Callable[[str], bool]] = {
        "TITLE": allowed.title,
        "ARTIST": allowed.sender,
        "ALBUM": allowed.edition,
        "LANGUAGE": language,
        "COMMENT": comment,
        "DATE": allowed.day,
    }
    for _ in range(count):
        (length,) = struct.unpack_from("<I", block, at)
        raw, at = block[at + 4 : at + 4 + length], at + 4 + length
        if len(raw) < length:
            yield Trace("format", where, "the comments end too early")
            return
        name, _, value = raw.decode("utf-8", "replace").partition("=")
        if _CHAPTER_NAME.fullmatch(name):
            yield from allowed.fields(value, name, where)
        elif _CHAPTER.fullmatch(name):
            yield from unless(_TIME.fullmatch(value) is not None, name, where, value)
        else:
            fits = good.get(name)
            yield from unless(fits is not None and fits(value), f"comment {shown(name)}", where, value)
    yield from unless(not any(block[at:]), "bytes behind the comments", where, block[at:])
