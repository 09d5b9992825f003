# SPDX-License-Identifier: Apache-2.0
"""Whatever happens to a store, the next build notices and makes it again."""

import json
import os
import stat
from collections.abc import Callable
from pathlib import Path

import pytest

from safeconduct.graph.build import Built
from safeconduct.model.canonical import canonical, digest_of, digest_of_value

from .conftest import Bench, step

STEPS = [step("a", text="come out at dawn"), step("b", needs=["a"])]


def flip_in_place(path: Path) -> None:
    before = path.stat()
    path.chmod(0o644)
    content = bytearray(path.read_bytes())
    content[0] ^= 1
    path.write_bytes(content)
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))
    path.chmod(before.st_mode)
    assert (path.stat().st_size, path.stat().st_mtime_ns) == (before.st_size, before.st_mtime_ns)


def truncate(path: Path) -> None:
    path.chmod(0o644)
    path.write_bytes(path.read_bytes()[:-1])


def link(path: Path) -> None:
    """Replace by a link to a file outside that has, for now, the right bytes."""
    outside = path.parents[3] / "outside"
    outside.write_bytes(path.read_bytes())
    path.unlink()
    path.symlink_to(outside)


def dangle(path: Path) -> None:
    path.unlink()
    path.symlink_to("nowhere")


def pipe(path: Path) -> None:
    path.unlink()
    os.mkfifo(path)


def folder(path: Path) -> None:
    path.unlink()
    path.mkdir()
    (path / "x").touch()


def file_for_folder(path: Path) -> None:
    path.unlink()
    for other in path.parent.iterdir():
        other.unlink()
    path.parent.rmdir()
    path.parent.touch()


def unreadable(path: Path) -> None:
    path.chmod(0)  # root reads it all the same, and finds it sound


def empty(path: Path) -> None:
    path.chmod(0o644)
    path.write_bytes(b"")


DAMAGE = [flip_in_place, truncate, empty, Path.unlink, link, dangle, pipe, folder, file_for_folder]


@pytest.mark.parametrize("damage", DAMAGE, ids=lambda d: d.__name__)
@pytest.mark.parametrize("name", ["a", "b"])
def test_a_damaged_object_is_made_again(bench: Bench, damage: Callable[[Path], None], name: str) -> None:
    first = bench.make(STEPS)
    wanted = {step_name: bench.text(first, step_name) for step_name in first}
    path = bench.object(first, name)
    damage(path)
    second = bench.make(STEPS)
    assert name in bench.ran
    assert {step_name: bench.text(second, step_name) for step_name in second} == wanted
    assert stat.S_ISREG(path.lstat().st_mode)
    bench.make(STEPS)
    assert bench.ran == []


def test_an_unreadable_object_is_made_again_or_read(bench: Bench) -> None:
    first = bench.make(STEPS)
    unreadable(bench.object(first, "a"))
    second = bench.make(STEPS)
    assert bench.ran == ([] if os.geteuid() == 0 else ["a"])
    assert bench.text(second, "a") == "come out at dawn"


def test_a_link_that_leads_out_of_the_store_is_not_followed_by_the_repair(bench: Bench, tmp_path: Path) -> None:
    first = bench.make(STEPS)
    link(bench.object(first, "a"))
    bench.make(STEPS)
    assert (tmp_path / "outside").read_text() == "come out at dawn"


def test_a_damaged_file_of_the_manuscript_is_kept_again_by_put(bench: Bench) -> None:
    path = bench.store.path(bench.put("copy"))
    flip_in_place(path)
    bench.put("copy")
    assert path.read_bytes() == b"copy"


def test_damage_between_two_builds_of_one_process_is_noticed(bench: Bench) -> None:
    store = bench.store
    with store.locked():
        digest = store.put(b"copy")
    flip_in_place(store.path(digest))
    with store.locked():
        assert not store.holds(digest)


def swap_outputs(table: dict[str, object], outputs: dict[str, str]) -> object:
    return {"table": table, "outputs": {"text": digest_of(b"another")}}


