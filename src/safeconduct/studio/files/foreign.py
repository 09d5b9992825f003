# SPDX-License-Identifier: Apache-2.0
"""What a strict reader says, and how it reads: from the first byte to the last, nothing left over."""

import struct
from typing import Any


class ForeignMatterError(ValueError):
    """A finished file holds something that the studio never writes; the sentence names it."""


class Strip:
    """Bytes that are read from front to end; asking for more than there is, or leaving some, is a fault.

    `name` is what the bytes are called in a sentence.
    """

    def __init__(self, content: bytes | memoryview, name: str) -> None:
        self._content, self.name, self.at = memoryview(content), name, 0

    @property
    def left(self) -> int:
        """How many bytes are left."""
        return len(self._content) - self.at

    def take(self, count: int) -> bytes:
        """Return the next `count` bytes."""
        if count > self.left:
            raise ForeignMatterError(f"{self.name} ends too early")
        piece = bytes(self._content[self.at : self.at + count])
        self.at += count
        return piece

    def fields(self, form: str) -> tuple[Any, ...]:
        """Return the next fields as `struct` knows them."""
        return struct.unpack(form, self.take(struct.calcsize(form)))

    def number(self, form: str) -> int:
        """Return the next field, a whole number."""
        (value,) = self.fields(form)
        return int(value)

    def part(self, count: int, name: str) -> "Strip":
        """Return the next `count` bytes as a strip of its own."""
        return Strip(self.take(count), name)

    def expect(self, expected: bytes, what: str) -> None:
        """Take as many bytes as `expected` has; they must be the same."""
        if self.take(len(expected)) != expected:
            raise ForeignMatterError(f"{what} of {self.name} is not what the studio writes")

    def end(self) -> None:
        """Nothing may be left."""
        if self.left:
            raise ForeignMatterError(f"{self.name} holds {self.left} bytes more than it should")


def must(holds: bool, what: str) -> None:
    """Raise `ForeignMatterError` with `what` unless it `holds`."""
    if not holds:
        raise ForeignMatterError(what)
