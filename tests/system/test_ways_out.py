# SPDX-License-Identifier: Apache-2.0
"""How a command ends when it is interrupted, unheard, out of room, or asked about what is no file."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from .press_room import EXAMPLES, Room

KURSK = str(EXAMPLES / "kursk-2024")
READ_PAGE = ("--manuscript", "new", "--id", "page", "--title", "T", "--publisher", "P", "--language", "en")


def ended(room: Room, words: list[str], out: int, code: str = "") -> tuple[int, str]:
    """Run a command whose standard output is the descriptor `out`; return its exit code and standard error."""
    home = room.folder / "home"
    home.mkdir(exist_ok=True)
    script = f"import sys\nsys.argv[1:] = {words!r}\nfrom safeconduct.cli import main\n{code}\nmain()"
    env = {**os.environ, "HOME": str(home)}
    done = subprocess.run(
        [sys.executable, "-c", script], stdout=out, stderr=subprocess.PIPE, env=env, cwd=room.folder, check=False
    )
    return done.returncode, done.stderr.decode()


@pytest.mark.parametrize("words", [["check", KURSK], ["check", KURSK, "--why", "pocket"], ["check", KURSK, "--json"]])
def test_whoever_stops_reading_is_told_nothing_more(room: Room, words: list[str]) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    try:
        assert ended(room, words, writing) == (141, "")
    finally:
        os.close(writing)


def test_a_full_disk_is_not_our_fault(room: Room) -> None:
    with Path("/dev/full").open("wb") as full:
        code, told = ended(room, ["check", KURSK], full.fileno())
    assert code == 4
    assert told == "A disk is full (No space left on device).\n  Do: make room, then do it again.\n"


@pytest.mark.parametrize(
    "broken",
    [
        "import safeconduct.api.judging as j\nj.judge = lambda *_: (_ for _ in ()).throw(KeyboardInterrupt())",
        "import safeconduct.cli.options as o\no.date = None\nimport click\n"
        "def stop(*_): raise KeyboardInterrupt\nclick.Path.convert = stop",
    ],
)
def test_an_interruption_ends_in_a_sentence_wherever_it_comes(room: Room, broken: str) -> None:
    code, told = ended(room, ["check", KURSK], subprocess.DEVNULL, broken)
    assert (code, told) == (130, "Interrupted; nothing was half-written.\n")


def test_an_interruption_while_the_commands_are_loaded_is_no_traceback(room: Room) -> None:
    script = (
        "import sys\nclass Stop:\n def find_spec(self, name, *_):\n"
        "  if name.endswith('cli.options'): raise KeyboardInterrupt\nsys.meta_path.insert(0, Stop())\n"
        "import safeconduct.cli"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, check=False, cwd=room.folder)
    assert (done.returncode, done.stderr) == (130, b"")


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("drift", "pipe", "page.txt"), 4),
        (("drift", "/dev/zero", "page.txt"), 4),
        (("capture", "pipe", *READ_PAGE), 2),
        (
            ("reader-test", "new", "pipe", "--piece", "leaflet", "--language", "en", "--person", "p", "--key", "k"),
            2,
        ),
    ],
)
def test_a_pipe_that_nobody_writes_to_is_not_waited_for(room: Room, words: tuple[str, ...], code: int) -> None:
    room.run("new", "new")
    os.mkfifo(room.folder / "pipe")
    (room.folder / "page.txt").write_text("The dam is 3 m high.\n", "utf-8")
    ran = room.run(*words)
    assert (ran.code, "cannot be read (it is no file)" in ran.err) == (code, True)


@pytest.mark.parametrize("name", ["", ".", "..", "/"])
def test_a_manuscript_needs_a_name(room: Room, name: str) -> None:
    ran = room.run("new", name)
    assert (ran.code, "no name for a new folder" in ran.err) == (4, True)
    assert [path.name for path in room.folder.iterdir()] == ["home"]


def test_one_step_is_not_rejected_twice(room: Room) -> None:
    words = ("confirm", "new", "--piece", "leaflet", "--person", "p", "--until", "2999-12-31", "--key", "k")
    ran = room.run(*words, "--reject", "a=b", "--reject", "a =c")
    assert (ran.code, "“a” is rejected twice" in ran.err) == (2, True)


def test_a_package_that_is_none_is_told_once(room: Room) -> None:
    assert room.run("verify", "nowhere").out.count("This is no sealed package") == 1
