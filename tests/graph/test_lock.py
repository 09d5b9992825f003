# SPDX-License-Identifier: Apache-2.0
"""One build at a time, in a folder that is ours."""

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from safeconduct.graph.store import Store
from safeconduct.model.refusal import BusyRefusal, FolderRefusal

from .conftest import Bench, step

HOLD = """
import sys, time
from pathlib import Path
from safeconduct.graph.store import Store
with Store(Path(sys.argv[1])).locked() as store:
    (store.scratch()).write_bytes(b"half")
    print("held", flush=True)
    sys.stdin.read()
    digest = store.put(b"finished")
print(digest, flush=True)
"""


def hold(folder: Path) -> "subprocess.Popen[str]":
    holder = subprocess.Popen(
        [sys.executable, "-c", HOLD, str(folder)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert holder.stdout
    assert holder.stdout.readline() == "held\n"
    return holder


def test_a_second_build_is_refused_and_the_first_is_unharmed(bench: Bench) -> None:
    with hold(bench.folder) as holder:
        with pytest.raises(BusyRefusal) as refused:
            bench.make([step("a")])
        assert refused.value.code == 8
        assert str(bench.folder) in refused.value.what
        assert [p.read_bytes() for p in (bench.folder / "tmp").iterdir()] == [b"half"]
        told, _ = holder.communicate("")
        assert holder.returncode == 0
    with bench.store.locked() as store:
        assert store.holds(told.strip())  # type: ignore[arg-type]
    bench.make([step("a")])
    assert bench.ran == ["a"]


def test_a_second_build_waits_for_a_first_that_ends_in_time(bench: Bench) -> None:
    with hold(bench.folder) as holder:
        assert holder.stdin
        holder.stdin.close()
        with bench.store.locked(wait_s=5):
            pass


def test_the_lock_of_a_dead_process_does_not_block_and_its_leftovers_are_swept(bench: Bench) -> None:
    with hold(bench.folder) as holder:
        holder.kill()
        holder.wait()
    assert (bench.folder / "lock").exists()
    (bench.folder / "tmp" / "left" / "out").mkdir(parents=True)
    (bench.folder / "tmp" / "link").symlink_to(bench.folder.parent)
    with bench.store.locked(wait_s=0):
        assert list((bench.folder / "tmp").iterdir()) == []
    assert bench.folder.parent.is_dir()


def test_a_file_in_the_way_is_refused(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    for folder in (tmp_path / "file", tmp_path / "file" / "store"):
        with pytest.raises(FolderRefusal) as refused, Store(folder).locked():
            pass
        assert refused.value.code == 4
        assert str(folder) in refused.value.what


READ_ONLY = """
import os, sys
from pathlib import Path
import filelock
from safeconduct.graph.store import Store
from safeconduct.model.refusal import FolderRefusal
if os.geteuid() == 0:
    os.setgid(65534)
    os.setuid(65534)
try:
    with Store(Path(sys.argv[1])).locked():
        print("opened")
except FolderRefusal as refused:
    print(refused.code, refused.what)
"""


@pytest.mark.parametrize("used_before", [False, True])
def test_a_read_only_folder_is_refused(tmp_path: Path, used_before: bool) -> None:
    folder = tmp_path / "store"
    folder.mkdir()
    for path in [tmp_path, *tmp_path.parents]:
        if path.stat().st_uid == os.geteuid() and path.is_relative_to(tmp_path.parent.parent):
            path.chmod(0o755)
    if used_before:
        Bench(folder).make([step("a")])
    folder.chmod(0o555)
    for lock in folder.glob("lock"):
        lock.chmod(0o444)
    told = subprocess.run(
        [sys.executable, "-c", READ_ONLY, str(folder)], capture_output=True, text=True, check=True, cwd="/"
    ).stdout
    folder.chmod(0o755)
    assert told.startswith("4 The store"), told


def test_a_folder_that_is_not_a_store_is_never_swept(tmp_path: Path) -> None:
    """“--store ~” must not empty ~/tmp."""
    (tmp_path / "tmp").mkdir()
    (tmp_path / "tmp" / "letter.txt").write_text("mine")
    with pytest.raises(FolderRefusal, match="is not a store") as refused, Store(tmp_path).locked():
        pass
    assert "empty" in refused.value.do
    assert (tmp_path / "tmp" / "letter.txt").read_text() == "mine"


def test_a_store_without_its_shelves_gets_them_back(bench: Bench) -> None:
    bench.make([step("a")])
    (bench.folder / "tmp").rmdir()
    (bench.folder / "tmp").touch()
    bench.make([step("b")])
    assert bench.ran == ["b"]


def test_clean_frees_everything_and_the_next_build_works(bench: Bench) -> None:
    endings = bench.make([step("a"), step("b", needs=["a"])])
    size = sum(bench.object(endings, name).stat().st_size for name in endings)
    with bench.store.locked() as store:
        assert store.clean() > size
        assert [p for name in ("objects", "keys", "tmp") for p in (bench.folder / name).iterdir()] == []
        digest = store.put(b"at once")
        assert store.holds(digest)
    bench.make([step("a"), step("b", needs=["a"])])
    assert bench.ran == ["a", "b"]


def test_a_store_with_a_relative_name_stays_where_it_is(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    bench = Bench(Path("store"))
    endings = bench.make([step("a"), step("b", needs=["a"])])
    assert bench.text(endings, "b") == "from a=a;b"
    assert Path.cwd() == tmp_path


def test_a_full_disk_is_a_refusal(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_path: Path, _content: bytes) -> int:
        raise OSError(28, "No space left on device")

    with bench.store.locked() as store:
        monkeypatch.setattr(Path, "write_bytes", full)
        with pytest.raises(FolderRefusal, match="No space left on device"):
            store.put(b"copy")


def test_waiting_for_the_lock_takes_no_longer_than_said(bench: Bench) -> None:
    with hold(bench.folder) as holder:
        start = time.monotonic()
        with pytest.raises(BusyRefusal), bench.store.locked(wait_s=0.2):
            pass
        assert time.monotonic() - start < 2
        holder.communicate("")
