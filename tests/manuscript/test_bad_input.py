# SPDX-License-Identifier: Apache-2.0
"""Bad input gets a finding or a refusal: a whole sentence, a file, a line; all at once; never an exception."""

import os
import shutil
import sys
import tracemalloc
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from manuscripts import CLAIM, COPY, PIECE, PROMISE, SOURCE, copied, is_refusal, judged, places, told

from safeconduct.manuscript import snapshot
from safeconduct.manuscript.reading import read_manuscript
from safeconduct.model.refusal import FolderRefusal

RECORDS = (CLAIM, SOURCE, PROMISE, PIECE)
MIB = 1 << 20
needs_links = pytest.mark.skipif(sys.platform == "win32", reason="links and special files are made as on Unix")


def test_the_base_is_faultless(tmp_path: Path) -> None:
    assert told(copied(tmp_path)) == []


# --- the folder and edition.toml: without them there is nothing to find anything in ---------------------------------


def test_no_folder_is_refused(tmp_path: Path) -> None:
    with pytest.raises(FolderRefusal, match="no manuscript folder") as caught:
        judged(tmp_path / "nowhere")
    is_refusal(caught.value)


def test_a_file_is_no_folder(tmp_path: Path) -> None:
    with pytest.raises(FolderRefusal) as caught:
        judged(copied(tmp_path) / "edition.toml")
    is_refusal(caught.value)


def test_an_empty_folder_is_refused(tmp_path: Path) -> None:
    with pytest.raises(FolderRefusal, match=r"edition\.toml") as caught:
        judged(tmp_path)
    is_refusal(caught.value)


@pytest.mark.parametrize(
    "content",
    [b"\xff\xfe", b"id = ", b"\0", b"[" * 5000, b"x = " + b"[" * 5000, b"a.b" * 9000, b"x = " + b"9" * 9000],
    ids=["encoding", "toml", "zero", "headers", "nesting", "dots", "digits"],
)
def test_a_bad_edition_toml(tmp_path: Path, content: bytes) -> None:
    folder = copied(tmp_path)
    (folder / "edition.toml").write_bytes(content)
    with pytest.raises(FolderRefusal, match=r"edition\.toml:1: ") as caught:
        judged(folder)
    is_refusal(caught.value)


def test_an_empty_edition_toml_lacks_every_key(tmp_path: Path) -> None:
    folder = copied(tmp_path)
    (folder / "edition.toml").write_bytes(b"")
    assert places(told(folder), "key-missing") == ["edition.toml:1"] * 5


@needs_links
def test_a_linked_edition_toml_is_refused_with_its_reason(tmp_path: Path) -> None:
    folder = copied(tmp_path)
    (folder / "edition.toml").rename(tmp_path / "edition.toml")
    (folder / "edition.toml").symlink_to("../edition.toml")
    with pytest.raises(FolderRefusal, match="is a link") as caught:
        judged(folder)
    is_refusal(caught.value)


def test_an_oversized_edition_toml_is_refused_with_its_reason(tmp_path: Path) -> None:
    folder = copied(tmp_path)
    os.truncate(folder / "edition.toml", 300_000_000)
    with pytest.raises(FolderRefusal, match="MiB") as caught:
        judged(folder)
    is_refusal(caught.value)


# --- one spoilt record ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize("path", RECORDS)
def test_a_bad_line_is_named(tmp_path: Path, path: str) -> None:
    folder = copied(tmp_path)
    lines = (folder / path).read_text("utf-8").split("\n")
    (folder / path).write_text("\n".join([lines[0], "this is no line of TOML", *lines[1:]]), "utf-8")
    assert places(told(folder), "toml-unreadable") == [f"{path}:2"]


@pytest.mark.parametrize("twice", ['why = "x"\nwhy = "y"\n', "[credit]\n[credit]\n"])
def test_a_name_that_stands_twice_is_called_so(tmp_path: Path, twice: str) -> None:
    folder = copied(tmp_path)
    (folder / CLAIM).write_text(twice, "utf-8")
    (found,) = [finding for finding in told(folder) if finding.check == "toml-unreadable"]
    assert (str(found.place), "stands above already" in found.message) == (f"{CLAIM}:2", True)


