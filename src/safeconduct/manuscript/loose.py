# SPDX-License-Identifier: Apache-2.0
"""A file that lies outside a manuscript: a page to capture, a telling to compare, a tester's notes."""

import errno
import os
import stat
from pathlib import Path


def read_loose(path: Path, most: int) -> bytes:
    """Return up to `most` + 1 bytes of a file: one more than is allowed is enough to be refused.

    Never waits: a pipe that nobody writes to, or a device without end, is no file.  Raises `OSError`.
    """
    flags = os.O_RDONLY | getattr(os, "O_BINARY", 0) | getattr(os, "O_NONBLOCK", 0)
    with os.fdopen(os.open(path, flags), "rb") as stream:
        if not stat.S_ISREG(os.fstat(stream.fileno()).st_mode):
            raise OSError(errno.EINVAL, "it is no file")
        return stream.read(most + 1)
