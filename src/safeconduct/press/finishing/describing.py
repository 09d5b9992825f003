# SPDX-License-Identifier: Apache-2.0
"""What a file says about itself: a title, a neutral maker, one fixed date, what it claims to be; nothing else."""

import hashlib
from datetime import date
from uuid import UUID
from xml.sax.saxutils import escape

import pikepdf
from pikepdf import Dictionary, Name, Stream, String

from .claims import PRESS, SCREEN
from .pdfx import make_x4

MAKER = "safeconduct"

_XMP = """<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:xmp="http://ns.adobe.com/xap/1.0/"
 xmlns:pdf="http://ns.adobe.com/pdf/1.3/"><dc:format>application/pdf</dc:format>
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{title}</rdf:li></rdf:Alt></dc:title>
<xmp:CreateDate>{day}T00:00:00Z</xmp:CreateDate><xmp:ModifyDate>{day}T00:00:00Z</xmp:ModifyDate>
<xmp:CreatorTool>{maker}</xmp:CreatorTool><pdf:Producer>{maker}</pdf:Producer></rdf:Description>{claims}
</rdf:RDF></x:xmpmeta>
<?xpacket end="r"?>"""


def describe(pdf: pikepdf.Pdf, title: str, as_of: str, build: str, *, two_sided: bool = False) -> None:
    """Replace everything the file says about itself: title, maker and `as_of`, and what its `build` claims to be.

    "screen" is PDF/A-2a and PDF/UA-1, "press" PDF/X-4, "plain" claims nothing.  The ids of a press file come from all
    that is in it, so call this last.
    A `two_sided` file also asks a print dialogue for both sides, the back turned like the leaf of a book.
    """
    day = date.fromisoformat(as_of).strftime("D:%Y%m%d000000Z")
    if "/Info" in pdf.trailer:
        del pdf.trailer["/Info"]
    about = {"Title": title, "Creator": MAKER, "Producer": MAKER, "CreationDate": day, "ModDate": day}
    for key, value in about.items():
        pdf.docinfo[f"/{key}"] = String(value)
    for key in ("/AcroForm", "/AA", "/OpenAction", "/Names", "/PieceInfo", "/Collection", "/URI"):
        if key in pdf.Root:
            del pdf.Root[key]
    claims = SCREEN if build == "screen" else ""
    if build == "press":
        make_x4(pdf)
        pages = _digest(pdf)
        state = hashlib.sha256(pages + f"{title}\n{as_of}".encode()).digest()
        claims = PRESS.format(day=as_of, file=_uuid(pages), state=_uuid(state))
    metadata = Stream(pdf, _XMP.format(title=escape(title), day=as_of, maker=MAKER, claims=claims).encode())
    metadata.Type, metadata.Subtype = Name.Metadata, Name.XML
    pdf.Root.Metadata = pdf.make_indirect(metadata)
    pdf.Root.ViewerPreferences = Dictionary(DisplayDocTitle=True)
    if two_sided:
        trim = [float(value) for value in pdf.pages[0].obj.TrimBox]
        wide = trim[2] - trim[0] > trim[3] - trim[1]
        pdf.Root.ViewerPreferences.Duplex = Name.DuplexFlipShortEdge if wide else Name.DuplexFlipLongEdge


def _digest(pdf: pikepdf.Pdf) -> bytes:
    """Hash the pages: equal ones have equal names, and the name tells nothing else."""
    found = hashlib.sha256()
    for page in pdf.pages:
        found.update(page.obj.MediaBox.unparse() + page.obj.TrimBox.unparse())
    for each in pdf.objects:
        if isinstance(each, Stream) and each.get("/Type") != "/Metadata":
            found.update(each.read_raw_bytes())
    return found.digest()


def _uuid(digest: bytes) -> UUID:
    return UUID(bytes=digest[:16], version=5)
