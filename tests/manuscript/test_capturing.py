# SPDX-License-Identifier: Apache-2.0
"""Capturing: a page becomes a source that the press reads without a finding, whole or not at all."""

import os
import tomllib
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from attrs import evolve
from hypothesis import given, settings
from hypothesis import strategies as st
from manuscripts import copied
from manuscripts import told as findings

from safeconduct.manuscript import capturing
from safeconduct.manuscript.capturing import Captured, Origin, capture
from safeconduct.manuscript.faults import Faults
from safeconduct.manuscript.reading import read_manuscript
from safeconduct.manuscript.records import RELIABILITY, read_source
from safeconduct.manuscript.toml import read_table
from safeconduct.model.canonical import digest_of
from safeconduct.model.refusal import FolderRefusal, Refusal, UsageRefusal
from safeconduct.tools.extract import Extracted
from safeconduct.tools.jail import Limits, Lock

TODAY = date(2026, 11, 1)
TAKEN = date(2026, 10, 30)
ORIGIN = Origin("River rises", "The Parish Gazette", "en", date(2026, 10, 29), "B", "a paper with an imprint")
PAGE = b"<!doctype html><title>x</title><nav>Home</nav><p>The river rose by <b>2 metres</b>.</p>"
WORDS = b"Home\nThe river rose by 2 metres.\n"


def page(tmp_path: Path, content: bytes = PAGE, name: str = "river.html") -> Path:
    path = tmp_path / name
    path.write_bytes(content)
    return path


def files(folder: Path) -> dict[str, bytes]:
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in folder.rglob("*") if p.is_file()}


def captured(folder: Path, path: Path, **changes: Any) -> Captured:
    return capture(folder, path, "river", evolve(ORIGIN, **changes), TAKEN, TODAY)


def refusal(*arguments: Any) -> Refusal:
    with pytest.raises(Refusal) as refused:
        capture(*arguments)
    assert refused.value.what.endswith(".")
    assert refused.value.do.endswith((".", "FOLDER"))
    return refused.value


def test_a_page_is_kept_with_its_words_and_their_digests(tmp_path: Path) -> None:
    folder = copied(tmp_path)
    before = files(folder)
    told = captured(folder, page(tmp_path))
    after = files(folder)
    assert {name: after[name] for name in before} == before
    assert tuple(sorted(set(after) - set(before))) == told.files
    assert after["archive/river.html"] == PAGE
    assert after["archive/river.words.txt"] == WORDS
    source = read_manuscript(folder).edition.sources["river"]
    assert (source.capture.page, source.capture.words) == (digest_of(PAGE), digest_of(WORDS))
    begins = "Home … The river rose by 2 metres."
    assert source.capture.extractor is not None
    assert source.capture.extractor.startswith("safeconduct ")
    assert (
        Origin(source.title, source.publisher, source.language, source.published, source.reliability, source.grounds)
        == ORIGIN
    )
    assert (source.capture.taken, told.words, told.beginning, told.remark) == (TAKEN, 7, begins, None)
    assert "jailed" in told.lock


def test_plain_text_is_its_own_words(tmp_path: Path) -> None:
    folder = copied(tmp_path)
    content = "﻿만 명\r\n\nsoldiers\n".encode()
    told = captured(folder, page(tmp_path, content, "river.txt"))
    assert told.files == ("archive/river.txt", "sources/river.toml")
    assert (told.words, told.beginning, told.extractor) == (3, "만 명", None)
    capture_ = read_manuscript(folder).edition.sources["river"].capture
    assert (capture_.page, capture_.words, capture_.words_file) == (digest_of(content), digest_of(content), None)


@pytest.mark.parametrize(("content", "name"), [(PAGE, "river.html"), (WORDS, "river.txt")])
def test_the_press_judges_it_without_a_finding(tmp_path: Path, content: bytes, name: str) -> None:
    folder = copied(tmp_path)
    captured(folder, page(tmp_path, content, name))
    assert findings(folder) == []
    claim = folder / "claims/beds.toml"
    quote = '\n[[quote]]\nsource = "river"\nexact = "The river rose by 2 metres."\n'
    claim.write_text(claim.read_text("utf-8") + quote, "utf-8")
    assert findings(folder) == []
    claim.write_text(claim.read_text("utf-8").replace("2 metres", "3 metres"), "utf-8")
    assert [finding.check for finding in findings(folder)] == ["quote-not-in-capture"]


