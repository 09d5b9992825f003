# SPDX-License-Identifier: Apache-2.0
"""The folder of the evidence: whole or not at all, and nothing of anybody else is touched."""

import json
import os
from pathlib import Path

import pytest

from safeconduct.api.whole_folder import Kept, publish_folder
from safeconduct.model.canonical import digest_of
from safeconduct.model.refusal import FolderRefusal

LIST, SCHEMA = "list.json", "ours-1"


def files(**more: bytes) -> dict[str, bytes]:
    made = {"a.txt": b"a", **more}
    return {**made, LIST: json.dumps({"schema": SCHEMA, "files": [{"path": name} for name in made]}).encode()}


def there(out: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in out.iterdir()}


def test_a_fresh_folder_is_written_and_the_same_one_is_left_alone(tmp_path: Path) -> None:
    out = tmp_path / "deep" / "out"
    assert publish_folder(files(), out, LIST, SCHEMA)
    before = out.stat().st_ino
    assert not publish_folder(files(), out, LIST, SCHEMA)
    assert (there(out), out.stat().st_ino) == (files(), before)
    assert [path.name for path in out.parent.iterdir()] == ["out"]


def test_an_old_folder_of_ours_is_replaced_whole(tmp_path: Path) -> None:
    out = tmp_path / "out"
    publish_folder(files(old=b"x"), out, LIST, SCHEMA)
    assert publish_folder(files(), out, LIST, SCHEMA)
    assert there(out) == files()


def test_an_empty_folder_may_be_filled(tmp_path: Path) -> None:
    assert publish_folder(files(), tmp_path, LIST, SCHEMA)
    assert there(tmp_path) == files()


@pytest.mark.parametrize("listed", [None, b"{", b"[]", b'{"schema": "theirs-1", "files": []}', b'{"schema": "ours-1"}'])
def test_what_is_not_ours_is_refused_and_stays(tmp_path: Path, listed: bytes | None) -> None:
    (tmp_path / "a.txt").write_bytes(b"mine")
    if listed is not None:
        (tmp_path / LIST).write_bytes(listed)
    before = there(tmp_path)
    with pytest.raises(FolderRefusal, match=r"“a\.txt”"):
        publish_folder(files(), tmp_path, LIST, SCHEMA)
    assert there(tmp_path) == before


def test_somebody_else_s_file_of_our_list_s_name_is_refused_and_stays(tmp_path: Path) -> None:
    (tmp_path / LIST).write_text('{"schema": "theirs-1", "files": []}')
    with pytest.raises(FolderRefusal, match=rf"“{LIST}”"):
        publish_folder(files(), tmp_path, LIST, SCHEMA)
    assert list(there(tmp_path)) == [LIST]


def test_what_is_kept_elsewhere_is_copied_and_compared(tmp_path: Path) -> None:
    out, product = tmp_path / "out", tmp_path / "product"
    product.write_bytes(b"long")
    every: dict[str, bytes | Kept] = {**files(), "a.txt": Kept(product, digest_of(b"long"))}
    assert publish_folder(every, out, LIST, SCHEMA)
    assert not publish_folder(every, out, LIST, SCHEMA)
    (out / "a.txt").write_bytes(b"lone")
    assert publish_folder(every, out, LIST, SCHEMA)
    assert there(out)["a.txt"] == b"long"


def test_a_link_in_our_folder_is_written_anew(tmp_path: Path) -> None:
    out = tmp_path / "out"
    publish_folder(files(), out, LIST, SCHEMA)
    (tmp_path / "elsewhere").write_bytes(b"a")
    (out / "a.txt").unlink()
    (out / "a.txt").symlink_to(tmp_path / "elsewhere")
    assert publish_folder(files(), out, LIST, SCHEMA)
    assert not (out / "a.txt").is_symlink()


def test_a_file_beside_ours_is_refused_and_stays(tmp_path: Path) -> None:
    out = tmp_path / "out"
    publish_folder(files(), out, LIST, SCHEMA)
    (out / "notes.txt").write_text("mine")
    with pytest.raises(FolderRefusal, match=r"“notes\.txt”"):
        publish_folder(files(b=b"b"), out, LIST, SCHEMA)
    assert (out / "notes.txt").read_text() == "mine"


def test_links_and_files_are_no_folders(tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    (tmp_path / "link").symlink_to(tmp_path / "real")
    (tmp_path / "file").write_text("x")
    for name in ("link", "file"):
        with pytest.raises(FolderRefusal, match="not a folder"):
            publish_folder(files(), tmp_path / name, LIST, SCHEMA)
    assert list((tmp_path / "real").iterdir()) == []


def test_a_kill_between_the_two_renames_loses_nothing(tmp_path: Path) -> None:
    out = tmp_path / "out"
    publish_folder(files(), out, LIST, SCHEMA)
    out.rename(tmp_path / ".out.old")
    (tmp_path / ".out.new").mkdir()
    assert not publish_folder(files(), out, LIST, SCHEMA)
    assert [path.name for path in tmp_path.iterdir()] == ["out"]


def test_a_disk_that_refuses_leaves_the_old_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    out = tmp_path / "out"
    publish_folder(files(), out, LIST, SCHEMA)

    def full(_path: Path, _content: bytes) -> int:
        raise OSError(28, os.strerror(28))

    with monkeypatch.context() as patched:
        patched.setattr(Path, "write_bytes", full)
        with pytest.raises(FolderRefusal, match="No space left"):
            publish_folder(files(b=b"b"), out, LIST, SCHEMA)
    assert there(out) == files()
    assert [path.name for path in tmp_path.iterdir()] == ["out"]
