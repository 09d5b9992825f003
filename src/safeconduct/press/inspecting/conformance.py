# SPDX-License-Identifier: Apache-2.0
"""Whether a file is what it says it is, PDF/A to keep and PDF/UA for screen readers, and whether it is well written."""

import re
from collections.abc import Iterator
from typing import Final

import page
import pikepdf
from page import ValidationProfile as Profile

from safeconduct.model.product import Seen

from .opened import NOWHERE, Opened

_PART = re.compile(rb"pdfaid:part(?:>|\s*=\s*[\"'])\s*([0-9])")
_LEVEL = re.compile(rb"pdfaid:conformance(?:>|\s*=\s*[\"'])\s*([A-Za-z])")
_READERS = re.compile(rb"pdfuaid:part(?:>|\s*=\s*[\"'])\s*([0-9])")
_MOST_XMP, _MOST_TOLD = 1 << 20, 20

_PROFILES: Final = {
    "1A": Profile.PDF_A_1A,
    "1B": Profile.PDF_A_1B,
    "2A": Profile.PDF_A_2A,
    "2B": Profile.PDF_A_2B,
    "2U": Profile.PDF_A_2U,
    "3A": Profile.PDF_A_3A,
    "3B": Profile.PDF_A_3B,
    "3U": Profile.PDF_A_3U,
}
# What the rules of the validator are about, told by a part of their ids; the first that fits is said.
_ABOUT: Final = (
    ("XMP", "what the file says of itself is not written as it must be"),
    ("ID-", "the file does not say rightly which standard it follows"),
    ("FONT|GLYPH|CMAP|CIDSET|CID-|WIDTH|UNICODE", "a font is not whole, or its letters cannot be told apart"),
    ("TRANSPARENCY|BLEND", "something is see-through in a way that not every program shows alike"),
    ("DEVICE|COLOU?R|INTENT|ICC", "a colour does not say which colour it is (no profile)"),
    ("ARTIFACT|TAGG|STRUCT|MARKED|MCID", "not everything is marked as text, heading, picture or decoration"),
    ("ALT|FIGURE", "a picture has no words for those who cannot see it"),
    ("TABLE|HEADER|-TH-|-TR-", "a table does not say what its heads are"),
    ("HEADING|-H[0-9N]", "headings do not follow each other in order"),
    ("LANG", "the language of the text is not told"),
    ("TITLE", "the title is not told or not shown"),
    ("ANNOT|LINK|WIDGET|FORM", "a note, link or field is not as it must be"),
    ("JAVASCRIPT|ACTION", "the file does something by itself when it is opened"),
    ("EMBED|FILE", "files are attached in a way that is not allowed"),
    ("ENCRYPT", "the file is locked"),
    ("IMAGE|XOBJECT|JPX", "a picture is packed in a way that is not allowed"),
    ("SYNTAX|HEADER|TRAILER|XREF|STREAM|OBJECT|LENGTH", "the file is not written cleanly"),
)


def look(sheet: Opened) -> Iterator[Seen]:
    """Yield each rule that a file breaks of a standard that it claims ("not-conform", value: how often).

    "claims" names the standards that the file says it follows, "not-looked" what is claimed and cannot be looked into,
    "syntax" what a strict reader stumbles over.
    """
    if sheet.pdf is None:
        return
    for label, profile in claims(sheet):
        yield Seen("claims", 0, NOWHERE, label)
        if profile is None:
            yield Seen("not-looked", 0, NOWHERE, f"whether the file is {label}, as it says")
        else:
            yield from _validated(sheet.content, label, profile)
    if sheet.stranger:
        yield from _syntax(sheet.pdf)


def claims(sheet: Opened) -> Iterator[tuple[str, Profile | None]]:
    """Yield the standards that a file says it follows, with the profile that can be validated, or None."""
    told = _described(sheet)
    part, level = _PART.search(told), _LEVEL.search(told)
    if part:
        number = part[1].decode() + (level[1].decode().upper() if level else "")
        yield f"PDF/A-{number[:1]}{number[1:].lower()}", _PROFILES.get(number)
    if readers := _READERS.search(told):
        number = readers[1].decode()
        yield f"PDF/UA-{number}", Profile.PDF_UA_1 if number == "1" else None


def _described(sheet: Opened) -> bytes:
    try:
        stream = sheet.pdf.Root.get("/Metadata") if sheet.pdf is not None else None
        return stream.read_bytes()[:_MOST_XMP] if isinstance(stream, pikepdf.Stream) else b""
    except (pikepdf.PdfError, AttributeError, TypeError, ValueError, RuntimeError, MemoryError):
        return b""


def _validated(content: bytes, label: str, profile: Profile) -> Iterator[Seen]:
    try:
        report = page.validate_pdf_bytes(content, profile=profile)
    except page.PageError as error:
        yield Seen("not-looked", 0, NOWHERE, f"whether the file is {label}, as it says ({_printable(str(error))})")
        return
    by_words: dict[str, list[tuple[str, str]]] = {}
    for failure in report.failures:
        by_words.setdefault(_about(failure.rule_id), []).append((failure.rule_id, failure.message))
    for words, failures in list(by_words.items())[:_MOST_TOLD]:
        rule, message = failures[0]
        what = f"{label}: {words} ({_printable(message)}; rule {_printable(rule)})"
        yield Seen("not-conform", 0, NOWHERE, what, float(len(failures)))


def _about(rule: str) -> str:
    return next((words for parts, words in _ABOUT if re.search(parts, rule.partition("-")[2])), "a rule is not kept")


def _syntax(pdf: pikepdf.Pdf) -> Iterator[Seen]:
    try:
        problems = pdf.check_pdf_syntax()
    except (pikepdf.PdfError, RuntimeError, ValueError, RecursionError, MemoryError) as error:
        problems = [str(error)]
    for problem in problems[:_MOST_TOLD]:
        yield Seen("syntax", 0, NOWHERE, _printable(problem))


def _printable(words: str) -> str:
    return "".join(sign if sign.isprintable() else " " for sign in " ".join(words.split()))[:200]
