# SPDX-License-Identifier: Apache-2.0
"""What a font says about neighbours: pairs that stand closer, and letters that become one sign.

Read where it lies, pair by pair as it is asked for.  Offsets and formats: the OpenType specification, chapters “GPOS”
(lookups 2 and 9), “GSUB” (lookups 4 and 7) and “Common table formats”.
"""

import struct
import sys
from array import array
from bisect import bisect_right
from collections.abc import Iterator, Sequence

from .font_file import FontFile

_PAIRS, _EXTENDED_POSITION = 2, 9
_LIGATURE, _EXTENDED_GLYPH = 4, 7
# A value of GPOS holds, in this order and where its bit is set, x and y placement, x and y advance, and four offsets.
_X_ADVANCE = 0x0004


class Kerning:
    """How much closer two glyphs of a font stand, in its units; below 0 is closer."""

    def __init__(self, font: FontFile) -> None:
        """Find the kerning of `font`; one without has none."""
        self._font = font
        found = _lookups(font, "GPOS", b"kern", _EXTENDED_POSITION, _PAIRS)
        self._lookups = [[_Pairs(font, at) for at in subtables] for subtables in found]
        self._known: dict[tuple[int, int], int] = {}

    def between(self, left: int, right: int) -> int:
        """Return what is added to the advance of `left` when `right` follows."""
        pair = (left, right)
        if pair not in self._known:
            self._known[pair] = sum(_first_said(lookup, left, right) for lookup in self._lookups)
        return self._known[pair]


def ligatures(font: FontFile) -> dict[tuple[int, ...], int]:
    """Return the glyph that stands for several in a row, for every standard ligature of `font`."""
    found: dict[tuple[int, ...], int] = {}
    for subtables in _lookups(font, "GSUB", b"liga", _EXTENDED_GLYPH, _LIGATURE):
        for at in subtables:
            firsts = _coverage(font, at + _u16(font, at + 2)).glyphs()
            for i, first in enumerate(firsts):
                group = at + _u16(font, at + 6 + 2 * i)
                for k in range(_u16(font, group)):
                    one = group + _u16(font, group + 2 + 2 * k)
                    joined, count = struct.unpack_from(">HH", font.bytes, one)
                    rest = struct.unpack_from(f">{count - 1}H", font.bytes, one + 4)
                    found.setdefault((first, *rest), joined)
    return found


def _first_said(lookup: "list[_Pairs]", left: int, right: int) -> int:
    # The first subtable that knows the pair has the last word, even when it says nothing.
    for pairs in lookup:
        said = pairs.between(left, right)
        if said is not None:
            return said
    return 0


class _Pairs:
    """A subtable of pairs: each pair by itself (format 1), or classes of glyphs against each other (format 2)."""

    def __init__(self, font: FontFile, at: int) -> None:
        self._font, self._at = font, at
        self._form, coverage, first, second = struct.unpack_from(">HHHH", font.bytes, at)
        self._covered = _coverage(font, at + coverage)
        self._offset = 2 * (first & (_X_ADVANCE - 1)).bit_count()
        self._advances = bool(first & _X_ADVANCE)
        self._sizes = (2 * first.bit_count(), 2 * second.bit_count())
        if self._form == 2:
            one, two, _, self._columns = struct.unpack_from(">8xHHHH", font.bytes, at)
            self._classes = (_classes(font, at + one), _classes(font, at + two))

    def between(self, left: int, right: int) -> int | None:
        index = self._covered.of(left)
        if index is None:
            return None
        if self._form == 1:
            return self._by_itself(self._at + _u16(self._font, self._at + 10 + 2 * index), right)
        # A glyph that no class names is of class 0.
        row, column = self._classes[0].of(left) or 0, self._classes[1].of(right) or 0
        return self._value(self._at + 16 + (row * self._columns + column) * sum(self._sizes))

    def _by_itself(self, group: int, right: int) -> int | None:
        record = 2 + sum(self._sizes)
        low, high = 0, _u16(self._font, group)
        while low < high:
            half = (low + high) // 2
            glyph = _u16(self._font, group + 2 + half * record)
            if glyph == right:
                return self._value(group + 4 + half * record)
            low, high = (half + 1, high) if glyph < right else (low, half)
        return None

    def _value(self, at: int) -> int:
        return int(struct.unpack_from(">h", self._font.bytes, at + self._offset)[0]) if self._advances else 0


