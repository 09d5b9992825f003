# SPDX-License-Identifier: Apache-2.0
"""A new file beside the one that it is to replace, so that nobody ever sees half of it."""

import os
from pathlib import Path


def scratch_beside(target: Path, content: bytes) -> Path:
    """Write `content` to a hidden file beside `target`, down to the disk, and return its path; raises `OSError`.

    Whatever lies there is taken away first: a link that a stranger left would lead the words out of the folder.
    """
    scratch = target.with_name(f".{target.name}.new")
    scratch.unlink(missing_ok=True)
    try:
        with scratch.open("xb") as stream:
            stream.write(content)
            stream.flush()
            os.fsync(stream.fileno())
    except OSError:
        scratch.unlink(missing_ok=True)
        raise
    return scratch


def put_whole(target: Path, content: bytes) -> None:
    """Put `content` in the place of `target` at one stroke; raises `OSError`, and then `target` is as it was."""
    scratch = scratch_beside(target, content)
    try:
        scratch.replace(target)
    except OSError:
        scratch.unlink(missing_ok=True)
        raise
