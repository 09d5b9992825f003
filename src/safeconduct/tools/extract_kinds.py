# SPDX-License-Identifier: Apache-2.0
"""What a captured page is, judged by its first bytes and never by its name; and why one cannot be read."""

import re
from collections.abc import Mapping
from typing import Final

KINDS: Final = {"html": ".html", "pdf": ".pdf", "docx": ".docx", "hwpx": ".hwpx", "text": ".txt"}
"""What can be read, and the ending that an archive gives it."""

_SAVE_AS: Final = "open it and save it as DOCX or PDF, then capture that."
_AS_PAGE: Final = "open the page in a browser, save it as one HTML file or print it to PDF, then capture that."
_UNPACK: Final = "unpack it and capture the one file in it that holds the words."
_TYPE_OUT: Final = "type the words out into a text file and capture that, or capture the page that shows them as text."

OTHERS: Final[Mapping[str, tuple[str, str]]] = {
    "hwp": ("an old Hangul file (.hwp)", "open it in Hangul and save it as HWPX or PDF, then capture that."),
    "doc": ("an old Word file (.doc)", _SAVE_AS),
    "office-old": ("an old Office file", _SAVE_AS),
    "office-locked": ("an Office file with a password", "open it with the password and save it without one."),
    "rtf": ("an RTF file", _SAVE_AS),
    "odt": ("an OpenDocument file", _SAVE_AS),
    "xlsx": ("an Excel workbook", "print the sheet to PDF and capture that."),
    "pptx": ("a PowerPoint presentation", "print it to PDF and capture that."),
    "epub": ("an electronic book (EPUB)", _SAVE_AS),
    "zip": ("a ZIP archive", _UNPACK),
    "archive": ("a packed archive", _UNPACK),
    "mhtml": ("a web archive (MHTML)", _AS_PAGE),
    "warc": ("a web archive (WARC)", _AS_PAGE),
    "xml": ("an XML file and no page", _AS_PAGE),
    "picture": ("a picture", _TYPE_OUT),
    "sound": ("sound or film", _TYPE_OUT),
    "postscript": ("a PostScript file", "print it to PDF and capture that."),
    "program": ("a program", "do not open it; capture the page itself."),
    "utf-16": ("text in UTF-16", "save it as plain text in UTF-8, then capture that."),
}
"""What we know and do not read: its name, and what to do instead."""

_ZIP: Final = b"PK\x03\x04"
_OLE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_BEGINNINGS: Final = (
    (b"%PDF-", "pdf"),
    (b"HWP Document File", "hwp"),
    (b"{\\rtf", "rtf"),
    (b"%!PS", "postscript"),
    (b"WARC/", "warc"),
    *(
        (start, "archive")
        for start in (b"\x1f\x8b", b"7z\xbc\xaf\x27\x1c", b"Rar!", b"BZh", b"\xfd7zXZ", b"PK\x05\x06")
    ),
    *((start, "picture") for start in (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"II*\0", b"MM\0*")),
    *((start, "sound") for start in (b"ID3", b"OggS", b"fLaC", b"\x1aE\xdf\xa3")),
    *((start, "program") for start in (b"MZ", b"\x7fELF")),
)
_STREAMS: Final = (("EncryptedPackage", "office-locked"), ("WordDocument", "doc"), ("HwpSummaryInformation", "hwp"))
_UTF16: Final = (b"\xff\xfe", b"\xfe\xff")
_UTF8: Final = b"\xef\xbb\xbf"

# As in the WHATWG's "MIME Sniffing", 7.1, with the tags of newer pages, and with comments in front of them.
_TAG = re.compile(
    rb"(?:(?><!--.{0,4000}?-->)\s*+|<\?xml[^>]{0,200}+>\s*+)*+"
    rb"<(?:!doctype html|html|head|script|iframe|h[1-6]|div|font|table|a|style|title|b|body|br|p|meta|link|main"
    rb"|article|section|span|ul|ol)[\s/>]",
    re.IGNORECASE | re.DOTALL,
)
_XML = re.compile(rb"<\?xml[\s?]|<(?:rss|feed|svg)[\s>]", re.IGNORECASE)
_MAIL = re.compile(
    rb"(?:From|MIME-Version|Subject|Date|Snapshot-Content-Location):[^\n]*\n(?s:.{0,4000}?)multipart/related"
)


class UnreadableError(Exception):
    """A page that is refused: `code` is one of the sentences of `extract`, `detail` a word for its gap."""

    def __init__(self, code: str, detail: str = "") -> None:
        super().__init__(code)
        self.code = code
        self.detail = detail


def kind_of(page: bytes) -> str:
    """Return a kind of `KINDS` or `OTHERS`, "package" for a ZIP whose parts must say it, or "" for none we know."""
    for beginning, kind in _BEGINNINGS:
        if page.startswith(beginning):
            return kind
    if page.startswith(_OLE):
        return next((kind for name, kind in _STREAMS if name.encode("utf-16-le") in page), "office-old")
    if page.startswith(_ZIP):
        return "package"
    if page[:4] == b"RIFF":
        return "picture" if page[8:12] == b"WEBP" else "sound"
    if page[4:8] == b"ftyp":
        return "picture" if page[8:12] in (b"avif", b"heic", b"mif1") else "sound"
    if page.startswith(_UTF16):
        wide = page[:10_000].decode("utf-16", "replace").encode().lstrip()
        return "html" if _TAG.match(wide) else "utf-16"
    start = page.removeprefix(_UTF8)[:10_000].lstrip()
    if _TAG.match(start):
        return "html"
    if _MAIL.match(start):
        return "mhtml"
    if _XML.match(start):
        return "xml"
    return "text" if is_text(page) else ""


def is_text(page: bytes) -> bool:
    """True for UTF-8 without control characters other than those that part lines and columns."""
    try:
        text = page.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return not re.search(r"[\x00-\x08\x0b\x0e-\x1f\x7f]", text)