class _Ranges:
    """A table that gives glyphs a number: their place in a coverage, or their class."""

    def __init__(self, firsts: "array[int]", lasts: "array[int]", values: Sequence[int], step: int) -> None:
        self._firsts, self._lasts, self._values, self._step = firsts, lasts, values, step

    def of(self, glyph: int) -> int | None:
        """The number of a glyph; None for one that the table does not name."""
        at = bisect_right(self._firsts, glyph) - 1
        if at < 0 or glyph > self._lasts[at]:
            return None
        return self._values[at] + self._step * (glyph - self._firsts[at])

    def glyphs(self) -> list[int]:
        """Every glyph that is named, in rising order."""
        pairs = zip(self._firsts, self._lasts, strict=True)
        return [glyph for first, last in pairs for glyph in range(first, last + 1)]


def _coverage(font: FontFile, at: int) -> _Ranges:
    form, count = struct.unpack_from(">HH", font.bytes, at)
    if form == 1:
        glyphs = _numbers(font, at + 4, count)
        return _Ranges(glyphs, glyphs, range(count), 0)
    rows = _numbers(font, at + 4, 3 * count)
    return _Ranges(rows[0::3], rows[1::3], rows[2::3], 1)


def _classes(font: FontFile, at: int) -> _Ranges:
    form, first, count = struct.unpack_from(">HHH", font.bytes, at)
    if form == 1:
        glyphs = array("H", range(first, first + count))
        return _Ranges(glyphs, glyphs, _numbers(font, at + 6, count), 0)
    rows = _numbers(font, at + 4, 3 * first)
    return _Ranges(rows[0::3], rows[1::3], rows[2::3], 0)


def _numbers(font: FontFile, at: int, count: int) -> "array[int]":
    found = array("H", font.bytes[at : at + 2 * count])
    if sys.byteorder == "little":
        found.byteswap()
    return found


def _lookups(font: FontFile, table: str, feature: bytes, extension: int, kind: int) -> Iterator[list[int]]:
    """The subtables of `kind` of each lookup that a feature uses, in the order of the lookups."""
    if table not in font.tables:
        return
    at = font.tables[table][0]
    features, lookups = (at + offset for offset in struct.unpack_from(">6xHH", font.bytes, at))
    wanted: set[int] = set()
    for i in range(_u16(font, features)):
        tag, offset = struct.unpack_from(">4sH", font.bytes, features + 2 + 6 * i)
        if tag == feature:
            count = _u16(font, features + offset + 2)
            wanted.update(struct.unpack_from(f">{count}H", font.bytes, features + offset + 4))
    for index in sorted(wanted):
        lookup = lookups + _u16(font, lookups + 2 + 2 * index)
        own, _, count = struct.unpack_from(">HHH", font.bytes, lookup)
        subtables = [lookup + offset for offset in struct.unpack_from(f">{count}H", font.bytes, lookup + 6)]
        yield [inner for inner, found in (_inner(font, sub, own, extension) for sub in subtables) if found == kind]


def _inner(font: FontFile, at: int, kind: int, extension: int) -> tuple[int, int]:
    if kind != extension:
        return at, kind
    _, inner, offset = struct.unpack_from(">HHI", font.bytes, at)
    return at + offset, inner


def _u16(font: FontFile, at: int) -> int:
    return int(struct.unpack_from(">H", font.bytes, at)[0])
