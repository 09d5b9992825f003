# SPDX-License-Identifier: Apache-2.0
"""Appending one line to the log: whole or not at all, one writer at a time, down to the disk.

Only the last line is read and its signature verified, so that a long log takes no longer; `chain.examine` looks at the
whole.  That the line which the status names is still there is looked up by digests alone, from the end: a line must not
take the number of one that was cut off.
"""

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from attrs import evolve
from filelock import FileLock, Timeout

from safeconduct.model.refusal import AlteredRefusal, BusyRefusal, FolderRefusal, TrustRefusal, UsageRefusal
from safeconduct.seal.files import synced
from safeconduct.seal.keys import public_of
from safeconduct.seal.layout import LOG_PURPOSE
from safeconduct.seal.public_keys import key_id
from safeconduct.seal.sshsig import sign

from .deeds import Deed, fault_of
from .entries import MOST_BYTES, Entry, digest_of_line
from .reading import Line, content_of, line_at, log_file
from .rights import Right, Rights

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

_FLAGS = os.O_RDWR | os.O_CREAT | os.O_APPEND
for _flag in ("O_NOFOLLOW", "O_CLOEXEC", "O_BINARY"):
    # Windows and POSIX each lack some of these.
    _FLAGS |= getattr(os, _flag, 0)

_VERIFY = "look at the whole log: safeconduct log verify"
_NO_RIGHT = {
    Right.UNKNOWN: "is not in the role “log” of the root",
    Right.RETIRED: "was retired before this day",
    Right.REVOKED: "was revoked",
}


@contextmanager
def locked(chancery: Path, wait_s: float = 10.0) -> Iterator[Path]:
    """Hold the log for oneself and yield its file; the folder is made where there is none.

    Raises `BusyRefusal` after `wait_s`, `FolderRefusal` when the folder cannot be written.
    """
    path = log_file(chancery)
    lock = FileLock(str(path.with_name("lock")))
    try:
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        lock.acquire(timeout=wait_s)
    except Timeout:
        raise BusyRefusal(f"Somebody else is writing in the log {path}.", "wait until they have ended.") from None
    except OSError as fault:
        raise _unwritable(path, fault) from None
    try:
        yield path
    finally:
        lock.release()


def append(
    chancery: Path, deed: Callable[[int], Deed], on: date, key: "Ed25519PrivateKey", rights: Rights, today: date
) -> Entry:
    """Write the next line, of the day `on`, and return it; `deed` is asked for what to tell once its number is known.

    `deed` is called while nobody else can write, and may refuse.  Raises `TrustRefusal` when `key` has no right to it,
    `AlteredRefusal` or `TrustRefusal` when the last line is not whole or not ours, `UsageRefusal` for a day that
    is to come or lies before the last line, `FolderRefusal` when it cannot be written; then the log is as it was.
    """
    own = key_id(public_of(key))
    _may_write(own, on, rights)
    if on > today:
        raise UsageRefusal(f"The day {on} is still to come.", "name the day on which it was done.")
    with locked(chancery) as path:
        last = last_line(path, rights)
        _not_cut(chancery, rights)
        prev, n = None, 1
        if last is not None:
            entry = _trusted(last, rights)
            prev, n = last.digest, entry.n + 1
            if on < entry.on:
                raise UsageRefusal(
                    f"The last line of the log is of {entry.on}; a line of {on} cannot follow it.",
                    f"name a day from {entry.on} on, or set the clock.",
                )
        told = deed(n)
        fault = fault_of(told)
        if fault:
            raise UsageRefusal(fault, "choose another.")
        made = Entry(n, prev, on, own, told)
        made = evolve(made, sig=sign(key, LOG_PURPOSE, made.message))
        _write(path, made.line)
    return made


def last_line(path: Path, rights: Rights) -> Line | None:
    """Return the last line of the log, None when there is none.

    Raises `AlteredRefusal` when it was not written to its end, `FolderRefusal` when the file cannot be read.
    """
    try:
        with path.open("rb") as file:
            size = file.seek(0, os.SEEK_END)
            file.seek(max(0, size - MOST_BYTES - 1))
            tail = file.read()
    except FileNotFoundError:
        return None
    except OSError as fault:
        raise FolderRefusal(
            f"The log {path} cannot be read ({fault.strerror}).", "allow yourself to read it."
        ) from None
    if not tail:
        return None
    if not tail.endswith(b"\n"):
        raise AlteredRefusal(
            "The last line of the log was not written to its end; the power or the disk failed.",
            "mend it first: safeconduct log mend",
        )
    line = line_at(0, tail[tail.rfind(b"\n", 0, -1) + 1 :], rights.signers)
    return evolve(line, place=line.entry.n if line.entry else 0)


def _not_cut(chancery: Path, rights: Rights) -> None:
    if rights.vouched is None:
        return
    lines = content_of(chancery).split(b"\n")[:-1]
    if not any(digest_of_line(line + b"\n") == rights.vouched[0] for line in reversed(lines)):
        raise AlteredRefusal("The log lacks the line that the status names as its last: lines were cut off.", _VERIFY)


def _may_write(own: str, on: date, rights: Rights) -> None:
    right = rights.of(own, on)
    if right is not Right.HELD:
        raise TrustRefusal(
            f"The key {own} {_NO_RIGHT[right]}, so it may not write in the log.",
            "use the key of the log, or list this one in a new root.",
        )


def _trusted(last: Line, rights: Rights) -> Entry:
    if last.entry is None or not last.authentic:
        raise AlteredRefusal(f"The last line of the log was edited, or is not ours. {last.fault}", _VERIFY)
    right = rights.of(last.entry.key, last.entry.on)
    if right is not Right.HELD and rights.vouched_since(last.entry.key) != last.digest:
        raise TrustRefusal(
            f"The key {last.entry.key}, with which the last line of the log is signed, {_NO_RIGHT[right]}.", _VERIFY
        )
    return last.entry


def _write(path: Path, line: bytes) -> None:
    new = not path.exists()
    try:
        opened = os.open(path, _FLAGS, 0o600)
    except OSError as fault:
        raise _unwritable(path, fault) from None
    try:
        size = os.fstat(opened).st_size
        try:
            _all(opened, line)
            os.fsync(opened)
        except BaseException:
            # Only what we wrote ourselves a moment ago, and nobody has seen, is taken back.
            os.ftruncate(opened, size)
            os.fsync(opened)
            raise
    except OSError as fault:
        raise _unwritable(path, fault) from None
    finally:
        os.close(opened)
    if new:
        synced(path.parent)


def _all(opened: int, content: bytes) -> None:
    while content:
        content = content[os.write(opened, content) :]


def _unwritable(path: Path, fault: OSError) -> FolderRefusal:
    return FolderRefusal(
        f"The log {path} cannot be written ({fault.strerror or fault}). It is as it was.",
        "make room, or allow yourself to write there; then do it again.",
    )
