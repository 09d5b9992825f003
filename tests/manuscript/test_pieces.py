# SPDX-License-Identifier: Apache-2.0
"""Where the files of a piece lie: what lies elsewhere is told, and takes the place of nothing."""

import shutil
from pathlib import Path

import pytest
from manuscripts import COPY, PIECE, copied, is_refusal, judged, places, told

from safeconduct.model.refusal import FolderRefusal


def test_an_old_copy_in_a_folder_below_does_not_replace_the_copy(tmp_path: Path) -> None:
    folder = copied(tmp_path)
    before = judged(folder).edition.piece("note")
    (folder / "pieces/note/old").mkdir()
    (folder / "pieces/note/old/copy.en.md").write_text("# Another {#title}\n", "utf-8")
    assert judged(folder).edition.piece("note") == before
    assert places(told(folder), "file-not-used") == ["pieces/note/old/copy.en.md:1"]


def test_a_backup_of_the_pieces_is_told(tmp_path: Path) -> None:
    folder = copied(tmp_path)
    shutil.copytree(folder / "pieces/note", folder / "backup/pieces/note")
    assert places(told(folder), "file-not-used") == [
        f"backup/{path}:1" for path in (COPY, COPY.replace(".en", ".uk"), PIECE)
    ]


def test_a_name_too_long_for_any_disk_is_refused(tmp_path: Path) -> None:
    with pytest.raises(FolderRefusal) as caught:
        judged(tmp_path / ("a" * 300))
    is_refusal(caught.value)