@pytest.mark.parametrize("topic", ["/", "beds/", "/beds", "beds//north", "beds/ /north"])
def test_a_topic_has_words_on_both_sides_of_a_slash(tmp_path: Path, topic: str) -> None:
    folder = copied(tmp_path)
    lines = [line for line in (folder / CLAIM).read_text("utf-8").split("\n") if not line.startswith("topic")]
    (folder / CLAIM).write_text("\n".join([f'topic = "{topic}"', *lines]), "utf-8")
    assert places(told(folder), "value-wrong") == [f"{CLAIM}:1"]


@pytest.mark.parametrize("path", RECORDS)
def test_an_unknown_key_is_named_with_its_line(tmp_path: Path, path: str) -> None:
    folder = copied(tmp_path)
    content = (folder / path).read_text("utf-8")
    (folder / path).write_text(f"\n# A comment.\nunheard_of = 1\n{content}", "utf-8")
    assert places(told(folder), "key-unknown") == [f"{path}:3"]


@pytest.mark.parametrize("path", [*RECORDS, COPY])
@pytest.mark.parametrize("spoilt", [b"\xff", b"\0", b"\xed\xa0\x80"], ids=["latin", "zero", "half a pair"])
def test_a_wrong_encoding_is_named_with_its_line(tmp_path: Path, path: str, spoilt: bytes) -> None:
    folder = copied(tmp_path)
    content = (folder / path).read_bytes()
    (folder / path).write_bytes(content + b"\n# end " + spoilt)
    line = content.count(b"\n") + 2
    assert places(told(folder), "file-not-utf8") == [f"{path}:{line}"]


@pytest.mark.parametrize("path", [*RECORDS, COPY, "edition.toml"])
def test_windows_line_ends_and_a_byte_order_mark_are_no_fault(tmp_path: Path, path: str) -> None:
    folder = copied(tmp_path)
    content = (folder / path).read_bytes()
    (folder / path).write_bytes(b"\xef\xbb\xbf" + content.replace(b"\n", b"\r\n"))
    assert told(folder) == []


@pytest.mark.parametrize("path", RECORDS)
def test_a_missing_record_is_missed_where_it_is_used(tmp_path: Path, path: str) -> None:
    folder = copied(tmp_path)
    (folder / path).unlink()
    found = told(folder)
    wanted = {
        CLAIM: ("cited-record-unknown", f"{COPY}:3"),
        PROMISE: ("cited-record-unknown", f"{COPY}:5"),
        SOURCE: ("quote-not-in-capture", f"{CLAIM}:25"),
        PIECE: ("piece-unknown", "pieces/letter/piece.toml:1"),
    }
    check, place = wanted[path]
    assert place in places(found, check)


@pytest.mark.parametrize("content", ["[" * 5000, "> " * 5000 + "x", "- " * 5000 + "x", "**a *b " * 5000, "`" * 5000])
def test_a_deeply_nested_copy(tmp_path: Path, content: str) -> None:
    folder = copied(tmp_path)
    (folder / COPY).write_text(f"# The hall {{#title}}\n\n{content}\n", "utf-8")
    found = {str(finding.place) for finding in told(folder) if finding.check != "copies-differ"}
    assert f"{COPY}:3" in found


@pytest.mark.parametrize("content", ["[" * 5000, "x = " + "[" * 5000, "x = " + "{a=" * 5000, "x" + ".x" * 99999 + "=1"])
def test_a_deeply_nested_record(tmp_path: Path, content: str) -> None:
    folder = copied(tmp_path)
    (folder / CLAIM).write_text(content, "utf-8")
    assert places(told(folder), "toml-unreadable") == [f"{CLAIM}:1"]


def test_a_long_copy_is_read_in_a_moment(tmp_path: Path) -> None:
    folder = copied(tmp_path)
    many = "".join(f"Word {{#b{n}}}\n\n" for n in range(5000))
    (folder / COPY).write_text(f"# The hall {{#title}}\n\n{many}", "utf-8")
    assert "words-too-many" in {finding.check for finding in told(folder)}


