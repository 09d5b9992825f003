# SPDX-License-Identifier: Apache-2.0
"""The jail: a process that reads what strangers wrote, and can do nothing else.

It has no network, no other process, no file, no environment of ours, and little memory and time, as far as the system
can take them away; see `jail_child` for what it gives up, and `Lock` for what the system did.  Bytes go in, bytes of
bounded size come out, and whatever it prints besides is thrown away.  What is too large for memory goes in as a file
that is open for reading, and comes out through a pipe that we alone empty into another: the process opens nothing.
"""

import json
import os
import signal
import subprocess
import sys
import tempfile
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO, Final, TypeVar

from attrs import field, frozen

from safeconduct.model.refusal import ToolRefusal

from . import arithmetic
from .exchange import exchange, poured

_MEANS: Final = ("filter", "namespace")
_TOLD: Final = {
    "RLIMIT_AS": "memory",
    "RLIMIT_CPU": "processor time",
    "RLIMIT_FSIZE": "written files",
    "RLIMIT_NOFILE": "open files",
    "RLIMIT_NPROC": "other processes",
    "RLIMIT_CORE": "memory dumps",
}
_LONGEST_REPORT: Final = 1_000
_Said = TypeVar("_Said")


@frozen
class Limits:
    """What a jailed process may use; `wall_s` counts by the clock on the wall, `answer_bytes` what it may answer."""

    memory_mb: int = 1024
    cpu_s: int = 20
    wall_s: float = 40.0
    answer_bytes: int = 32 << 20


USUAL: Final = Limits()


@frozen
class Lock:
    """What this system let us take away: `network` is the means, None: nothing took it; `unmet` names the limits.

    Only the filter takes away files as well.
    """

    limits: Limits
    network: str | None
    unmet: tuple[str, ...]

    @property
    def told(self) -> str:
        """The lock in one line, for the person who ran the command."""
        reach = "jailed: no network" if self.network else "not jailed from the network on this system"
        missing = f"; no limit on {', '.join(self.unmet)} on this system" if self.unmet else ""
        files = "" if self.network == "filter" else "; not jailed from files on this system"
        return f"{reach}, {self.limits.memory_mb} MB, {self.limits.cpu_s} s{missing}{files}"


@frozen
class Ended:
    """How a jailed process ended.

    `answer` is what it wrote, never to be believed; None when there is none, and then `why` is the reason: "wall" (too
    late), "cpu", "flood" (it said more than it may), "signal 11" and the like, "code 1" and the like, or "silent".
    """

    answer: bytes | None = field(repr=False)
    lock: Lock | None
    why: str = ""


@frozen
class Poured:
    """How a jailed process ended whose answer went to a file: `size` bytes; `why` is "" or a reason of `Ended`."""

    size: int
    lock: Lock | None
    why: str = ""


def run(entry: tuple[str, ...], question: bytes, limits: Limits = USUAL) -> Ended:
    """Run `python entry…` in the jail with `question` on its standard input.

    The process must end in `jail_child.serve`.  Raises `ToolRefusal` when no process can be started; whatever a
    process does is a value.
    """
    with _started(entry, subprocess.PIPE, limits) as child:
        most = limits.answer_bytes + _LONGEST_REPORT
        said, late = _watched(child, limits, lambda end: exchange(child, question, most, end))
    report, _, answer = said.partition(b"\n")
    lock = _lock(report, limits)
    why = _why(child.returncode, late, len(said) > most) or ("" if lock and answer else "silent")
    return Ended(None if why else answer, lock, why)


def pour(entry: tuple[str, ...], question: Path, sink: BinaryIO, limits: Limits = USUAL) -> Poured:
    """Run `python entry…` in the jail with the file `question` as its standard input, and its answer in `sink`.

    The process must end in `jail_child.serve_file`.  Neither file is ever held in memory.  What is in `sink` counts
    only when `why` is "".  Raises `ToolRefusal` when no process can be started, `OSError` for files that cannot be
    read or written.
    """
    with question.open("rb") as source, _started(entry, source, limits) as child:
        most = limits.answer_bytes
        (report, size), late = _watched(child, limits, lambda end: poured(child, sink, most, end))
    lock = _lock(report.rstrip(b"\n"), limits)
    why = _why(child.returncode, late, size > most) or ("" if lock and size else "silent")
    return Poured(size, lock, why)


@contextmanager
def _started(entry: tuple[str, ...], stdin: int | BinaryIO, limits: Limits) -> "Iterator[subprocess.Popen[bytes]]":
    with tempfile.TemporaryDirectory(prefix="safeconduct-jail-") as home:
        command = (sys.executable, "-I", "-B", *entry, str(limits.memory_mb << 20), str(limits.cpu_s))
        try:
            child = subprocess.Popen(  # noqa: S603 - our own interpreter and module, arguments from fixed tables
                command,
                stdin=stdin,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                cwd=home,
                env={"HOME": home, "TMPDIR": home, "LC_ALL": "C.UTF-8", "TZ": "UTC", **arithmetic.fixed()},
                start_new_session=True,
            )
        except OSError as fault:
            raise ToolRefusal(
                f"No process can be started to read what strangers wrote ({fault.strerror}).",
                "Close other programs, then try again.",
            ) from fault
        yield child


def _watched(
    child: "subprocess.Popen[bytes]", limits: Limits, talk: Callable[[Callable[[], None]], _Said]
) -> tuple[_Said, bool]:
    """Let `talk` talk with the child, which is dead afterwards; return what it said, and whether it was too late."""
    late = threading.Event()

    def stop() -> None:
        late.set()
        _kill(child)

    timer = threading.Timer(limits.wall_s, stop)
    timer.start()
    try:
        said = talk(lambda: _kill(child))
        if hasattr(os, "waitid"):
            os.waitid(os.P_PID, child.pid, os.WEXITED | os.WNOWAIT)
        else:
            child.wait()
    finally:
        timer.cancel()
        _kill(child)
        child.wait()
    return said, late.is_set()


def _why(code: int, late: bool, flooded: bool) -> str:
    """The reason why a process that has ended gave no answer; "" where it ended well."""
    if late:
        return "wall"
    if flooded:
        return "flood"
    if code == -signal.SIGXCPU:
        return "cpu"
    if code:
        return f"code {code}" if code > 0 else f"signal {-code}"
    return ""


def _kill(child: "subprocess.Popen[bytes]") -> None:
    """End the child with whatever it may have started; its group is surely its own until somebody has waited for it."""
    if child.returncode is None:
        try:
            os.killpg(child.pid, signal.SIGKILL)
        except (ProcessLookupError, PermissionError):  # it has just ended
            child.kill()


def _lock(untrusted_report: bytes, limits: Limits) -> Lock | None:
    """The report of the lock; it is written before the process reads a byte of the stranger's."""
    try:
        told = json.loads(untrusted_report[:_LONGEST_REPORT])
    except (ValueError, RecursionError):
        return None
    if not isinstance(told, Mapping) or not isinstance(told.get("unmet"), list):
        return None
    network = told.get("network")
    unmet = tuple(_TOLD[name] for name in told["unmet"] if isinstance(name, str) and name in _TOLD)
    return Lock(limits, network if network in _MEANS else None, unmet)
