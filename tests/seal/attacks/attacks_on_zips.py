# SPDX-License-Identifier: Apache-2.0
"""ZIP files in which two programs see two packages."""

import struct
import zlib
from collections.abc import Callable
from functools import partial
from typing import Any

from attack import GREEN, ZIP, Attacks
from forging import RawEntry, zip_of
from parcel import POCKET, REPORT, SPOT, Parcel

attack = Attacks("zips")
OTHER = "R--- whole zip - 6"
TWO_READERS = "one program unpacks the true step, another the false one"
FALSE = b"step 4: walk towards the lights"


def entries(parcel: Parcel, **of_the_spot: Any) -> list[RawEntry]:
    """All entries in order; `of_the_spot` changes the headers of one in their midst."""
    names = sorted(parcel.files)
    return [(name.encode(), parcel.files[name], of_the_spot if name == SPOT else {}) for name in names]


def zipped(name: str, hope: str, expected: str = OTHER) -> Callable[[Callable[[Parcel], bytes]], None]:
    def entered(make: Callable[[Parcel], bytes]) -> None:
        def spell(parcel: Parcel) -> None:
            parcel.raw = make(parcel)

        attack.add(name, hope, spell, expected, shapes=ZIP)

    return entered


def header(parcel: Parcel, changed: dict[str, Any]) -> None:
    parcel.raw = zip_of(entries(parcel, **changed))


def end(parcel: Parcel, changed: dict[str, Any]) -> None:
    parcel.raw = zip_of(entries(parcel), **changed)


BOTH_HEADERS: dict[str, tuple[dict[str, Any], str]] = {
    "an extra field": ({"extra": struct.pack("<2H4s", 0x7075, 4, b"name")}, "Info-ZIP shows the name in the field"),
    "a ZIP64 field": ({"extra": struct.pack("<2HQ", 1, 8, 7)}, "the size in the field counts"),
    "encrypted": ({"flags": 1}, "nobody can look into it"),
    "a name in UTF-8": ({"flags": 1 << 11}, "the name is read in another way"),
    "a data descriptor": ({"flags": 8}, "the size stands behind the bytes"),
    "another day": ({"day": 0x5976}, "it tells when it was made"),
    "another hour": ({"time": 0x6000}, "it tells when it was made"),
    "made for ZIP64": ({"needed": 45}, "other rules are used"),
    "deflated, and it is not": ({"method": 8}, "it is unpacked into something else"),
    "an unknown method": ({"method": 99}, "it is skipped"),
    "larger than it is": ({"shut": 5000, "size": 5000}, "the next header is a part of it"),
    "smaller than it is": ({"shut": 7, "size": 7}, "there is room for something between"),
    "of no size at all": ({"shut": 0, "size": 0}, "there is room for something between"),
    "with the marker of ZIP64": ({"shut": 0xFFFFFFFF, "size": 0xFFFFFFFF}, "the size stands elsewhere"),
    "of two sizes": ({"size": 4095}, "one program reads less"),
}
for what, (changes, why) in BOTH_HEADERS.items():
    attack.add(f"an entry: {what}", why, partial(header, changed=changes), OTHER, shapes=ZIP)

LOCAL_ALONE: dict[str, dict[str, Any]] = {
    "the name": {"name": b"data/spot.ko-KP.fm.wax"},
    "the size": {"shut": 1, "size": 1},
    "the CRC-32": {"crc": 1},
    "the flags": {"flags": 1},
    "the method": {"method": 8},
    "the day": {"day": 0x22},
    "an extra field": {"extra": b"\1\0\0\0"},
    "what it needs": {"needed": 20},
}
for what, local in LOCAL_ALONE.items():
    attack.add(
        f"a local header differs in {what}", TWO_READERS, partial(header, changed={"local": local}), OTHER, shapes=ZIP
    )

CENTRAL_ALONE: dict[str, tuple[dict[str, Any], str]] = {
    "a link": ({"external": 0xA1FF0000}, "its content is taken for a target on the reader's disk"),
    "a program": ({"external": 0x81ED0000}, "it may be run"),
    "a folder": ({"external": 0x41ED0010}, "it is skipped"),
    "rights of nobody": ({"external": 0}, "it cannot be read"),
    "a text": ({"internal": 1}, "line ends are changed when it is unpacked"),
    "a comment": ({"comment": b"step 4"}, "it is shown beside the name"),
    "on another disk": ({"disk": 1}, "it is looked for elsewhere"),
    "made by DOS": ({"made": 20}, "names and rights are read in another way"),
    "lies where another lies": ({"offset": 0}, "two names for the same bytes"),
    "lies one byte on": ({"offset": 1}, "the header is read from elsewhere"),
}
for what, (changes, why) in CENTRAL_ALONE.items():
    attack.add(f"the directory says: {what}", why, partial(header, changed={"central": changes}), OTHER, shapes=ZIP)

