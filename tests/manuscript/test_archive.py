# SPDX-License-Identifier: Apache-2.0
"""Captured pages: from the manuscript's own archive first, then from folders that are named, and nothing else there."""

import os
import shutil
from pathlib import Path

import pytest
from manuscripts import SOURCE, copied, is_refusal, well_formed

from safeconduct.manuscript.reading import Manuscript, read_manuscript
from safeconduct.model.refusal import FolderRefusal

PAGE = "parish-note.txt"


def elsewhere(tmp_path: Path) -> tuple[Path, Path]:
    """A manuscript without its captured page, and the folder where the page lies now."""
    folder, archive = copied(tmp_path), tmp_path / "shelf"
    archive.mkdir()
    shutil.move(folder / "archive" / PAGE, archive / PAGE)
    return folder, archive


def faults(manuscript: Manuscript) -> list[str]:
    for finding in manuscript.findings:
        well_formed(finding)
    return [finding.check for finding in manuscript.findings]


def test_a_named_archive_is_looked_in(tmp_path: Path) -> None:
    folder, archive = elsewhere(tmp_path)
    assert PAGE not in read_manuscript(folder).archive
    found = read_manuscript(folder, (archive,))
    assert found.archive[PAGE].content.startswith(b"Note of the parish clerk")
    assert faults(found) == []
    assert f"archive/{PAGE}" not in found.edition.files, "what may not be handed on does not enter the manuscript"


def test_the_manuscript_s_own_archive_comes_first(tmp_path: Path) -> None:
    folder, archive = copied(tmp_path), tmp_path / "shelf"
    archive.mkdir()
    (archive / PAGE).write_text("Something else.")
    assert read_manuscript(folder, (archive,)).archive[PAGE].content.startswith(b"Note")


def test_nothing_else_in_an_archive_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder, archive = elsewhere(tmp_path)
    (archive / "private.txt").write_text("swordfish")
    (archive / "more").mkdir()
    (archive / "more" / PAGE).write_text("swordfish")
    opened, real = [], os.open

    def note(path: str, flags: int, mode: int = 0o777) -> int:
        opened.append(Path(path).name)
        return real(path, flags, mode)

    monkeypatch.setattr(os, "open", note)
    found = read_manuscript(folder, (archive,))
    assert faults(found) == []
    assert opened.count(PAGE) == 1
    assert "private.txt" not in opened


@pytest.mark.skipif(os.name == "nt", reason="links are made as on Unix")
def test_a_link_in_an_archive_is_told_and_not_followed(tmp_path: Path) -> None:
    folder, archive = elsewhere(tmp_path)
    (archive / PAGE).rename(archive / "real.txt")
    (archive / PAGE).symlink_to("real.txt")
    found = read_manuscript(folder, (archive,))
    assert faults(found) == ["link-in-folder"]
    assert found.archive == {}


def test_an_oversized_page_in_an_archive_is_told(tmp_path: Path) -> None:
    folder, archive = elsewhere(tmp_path)
    os.truncate(archive / PAGE, 300_000_000)
    assert faults(read_manuscript(folder, (archive,))) == ["file-too-large"]


def test_an_archive_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(FolderRefusal, match="archive") as caught:
        read_manuscript(copied(tmp_path), (tmp_path / "nowhere",))
    is_refusal(caught.value)


@pytest.mark.parametrize("name", ["../edition.toml", "a/b.txt", "..", "x" * 5000 + ".txt", "\\u0000", "c\\\\d.txt"])
def test_a_name_that_leads_elsewhere_is_not_followed(tmp_path: Path, name: str) -> None:
    folder, archive = elsewhere(tmp_path)
    text = (folder / SOURCE).read_text("utf-8")
    (folder / SOURCE).write_text(text.replace(PAGE, name), "utf-8")
    found = read_manuscript(folder, (archive,))
    assert found.archive == {}
    assert set(faults(found)) <= {"value-wrong"}