def keep_the_check(table: dict[str, object], outputs: dict[str, str]) -> object:
    check = digest_of_value(["0" * 64, outputs])
    return {"table": table, "outputs": {"text": digest_of(b"another")}, "check": check}


def alter_table(table: dict[str, object], outputs: dict[str, str]) -> object:
    return {"table": {**table, "as_of_epoch": 0}, "outputs": outputs, "check": "0"}


def lose_outputs(table: dict[str, object], outputs: dict[str, str]) -> object:
    return {"table": table, "outputs": {}}


FORGERIES: list[Callable[[dict[str, object], dict[str, str]], object]] = [
    swap_outputs,
    keep_the_check,
    alter_table,
    lose_outputs,
    lambda table, _: {"table": table, "outputs": ["text"]},
    lambda *_: [],
    lambda *_: None,
]


@pytest.mark.parametrize("forge", FORGERIES)
def test_a_forged_record_is_not_believed(
    bench: Bench, forge: Callable[[dict[str, object], dict[str, str]], object]
) -> None:
    bench.put("another")  # a sound object that a forger may point to
    first = bench.make(STEPS)
    path = bench.record(first, "a")
    record = json.loads(path.read_bytes())
    path.write_bytes(canonical(forge(record["table"], record["outputs"])))
    second = bench.make(STEPS)
    assert bench.ran == ["a"]
    assert bench.text(second, "a") == "come out at dawn"


@pytest.mark.parametrize("outputs", [{}, {"text": "x"}, {"other": "0" * 64}])
def test_a_record_forged_to_the_last_digest_still_harms_nothing(
    bench: Bench, tmp_path: Path, outputs: dict[str, str]
) -> None:
    """Whoever can write the store can write a matching check: no crash, and nothing outside is touched."""
    first = bench.make(STEPS)
    path, ending = bench.record(first, "a"), first["a"]
    assert isinstance(ending, Built)
    precious = tmp_path / "precious"
    precious.write_text("mine")
    outputs = {name: "../../../precious" if value == "x" else value for name, value in outputs.items()}
    table = json.loads(path.read_bytes())["table"]
    check = digest_of_value([ending.key, outputs])
    path.write_bytes(canonical({"table": table, "outputs": outputs, "check": check}))
    bench.make(STEPS)
    assert bench.ran == ["a"]
    assert precious.read_text() == "mine"


@pytest.mark.parametrize(
    "content", [b"", b"{", b"\xff\xfe", b'{"table":NaN}', b'{"table":{"a":1e999},"outputs":{}}', b"[" * 100_000, b"0"]
)
def test_a_record_of_rubbish_is_written_again(bench: Bench, content: bytes) -> None:
    first = bench.make(STEPS)
    bench.record(first, "b").write_bytes(content)
    bench.make(STEPS)
    assert bench.ran == ["b"]
    bench.make(STEPS)
    assert bench.ran == []


@pytest.mark.parametrize("damage", DAMAGE, ids=lambda d: d.__name__)
def test_a_damaged_record_is_written_again(bench: Bench, damage: Callable[[Path], None]) -> None:
    first = bench.make(STEPS)
    damage(bench.record(first, "b"))
    bench.make(STEPS)
    assert bench.ran == ["b"]
    bench.make(STEPS)
    assert bench.ran == []


def test_objects_are_read_only_and_found_by_digest(bench: Bench) -> None:
    endings = bench.make(STEPS)
    for name in endings:
        path = bench.object(endings, name)
        assert stat.S_IMODE(path.stat().st_mode) == 0o444
        assert path.name == digest_of(path.read_bytes())


def test_the_same_bytes_are_kept_once(bench: Bench) -> None:
    endings = bench.make([step("a", text="same"), step("b", text="same", params={"other": 1})])
    assert bench.object(endings, "a") == bench.object(endings, "b")
    assert len([p for p in (bench.folder / "objects").rglob("*") if p.is_file()]) == 1


def test_nothing_stays_in_tmp(bench: Bench) -> None:
    bench.make(STEPS)
    assert list((bench.folder / "tmp").iterdir()) == []
