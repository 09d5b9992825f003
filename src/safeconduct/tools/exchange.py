# SPDX-License-Identifier: Apache-2.0
"""Question and answer with a process of ours that may not be trusted to listen, to stop or to live."""

import subprocess
from collections.abc import Callable
from typing import IO


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


def _pipe(pipe: IO[bytes] | None) -> IO[bytes]:
    assert pipe is not None  # noqa: S101 - both were asked for
    return pipe
