# SPDX-License-Identifier: Apache-2.0
"""Words that lead back to people, wherever they stand: paths, mail addresses, offsets of a clock, places."""

import re
from collections.abc import Iterator
from typing import Final

from safeconduct.model.traces import Trace

_LONGEST: Final = 80
_MOST: Final = 20
_FOLDERS: Final = "home|Users|root|tmp|private|Volumes|mnt|media|var|srv|opt|work|etc|usr"
_PATH: Final = re.compile(
    rf"(?<![\w.:/-])/(?:{_FOLDERS})/[\w.~-]+|(?<![A-Za-z])[A-Za-z]:[\\/](?=[\w.~-]{{2}})[\w.~ \\/-]+"
    r"|\\\\[\w.-]+\\[\w$.-]+|\bfile:/{1,3}[^\s/]"
)
# An address in the web has paths of its own, and they are nobody's folders.
_WEB: Final = re.compile(r"https?://[^\s<>\"“”«»]+")
_MAIL: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9._%+-]*@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)*\.[A-Za-z]{2,}")
_ZONE: Final = re.compile(
    r"\d{4}-\d\d-\d\d[T ]\d\d:\d\d(?::\d\d(?:[.,]\d+)?)? ?[+-](?!00:?00)\d\d:?\d\d|D:\d{8,14}[+-](?!00)\d\d"
)
# ISO 6709, as cameras write it: "+37.5665+126.9780/"; and the names under which programs keep a place.
_PLACE: Final = re.compile(r"[+-]\d{2}\.\d{3,}[+-]\d{2,3}\.\d{3,}|\bGPS(?:Latitude|Longitude|Position)")

# In packed sound or pictures a short string stands by chance: what is looked for there has a name behind the folder.
_RAW_CORES: Final = (b"/home/", b"/Users/", b"\\Users\\", b"/root/", b"/tmp/", b"/private/", b"/Volumes/", b"file:///")
_RAW: Final = re.compile(
    rb"(?:/(?:home|Users|root|tmp|private|Volumes)/|\\Users\\|file:///)[A-Za-z0-9._~-]{3,}[A-Za-z0-9._~/\\ -]{0,60}"
)
_STRETCH: Final = 1 << 20
_OVERLAP: Final = 128


def shown(value: str | bytes) -> str:
    """Return a value in printable signs, cut short."""
    text = value.decode("utf-8", "replace") if isinstance(value, bytes) else value
    return "".join(sign if sign.isprintable() else " " for sign in text[: 2 * _LONGEST]).strip()[:_LONGEST]


def addresses(text: str) -> tuple[str, ...]:
    """Return the mail addresses that stand in a text."""
    return tuple(dict.fromkeys(_MAIL.findall(text)))


def in_words(text: str, field: str, where: str, printed: frozenset[str]) -> Iterator[Trace]:
    """Yield the paths, and the mail addresses that are not `printed`, in words that people are to read."""
    for found in _PATH.findall(_WEB.sub("", text))[:_MOST] if "/" in text or "\\" in text else ():
        yield Trace("a path", _at(field, where), shown(found))
    for found in addresses(text)[:_MOST] if "@" in text else ():
        if found not in printed:
            yield Trace("a mail address", _at(field, where), found)


def in_fields(text: str, field: str, where: str, printed: frozenset[str]) -> Iterator[Trace]:
    """Yield what `in_words` does, and offsets of a clock and places: in a field nobody is to read these."""
    yield from in_words(text, field, where, printed)
    for found in _ZONE.findall(text)[:_MOST]:
        yield Trace("a time zone", _at(field, where), shown(found))
    for found in _PLACE.findall(text)[:_MOST]:
        yield Trace("a place", _at(field, where), shown(found))


def in_bytes(content: bytes, where: str = "") -> Iterator[Trace]:
    """Yield the paths that stand anywhere in bytes, in ASCII and in UTF-16; the place is the number of the byte."""
    for start in range(0, len(content), _STRETCH):
        stretch = content[max(0, start - _OVERLAP) : start + _STRETCH]
        first = max(0, start - _OVERLAP)
        for step in (1, 2):
            yield from _in_stretch(stretch, first, step, where)


def _in_stretch(stretch: bytes, first: int, step: int, where: str) -> Iterator[Trace]:
    cores = _RAW_CORES if step == 1 else _WIDE_CORES
    if not any(core in stretch for core in cores):
        return
    # Of UTF-16 every second byte is the sign, as long as the signs are Latin; which second, we cannot know.
    for shift in range(step):
        for found in _RAW.finditer(stretch[shift::step]):
            at = first + shift + step * found.start()
            yield Trace("a path", f"{where} byte {at}".strip(), shown(found.group()))


_WIDE_CORES: Final = tuple(core.decode().encode("utf-16-le")[:-1] for core in _RAW_CORES)


def _at(field: str, where: str) -> str:
    return ", ".join(one for one in (field, where) if one)
