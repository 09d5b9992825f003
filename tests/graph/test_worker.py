# SPDX-License-Identifier: Apache-2.0
"""What a recipe sees of the world: nothing but its inputs."""

import json
import os
import socket
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest

from safeconduct.graph.executor import local_processes
from safeconduct.tools import arithmetic

from .conftest import Bench, step

LOOK = """
import os, sys
from pathlib import Path
os.umask(int(sys.argv[2], 8))
from graph.conftest import Bench, step
from safeconduct.graph.executor import local_processes
bench = Bench(Path(sys.argv[1]))
steps = [step("one", recipe="look_around"), step("two", recipe="look_around", needs=["one"])]
if __name__ == "__main__":
    endings = bench.make(steps, lambda: local_processes(1))
    assert bench.ran == ["one", "two"]
    print(bench.text(endings, "one"))
    print(bench.text(endings, "two"))
"""


def look(folder: Path, here: Path, umask: str, surroundings: Mapping[str, str]) -> list[str]:
    """Build in a process of its own, under `surroundings`, and return what two recipes saw."""
    paths = os.pathsep.join(path for path in sys.path if path)
    environment = {"PATH": os.environ["PATH"], "PYTHONPATH": paths, **surroundings}
    return subprocess.run(
        [sys.executable, "-c", LOOK, str(folder / "store"), umask],
        cwd=here, env=environment, check=True, capture_output=True, text=True, encoding="utf-8",
    ).stdout.splitlines()  # fmt: skip


def test_a_recipe_sees_the_same_world_under_any_parent(tmp_path: Path) -> None:
    home = tmp_path / "home of somebody"
    home.mkdir()
    (home / "file in the working folder").touch()
    plain = look(tmp_path / "one", Path("/"), "022", {"HOME": "/", "LC_ALL": "C.UTF-8", "TZ": "UTC"})
    odd = {
        "HOME": str(home), "TMPDIR": str(home), "USER": "somebody", "XDG_DATA_HOME": str(home), "TZ": "Asia/Seoul",
        "LC_ALL": "C", "LANG": "ko_KR.EUC-KR", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0", "SOURCE_DATE_EPOCH": "1",
    }  # fmt: skip
    assert look(tmp_path / "two" / "deeper", home, "077", odd) == plain
    assert plain[0] == plain[1]
    seen = json.loads(plain[0])
    assert seen["zone"] == "UTC 00:00"
    assert seen["variables"] == {
        "LANG": "C.UTF-8", "LANGUAGE": "", "LC_ALL": "C.UTF-8", "TZ": "UTC", "SOURCE_DATE_EPOCH": "1732060800",
    }  # fmt: skip
    assert (seen["home"], seen["here"], seen["temporary files at home"]) == ([], [], True)
    assert bytes.fromhex(seen["text"]).decode("utf-8") == "안전"


def test_a_recipe_has_no_network(bench: Bench) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        calls = step("a", recipe="call_out", params={"port": server.getsockname()[1]})
        endings = bench.make([calls], lambda: local_processes(1))
    assert bench.text(endings, "a") == "connect bind sendto getaddrinfo gethostbyname gethostbyaddr"


def test_an_executor_in_this_process_leaves_it_as_it_was(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)
    before, here = dict(os.environ), Path.cwd()
    endings = bench.make([step("a", recipe="look_around"), step("b", recipe="look_around", needs=["a"])])
    assert (dict(os.environ), Path.cwd()) == (before, here)
    seen = json.loads(bench.text(endings, "b"))
    assert (seen["home"], seen["here"], seen["temporary files at home"]) == ([], [], True)
    assert seen["variables"]["SOURCE_DATE_EPOCH"] == "1732060800"


def test_a_worker_is_born_with_the_arithmetic_of_every_processor(monkeypatch: pytest.MonkeyPatch) -> None:
    """Some of it is read before Python is there, and nobody's own settings count."""
    monkeypatch.setenv("OPENBLAS_CORETYPE", "Haswell")
    with local_processes(1) as pool:
        now = {name: pool.submit(os.getenv, name).result() for name in arithmetic.NAMES}
        born = pool.submit(Path.read_bytes, Path("/proc/self/environ")).result() if sys.platform == "linux" else b""
    at_birth = dict(line.split("=", 1) for line in born.decode().split("\0") if "=" in line)
    for name, value in arithmetic.fixed().items():
        assert now[name] == value
        assert sys.platform != "linux" or at_birth[name] == value
    assert os.environ["OPENBLAS_CORETYPE"] == "Haswell"
    assert "NPY_DISABLE_CPU_FEATURES" not in os.environ
    assert arithmetic.fixed().keys() <= arithmetic.NAMES
