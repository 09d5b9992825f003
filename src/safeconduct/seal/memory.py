# SPDX-License-Identifier: Apache-2.0
"""What a reader remembers on this machine: the highest numbers seen of each press, and the presses that they trust.

`seen.json` holds {FINGERPRINT: {"recalled": [[ID, FIRST, LAST]], "releases": {ID: N}, "root": N, "status": N|null}},
as verify.py reads it too; `trusted.json` a sorted list of fingerprints.  Both are canonical JSON, written whole under
a lock.
"""

import json
import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import TypeVar

from attrs import frozen

from safeconduct.model.canonical import canonical
from safeconduct.model.codec import CodecError, plain, record_from
from safeconduct.model.refusal import BusyRefusal, FolderRefusal

from .files import read_at_most, synced, write_beside
from .records import ID
from .seen import Seen

_SEEN, _TRUSTED, _LOCK = "seen.json", "trusted.json", "lock"
_FINGERPRINT = re.compile(r"[0-9]{5}( [0-9]{5}){7}")
_MOST = 16 << 20
_MOST_NUMBER = 2**53 - 1
_WAIT_S = 5.0
Kept = TypeVar("Kept")


@frozen
class Memory:
    """The memory in `folder`, which need not exist; every method reads it anew.

    What does not read as it was written is refused, never taken for nothing: a `FolderRefusal` from every method.
    """

    folder: Path

    def seen(self, fingerprint: str) -> Seen | None:
        """Return what was seen of a press before; None for nothing."""
        return self._all_seen().get(fingerprint)

    def check(self) -> None:
        """Read everything, so that a memory that is broken is told before a long look, not after it."""
        self._all_seen()
        self.trusted()

    def trusted(self) -> tuple[str, ...]:
        """Return the fingerprints that the reader compared and keeps."""
        return self._read(_TRUSTED, tuple[str, ...], (), _are_fingerprints)

    def remember(self, fingerprint: str, seen: Seen) -> None:
        """Remember the highest of `seen` and of what is remembered; raises `BusyRefusal` too."""
        if seen.and_also(self.seen(fingerprint)) == self.seen(fingerprint):
            return
        with self._locked():
            known = self._all_seen()
            self._write(_SEEN, {**known, fingerprint: seen.and_also(known.get(fingerprint))})

    def keep(self, fingerprint: str) -> None:
        """Trust this press from now on; raises `BusyRefusal` too."""
        with self._locked():
            self._write(_TRUSTED, tuple(sorted({*self.trusted(), fingerprint})))

    def forget(self, fingerprint: str) -> None:
        """Forget what was seen of a press; raises `BusyRefusal` too."""
        if fingerprint in self._all_seen():
            with self._locked():
                self._write(_SEEN, {one: seen for one, seen in self._all_seen().items() if one != fingerprint})

    def distrust(self, fingerprint: str) -> None:
        """Trust a press no longer, and forget what was seen of it; raises `BusyRefusal` too."""
        self.forget(fingerprint)
        if fingerprint in self.trusted():
            with self._locked():
                self._write(_TRUSTED, tuple(one for one in self.trusted() if one != fingerprint))

    def _all_seen(self) -> Mapping[str, Seen]:
        return self._read(_SEEN, dict[str, Seen], {}, _are_numbers)

    def _read(self, name: str, kind: type[Kept], nothing: Kept, holds: Callable[[Kept], bool]) -> Kept:
        path = self.folder / name
        try:
            content = read_at_most(path, _MOST)
            value = json.loads(content)
            kept = record_from(value, kind)
            if holds(kept) and canonical(value) == content:
                return kept
        except FileNotFoundError:
            return nothing
        except OSError as fault:
            raise _broken(path, fault.strerror or str(fault)) from None
        except (CodecError, ValueError, TypeError, RecursionError):
            pass
        raise _broken(path, "it does not hold what was written into it")

    def _write(self, name: str, kept: object) -> None:
        path = self.folder / name
        write_beside(path, canonical(plain(kept)), 0o600).replace(path)
        synced(self.folder)

    @contextmanager
    def _locked(self) -> Iterator[None]:
        # Loaded only to write: whoever looks at a package a second time has nothing new to remember.
        from filelock import FileLock, Timeout

        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            with FileLock(str(self.folder / _LOCK), timeout=_WAIT_S):
                yield
        except Timeout:
            raise BusyRefusal(f"Somebody else is writing in {self.folder}.", "wait a moment, then again.") from None
        except OSError as fault:
            raise FolderRefusal(
                f"What was seen cannot be remembered in {self.folder} ({fault.strerror or fault}).",
                "make room there, or take the right to write there back.",
            ) from None


def _are_fingerprints(kept: tuple[str, ...]) -> bool:
    return all(map(_FINGERPRINT.fullmatch, kept)) and list(kept) == sorted(set(kept))


def _are_numbers(kept: Mapping[str, Seen]) -> bool:
    return all(map(_FINGERPRINT.fullmatch, kept)) and all(map(_is_seen, kept.values()))


def _is_seen(seen: Seen) -> bool:
    ranges = [number for _, first, last in seen.recalled for number in (first, last)]
    numbers = (seen.root, 1 if seen.status is None else seen.status, *seen.releases.values(), *ranges)
    ids = (*seen.releases, *(one for one, _, _ in seen.recalled))
    in_order = list(seen.recalled) == sorted(set(seen.recalled)) and all(one[1] <= one[2] for one in seen.recalled)
    return in_order and all(map(ID.fullmatch, ids)) and all(1 <= number <= _MOST_NUMBER for number in numbers)


def _broken(path: Path, why: str) -> FolderRefusal:
    return FolderRefusal(
        f"The memory of what was seen before cannot be read: {path} ({why}).",
        "put it back from a copy; or move it away, if you mean to forget every press and every number.",
    )
