# SPDX-License-Identifier: Apache-2.0
"""Each limit of the jail is met by a process that tries to break it."""

import os
import platform
import socket
import struct
import subprocess
import sys
import threading
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from safeconduct.tools import arithmetic, jail, jail_filter
from safeconduct.tools.jail import Ended, Limits, run

SERVE = "from safeconduct.tools.jail_child import serve\n"
TRY = """
def read(page):
    try:
        {attempt}
    except BaseException as fault:
        return type(fault).__name__.encode() + b" " + str(getattr(fault, "errno", "")).encode()
    return b"done"
serve(read)
"""
SMALL = Limits(memory_mb=256, cpu_s=2, wall_s=10.0, answer_bytes=1_000_000)

HAS_FILTER = sys.platform == "linux" and platform.machine() in jail_filter.MACHINES
"""Elsewhere there is no such filter, and the report must say so."""


def attempt(code: str, imports: str = "import os, socket, sys", limits: Limits = SMALL, question: bytes = b"") -> Ended:
    return run(("-c", f"{imports}\n{SERVE}{TRY.format(attempt=code)}"), question, limits)


def test_what_goes_in_is_read_and_what_comes_out_is_kept() -> None:
    page = bytes(range(256)) * 20_000
    ended = run(("-c", SERVE + "serve(lambda page: page[::-1])"), page, Limits())
    assert ended.answer == page[::-1]


def test_the_report_says_what_was_taken_away() -> None:
    lock = attempt("pass").lock
    assert lock is not None
    assert lock.network == "filter" or not HAS_FILTER
    assert lock.told.startswith("jailed: no network, 256 MB, 2 s" if lock.network else "not jailed from the network")
    assert lock.unmet == () or not HAS_FILTER


def test_the_report_hides_nothing() -> None:
    lock = jail.Lock(SMALL, None, ("memory",))
    told = "not jailed from the network on this system, 256 MB, 2 s; no limit on memory on this system"
    assert lock.told == f"{told}; not jailed from files on this system"
    assert jail.Lock(SMALL, "filter", ()).told == "jailed: no network, 256 MB, 2 s"
    assert jail.Lock(SMALL, "namespace", ()).told.endswith("; not jailed from files on this system")


@pytest.mark.parametrize(
    ("code", "answer"),
    [
        ("socket.socket()", "PermissionError 1"),
        ("socket.socketpair()", "PermissionError 1"),
        ("os.fork()", "PermissionError 1"),
        ("os.execv('/bin/true', ['true'])", "PermissionError 1"),
        ("os.kill(os.getppid(), 9)", "PermissionError 1"),
        ("os.killpg(0, 9)", "PermissionError 1"),
        ("os.open('/etc/passwd', os.O_RDONLY)", "PermissionError 1"),
        ("os.open('grown', os.O_WRONLY | os.O_CREAT)", "PermissionError 1"),
        ("os.unlink('/tmp/nothing')", "PermissionError 1"),
        ("os.listdir('/')", "PermissionError 1"),
        ("os.mkdir('folder')", "PermissionError 1"),
        ("os.memfd_create('x')", "PermissionError 1"),
        ("resource.setrlimit(resource.RLIMIT_AS, (-1, -1))", "ValueError "),
        ("mmap.mmap(-1, 4096, prot=mmap.PROT_READ | mmap.PROT_EXEC)", "PermissionError 1"),
        ("mmap.mmap(-1, 4096, prot=mmap.PROT_READ)", "done"),
        ("mmap.mmap(-1, 4096).madvise(mmap.MADV_DONTNEED)", "done"),
        # Poisoned pages are lost to the whole machine: only root may, and the press may run as root.
        ("mmap.mmap(-1, 4096).madvise(100)", "PermissionError 1"),
        ("threading.Thread(target=print).start()", "RuntimeError "),
    ],
)
def test_the_filter_refuses(code: str, answer: str) -> None:
    ended = attempt(code, "import os, socket, sys, resource, mmap, threading")
    assert ended.lock is not None
    assert ended.answer == answer.encode() if HAS_FILTER else ended.lock.network != "filter"


def test_a_thread_that_runs_already_is_locked_in_too() -> None:
    code = """
import socket, threading
locked, said = threading.Event(), []
def wait():
    locked.wait()
    try:
        socket.socket()
    except OSError as fault:
        said.append(b"%d" % fault.errno)
thread = threading.Thread(target=wait)
thread.start()
def read(page):
    locked.set()
    thread.join()
    return b"".join(said) or b"free"
"""
    ended = run(("-c", code + SERVE + "serve(read)"), b"", SMALL)
    assert ended.lock is not None
    assert ended.answer == b"1" if HAS_FILTER else ended.lock.network != "filter"


