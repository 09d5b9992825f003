# SPDX-License-Identifier: Apache-2.0
"""The words of a PDF, page by page, line by line, in the order in which they were set.

Lines that return at the head or foot of the pages are gathered at the end: where a page ends within a sentence, they
would stand in the middle of it.
"""

import ctypes
import re
from collections import Counter
from typing import Final

import pypdfium2
from pypdfium2 import raw

from .extract_kinds import UnreadableError

MOST_PAGES: Final = 5_000
MOST_CHARACTERS: Final = 10_000_000
_DIVIDED: Final = str.maketrans({"\x02": "-\n", "\ufffe": "-\n", "\r": ""})
"""PDFium writes a mark of its own for a hyphen at the end of a line."""

_RUNNING_LINES: Final = 3  # at most so many at each end of a page,
_RUNNING_EVERY: Final = 3  # of which each stands on at least every third page
_NUMBER = re.compile(r"(?<!\d)[0-9]{1,6}(?!\d)")

_SMALLER: Final = 0.85  # a digit of less than this part of the size of the digit before it,
_HIGHER: Final = 0.4  # or that stands above this part of its height, is the number of a note


def words(page: bytes) -> str:
    """Return the words of every page, pages parted by an empty line, running lines last; raises `UnreadableError`.

    A word that is divided at the end of a line stays divided, with its hyphen.
    """
    try:
        pdf = pypdfium2.PdfDocument(page)
        pages = len(pdf)
    except pypdfium2.PdfiumError as fault:
        locked = getattr(fault, "err_code", None) in (raw.FPDF_ERR_PASSWORD, raw.FPDF_ERR_SECURITY)
        raise UnreadableError("locked" if locked else "damaged", "PDF") from None
    if pages > MOST_PAGES:
        raise UnreadableError("too-long", f"{MOST_PAGES} pages")
    told: list[list[str]] = []
    size = 0
    for number in range(pages):
        try:
            leaf = pdf[number]
            text = _leaf(leaf.get_textpage())
            leaf.close()
        except pypdfium2.PdfiumError:
            raise UnreadableError("damaged", "PDF") from None
        size += len(text)
        if size > MOST_CHARACTERS:
            raise UnreadableError("too-long", f"{MOST_CHARACTERS} letters")
        told.append([line.strip() for line in text.translate(_DIVIDED).split("\n") if line.strip()])
    running = [line for edge in (0, -1) for line in _running(told, edge)]
    return "\n\n".join("\n".join(lines) for lines in (*told, running) if lines)


def _running(pages: list[list[str]], edge: int) -> list[str]:
    """Take the lines out of the pages that return at their head (`edge` 0) or foot (-1), whatever the page's number."""
    taken: list[str] = []
    for _ in range(_RUNNING_LINES):
        told = [_spellings(lines[edge], page) if lines else set() for page, lines in enumerate(pages)]
        counted = Counter(spelling for spellings in told for spelling in spellings)
        found = {line for line, times in counted.items() if times > 1 and times * _RUNNING_EVERY >= len(pages)}
        if not found:
            break
        taken += [lines.pop(edge) for lines, spellings in zip(pages, told, strict=True) if spellings & found]
    return taken


def _spellings(line: str, page: int) -> set[str]:
    """The line, and the line with its first or its last number told from the number of the page."""
    numbers = list(_NUMBER.finditer(line))
    counted = {f"{line[: n.start()]}\0{int(n[0]) - page}\0{line[n.end() :]}" for n in (*numbers[:1], *numbers[-1:])}
    return {line, *counted}


def _leaf(text: pypdfium2.PdfTextPage) -> str:
    count = text.count_chars()
    if count > MOST_CHARACTERS:
        raise UnreadableError("too-long", f"{MOST_CHARACTERS} letters")
    letters = [chr(raw.FPDFText_GetUnicode(text, place)) for place in range(count)]
    for place in range(count - 1, 0, -1):
        if letters[place].isdigit() and letters[place - 1].isdigit() and _is_note(text, place):
            letters.insert(place, " ")
    # Letters outside the first plane come in halves.
    return "".join(letters).encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")


def _is_note(text: pypdfium2.PdfTextPage, place: int) -> bool:
    """True when the digit at `place` is set smaller and higher than the one before it: it is no part of the figure."""
    before, here = (raw.FPDFText_GetFontSize(text, at) for at in (place - 1, place))
    if here < _SMALLER * before:
        return True
    if raw.FPDFText_GetCharAngle(text, place) != 0:
        return False  # turned text climbs with every digit
    (bottom, top), (raised, _) = (_extent(text, at) for at in (place - 1, place))
    return raised > bottom + _HIGHER * (top - bottom) > bottom


def _extent(text: pypdfium2.PdfTextPage, place: int) -> tuple[float, float]:
    left, right, bottom, top = (ctypes.c_double() for _ in range(4))
    raw.FPDFText_GetCharBox(text, place, left, right, bottom, top)
    return bottom.value, top.value
