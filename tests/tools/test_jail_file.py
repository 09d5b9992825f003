# SPDX-License-Identifier: Apache-2.0
"""The jail reads a file that is too large for memory, and answers into another, within the same limits."""

import os
import sys
from pathlib import Path

import pytest

from safeconduct.tools.jail import Limits, Poured, pour

from .test_jail import HAS_FILTER

SERVE = "from safeconduct.tools.jail_child import serve_file\n"
SMALL = Limits(memory_mb=256, cpu_s=2, wall_s=10.0, answer_bytes=1_000_000)


def poured(folder: Path, code: str, question: bytes = b"page", limits: Limits = SMALL) -> tuple[Poured, bytes]:
    (folder / "question").write_bytes(question)
    with (folder / "sink").open("w+b") as sink:
        ended = pour(("-c", code), folder / "question", sink, limits)
    return ended, (folder / "sink").read_bytes()


def serving(body: str, imports: str = "import os") -> str:
    return f"{imports}\n{SERVE}def read(number, out):\n    {body}\nserve_file(read)"


def test_a_file_goes_in_by_any_place_and_an_answer_comes_out(tmp_path: Path) -> None:
    body = "size = os.lseek(number, 0, 2); out.write(os.pread(number, 3, size - 3) + os.pread(number, 2, 0))"
    ended, answer = poured(tmp_path, serving(body), bytes(range(256)) * 9_000)
    assert (ended.why, ended.size, answer) == ("", 5, b"\xfd\xfe\xff\x00\x01")
    assert ended.lock is not None
    assert ended.lock.network == "filter" or not HAS_FILTER


def test_an_answer_of_any_bytes_is_kept_as_it_is(tmp_path: Path) -> None:
    ended, answer = poured(tmp_path, serving("out.write(bytes(range(256)) * 3_000)"))
    assert (ended.why, ended.size, answer) == ("", 768_000, bytes(range(256)) * 3_000)


@pytest.mark.parametrize(
    ("body", "told"),
    [
        ("os.write(number, b'x')", b"OSError 9"),
        ("os.ftruncate(number, 0)", b"1"),
        ("os.open('/proc/self/fd/0', os.O_RDWR)", b"PermissionError 1"),
        ("os.open('/etc/passwd', os.O_RDONLY)", b"PermissionError 1"),
    ],
)
def test_the_file_can_be_read_and_nothing_else(tmp_path: Path, body: str, told: bytes) -> None:
    if not HAS_FILTER:
        pytest.skip("there is no filter on this system")
    code = f"""try:
        {body}
        out.write(b"done")
    except OSError as fault:
        out.write(f"{{type(fault).__name__}} {{fault.errno}}".encode())"""
    _, answer = poured(tmp_path, serving(code))
    assert told in answer
    assert (tmp_path / "question").read_bytes() == b"page"


def test_the_answer_is_bounded_and_so_is_what_reaches_the_disk(tmp_path: Path) -> None:
    ended, answer = poured(tmp_path, serving("out.write(bytes(5_000_000))"))
    assert ended.why == "flood"
    assert len(answer) == SMALL.answer_bytes
    exactly, answer = poured(tmp_path, serving(f"out.write(bytes({SMALL.answer_bytes}))"))
    assert (exactly.why, len(answer)) == ("", SMALL.answer_bytes)


@pytest.mark.parametrize(
    ("code", "why"),
    [
        ("import sys; sys.exit(3)", "code 3"),
        ("import os; os.abort()", "signal 6"),
        ("", "silent"),
        ("print('x' * 1500)", "silent"),
        (serving("pass"), "silent"),
        (serving("1 / 0"), "code 1"),
        (serving("while True: pass"), "cpu"),
        ("import os, time; os.close(1); time.sleep(60)", "wall"),
        ("import time; time.sleep(60)", "wall"),
    ],
)
def test_every_end_has_a_name(tmp_path: Path, code: str, why: str) -> None:
    limits = Limits(256, 1, 0.5 if why == "wall" else 20.0, 1_000)
    assert poured(tmp_path, code, limits=limits)[0].why == why


def test_a_full_disk_ends_the_process_and_is_told(tmp_path: Path) -> None:
    if not Path("/dev/full").exists():
        pytest.skip("there is no full disk on this system")
    (tmp_path / "question").write_bytes(b"page")
    with Path("/dev/full").open("wb", buffering=0) as sink, pytest.raises(OSError, match="No space"):
        pour(("-c", serving("out.write(bytes(500_000))")), tmp_path / "question", sink, SMALL)
    assert os.name == "posix"
    assert sys.flags.dev_mode is False
