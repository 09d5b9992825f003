# SPDX-License-Identifier: Apache-2.0
"""The strict reading of ZIP files: one spelling, and whatever differs from it by a byte is another."""

import io
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from safeconduct.seal.verifying.packages import NoPackageError, Zipped, content_of, opened
from safeconduct.seal.verifying.zip_reading import ZipSpellingError, entries_of, looks_like_zip
from safeconduct.seal.zipping import CENTRAL, END, LOCAL, Entry, end_record, write_zip

FILES = {"a.txt": b"first", "b/c.txt": b"", "b/d.bin": bytes(range(256)) * 3}


def zip_of(files: Mapping[str, bytes], in_order: Callable[[Mapping[str, bytes]], list[str]] = sorted) -> bytes:
    """Spell a ZIP by hand, without the program that is tried out."""
    body = directory = b""
    for name in in_order(files):
        content = files[name]
        # CRC-32 is not computed again by the reader: any will do.
        entry = Entry(name, 7, len(content), len(body))
        body += entry.local_header() + content
        directory += entry.central_header()
    return body + directory + end_record(len(files), len(directory), len(body))


def read(content: bytes, tmp_path: Path) -> dict[str, bytes]:
    """Return what the reader finds in a ZIP file with this content."""
    path = tmp_path / "x.zip"
    path.write_bytes(content)
    with opened(path) as package:
        return {name: content_of(package, name, 1 << 20) for name in package.files}


class Kept(io.BytesIO):
    """A file in memory, read as an unbuffered file is."""


def spelled(content: bytes) -> list[Entry]:
    file = Kept(content)
    if not looks_like_zip(file):  # type: ignore[arg-type]
        raise NoPackageError
    return list(entries_of(file))  # type: ignore[arg-type]


def test_what_is_written_is_read_back(tmp_path: Path) -> None:
    folder = tmp_path / "folder"
    for name, content in FILES.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(content)
    write_zip(folder, tmp_path / "written.zip")
    assert read((tmp_path / "written.zip").read_bytes(), tmp_path) == FILES
    with zipfile.ZipFile(tmp_path / "written.zip") as other:
        assert other.testzip() is None


@given(
    st.dictionaries(
        st.text("abcXYZ019._-/", min_size=1, max_size=30).filter(lambda name: not name.endswith("/")),
        st.binary(max_size=300),
        max_size=8,
    )
)
def test_any_files_are_read_back(files: dict[str, bytes]) -> None:
    content = zip_of(files)
    entries = spelled(content)
    found = {one.name: content[(at := one.offset + len(one.local_header())) : at + one.size] for one in entries}
    assert found == files


def test_every_single_byte_of_every_header_counts() -> None:
    content = zip_of(FILES)
    inside: set[int] = set()
    for one in spelled(content):
        start = one.offset + len(one.local_header())
        inside |= set(range(start, start + one.size))
    headers = sorted(set(range(len(content))) - inside)
    for at in headers:
        for bit in (1, 0x20, 0x80):
            harmed = content[:at] + bytes([content[at] ^ bit]) + content[at + 1 :]
            with pytest.raises(ZipSpellingError):
                spelled(harmed)
    assert len(headers) == len(content) - sum(map(len, FILES.values())) > 250


def test_cut_short_and_made_longer() -> None:
    content = zip_of(FILES)
    for harmed in (*(content[:n] for n in range(len(content))), *(content[n:] for n in range(1, len(content)))):
        with pytest.raises((ZipSpellingError, NoPackageError)):
            spelled(harmed)
    for harmed in (content + b"\0", b"\0" + content, content + content, content[:-2] + b"\5\0hello"):
        with pytest.raises(ZipSpellingError):
            spelled(harmed)


BAD = {
    "twice": zip_of({"a": b"1", "b": b"2"}).replace(b"b", b"a"),
    "not sorted": zip_of({"a": b"1", "b": b"2"}, lambda files: sorted(files, reverse=True)),
    "a folder": zip_of({"a/": b""}),
    "no name": zip_of({"": b"x"}),
    "space": zip_of({"a b": b"x"}),
    "control": zip_of({"a\x1b": b"x"}),
}


