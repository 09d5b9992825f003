# SPDX-License-Identifier: Apache-2.0
"""WAV and RF64 (EBU Tech 3285 version 2, Tech 3306): sound, its format, and a broadcast extension of ours."""

from collections.abc import Iterator
from typing import Final

from safeconduct.model.traces import Trace

from .allowed import COMMENTS, Allowed, unless
from .words import shown

_ALLOWED: Final = {b"fmt ", b"data", b"fact", b"ds64"}
_BLANK: Final = {b"JUNK", b"PAD ", b"junk"}
_BEXT: Final = 602


def traces_in_wav(content: bytes, allowed: Allowed) -> Iterator[Trace]:
    """Yield a trace for each chunk that is not on the list, and for each field of `bext` that says anything else."""
    if content[:4] not in (b"RIFF", b"RF64") or content[8:12] != b"WAVE":
        yield Trace("format", "", "no WAV")
        return
    at, large = 12, 0
    while at + 8 <= len(content):
        name, size = content[at : at + 4], int.from_bytes(content[at + 4 : at + 8], "little")
        if name == b"ds64":
            large = int.from_bytes(content[at + 16 : at + 24], "little")
        if name == b"data" and size == 0xFFFFFFFF:
            size = large
        # The sound itself may be far too much to be copied.
        part = b"" if name == b"data" else content[at + 8 : at + 8 + size]
        if name == b"bext":
            yield from _broadcast(part, allowed)
        elif name in _BLANK:
            yield from unless(not any(part), f"chunk {_name(name)}", f"byte {at}", part)
        elif name not in _ALLOWED:
            yield Trace(f"chunk {_name(name)}", f"byte {at}", shown(part))
        at += 8 + size + size % 2
    if at != len(content):
        yield Trace("bytes behind the sound", f"byte {min(at, len(content))}", shown(content[at : at + 60]))


def _name(name: bytes) -> str:
    return shown(name) or name.hex()


def _broadcast(part: bytes, allowed: Allowed) -> Iterator[Trace]:
    def text(begin: int, end: int) -> str:
        return part[begin:end].rstrip(b"\0").decode("latin-1")

    description, sender, day, hour = text(0, 256), text(256, 288), text(320, 330), text(330, 338)
    yield from unless(_described(description, allowed), "bext Description", "", description)
    senders = [known[:32] for known in allowed.own.senders]
    yield from unless(sender in senders, "bext Originator", "", sender)
    yield from unless(not any(part[288:320]), "bext OriginatorReference", "", part[288:320])
    yield from unless(day == "" or allowed.day(day), "bext OriginationDate", "", day)
    yield from unless(hour in ("", "00:00:00"), "bext OriginationTime", "", hour)
    yield from unless(not any(part[338:346]), "bext TimeReference", "", part[338:346].hex())
    yield from unless(not any(part[348:412]), "bext UMID", "", part[348:412].hex())
    yield from unless(not any(part[422:_BEXT]), "bext Reserved", "", part[422:_BEXT])
    yield from unless(len(part) <= _BEXT, "bext CodingHistory", "", part[_BEXT:])


def _described(text: str, allowed: Allowed) -> bool:
    marked = [(text, "")] + [(text.removesuffix(f" - {one}"), one) for one in COMMENTS if text.endswith(f" - {one}")]
    if any(allowed.title(title) for title, _ in marked):
        return True
    # A title that fills the field is cut, wherever that is.
    bare = text.removeprefix("SPECIMEN - ")
    return len(text) == 256 and any((title + " - ").startswith(bare[: len(title) + 3]) for title in allowed.own.titles)
