# SPDX-License-Identifier: Apache-2.0
"""The process that becomes MBROLA: `python -m safeconduct.tools.mbrola_child PROGRAM VOICE MEMORY_BYTES CPU_S`.

It gives up the network and whatever else a synthesiser can do without, says what it gave up (the first line of the
jail's report), and turns into the program, which reads phones on standard input and writes 16-bit samples to standard
output.  The program has to open its voice: files are bounded, not taken away.
"""

import json
import os
import resource
import sys
from typing import Final

from . import jail_filter
from .jail_child import OPEN_FILES, leave_network

_LIMITED: Final = ("RLIMIT_AS", "RLIMIT_CPU", "RLIMIT_FSIZE", "RLIMIT_NOFILE", "RLIMIT_CORE")


def main(arguments: list[str]) -> None:
    """Give up what can be given up, then become the program."""
    program, voice = arguments[:2]
    memory_bytes, cpu_s = map(int, arguments[2:])
    network = "namespace" if leave_network() else None
    jail_filter.renounce()
    most = dict(zip(_LIMITED, (memory_bytes, cpu_s, 0, OPEN_FILES, 0), strict=True))
    unmet = [name for name, bound in most.items() if not _bounded(name, bound)]
    os.write(1, json.dumps({"network": network, "unmet": unmet}).encode() + b"\n")
    os.execv(program, [program, voice, "-", "-.raw"])  # noqa: S606 - no shell is wanted


def _bounded(name: str, bound: int) -> bool:
    try:
        resource.setrlimit(getattr(resource, name), (bound, bound + (name == "RLIMIT_CPU")))
    except (AttributeError, ValueError, OSError):
        return False
    return True


if __name__ == "__main__":
    main(sys.argv[1:])
