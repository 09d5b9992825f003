# SPDX-License-Identifier: Apache-2.0
"""The fonts inside a PDF: are they there, how wide are their letters, which codes show or mean nothing."""

import re
import struct
from functools import cached_property
from typing import Any

import pikepdf
from attrs import field, frozen

_FILES = ("/FontFile", "/FontFile2", "/FontFile3")
_KNOWN = ("/WinAnsiEncoding", "/MacRomanEncoding", "/StandardEncoding", "/MacExpertEncoding")
_SUBSET = re.compile(r"^[A-Z]{6}\+")
_PART = re.compile(rb"begin(bfchar|bfrange)(.*?)end\1", re.S)
_HEX = re.compile(rb"<([0-9A-Fa-f\s]*)>|(\[)|(\])")
_MOST_WIDTHS = 100_000
_FAULTS = (ValueError, TypeError, IndexError, KeyError, AttributeError, OverflowError, pikepdf.PdfError, struct.error)


@frozen(eq=False)
class Lettering:
    """One font: its name, its kind ("Type0", "TrueType"…), if its outlines are in the file, and how wide codes are."""

    name: str
    kind: str
    embedded: bool
    wide: bool
    widths: dict[int, float]
    usual_width: float
    object: Any = field(repr=False)

    @property
    def is_subset(self) -> bool:
        """True when only the letters that are used are in the file."""
        return bool(_SUBSET.match(self.name))

    def codes(self, shown: bytes) -> list[int]:
        """Return the codes that a shown string is made of."""
        if self.wide:
            return [shown[i] << 8 | shown[i + 1] for i in range(0, len(shown) - 1, 2)]
        return list(shown)

    def width(self, codes: list[int]) -> float:
        """Return how far codes advance, in thousandths of the size."""
        widths, usual = self.widths, self.usual_width
        return sum([widths.get(code, usual) for code in codes])

    @cached_property
    def _sense(self) -> set[int] | None:
        """The codes that a reader can turn into text; None: all of them."""
        try:
            return _sense(self)
        except _FAULTS:
            return None

    @cached_property
    def _glyph(self) -> Any:
        try:
            return _glyphs(self)
        except _FAULTS:
            return lambda _code: True

    def shows_nothing(self, code: int) -> bool:
        """True when the font has no letter for the code, and paints a box or nothing in its place."""
        return not self._glyph(code)

    def means_nothing(self, code: int) -> bool:
        """True when nobody can tell which letter the code is: not a search, not a reading voice."""
        return self._sense is not None and code not in self._sense


def lettering(font: Any) -> Lettering:
    """Read a font object; what is missing or broken is taken as absent.  Never raises."""
    try:
        return _lettering(font)
    except _FAULTS:
        return Lettering("?", "broken", False, False, {}, 500.0, font)


def _lettering(font: Any) -> Lettering:
    kind = str(font.get("/Subtype", "?")).lstrip("/")
    name = str(font.get("/BaseFont", font.get("/Name", "?"))).lstrip("/")[:80]
    widths: dict[int, float] = {}
    usual = 500.0
    if kind == "Type0":
        below = font["/DescendantFonts"][0]
        usual = float(below.get("/DW", 1000))
        _read_wide(below.get("/W"), widths)
        sheet = below.get("/FontDescriptor")
        wide = str(font.get("/Encoding", "")).startswith("/") or isinstance(font.get("/Encoding"), pikepdf.Stream)
        return Lettering(name, kind, _is_embedded(sheet), wide, widths, usual, font)
    first = int(font.get("/FirstChar", 0))
    unit = 1.0
    if kind == "Type3":
        unit = 1000 * abs(float(font["/FontMatrix"][0])) if "/FontMatrix" in font else 1.0
    for i, width in enumerate(font.get("/Widths", [])):
        if i > 255:
            break
        widths[first + i] = float(width) * unit
    embedded = kind == "Type3" or _is_embedded(font.get("/FontDescriptor"))
    return Lettering(name, kind, embedded, False, widths, usual, font)


def _is_embedded(sheet: Any) -> bool:
    return isinstance(sheet, pikepdf.Dictionary) and any(isinstance(sheet.get(key), pikepdf.Stream) for key in _FILES)


