# SPDX-License-Identifier: Apache-2.0
"""A file is written whole or not at all, and nothing without an end is read."""

import os
import threading
from pathlib import Path

import pytest

from safeconduct.api.pictograms import measured
from safeconduct.api.single_files import content_of, write_whole
from safeconduct.model.refusal import FolderRefusal


def test_a_file_of_the_most_bytes_is_read_and_one_more_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "file"
    file.write_bytes(b"x" * 2048)
    assert content_of(file, 2048, "", "") == b"x" * 2048
    with pytest.raises(FolderRefusal, match="is larger than 1 KiB") as refused:
        content_of(file, 1024, "name it.", "cut it.")
    assert refused.value.do == "cut it."


def test_what_is_no_file_is_refused_at_once(tmp_path: Path) -> None:
    pipe = tmp_path / "drawing.svg"
    os.mkfifo(pipe)
    with pytest.raises(FolderRefusal, match="cannot be read"):
        content_of(pipe, 10, "name a file.", "")
    with pytest.raises(FolderRefusal, match="cannot be read"):
        measured(pipe)


def test_a_file_that_cannot_be_written_leaves_the_old_one_and_no_rest(tmp_path: Path) -> None:
    old = tmp_path / "sheet.pdf"
    old.write_bytes(b"old")
    (tmp_path / ".sheet.pdf.new").mkdir()
    with pytest.raises(FolderRefusal, match="cannot be written"):
        write_whole(old, b"new")
    assert old.read_bytes() == b"old"
    (tmp_path / ".sheet.pdf.new").rmdir()
    write_whole(old, b"new")
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == {"sheet.pdf": b"new"}


def test_a_link_stays_and_a_pipe_is_written_into(tmp_path: Path) -> None:
    target, link, pipe = tmp_path / "target", tmp_path / "link", tmp_path / "pipe"
    link.symlink_to(target)
    write_whole(link, b"words")
    assert link.is_symlink()
    assert target.read_bytes() == b"words"
    os.mkfifo(pipe)
    heard: list[bytes] = []
    listener = threading.Thread(target=lambda: heard.append(pipe.read_bytes()))
    listener.start()
    write_whole(pipe, b"words")
    listener.join(10)
    assert heard == [b"words"]
    assert pipe.is_fifo()


def test_a_folder_is_no_place_for_a_file(tmp_path: Path) -> None:
    with pytest.raises(FolderRefusal, match="cannot be written"):
        write_whole(tmp_path, b"words")
