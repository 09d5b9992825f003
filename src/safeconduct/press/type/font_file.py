# SPDX-License-Identifier: Apache-2.0
"""A font file, opened just far enough: which signs it has, and how wide their glyphs are.

A general font library needs 0.2 s of a processor to open a Korean font; these few tables, read where they lie, take a
hundredth of that.  Offsets and formats: the OpenType specification, chapters “cmap”, “hmtx” and “head”.
"""

import mmap
import struct
from bisect import bisect_right
from collections.abc import Iterator
from functools import cache
from pathlib import Path

# Maps of all of Unicode first, then those of its first plane: platform and encoding, best first.
_BEST = ((3, 10), (0, 6), (0, 4), (3, 1), (0, 3), (0, 2), (0, 1), (0, 0))


class FontError(Exception):
    """The file is no font, or lacks a table that a font must have."""


class FontFile:
    """A TrueType or OpenType file; glyphs are numbers, widths are in units of which `units` make an em."""

    def __init__(self, path: Path) -> None:
        """Open the file; raises `FontError` for anything that is no such file."""
        self.name = path.name
        try:
            with path.open("rb") as file:
                self.bytes = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
            count = struct.unpack_from(">4xH", self.bytes)[0]
            records = (struct.unpack_from(">4s4xII", self.bytes, 12 + 16 * i) for i in range(count))
            self.tables = {tag.decode("latin-1"): (start, length) for tag, start, length in records}
            self.units = int(struct.unpack_from(">18xH", self.bytes, self.tables["head"][0])[0])
            self._measured = int(struct.unpack_from(">34xH", self.bytes, self.tables["hhea"][0])[0])
            self._runs = [run for run in self._read_runs() if run[0] <= run[1]]
        except (struct.error, KeyError, StopIteration, ValueError):
            raise FontError(f"{path.name} is no font file that can be read") from None
        self._firsts = [run[0] for run in self._runs]

    def glyph(self, sign: int) -> int:
        """Return the glyph of a code point; 0, the empty box, stands for every sign that the font does not have."""
        at = bisect_right(self._firsts, sign) - 1
        if at < 0 or sign > self._runs[at][1]:
            return 0
        first, _, glyphs = self._runs[at]
        return (glyphs[sign - first] if isinstance(glyphs, tuple) else glyphs + sign - first) & 0xFFFF

    def width(self, glyph: int) -> int:
        """Return the advance of a glyph."""
        # Glyphs after the last one that is measured are as wide as it.
        at = self.tables["hmtx"][0] + 4 * min(glyph, self._measured - 1)
        return int(struct.unpack_from(">H", self.bytes, at)[0])

    def signs(self) -> frozenset[int]:
        """Return every code point that has a glyph of its own."""
        found: set[int] = set()
        for first, last, glyphs in self._runs:
            if isinstance(glyphs, tuple):
                found.update(first + i for i, glyph in enumerate(glyphs) if glyph)
            else:
                found.update(sign for sign in range(first, last + 1) if (glyphs + sign - first) & 0xFFFF)
        return frozenset(found)

    def _read_runs(self) -> "Iterator[_Run]":
        chart = self.tables["cmap"][0]
        count = struct.unpack_from(">2xH", self.bytes, chart)[0]
        records = (struct.unpack_from(">HHI", self.bytes, chart + 4 + 8 * i) for i in range(count))
        places = {(platform, encoding): chart + offset for platform, encoding, offset in records}
        at = next(places[key] for key in _BEST if key in places)
        yield from {4: self._segments, 12: self._groups}[struct.unpack_from(">H", self.bytes, at)[0]](at)

    def _groups(self, at: int) -> "Iterator[_Run]":
        count = struct.unpack_from(">12xI", self.bytes, at)[0]
        yield from struct.iter_unpack(">III", self.bytes[at + 16 : at + 16 + 12 * count])

    def _segments(self, at: int) -> "Iterator[_Run]":
        count = struct.unpack_from(">6xH", self.bytes, at)[0] // 2
        rows = struct.unpack_from(f">14x{count}H2x{count}H{count}H{count}H", self.bytes, at)
        lasts, firsts, deltas, offsets = (rows[i * count : (i + 1) * count] for i in range(4))
        for i, (first, last, delta, offset) in enumerate(zip(firsts, lasts, deltas, offsets, strict=True)):
            if first == 0xFFFF or first > last:
                continue
            if offset == 0:
                yield first, last, first + delta
                continue
            start = at + 16 + 6 * count + 2 * i + offset
            glyphs = struct.unpack_from(f">{last - first + 1}H", self.bytes, start)
            yield first, last, tuple((glyph + delta) & 0xFFFF if glyph else 0 for glyph in glyphs)


_Run = tuple[int, int, int | tuple[int, ...]]
"""First and last code point, and the glyph of the first one (the others follow it), or the glyph of each."""


@cache
def opened(path: Path) -> FontFile:
    """Open a font of the house once a process."""
    return FontFile(path)