def test_a_name_that_promises_something_else_is_told(tmp_path: Path) -> None:
    told = captured(copied(tmp_path), page(tmp_path, PAGE, "river.pdf"))
    assert told.remark == "“river.pdf” is an HTML page whatever its name says, and is kept as such."
    assert told.files[0] == "archive/river.html"


@pytest.mark.parametrize(
    "taken", ["sources/river.toml", "archive/river.html", "archive/river.words.txt", "sources/River.toml"]
)
def test_nothing_is_overwritten(tmp_path: Path, taken: str) -> None:
    folder = copied(tmp_path)
    (folder / taken).write_bytes(b"mine")
    before = files(folder)
    told = refusal(folder, page(tmp_path), "river", ORIGIN, TAKEN, TODAY)
    assert isinstance(told, FolderRefusal)
    assert "is there already" in told.what
    assert files(folder) == before


@pytest.mark.parametrize("place", [0, 1, 2])
@pytest.mark.parametrize("fault", [OSError(28, "No space left on device"), KeyboardInterrupt()])
@pytest.mark.parametrize("act", ["_put", "_place"])
def test_whole_or_not_at_all(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, place: int, fault: BaseException, act: str
) -> None:
    folder = copied(tmp_path)
    before, real, calls = files(folder), getattr(capturing, act), []

    def broken(*arguments: Any) -> None:
        calls.append(arguments)
        if len(calls) == place + 1:
            raise fault
        real(*arguments)

    monkeypatch.setattr(capturing, act, broken)
    with pytest.raises(FolderRefusal if isinstance(fault, OSError) else KeyboardInterrupt):
        captured(folder, page(tmp_path))
    assert files(folder) == before


