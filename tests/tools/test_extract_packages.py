# SPDX-License-Identifier: Apache-2.0
"""Packages made to do harm: bombs, parts that lead out, locked and damaged ones, and XML that reaches for others."""

import socket
import struct
import threading
import zlib
from collections.abc import Iterator

import pytest

from safeconduct.tools.extract import extract
from safeconduct.tools.extract_child import read
from safeconduct.tools.extract_kinds import UnreadableError

from .layouts import hwpx_paragraph, hwpx_parts, packed, word
from .refusing import refusal

SENTENCE = [("en", "As many as 10,000 soldiers were sent.")]
HWPX = hwpx_parts([hwpx_paragraph("<hp:t>만 명</hp:t>")])


def bomb(times: int, size: int) -> bytes:
    """Many parts that all unpack to far more than they hold."""
    return packed({f"word/part{number}.xml": bytes(size) for number in range(times)})


def raw_zip(name: bytes, content: bytes = b"x", flags: int = 0, twice: bool = False, crc: int | None = None) -> bytes:
    """A ZIP written by hand, for what no library would write."""
    sum_ = zlib.crc32(content) if crc is None else crc
    fields = struct.pack("<HHHHHIIIHH", 20, flags, 0, 0, 33, sum_, len(content), len(content), len(name), 0)
    local = b"PK\x03\x04" + fields + name + content
    central = b"PK\x01\x02" + struct.pack("<H", 20) + fields + bytes(14) + name
    times = 2 if twice else 1
    end = struct.pack("<HHHHIIH", 0, 0, times, times, len(central) * times, len(local), 0)
    return local + central * times + b"PK\x05\x06" + end


def overlapping() -> bytes:
    """Many entries in the directory that all point to one and the same packed kernel."""
    one = packed({"word/a.xml": bytes(3 << 20)})
    at = one.index(b"PK\x01\x02")
    central = one[at : one.index(b"PK\x05\x06")]
    copies = b"".join(central.replace(b"word/a.xml", b"word/%c.xml" % (97 + n)) for n in range(26)) * 4
    return one[:at] + copies + b"PK\x05\x06" + struct.pack("<HHHHIIH", 0, 0, 104, 104, len(copies), at, 0)


@pytest.mark.parametrize(
    ("page", "code"),
    [
        (bomb(1, 8 << 20), "bomb"),
        (bomb(70, 4 << 20), "bomb"),
        (bomb(2_001, 0), "bomb"),
        (overlapping(), "bomb"),
        (raw_zip(b"word/document.xml", crc=1), "damaged"),
        (raw_zip(b"word/document.xml", flags=1), "locked"),
        (raw_zip(b"/etc/passwd"), "names"),
        (raw_zip(b"word/../../etc/passwd"), "names"),
        (raw_zip(b"..\\windows"), "names"),
        (raw_zip(b"C:/windows"), "names"),
        (raw_zip(b"word/a\0.xml"), "names"),
        (raw_zip(b""), "names"),
        (raw_zip(b"word/document.xml", twice=True), "names"),
        (packed({"word/a.xml": b"1", "word/A.xml": b"2"}), "names"),
        (packed(HWPX)[:-30], "damaged"),
        (packed(HWPX)[: len(packed(HWPX)) // 2], "damaged"),
        (word(SENTENCE)[:-5], "damaged"),
        (word(SENTENCE)[:2000], "damaged"),
    ],
)
def test_a_bad_package_is_refused(page: bytes, code: str) -> None:
    with pytest.raises(UnreadableError) as refused:
        read(page)
    assert refused.value.code == code


LAUGHS = b"<!DOCTYPE x [<!ENTITY a '" + b"ha" * 100 + b"'>"
LAUGHS += b"".join(b"<!ENTITY %c '%s'>" % (98 + n, b"&%c;" % (97 + n) * 10) for n in range(9)) + b"]><x>&j;</x>"


def doll(depth: int) -> bytes:
    page = bytes(1 << 20)
    for _ in range(depth):
        page = packed({f"word/{n}.zip": page for n in range(4)})
    return page


def test_a_bomb_of_nested_archives_is_never_unpacked() -> None:
    """As 42.zip is made: archives in archives; one inside another is never opened."""
    assert "is a ZIP archive" in refusal(packed({"0.zip": doll(4), "1.zip": doll(4)})).what


def test_billions_of_laughs_are_not_heard() -> None:
    told = refusal(packed({**HWPX, "Contents/section0.xml": LAUGHS}))
    assert told.what == (
        "“page” defines entities of its own (a DTD), which can reach for other files; no honest HWPX does."
    )


@pytest.fixture
def listener() -> Iterator[tuple[int, list[object]]]:
    """A server on this machine that remembers whoever calls."""
    called: list[object] = []
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(0.05)
        ended = threading.Event()

        def serve() -> None:
            while not ended.is_set():
                try:
                    called.append(server.accept())
                except TimeoutError:
                    continue

        thread = threading.Thread(target=serve)
        thread.start()
        yield server.getsockname()[1], called
        ended.set()
        thread.join()


def test_no_page_reaches_for_file_or_network(listener: tuple[int, list[object]]) -> None:
    port, called = listener
    address = f"http://127.0.0.1:{port}/x"
    for target in ("file:///etc/passwd", address):
        for xml in (
            f"<!DOCTYPE x [<!ENTITY a SYSTEM '{target}'>]><x>&a;</x>",
            f"<!DOCTYPE x SYSTEM '{target}'><x/>",
            f"<!DOCTYPE x [<!ENTITY % a SYSTEM '{target}'> %a;]><x/>",
        ):
            assert "a DTD" in refusal(packed({**HWPX, "Contents/section0.xml": xml.encode()})).what
    page = f"<html><img src='{address}'><link rel=stylesheet href='{address}'><iframe src='{address}'></iframe><p>words"
    assert extract(page.encode(), "page").words == b"words\n"
    assert called == []