def test_memory_is_bounded() -> None:
    assert attempt("bytearray(1 << 30)").answer == b"MemoryError "
    assert attempt("bytearray(1 << 26)").answer == b"done"


def test_processor_time_is_bounded() -> None:
    ended = attempt("while True: pass", limits=Limits(256, 1, 20.0))
    assert (ended.answer, ended.why) == (None, "cpu")


def test_time_on_the_wall_is_bounded() -> None:
    ended = run(("-c", "import time; time.sleep(60)"), b"", Limits(256, 20, 0.5))
    assert (ended.answer, ended.why) == (None, "wall")


@pytest.mark.parametrize(
    "code",
    [
        "import sys; sys.stdin.close(); sys.stdout.close(); import time; time.sleep(60)",
        "import os, time; os.close(1); time.sleep(60)",
        "import signal, time; signal.signal(15, signal.SIG_IGN); time.sleep(60)",
    ],
)
def test_one_that_hangs_is_ended(code: str) -> None:
    assert run(("-c", code), b"x" * 200_000, Limits(wall_s=0.5)).why == "wall"


def test_files_cannot_grow_even_where_there_is_no_filter(tmp_path: Path) -> None:
    victim = tmp_path / "victim"
    victim.touch()
    code = "import os; from safeconduct.tools import jail_filter; jail_filter.install = lambda _m: False\n"
    code += f"victim = open({str(victim)!r}, 'ab', buffering=0)\n{SERVE}"
    ended = run(("-c", code + TRY.format(attempt="victim.write(b'x')")), b"", SMALL)
    assert ended.answer == b"OSError 27"
    assert victim.read_bytes() == b""


def test_where_there_is_no_filter_the_namespace_holds_or_the_report_says_no() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
        code = (
            "import socket; from safeconduct.tools import jail_filter; jail_filter.install = lambda _m: False\n" + SERVE
        )
        reach = f"socket.create_connection(('127.0.0.1', {port}), 3)"
        ended = run(("-c", code + TRY.format(attempt=reach)), b"", SMALL)
    assert ended.lock is not None
    assert (ended.lock.network, ended.answer) in (("namespace", b"OSError 101"), (None, b"done"))


def test_a_report_is_not_kinder_than_the_lock() -> None:
    """A system that accepts the filter and does not obey it is told of as one that has none."""
    code = "from safeconduct.tools import jail_filter; jail_filter.install = lambda _m: True\n" + SERVE
    lock = run(("-c", code + "serve(lambda page: b'x')"), b"", SMALL).lock
    assert lock is not None
    assert lock.told.startswith("not jailed from the network on this system")


def test_a_flood_is_cut_off() -> None:
    assert attempt("sys.stdout.buffer.write(bytes(1 << 27))").why == "flood"
    assert run(("-c", SERVE + "serve(lambda page: bytes(1_000_001 + 1_000))"), b"", SMALL).why == "flood"


def test_noise_on_standard_error_goes_nowhere(capfd: pytest.CaptureFixture[str]) -> None:
    ended = attempt("sys.stderr.write('/home/kim' * 100_000)")
    assert ended.answer == b"done"
    assert capfd.readouterr() == ("", "")


@pytest.mark.parametrize(
    ("code", "why"),
    [
        ("import sys; sys.exit(3)", "code 3"),
        ("import os; os.kill(os.getpid(), 11)", "signal 11"),
        ("import os; os.abort()", "signal 6"),
        ("", "silent"),
        ("print('not a report')", "silent"),
        ("print('[' * 5000)", "silent"),
        ('print(\'{"network": 1, "unmet": 2}\')', "silent"),
        (SERVE + "serve(lambda page: b'')", "silent"),
        (SERVE + "serve(lambda page: 1 / 0)", "code 1"),
    ],
)
def test_every_other_end_has_a_name(code: str, why: str) -> None:
    ended = run(("-c", code), b"page", SMALL)
    assert (ended.answer, ended.why) == (None, why)