def test_everything_is_told_at_once(tmp_path: Path) -> None:
    folder = copied(tmp_path)
    (folder / CLAIM).write_text("kind = \n", "utf-8")
    (folder / PROMISE).write_bytes(b'text = "\xff"\n')
    (folder / SOURCE).write_text((folder / SOURCE).read_text("utf-8").replace("publisher", "publishr"), "utf-8")
    (folder / COPY).write_text("A line without title or id\n\n<b>x</b>\n", "utf-8")
    (folder / "pieces/steps/piece.toml").write_text("format = 'statue'\n", "utf-8")
    shutil.rmtree(folder / "art")
    found = {finding.check for finding in told(folder)}
    assert found >= {
        "toml-unreadable",
        "file-not-utf8",
        "key-unknown",
        "key-missing",
        "title-missing",
        "block-id-missing",
        "mark-up-unknown",
        "value-wrong",
        "sender-missing",
        "picture-missing",
    }


# --- files that must not be read -----------------------------------------------------------------------------------


def peak_bytes(work: Callable[[], object]) -> int:
    tracemalloc.start()
    try:
        work()
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


@pytest.mark.parametrize("path", [COPY, CLAIM, "archive/parish-note.txt", "takes/call/en/open.wav", "art/lamp.svg"])
def test_300_megabytes_are_refused_unread(tmp_path: Path, path: str) -> None:
    folder = copied(tmp_path)
    (folder / path).parent.mkdir(parents=True, exist_ok=True)
    (folder / path).touch()
    os.truncate(folder / path, 300_000_000)
    assert peak_bytes(lambda: read_manuscript(folder)) < 10 * MIB
    assert places(told(folder), "file-too-large") == [f"{path}:1"]


@needs_links
def test_links_are_never_followed(tmp_path: Path) -> None:
    folder = copied(tmp_path)
    secret = tmp_path / "secret.toml"
    secret.write_text("password = 'swordfish'\n")
    (folder / "claims/secret.toml").symlink_to(secret)
    (folder / "claims/nothing.toml").symlink_to("nowhere")
    (folder / "round").symlink_to(".")
    (folder / "art/up").symlink_to("../..")
    (folder / "a").symlink_to("b")
    (folder / "b").symlink_to("a")
    found = told(folder)
    linked = ["a", "art/up", "b", "claims/nothing.toml", "claims/secret.toml", "round"]
    assert places(found, "link-in-folder") == [f"{path}:1" for path in linked]
    assert not any(b"swordfish" in seen.content for seen in read_manuscript(folder).snapshot.files.values())


@needs_links
def test_a_link_put_there_after_the_listing_is_not_followed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = copied(tmp_path)
    (tmp_path / "secret").write_text("swordfish")
    real = os.open

    def swap(path: Any, *rest: Any, **more: Any) -> int:
        if Path(path) == folder / CLAIM and not Path(path).is_symlink():
            Path(path).unlink()
            Path(path).symlink_to(tmp_path / "secret")
        return real(path, *rest, **more)

    monkeypatch.setattr(os, "open", swap)
    assert places(told(folder), "file-unreadable") == [f"{CLAIM}:1"]


@needs_links
def test_a_pipe_does_not_hold_anybody_up(tmp_path: Path) -> None:
    folder = copied(tmp_path)
    os.mkfifo(folder / "claims/pipe.toml")
    assert places(told(folder), "link-in-folder") == ["claims/pipe.toml:1"]


def test_an_unreadable_file_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = copied(tmp_path)
    real = os.open

    def refuse(path: Any, *rest: Any, **more: Any) -> int:
        if Path(path) == folder / PROMISE:
            raise PermissionError(13, "Permission denied")
        return real(path, *rest, **more)

    monkeypatch.setattr(os, "open", refuse)
    assert places(told(folder), "file-unreadable") == [f"{PROMISE}:1"]


def deny_listing(monkeypatch: pytest.MonkeyPatch, folder: Path) -> None:
    real = os.scandir

    def refuse(path: Any = ".") -> Any:
        if Path(path) == folder:
            raise PermissionError(13, "Permission denied")
        return real(path)

    monkeypatch.setattr(os, "scandir", refuse)


