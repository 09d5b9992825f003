# SPDX-License-Identifier: Apache-2.0
"""The seccomp filter of the jail: what a process may still ask of Linux once it is locked in.

An allow-list: memory, the clock, and the descriptors that are open already.  Whatever opens, connects, starts, kills,
renames or deletes anything is answered with "not permitted", no new code can be made executable, and no memory spoilt.
See seccomp(2) and the kernel's Documentation/userspace-api/seccomp_filter.rst.
"""

import ctypes
import struct
from typing import Final

ALLOWED: Final = {
    # name: (x86_64, aarch64); the numbers of <asm/unistd_64.h> and <asm-generic/unistd.h>
    "read": (0, 63),
    "write": (1, 64),
    "writev": (20, 66),
    "pread64": (17, 67),
    "close": (3, 57),
    "fstat": (5, 80),
    "lseek": (8, 62),
    "brk": (12, 214),
    "munmap": (11, 215),
    "mremap": (25, 216),
    "rt_sigaction": (13, 134),
    "rt_sigprocmask": (14, 135),
    "rt_sigreturn": (15, 139),
    "sigaltstack": (131, 132),
    "restart_syscall": (219, 128),
    "futex": (202, 98),
    "getpid": (39, 172),
    "gettid": (186, 178),
    "gettimeofday": (96, 169),
    "clock_gettime": (228, 113),
    "clock_getres": (229, 114),
    "getrandom": (318, 278),
    "exit": (60, 93),
    "exit_group": (231, 94),
}
NOT_EXECUTABLE: Final = {"mmap": (9, 222), "mprotect": (10, 226)}
"""Allowed as long as their third argument does not ask for executable memory."""
ADVISING: Final = {"madvise": (28, 233)}
"""Allowed as long as its third argument is a plain advice: from 100 on, root takes memory from the whole machine."""

MACHINES: Final = {"x86_64": (0, 0xC000003E), "aarch64": (1, 0xC00000B7)}
"""The column of a machine's numbers above, and its AUDIT_ARCH."""

_LOAD, _JUMP_IF_EQUAL, _JUMP_IF_SET, _RETURN = 0x20, 0x15, 0x45, 0x06
_NUMBER, _ARCHITECTURE, _THIRD_ARGUMENT = 0, 4, 32  # offsets in struct seccomp_data; the low half of an argument
_ALLOW, _REFUSE, _KILL = 0x7FFF0000, 0x00050000 | 1, 0x80000000  # refused with EPERM
_PROT_EXEC: Final = 4
_NO_PLAIN_ADVICE: Final = 0xFFFFFFE0
_NO_NEW_PRIVILEGES: Final = 38  # PR_SET_NO_NEW_PRIVS
_SECCOMP: Final = (317, 277)  # the number of seccomp(2), as above
_SET_FILTER, _EVERY_THREAD = 1, 1  # SECCOMP_SET_MODE_FILTER, SECCOMP_FILTER_FLAG_TSYNC


class _Program(ctypes.Structure):
    _fields_ = (("length", ctypes.c_ushort), ("instructions", ctypes.c_char_p))


def program(machine: str) -> bytes:
    """Return the filter for one of `MACHINES` as instructions of classic BPF (struct sock_filter, 8 bytes each)."""
    column, architecture = MACHINES[machine]
    guarded = [numbers[column] for numbers in NOT_EXECUTABLE.values()]
    advising = [numbers[column] for numbers in ADVISING.values()]
    allowed = [numbers[column] for numbers in ALLOWED.values()]
    # Behind the tests stand: refuse; look at the third argument, test it; the same for advice; refuse; allow.
    look, look_at_advice, allow = 1, 3, 6
    lines = [(_LOAD, 0, 0, _ARCHITECTURE), (_JUMP_IF_EQUAL, 1, 0, architecture), (_RETURN, 0, 0, _KILL)]
    lines.append((_LOAD, 0, 0, _NUMBER))
    tests = [(number, look) for number in guarded] + [(number, look_at_advice) for number in advising]
    tests += [(number, allow) for number in allowed]
    for place, (number, target) in enumerate(tests):
        lines.append((_JUMP_IF_EQUAL, len(tests) - 1 - place + target, 0, number))
    lines += [
        (_RETURN, 0, 0, _REFUSE),
        (_LOAD, 0, 0, _THIRD_ARGUMENT),
        (_JUMP_IF_SET, 2, 3, _PROT_EXEC),
        (_LOAD, 0, 0, _THIRD_ARGUMENT),
        (_JUMP_IF_SET, 0, 1, _NO_PLAIN_ADVICE),
        (_RETURN, 0, 0, _REFUSE),
        (_RETURN, 0, 0, _ALLOW),
    ]
    return b"".join(struct.pack("=HBBI", *line) for line in lines)


def renounce() -> bool:
    """Give up, for good, what a later program could gain (setuid and the like); False where that is unknown."""
    return _called("prctl", ctypes.c_int(_NO_NEW_PRIVILEGES), *map(ctypes.c_ulong, (1, 0, 0, 0)))


def install(machine: str) -> bool:
    """Lock this process in, with every thread it has, for good; False when the system has no such filter.

    `renounce` first.
    """
    if machine not in MACHINES:
        return False
    column, _ = MACHINES[machine]
    instructions = program(machine)
    held = _Program(len(instructions) // 8, instructions)
    return _called("syscall", *map(ctypes.c_long, (_SECCOMP[column], _SET_FILTER, _EVERY_THREAD)), ctypes.byref(held))


def _called(name: str, *arguments: object) -> bool:
    try:
        function = getattr(ctypes.CDLL(None), name)
    except (AttributeError, OSError, TypeError):
        return False
    return int(function(*arguments)) == 0