def test_the_environment_is_empty_and_the_home_is_fresh(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SECRET", "kim")
    code = "import os, sys; listed = sorted(os.environ), os.listdir('.'), os.getcwd() == os.environ['HOME']\n"
    answer = run(("-c", code + SERVE + "serve(lambda page: repr((listed, sys.flags.isolated)).encode())"), b"", SMALL)
    listed = sorted(["HOME", "LC_ALL", "TMPDIR", "TZ", *arithmetic.fixed()])
    assert answer.answer == repr(((listed, [], True), 1)).encode()


def test_what_it_started_dies_with_it() -> None:
    code = """
import os, sys, time
if os.fork() == 0:
    os.close(1); os.close(2); time.sleep(60)
    os._exit(0)
print(os.getpgid(0), flush=True)
"""
    before = _alive()
    assert run(("-c", code), b"", Limits(wall_s=20.0)).why == "silent"
    assert _alive() <= before


def _alive() -> set[str]:
    told = subprocess.run(["ps", "-eo", "pid,args"], capture_output=True, text=True, check=True).stdout
    return {line for line in told.splitlines() if "os.fork() == 0" in line}


def test_nothing_is_left_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    threads = threading.active_count()
    attempt("pass")
    run(("-c", "open('left', 'w').write('x')"), b"", SMALL)
    assert list(tmp_path.iterdir()) == []
    assert threading.active_count() == threads


# The filter itself, run by a machine of our own: so the numbers of both machines are judged on either.

ANSWERS = {0x7FFF0000: "allow", 0x00050001: "refuse", 0x80000000: "kill"}


def verdict(instructions: bytes, number: int, architecture: int, third: int = 0) -> str:
    """What the filter answers to one system call: classic BPF has four kinds of instructions here."""
    seen = struct.pack("=IIQ6Q", number, architecture, 0, 0, 0, third, 0, 0, 0)
    lines = list(struct.iter_unpack("=HBBI", instructions))
    at = held = 0
    while True:
        code, yes, no, value = lines[at]
        at += 1
        if code == 0x20:
            (held,) = struct.unpack_from("=I", seen, value)
        elif code == 0x15:
            at += yes if held == value else no
        elif code == 0x45:
            at += yes if held & value else no
        else:
            assert code == 0x06
            return ANSWERS[value]


@pytest.mark.parametrize("machine", jail_filter.MACHINES)
@settings(max_examples=80, deadline=None, database=None, derandomize=True)
@given(number=st.integers(0, 500) | st.integers(0, 2**32 - 1), third=st.integers(0, 40) | st.integers(0, 2**32 - 1))
def test_the_filter_allows_its_list_and_nothing_else(machine: str, number: int, third: int) -> None:
    column, architecture = jail_filter.MACHINES[machine]
    instructions = jail_filter.program(machine)
    allowed = {numbers[column] for numbers in jail_filter.ALLOWED.values()}
    guarded = {numbers[column] for numbers in jail_filter.NOT_EXECUTABLE.values()}
    advising = {numbers[column] for numbers in jail_filter.ADVISING.values()}
    for each in (number, *guarded, *advising):
        fair = (each in guarded and not third & 4) or (each in advising and third < 32)
        assert verdict(instructions, each, architecture, third) == ("allow" if each in allowed or fair else "refuse")
        assert verdict(instructions, each, architecture ^ 1, third) == "kill"


HEADERS = {
    "x86_64": Path("/usr/include/x86_64-linux-gnu/asm/unistd_64.h"),
    "aarch64": Path("/usr/include/asm-generic/unistd.h"),
}


@pytest.mark.parametrize("machine", jail_filter.MACHINES)
def test_the_numbers_are_those_of_the_kernel(machine: str) -> None:
    """Compared with the kernel's own headers where they are installed, else with the numbers Python can prove."""
    column, _ = jail_filter.MACHINES[machine]
    listed: dict[str, Any] = {
        name: n[column] for name, n in (jail_filter.ALLOWED | jail_filter.NOT_EXECUTABLE | jail_filter.ADVISING).items()
    }
    assert len(set(listed.values())) == len(listed)
    if HEADERS[machine].exists():
        text = HEADERS[machine].read_text("ascii").replace("__NR3264_", "__NR_")
        lines = [line.split() for line in text.splitlines() if line.startswith("#define __NR_")]
        told = {parts[1]: parts[2] for parts in lines if len(parts) == 3 and parts[2].isdigit()}
        assert listed == {name: int(told[f"__NR_{name}"]) for name in listed}


def test_a_machine_without_a_list_has_no_filter() -> None:
    assert jail_filter.install("m68k") is False


def test_the_press_itself_is_never_locked_in() -> None:
    attempt("pass")
    with socket.socket():
        assert os.getpid() > 0