def test_a_folder_that_cannot_be_listed_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = copied(tmp_path)
    deny_listing(monkeypatch, folder / "claims")
    assert places(told(folder), "file-unreadable") == ["claims:1"]


def test_a_manuscript_that_cannot_be_listed_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = copied(tmp_path)
    deny_listing(monkeypatch, folder)
    with pytest.raises(FolderRefusal, match="cannot be listed") as caught:
        judged(folder)
    is_refusal(caught.value)


# --- files that change ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize("change", ["grows", "shrinks", "is rewritten"])
def test_a_file_that_changes_while_it_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, change: str) -> None:
    folder = copied(tmp_path)
    path, real, left = folder / CLAIM, os.fstat, [1]

    def fstat(descriptor: int) -> os.stat_result:
        found = real(descriptor)
        if left and os.path.samestat(found, path.stat()):
            left.clear()
            content = path.read_bytes()
            more = {"grows": content + b"# more\n", "shrinks": content[:40], "is rewritten": content[::-1]}
            path.write_bytes(more[change])
            os.utime(path, ns=(found.st_mtime_ns + 10**9, found.st_mtime_ns + 10**9))
        return found

    monkeypatch.setattr(os, "fstat", fstat)
    assert places(told(folder), "file-changed") == [f"{CLAIM}:1"]


def test_a_file_that_vanishes_before_it_is_opened(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = copied(tmp_path)
    real = os.open

    def vanish(path: Any, *rest: Any, **more: Any) -> int:
        if Path(path) == folder / CLAIM:
            Path(path).unlink()
        return real(path, *rest, **more)

    monkeypatch.setattr(os, "open", vanish)
    assert places(told(folder), "file-unreadable") == [f"{CLAIM}:1"]


def test_changes_after_the_reading_are_noticed(tmp_path: Path) -> None:
    folder = copied(tmp_path)
    taken = read_manuscript(folder).snapshot
    assert list(taken.changed_since()) == []
    (folder / CLAIM).unlink()
    (folder / COPY).write_text("# Other {#title}\n", "utf-8")
    os.utime(folder / PROMISE, ns=(1, 1))
    assert sorted(taken.changed_since()) == sorted([CLAIM, COPY, PROMISE])


# --- too many, too deep, misnamed ----------------------------------------------------------------------------------


def test_too_many_files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = copied(tmp_path)
    monkeypatch.setattr(snapshot, "MOST_FILES", 15)
    assert len(places(told(folder), "folder-too-large")) == 1


def test_folders_too_deep(tmp_path: Path) -> None:
    folder = copied(tmp_path)
    deep = folder / "art" / "/".join("d" * 60)
    deep.mkdir(parents=True)
    assert places(told(folder), "folder-too-large") == ["art/d/d/d/d/d/d:1"]


@needs_links
@pytest.mark.parametrize("name", [b"art/\xff.svg", b"art/two\nlines.svg", b"art/\xed\xa0\x80.svg", b"\xd0/x"])
def test_names_that_nobody_can_refer_to(tmp_path: Path, name: bytes) -> None:
    folder = copied(tmp_path)
    path = Path(os.fsdecode(os.fsencode(folder) + b"/" + name))
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(b"")
    assert len(places(told(folder), "file-unreadable")) == 1


@pytest.mark.parametrize("path", ["pieces/piece.toml", "pieces/a/b/piece.toml", "pieces/note/b/piece.toml"])
def test_a_piece_in_the_wrong_place_is_told(tmp_path: Path, path: str) -> None:
    folder = copied(tmp_path)
    (folder / path).parent.mkdir(parents=True, exist_ok=True)
    shutil.copy(folder / PIECE, folder / path)
    assert places(told(folder), "file-not-used") == [f"{path}:1"]


def test_numbers_that_json_cannot_hold_are_told(tmp_path: Path) -> None:
    folder = copied(tmp_path)
    content = (folder / CLAIM).read_text("utf-8")
    for number in ("0x" + "f" * 5000, str(2**53 + 1), "40.0", "inf", "true"):
        (folder / CLAIM).write_text(content.replace("high = 40", f"high = {number}"), "utf-8")
        assert places(told(folder), "value-wrong") == [f"{CLAIM}:14"]
