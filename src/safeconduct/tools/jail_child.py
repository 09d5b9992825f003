# SPDX-License-Identifier: Apache-2.0
"""The inside of the jail: lock the door, then open the letter.

A module that reads what strangers wrote ends in `serve(read)` or `serve_file(read)` and is run by
`safeconduct.tools.jail`.  Everything it imports is ours and is imported first; then the process gives up whatever it
does not need; only then is standard input read.
"""

import contextlib
import ctypes
import json
import platform
import resource
import socket
import sys
from collections.abc import Callable
from typing import BinaryIO, Final

from . import jail_filter

OPEN_FILES: Final = 16
_NEW_USER, _NEW_NETWORK = 0x10000000, 0x40000000  # CLONE_NEWUSER and CLONE_NEWNET of <sched.h>


def serve(read: Callable[[bytes], bytes]) -> None:
    """Lock this process in, hand standard input to `read` and write its answer to standard output.

    The first line of the output is the report of the lock, as JSON (see `lock`).  The last two arguments of the
    command line are the most bytes of memory and the most seconds of processor time.
    """
    out = _locked_in()
    out.write(read(sys.stdin.buffer.read()))
    out.flush()


def serve_file(read: Callable[[int, BinaryIO], None]) -> None:
    """Lock this process in, and let `read` read the file that is its standard input and write to standard output.

    `read` gets the number of the open file, which can be sought and read and nothing else.  Otherwise as `serve`.
    """
    out = _locked_in()
    read(sys.stdin.fileno(), out)
    out.flush()


def _locked_in() -> BinaryIO:
    memory_bytes, cpu_s = map(int, sys.argv[-2:])
    out = sys.stdout.buffer
    out.write(json.dumps(lock(memory_bytes, cpu_s)).encode() + b"\n")
    out.flush()
    return out


def lock(memory_bytes: int, cpu_s: int) -> dict[str, object]:
    """Give up, for good, the network, other processes, files and most of the system; return the report.

    `network` says by which means nobody can be reached any more ("filter", "namespace", or null: by none), `unmet`
    names the limits that this system does not know.
    """
    jail_filter.renounce()
    limits = {
        "RLIMIT_AS": memory_bytes,
        "RLIMIT_CPU": cpu_s,
        "RLIMIT_FSIZE": 0,
        "RLIMIT_NOFILE": OPEN_FILES,
        "RLIMIT_NPROC": 0,
        "RLIMIT_CORE": 0,
    }
    unmet = [name for name, most in limits.items() if not _limited(name, most)]
    network = "filter" if jail_filter.install(platform.machine()) else "namespace" if leave_network() else None
    if network == "filter" and _has_sockets():
        network = None  # a promise is tried before it is made
    return {"network": network, "unmet": unmet}


def leave_network() -> bool:
    """Move into a network of our own in which there is nobody; False where the system does not let us."""
    with contextlib.suppress(AttributeError, OSError, TypeError):
        return int(ctypes.CDLL(None).unshare(ctypes.c_int(_NEW_USER | _NEW_NETWORK))) == 0
    return False


def _limited(name: str, most: int) -> bool:
    # The processor's time has two bounds: the first ends the process with a signal that says why.
    hardest = most + 1 if name == "RLIMIT_CPU" else most
    try:
        resource.setrlimit(getattr(resource, name), (most, hardest))
    except (AttributeError, ValueError, OSError):
        return False
    return True


def _has_sockets() -> bool:
    try:
        socket.socket().close()
    except OSError:
        return False
    return True