@pytest.mark.parametrize("why", BAD)
def test_other_spellings(why: str) -> None:
    with pytest.raises(ZipSpellingError):
        spelled(BAD[why])


@pytest.mark.parametrize("flag", [0, 1, 1 << 3, 1 << 11])
@pytest.mark.parametrize("method", [0, 8])
@pytest.mark.parametrize("extra", [b"", b"\x01\0\0\0"])
def test_flags_methods_and_extra_fields_are_refused_though_both_headers_agree(
    flag: int, method: int, extra: bytes
) -> None:
    name, content = b"a", b"x"
    sizes = (7, 1, 1, 1, len(extra))
    local = LOCAL.pack(b"PK\3\4", 10, flag, method, 0, 0x21, *sizes) + name + extra
    central = CENTRAL.pack(b"PK\1\2", 0x314, 10, flag, method, 0, 0x21, *sizes, 0, 0, 0, 0x81A40000, 0) + name + extra
    whole = local + content + central + end_record(1, len(central), len(local) + 1)
    if (flag, method, extra) == (0, 0, b""):
        assert [one.name for one in spelled(whole)] == ["a"]
        return
    with pytest.raises(ZipSpellingError):
        spelled(whole)


def test_a_second_file_hidden_between_the_entries() -> None:
    first, second = Entry("a", 7, 1, 0), Entry("b", 7, 1, 40)
    body = first.local_header() + b"x" + b"y" * (40 - 32) + second.local_header() + b"x"
    directory = first.central_header() + second.central_header()
    with pytest.raises(ZipSpellingError):
        spelled(body + directory + end_record(2, len(directory), len(body)))


def test_sizes_that_run_over_every_end() -> None:
    for size in (2, 2**31, 2**32 - 1):
        entry = Entry("a", 7, size, 0)
        directory = entry.central_header()
        whole = entry.local_header() + b"x" + directory + end_record(1, len(directory), 32)
        with pytest.raises(ZipSpellingError):
            spelled(whole)
    with pytest.raises(ZipSpellingError):
        spelled(END.pack(b"PK\5\6", 0, 0, 65535, 65535, 2**32 - 1, 2**32 - 1, 0))
    many = [Entry(f"{n}", 7, 2**32 - 1, 0) for n in range(9)]
    directory = b"".join(one.central_header() for one in many)
    with pytest.raises(ZipSpellingError):
        spelled(many[0].local_header() + directory + end_record(9, len(directory), 31))


def test_what_no_program_takes_for_a_zip_is_none(tmp_path: Path) -> None:
    for content in (b"", b"PK", b"%PDF-1.7", b"\0" * 70_000):
        with pytest.raises(NoPackageError):
            read(content, tmp_path)
    for content in (b"PK\3\4", b"PK\5\6", b"%PDF" * 9 + b"PK\5\6" + b"x" * 65_550):
        with pytest.raises(ZipSpellingError):
            read(content, tmp_path)


@given(st.binary(max_size=400), st.data())
def test_random_bytes_and_random_changes_end_in_an_answer(noise: bytes, drawn: st.DataObject) -> None:
    good = zip_of(FILES)
    at = drawn.draw(st.integers(0, len(good)))
    length = drawn.draw(st.integers(0, 60))
    for content in (noise, b"PK\3\4" + noise, noise + good[-22:], good[:at] + noise + good[at + length :]):
        try:
            entries = spelled(content)
        except (ZipSpellingError, NoPackageError):
            continue
        # What is taken for ours is ours: written again, the headers are the same bytes.
        directory = b"".join(one.central_header() for one in entries)
        assert content.endswith(
            directory + end_record(len(entries), len(directory), len(content) - len(directory) - 22)
        )


def test_a_file_that_shrinks_meanwhile_cannot_be_read(tmp_path: Path) -> None:
    path = tmp_path / "x.zip"
    path.write_bytes(zip_of(FILES))
    zipped = Zipped(path)
    try:
        with path.open("r+b") as file:
            file.truncate(4)
        with pytest.raises(OSError, match="shorter"):
            content_of(zipped, "b/d.bin", 1 << 20)
    finally:
        zipped.close()