def test_somebody_who_is_faster_is_not_overwritten(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder, real = copied(tmp_path), capturing._put

    def faster(path: Path, content: bytes) -> None:
        real(path, content)
        (folder / "sources/river.toml").write_bytes(b"theirs")

    monkeypatch.setattr(capturing, "_put", faster)
    refusal(folder, page(tmp_path), "river", ORIGIN, TAKEN, TODAY)
    assert (folder / "sources/river.toml").read_bytes() == b"theirs"
    assert not (folder / "archive/river.html").exists()


def test_a_disk_without_hard_links_will_do(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_arguments: Any) -> None:
        raise PermissionError(1, "Operation not permitted")

    monkeypatch.setattr(os, "link", refuse)
    folder = copied(tmp_path)
    assert set(captured(folder, page(tmp_path)).files) <= set(files(folder))
    assert not [name for name in files(folder) if name.endswith(".new")]


def test_the_beginning_commands_no_terminal(tmp_path: Path) -> None:
    told = captured(copied(tmp_path), page(tmp_path, ("<html><p>a\u202eb" + "x" * 500).encode()))
    assert told.beginning == "a b" + "x" * 97


@pytest.mark.parametrize(
    ("source_id", "changes", "taken", "what"),
    [
        ("", {}, TAKEN, "cannot be the id"),
        ("../river", {}, TAKEN, "cannot be the id"),
        ("a.words", {}, TAKEN, "cannot be the id"),
        (".river", {}, TAKEN, "cannot be the id"),
        ("강", {}, TAKEN, "cannot be the id"),
        ("river", {"title": " "}, TAKEN, "The title of the source"),
        ("river", {"title": "a\nb"}, TAKEN, "The title of the source"),
        ("river", {"publisher": ""}, TAKEN, "The publisher of the source"),
        ("river", {"publisher": "a\u202eb"}, TAKEN, "The publisher of the source"),
        ("river", {"language": "english"}, TAKEN, "is no language tag"),
        ("river", {"reliability": "G"}, TAKEN, "is no grade"),
        ("river", {"reliability": None}, TAKEN, "belong together"),
        ("river", {"grounds": ""}, TAKEN, "belong together"),
        ("river", {}, date(2026, 11, 2), "lies ahead"),
        ("river", {"published": date(2026, 11, 1)}, TAKEN, "before it was published"),
    ],
)
def test_what_makes_no_sense_is_refused(
    tmp_path: Path, source_id: str, changes: dict[str, Any], taken: date, what: str
) -> None:
    folder = copied(tmp_path)
    before = files(folder)
    told = refusal(folder, page(tmp_path), source_id, evolve(ORIGIN, **changes), taken, TODAY)
    assert isinstance(told, UsageRefusal)
    assert what in told.what
    assert files(folder) == before


def test_what_cannot_be_read_or_written_is_refused(tmp_path: Path) -> None:
    folder = copied(tmp_path)
    told = refusal(tmp_path, page(tmp_path), "river", ORIGIN, TAKEN, TODAY)
    assert "no edition.toml" in told.what
    assert "cannot be read" in refusal(folder, tmp_path / "none.html", "river", ORIGIN, TAKEN, TODAY).what
    assert "Is a directory" in refusal(folder, tmp_path, "river", ORIGIN, TAKEN, TODAY).what
    os.mkfifo(tmp_path / "fifo")
    assert "is no file" in refusal(folder, tmp_path / "fifo", "river", ORIGIN, TAKEN, TODAY).what
    elsewhere = tmp_path / "elsewhere"
    (folder / "archive").rename(elsewhere)
    (folder / "archive").symlink_to(elsewhere)
    assert "is a link" in refusal(folder, page(tmp_path), "river", ORIGIN, TAKEN, TODAY).what
    assert not (elsewhere / "river.html").exists()


def test_a_name_commands_no_terminal(tmp_path: Path) -> None:
    folder = copied(tmp_path)
    strange = page(tmp_path, b"%PDF-1.7", "a\x1b[2Jb\udcff.html")
    assert "“a [2Jb .html”" in refusal(folder, strange, "river", ORIGIN, TAKEN, TODAY).what
    strange.write_bytes(WORDS)
    assert (
        captured(folder, strange).remark == "“a [2Jb .html” is plain text whatever its name says, and is kept as such."
    )


def test_a_page_that_is_refused_leaves_nothing(tmp_path: Path) -> None:
    folder = copied(tmp_path)
    before = files(folder)
    assert (
        "“river.html” is a damaged or incomplete PDF."
        in refusal(folder, page(tmp_path, b"%PDF-1.7"), "river", ORIGIN, TAKEN, TODAY).what
    )
    assert files(folder) == before


def test_a_huge_file_is_not_read_to_its_end(tmp_path: Path) -> None:
    path = tmp_path / "huge.html"
    with path.open("wb") as stream:
        stream.truncate(300 << 20)
    assert "larger than 64 MiB" in refusal(copied(tmp_path), path, "river", ORIGIN, TAKEN, TODAY).what


LINE = st.text(min_size=1, max_size=40).filter(lambda text: text.isprintable() and text == text.strip())


@settings(max_examples=80, deadline=None, database=None, derandomize=True)
@given(LINE, LINE, st.none() | st.dates(), st.none() | st.tuples(st.sampled_from(RELIABILITY), LINE), st.dates())
def test_the_record_says_what_it_was_told(
    title: str, publisher: str, published: date | None, grade: tuple[str, str] | None, taken: date
) -> None:
    origin = Origin(title, publisher, "ko-KP", published, *(grade or (None, "")))
    found = Extracted("pdf", b"words\n", "safeconduct 0 with x 1", Lock(Limits(), None, ()))
    text = capturing._record("river", origin, taken, b"page", found)
    faults = Faults()
    table = read_table(text.encode(), "sources/river.toml", faults)
    assert table is not None
    source = read_source("river", table)
    assert faults.found == []
    assert source is not None
    told = (source.title, source.publisher, source.language, source.published, source.reliability, source.grounds)
    assert told == (title, publisher, "ko-KP", published, origin.reliability, origin.grounds)
    assert (source.capture.taken, source.capture.file) == (taken, "river.pdf")
    assert (source.capture.page, source.capture.words) == (digest_of(b"page"), digest_of(b"words\n"))
    assert tomllib.loads(text)["capture"]["words_file"] == "river.words.txt"