END: dict[str, tuple[dict[str, Any], str]] = {
    "a comment": ({"comment": b"PK\5\6" + bytes(18)}, "an end record stands within another's comment"),
    "one entry less": ({"here": 10, "count": 10}, "the rest is not looked at"),
    "one disk more": ({"disk": 1}, "the rest is looked for elsewhere"),
    "two counts": ({"here": 3}, "one program looks at three entries"),
    "the marker of ZIP64": ({"here": 0xFFFF, "count": 0xFFFF, "length": 0xFFFFFFFF, "offset": 0xFFFFFFFF}, TWO_READERS),
    "bytes before the directory": ({"between": b"\0" * 8}, "something is hidden there"),
    "bytes behind the directory": ({"after": b"PK\5\5" + b"\0" * 2}, "a signature of PKWARE's is believed"),
    "a directory that begins elsewhere": ({"offset": 9}, TWO_READERS),
}
for what, (changes, why) in END.items():
    attack.add(f"the end record: {what}", why, partial(end, changed=changes), OTHER, shapes=ZIP)


@zipped("the CRC-32 alone is wrong", "a control: CRC-32 proves nothing, and is not computed again", GREEN)
def _(parcel: Parcel) -> bytes:
    return zip_of(entries(parcel, crc=1))


@zipped("a false step under the same name", TWO_READERS)
def _(parcel: Parcel) -> bytes:
    doubled = entries(parcel)
    at = next(n for n, one in enumerate(doubled) if one[0] == SPOT.encode())
    return zip_of([*doubled[: at + 1], (SPOT.encode(), FALSE, {}), *doubled[at + 1 :]])


@zipped("a false step under the same name, first", TWO_READERS)
def _(parcel: Parcel) -> bytes:
    doubled = entries(parcel)
    return zip_of([(SPOT.encode(), FALSE, {}), *doubled])


@zipped("a false step, correctly spelled", "the bytes of a ZIP are not compared", f"RGGG whole altered {SPOT} 6")
def _(parcel: Parcel) -> bytes:
    parcel.files[SPOT] = FALSE
    return zip_of(entries(parcel))


@zipped("deflated", "a bomb, or another spelling")
def _(parcel: Parcel) -> bytes:
    packed = zlib.compress(parcel.files[SPOT])[2:-4]
    return zip_of(entries(parcel, packed=packed, method=8))


@zipped("a data descriptor behind an entry", TWO_READERS)
def _(parcel: Parcel) -> bytes:
    crc, size = zlib.crc32(parcel.files[SPOT]), len(parcel.files[SPOT])
    told = b"PK\7\x08" + struct.pack("<3I", crc, size, size)
    return zip_of(entries(parcel, flags=8, gap=told, local={"crc": 0, "shut": 0, "size": 0}))


@zipped("a gap behind an entry", "a second file lies there for those who read from the front")
def _(parcel: Parcel) -> bytes:
    hidden = zip_of([(SPOT.encode(), FALSE, {})])
    return zip_of(entries(parcel, gap=hidden))


@zipped("a folder's entry", "what ends in a slash is not counted")
def _(parcel: Parcel) -> bytes:
    return zip_of(sorted([*entries(parcel), (b"data/", b"", {"external": 0x41ED0010})], key=lambda one: one[0]))


@zipped("a folder's entry that looks like a file", "what ends in a slash is not counted")
def _(parcel: Parcel) -> bytes:
    return zip_of(sorted([*entries(parcel), (b"data/x/", b"hello", {})], key=lambda one: one[0]))


@zipped("an entry without a name", "what has no name is not missed")
def _(parcel: Parcel) -> bytes:
    return zip_of([(b"", b"hello", {}), *entries(parcel)])


@zipped("not sorted", "of two orders one is the one that was signed")
def _(parcel: Parcel) -> bytes:
    return zip_of(entries(parcel)[::-1])


@zipped("a directory in another order than the files", TWO_READERS)
def _(parcel: Parcel) -> bytes:
    honest = zip_of(entries(parcel))
    backwards = zip_of(entries(parcel)[::-1])
    names, length, at = struct.unpack("<HII", honest[-12:-2])
    other = backwards[struct.unpack("<I", backwards[-6:-2])[0] :]
    assert (names, len(other)) == (len(parcel.files), length + 22)
    return honest[:at] + other


