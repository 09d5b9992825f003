# SPDX-License-Identifier: Apache-2.0
"""A long talk with a jailed process: matter streams in while it is made, and the answer streams out.

`jail.run` hands over one page and takes one answer; an hour of sound is too long to be held like that.  The limits are
the same, and the clock counts only the time that we waited for the process.
"""

import fcntl
import json
import os
import selectors
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from typing import Any, Final

from safeconduct.model.refusal import ToolRefusal

from . import arithmetic
from .jail import Limits

_PIECE: Final = 1 << 18
"""As much as goes through a pipe at a time, where the system lets a pipe hold that much."""

_LONGEST_LINE: Final = 1_000
_MOST_EARLY: Final = 1 << 16
"""A process that is asked with a stream answers when it has heard all; before that it only reports its lock."""


class Broken(Exception):  # noqa: N818 - it says how a process ended
    """The process did not do what it was asked; `why` is "wall", "cpu", "flood", "silent", "signal 9", "code 1" …"""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


class Stream:
    """The answer of a process, read piece by piece; whatever goes wrong raises `Broken`."""

    def __init__(self, child: "subprocess.Popen[bytes]", limits: Limits) -> None:
        assert child.stdin is not None  # noqa: S101 - both were asked for
        assert child.stdout is not None  # noqa: S101
        self._child, self._limits = child, limits
        self._in, self._out = child.stdin, child.stdout
        self._held, self._said, self._waited_s = bytearray(), 0, 0.0
        for pipe in (self._in, self._out):
            os.set_blocking(pipe.fileno(), False)
            _widened(pipe.fileno())

    def ask(self, question: Iterable[bytes]) -> None:
        """Send the whole question, piece by piece."""
        with selectors.DefaultSelector() as both, suppress(BrokenPipeError):  # how it ended says why
            both.register(self._in, selectors.EVENT_WRITE)
            both.register(self._out, selectors.EVENT_READ)
            for piece in question:
                rest = memoryview(piece)
                while rest:
                    ready = {key.fileobj for key, _ in self._await(both)}
                    if self._out in ready and not self._take():
                        return
                    if len(self._held) > _MOST_EARLY:
                        raise Broken("flood")
                    if self._in in ready:
                        rest = rest[os.write(self._in.fileno(), rest[:_PIECE]) :]
        with suppress(BrokenPipeError):
            self._in.close()

    def line(self) -> Mapping[str, Any]:
        """Return one line of JSON; an empty mapping for anything else."""
        while (at := self._held.find(b"\n")) < 0:
            if len(self._held) > _LONGEST_LINE or not self._more():
                self.end()
                raise Broken("silent")
        untrusted = bytes(self._held[:at])
        del self._held[: at + 1]
        try:
            told = json.loads(untrusted)
        except (ValueError, RecursionError):
            return {}
        return told if isinstance(told, dict) else {}

    def exactly(self, count: int) -> bytes:
        """Return the next `count` bytes."""
        while len(self._held) < count:
            if not self._more():
                self._held.clear()
                self.end()
                raise Broken("silent")
        piece = bytes(self._held[:count])
        del self._held[:count]
        return piece

    def pieces(self) -> Iterator[bytes]:
        """Yield the rest of the answer as it comes."""
        while self._held or self._more():
            piece = bytes(self._held)
            self._held.clear()
            yield piece

    def end(self) -> None:
        """Wait for a good end; raises `Broken` when more is said or the process did not end well."""
        if self._held or self._more():
            raise Broken("flood")
        try:
            code = self._child.wait(max(0.0, self._limits.wall_s - self._waited_s))
        except subprocess.TimeoutExpired:
            raise Broken("wall") from None
        if code == -signal.SIGXCPU:
            raise Broken("cpu")
        if code:
            raise Broken(f"code {code}" if code > 0 else f"signal {-code}")

    def _more(self) -> bool:
        with selectors.DefaultSelector() as one:
            one.register(self._out, selectors.EVENT_READ)
            self._await(one)
        return self._take()

    def _take(self) -> bool:
        piece = os.read(self._out.fileno(), _PIECE)
        self._said += len(piece)
        if self._said > self._limits.answer_bytes:
            raise Broken("flood")
        self._held += piece
        return bool(piece)

    def _await(self, ready: selectors.BaseSelector) -> list[tuple[selectors.SelectorKey, int]]:
        began = time.monotonic()
        found = ready.select(max(0.0, self._limits.wall_s - self._waited_s))
        self._waited_s += time.monotonic() - began
        if not found:
            raise Broken("wall")
        return found


def _widened(pipe: int) -> None:
    # Fewer turns between two processes; a pipe of the usual size does as well.
    if hasattr(fcntl, "F_SETPIPE_SZ"):
        with suppress(OSError):
            fcntl.fcntl(pipe, fcntl.F_SETPIPE_SZ, _PIECE)


@contextmanager
def streamed(entry: tuple[str, ...], question: Iterable[bytes], limits: Limits) -> Iterator[Stream]:
    """Run `python entry…` in the jail, ask it, and yield its answer behind the report of the lock.

    The process must lock itself in as `jail_child.lock` does and report it on its first line.  It is gone when the
    `with` ends.  Raises `ToolRefusal` when no process can be started, `Broken` for what a process does.
    """
    with tempfile.TemporaryDirectory(prefix="safeconduct-jail-") as home:
        command = (sys.executable, "-I", "-B", *entry, str(limits.memory_mb << 20), str(limits.cpu_s))
        try:
            child = subprocess.Popen(  # noqa: S603 - our own interpreter and module, arguments from fixed tables
                command,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                cwd=home,
                env={"HOME": home, "TMPDIR": home, "LC_ALL": "C.UTF-8", "TZ": "UTC", **arithmetic.fixed()},
                start_new_session=True,
                bufsize=0,
            )
        except OSError as fault:
            raise ToolRefusal(
                f"No process can be started to work on sound in ({fault.strerror}).",
                "Close other programs, then try again.",
            ) from fault
        try:
            stream = Stream(child, limits)
            stream.ask(question)
            if "network" not in stream.line():
                stream.end()
                raise Broken("silent")
            yield stream
        finally:
            with suppress(ProcessLookupError, PermissionError):
                os.killpg(child.pid, signal.SIGKILL)
            child.kill()
            child.wait()
            for pipe in (child.stdin, child.stdout):
                if pipe is not None:
                    with suppress(BrokenPipeError):
                        pipe.close()
