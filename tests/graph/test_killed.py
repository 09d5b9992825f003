# SPDX-License-Identifier: Apache-2.0
"""A whole build, killed at any moment: the next one uses or heals what it left."""

import os
import signal
import subprocess
import sys
import time
import uuid
from pathlib import Path

import pytest

from safeconduct.graph.build import Built
from safeconduct.graph.store import hash_file
from safeconduct.model.works import Step

from .conftest import Bench, Inline, step

BUILD = """
import sys
from pathlib import Path
from graph.conftest import AS_OF
from graph.test_killed import plan
from safeconduct.graph.build import build
from safeconduct.graph.executor import local_processes
from safeconduct.graph.store import Store
if __name__ == "__main__":
    try:
        with Store(Path(sys.argv[1])).locked() as store:
            print("begun", flush=True)
            build(plan(), store, lambda: local_processes(2), AS_OF, lambda name, _: print(name, flush=True))
    except KeyboardInterrupt:
        sys.exit(130)
"""
CHAINS, LINKS, SECONDS = 2, 5, 0.1


def plan(seconds: float = SECONDS) -> list[Step]:
    return [
        step(f"{chain}{n}", recipe="slowly", text=f"{chain}-{n}", params={"seconds": seconds},
             needs=[f"{chain}{n - 1}"] if n else [])
        for chain in "ab"[:CHAINS] for n in range(LINKS)
    ]  # fmt: skip


def begin(folder: Path, mark: str = "") -> "subprocess.Popen[str]":
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(p for p in sys.path if p), "SAFECONDUCT_TEST": mark}
    return subprocess.Popen(
        [sys.executable, "-c", BUILD, str(folder)],
        env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, start_new_session=True,
    )  # fmt: skip


def alive(mark: str) -> list[str]:
    """Return the processes that were started with this mark in their environment, and still run."""
    found = []
    for process in Path("/proc").glob("[0-9]*"):
        try:
            if f"SAFECONDUCT_TEST={mark}".encode() in (process / "environ").read_bytes():
                found.append(process.name)
        except OSError:
            continue
    return found


def gone_in(mark: str, seconds: float) -> bool:
    end = time.monotonic() + seconds
    while left := alive(mark):
        if time.monotonic() > end:
            for process in left:
                os.kill(int(process), signal.SIGKILL)
            return False
        time.sleep(0.05)
    return True


@pytest.fixture(scope="module")
def right(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """What an undisturbed build makes."""
    bench = Bench(tmp_path_factory.mktemp("right") / "store")
    return {name: end.outputs["text"] for name, end in bench.make(plan()).items() if isinstance(end, Built)}


def test_a_killed_build_leaves_a_store_that_heals(tmp_path: Path, right: dict[str, str]) -> None:
    """Eight kills over the whole life of a build, in two stores; some hit the start, some the last steps."""
    assert len(right) == CHAINS * LINKS
    recalled = 0
    for number, (lines, later) in enumerate(
        [(0, 0.05), (1, 0.0), (1, 0.15), (1, 0.35), (2, 0.0), (3, 0.03), (3, 0.06), (5, 0.02)]
    ):
        folder, mark = tmp_path / f"store-{number % 2}", uuid.uuid4().hex
        with begin(folder, mark) as process:
            assert process.stdout
            for _ in range(lines):
                process.stdout.readline()
            time.sleep(later)
            process.kill()
        assert process.returncode in (-signal.SIGKILL, 0)
        assert gone_in(mark, 2), f"workers outlived their parent (kill {number})"
        for path in (folder / "objects").glob("*/*"):
            assert hash_file(path) == path.name
    for folder in sorted(tmp_path.iterdir()):
        (folder / "tmp" / "left over").write_bytes(b"half")
        bench = Bench(folder)
        endings = bench.make(plan())
        recalled += len(right) - len(bench.ran)
        assert {name: end.outputs["text"] for name, end in endings.items() if isinstance(end, Built)} == right
        assert {name: hash_file(bench.object(endings, name)) for name in endings} == right
        assert list((folder / "tmp").iterdir()) == []
    assert recalled > 0  # or the kills were all too early to show anything


@pytest.mark.skipif(not Path("/proc/self/environ").exists(), reason="needs /proc to see other processes")
def test_a_worker_busy_in_a_recipe_dies_with_its_parent(tmp_path: Path) -> None:
    mark = uuid.uuid4().hex
    with begin(tmp_path / "store", mark) as process:
        assert process.stdout
        while process.stdout.readline() != "a0\n":
            pass
        assert len(alive(mark)) >= 3  # itself and two workers
        process.kill()
    assert gone_in(mark, 2)


def test_an_interrupted_build_ends_at_once_and_says_nothing_of_its_own(tmp_path: Path) -> None:
    """Ctrl-C reaches the workers as well as the build: no traceback of theirs on the terminal."""
    with begin(tmp_path / "store") as process:
        assert process.stdout
        process.stdout.readline()
        process.stdout.readline()
        start = time.monotonic()
        os.killpg(process.pid, signal.SIGINT)
        _, complaint = process.communicate(timeout=5)
        assert time.monotonic() - start < 3
    assert process.returncode == 130
    assert complaint == ""
    Bench(tmp_path / "store").make([step("a")], Inline)