@zipped("an entry over another", "two names for the same bytes, and less to hash")
def _(parcel: Parcel) -> bytes:
    honest = zip_of(entries(parcel))
    size = 30 + len(POCKET) + len(parcel.files[POCKET])
    over = {"size": size, "shut": size, "local": {"size": 0, "shut": 0}}
    overlapping = zip_of([(b"data/aa", b"", over), *entries(parcel)])
    assert len(overlapping) > len(honest)
    return overlapping


@zipped("an entry in another's bytes", "what is listed hides what is unpacked")
def _(parcel: Parcel) -> bytes:
    inner = zip_of([(b"data/zz", FALSE, {})])
    parcel.files[REPORT] = inner
    return zip_of([*entries(parcel), (b"data/zz", b"", {"packed": b"", "offset": 40})])


@zipped("a program before it", "it is run, and unpacks what it likes")
def _(parcel: Parcel) -> bytes:
    return zip_of(entries(parcel), before=b"MZ\x90\0 this program cannot be run in DOS mode")


@zipped("a program before it that nobody counts", "it is run, and unpacks what it likes")
def _(parcel: Parcel) -> bytes:
    return b"#!/bin/sh\n" + zip_of(entries(parcel))


@zipped("bytes behind it", "something else is read from there")
def _(parcel: Parcel) -> bytes:
    return zip_of(entries(parcel), behind=b"\0")


@zipped("another ZIP behind it", TWO_READERS)
def _(parcel: Parcel) -> bytes:
    return zip_of(entries(parcel), behind=zip_of([(SPOT.encode(), FALSE, {})]))


@zipped("another ZIP before it", TWO_READERS)
def _(parcel: Parcel) -> bytes:
    return zip_of([(SPOT.encode(), FALSE, {})]) + zip_of(entries(parcel))


@zipped("two end records", TWO_READERS)
def _(parcel: Parcel) -> bytes:
    whole = zip_of(entries(parcel))
    return whole + whole[-22:]


@zipped("a PDF and a ZIP at once", "one program shows the leaflet, another the package")
def _(parcel: Parcel) -> bytes:
    return zip_of(entries(parcel), before=b"%PDF-1.7\n1 0 obj\n", behind=b"\n%%EOF\n")


@zipped("64 KiB behind it", "the end record is not found", OTHER)
def _(parcel: Parcel) -> bytes:
    return zip_of(entries(parcel), behind=bytes(66_000))


@zipped("a stamp before it and 64 KiB behind it", "a program finds it all the same", "R--- whole not-a-package - 6")
def _(parcel: Parcel) -> bytes:
    return zip_of(entries(parcel), before=b"\0", behind=bytes(66_000))


@zipped("split over several disks", "the marker of the first disk is skipped")
def _(parcel: Parcel) -> bytes:
    return zip_of(entries(parcel), before=b"PK\7\x08")


@zipped("the end cut off", "what is left can be repaired, in one way or another")
def _(parcel: Parcel) -> bytes:
    return zip_of(entries(parcel))[:-1]


@zipped("the directory cut off", "programs that read from the front find all files")
def _(parcel: Parcel) -> bytes:
    whole = zip_of(entries(parcel))
    return whole[: struct.unpack("<I", whole[-6:-2])[0]]


@zipped("the first half alone", "half a package is better than none")
def _(parcel: Parcel) -> bytes:
    whole = zip_of(entries(parcel))
    return whole[: len(whole) // 2]


@zipped("no entries at all", "nothing is not wrong", "R--- whole not-a-package - 6")
def _(parcel: Parcel) -> bytes:
    return zip_of([])


@zipped("a magic number and nothing else", "the reader stumbles")
def _(parcel: Parcel) -> bytes:
    return b"PK\3\4"


@zipped("65,535 entries told, none there", "a count that means ZIP64 is believed")
def _(parcel: Parcel) -> bytes:
    return zip_of([], here=65_535, count=65_535)


@zipped("no entry beside a directory of 4 GiB", "memory is asked for before it is counted")
def _(parcel: Parcel) -> bytes:
    return zip_of(entries(parcel), length=0xFFFFFFF0)


@zipped("another program's ZIP of the true package", "one spelling more is no harm")
def _(parcel: Parcel) -> bytes:
    unix = struct.pack("<2HB2I", 0x5455, 9, 3, 1_700_000_000, 1_700_000_000)
    return zip_of([(name, content, {"extra": unix, "needed": 20}) for name, content, _ in entries(parcel)])
