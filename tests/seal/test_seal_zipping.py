# SPDX-License-Identifier: Apache-2.0
"""One ZIP for one package, which every stock tool opens."""

import os
import shutil
import subprocess
import zipfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from safeconduct.model.refusal import FolderRefusal, UsageRefusal
from safeconduct.seal import zipping
from safeconduct.seal.zipping import write_zip


def a_folder(where: Path, contents: dict[str, bytes]) -> Path:
    for name, content in contents.items():
        path = where / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    return where


names = st.lists(st.from_regex(r"[a-z0-9][A-Za-z0-9._-]{0,20}", fullmatch=True), min_size=1, max_size=3).map("/".join)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.dictionaries(names, st.binary(max_size=5000), min_size=1, max_size=6))
def test_what_goes_in_comes_out_sorted_stored_and_dated_1980(tmp_path: Path, contents: dict[str, bytes]) -> None:
    contents = {f"{n}-{name}": content for n, (name, content) in enumerate(contents.items())}
    number = len(list(tmp_path.iterdir()))
    target = tmp_path / f"{number}.zip"
    write_zip(a_folder(tmp_path / f"{number}", contents), target)
    with zipfile.ZipFile(target) as opened:
        assert opened.testzip() is None
        assert {one.filename: opened.read(one) for one in opened.infolist()} == contents
        assert [one.filename for one in opened.infolist()] == sorted(contents)
        for one in opened.infolist():
            assert (one.compress_type, one.date_time, one.extra, one.comment) == (0, (1980, 1, 1, 0, 0, 0), b"", b"")
            assert (one.create_system, one.external_attr >> 16, one.flag_bits) == (3, 0o100644, 0)


def test_the_same_folder_gives_the_same_bytes_whoever_packs_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    contents = {"b/x.txt": b"two", "a.txt": b"one"}
    write_zip(a_folder(tmp_path / "first", contents), tmp_path / "first.zip")
    monkeypatch.setenv("TZ", "Asia/Seoul")
    old = os.umask(0o077)
    try:
        write_zip(a_folder(tmp_path / "second", dict(reversed(contents.items()))), tmp_path / "second.zip")
    finally:
        os.umask(old)
    assert (tmp_path / "first.zip").read_bytes() == (tmp_path / "second.zip").read_bytes()


@pytest.mark.skipif(not shutil.which("unzip"), reason="unzip (Info-ZIP) is missing")
def test_info_zip_finds_nothing_to_complain_of(tmp_path: Path) -> None:
    write_zip(a_folder(tmp_path / "p", {"a.txt": b"one", "d/b.txt": b""}), tmp_path / "p.zip")
    ran = subprocess.run(["unzip", "-tqq", tmp_path / "p.zip"], capture_output=True, check=False)
    assert (ran.returncode, ran.stdout, ran.stderr) == (0, b"", b"")


def test_links_and_taken_names_are_refused(tmp_path: Path) -> None:
    folder = a_folder(tmp_path / "p", {"a.txt": b"one"})
    (tmp_path / "taken.zip").write_bytes(b"mine")
    with pytest.raises(UsageRefusal, match="already a file"):
        write_zip(folder, tmp_path / "taken.zip")
    (folder / "link").symlink_to("/etc/passwd")
    with pytest.raises(FolderRefusal, match="link is not a plain file"):
        write_zip(folder, tmp_path / "p.zip")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["p", "taken.zip"]


def test_what_is_too_large_for_one_zip_is_refused_before_a_byte_is_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = a_folder(tmp_path / "p", {"a.txt": b"one", "b.txt": b"two"})
    for limit, value in (("MOST_ENTRIES", 1), ("MOST_BYTES", 100)):
        with monkeypatch.context() as limited:
            limited.setattr(zipping, limit, value)
            with pytest.raises(UsageRefusal, match="too large for one ZIP"):
                write_zip(folder, tmp_path / "p.zip")
    assert [path.name for path in tmp_path.iterdir()] == ["p"]


@pytest.mark.parametrize("fault", [OSError(28, "No space left on device"), KeyboardInterrupt()])
def test_an_interrupted_zip_leaves_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, fault: BaseException
) -> None:
    def full(_: int) -> None:
        raise fault

    folder = a_folder(tmp_path / "p", {"a.txt": b"one"})
    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises((FolderRefusal, KeyboardInterrupt)):
        write_zip(folder, tmp_path / "p.zip")
    assert [path.name for path in tmp_path.iterdir()] == ["p"]