def _read_wide(given: Any, widths: dict[int, float]) -> None:
    if not isinstance(given, pikepdf.Array):
        return
    parts = list(given)
    i = 0
    while i + 1 < len(parts) and len(widths) < _MOST_WIDTHS:
        first = int(parts[i])
        if isinstance(parts[i + 1], pikepdf.Array):
            for j, width in enumerate(parts[i + 1]):
                widths[first + j] = float(width)
            i += 2
        elif i + 2 < len(parts):
            for code in range(first, min(int(parts[i + 1]), 65_535) + 1):
                widths[code] = float(parts[i + 2])
            i += 3
        else:
            return


def _sense(letters: Lettering) -> set[int] | None:
    font = letters.object
    given = font.get("/ToUnicode")
    if isinstance(given, pikepdf.Stream):
        return _mapped(given.read_bytes())
    if letters.kind == "Type0":
        # The collections of Adobe are known by heart to every reader; "Identity" says nothing.
        ordering = str(font["/DescendantFonts"][0].get("/CIDSystemInfo", {}).get("/Ordering", "Identity"))
        return None if ordering in ("Korea1", "Japan1", "GB1", "CNS1", "KR") else set()
    encoding = font.get("/Encoding")
    if isinstance(encoding, pikepdf.Name) and str(encoding) in _KNOWN:
        return None
    if isinstance(encoding, pikepdf.Dictionary) and letters.kind != "Type3":
        return None
    if letters.kind in ("Type1", "MMType1"):
        # Its letters have names, inside the font.
        return None
    symbolic = int(font.get("/FontDescriptor", {}).get("/Flags", 32)) & 4
    return set() if symbolic or letters.kind == "Type3" else None


def _mapped(cmap: bytes) -> set[int]:
    """Return the codes for which a ToUnicode table gives something other than nothing."""
    codes: set[int] = set()
    for kind, part in _PART.findall(cmap):
        marks = _HEX.findall(part)
        hexes: list[int | None] = []
        inside = False
        for digits, opened, closed in marks:
            if opened:
                inside = True
                hexes.append(-1)
            elif closed:
                inside = False
            elif not inside:
                hexes.append(int(digits, 16) if digits.strip() else None)
        step = 2 if kind == b"bfchar" else 3
        for i in range(0, len(hexes) - step + 1, step):
            first, last, sense = hexes[i], hexes[i + step - 2], hexes[i + step - 1]
            if first is not None and last is not None and sense not in (None, 0, 0xFFFD):
                codes.update(range(first, min(last, first + 65_535) + 1))
    return codes


def _glyphs(letters: Lettering) -> Any:
    """Return a function that says if a code has a letter in the font."""
    font = letters.object
    if letters.kind != "Type0":
        encoding = font.get("/Encoding")
        blank: set[int] = set()
        if isinstance(encoding, pikepdf.Dictionary):
            at = 0
            for each in encoding.get("/Differences", []):
                if isinstance(each, pikepdf.Name):
                    if str(each) == "/.notdef":
                        blank.add(at)
                    at += 1
                else:
                    at = int(each)
        return lambda code: code not in blank
    if str(font.get("/Encoding")) not in ("/Identity-H", "/Identity-V"):
        return lambda _code: True
    below = font["/DescendantFonts"][0]
    chosen = below.get("/CIDToGIDMap")
    table = chosen.read_bytes() if isinstance(chosen, pikepdf.Stream) else None
    count = _count(below)

    def has(code: int) -> bool:
        glyph = code
        if table is not None:
            glyph = table[2 * code] << 8 | table[2 * code + 1] if 2 * code + 1 < len(table) else 0
        return 0 < glyph < count

    return has


def _count(below: Any) -> int:
    """The number of glyphs of an embedded TrueType font, or more than any code when that is not told."""
    file = below.get("/FontDescriptor", {}).get("/FontFile2")
    if isinstance(file, pikepdf.Stream):
        font = file.read_bytes()
        for i in range(min(struct.unpack_from(">H", font, 4)[0], 64)):
            tag, _, start, _ = struct.unpack_from(">4sIII", font, 12 + 16 * i)
            if tag == b"maxp":
                return int(struct.unpack_from(">H", font, start + 4)[0])
    return 1 << 17
