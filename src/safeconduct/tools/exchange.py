# SPDX-License-Identifier: Apache-2.0
"""Question and answer with a process of ours that may not be trusted to listen, to stop or to live."""

import subprocess
from collections.abc import Callable
from typing import IO, BinaryIO, Final

_LONGEST_LINE: Final = 1_000
_PIECE: Final = 1 << 20


def exchange(child: "subprocess.Popen[bytes]", question: bytes, most: int, end: Callable[[], None]) -> bytes:
    """Hand `question` to a process and return what it answers: `most` bytes, and one more where it says too much.

    Then `end` is called; it must kill the process.
    """
    stdin, stdout = _pipe(child.stdin), _pipe(child.stdout)
    with stdout:
        try:
            with stdin:
                stdin.write(question)
        except BrokenPipeError:
            pass  # it ended before it listened: how it ended says why
        said = stdout.read(most + 1)
        if len(said) > most:
            end()
    return said


def poured(child: "subprocess.Popen[bytes]", sink: BinaryIO, most: int, end: Callable[[], None]) -> tuple[bytes, int]:
    """Write what a process says after its first line to `sink`, `most` bytes at most; return the line and the number.

    The number is one more than `most` where it says too much; then `end` is called, which must kill the process.
    """
    with _pipe(child.stdout) as stdout:
        line, size = stdout.readline(_LONGEST_LINE), 0
        while size <= most and (piece := stdout.read(min(_PIECE, most + 1 - size))):
            size += len(piece)
            sink.write(piece[: len(piece) - max(0, size - most)])
        if size > most:
            end()
    return line, size


def _pipe(pipe: IO[bytes] | None) -> IO[bytes]:
    assert pipe is not None  # noqa: S101 - both were asked for
    return pipe
