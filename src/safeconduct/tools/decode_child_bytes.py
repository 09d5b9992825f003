# SPDX-License-Identifier: Apache-2.0
"""The bytes of an untrusted recording, looked at piece by piece inside the jail."""

import os

from attrs import frozen

from .decode_kinds import UnreadableError


def damaged() -> UnreadableError:
    """Return the refusal of a recording that is damaged or ends before its sound does."""
    return UnreadableError("cut")


@frozen
class Untrusted:
    """An open file of `size` bytes; whoever reads at a place says how much must be there."""

    number: int
    size: int

    @classmethod
    def opened(cls, number: int) -> "Untrusted":
        """Return the open file `number`."""
        return cls(number, os.lseek(number, 0, os.SEEK_END))

    def read(self, at: int, count: int) -> bytes:
        """Return `count` bytes from `at`, fewer where the file ends before."""
        found = bytearray()
        while len(found) < count and (piece := os.pread(self.number, count - len(found), at + len(found))):
            found += piece
        return bytes(found)

    def must(self, at: int, count: int) -> bytes:
        """Return `count` bytes from `at`; raises `UnreadableError` where the file ends before."""
        if at < 0 or count > self.size - at:
            raise damaged()
        found = self.read(at, count)
        if len(found) != count:
            raise damaged()
        return found
