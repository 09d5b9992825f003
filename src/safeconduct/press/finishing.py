# SPDX-License-Identifier: Apache-2.0
"""What every finished PDF has: a title, a neutral maker, one fixed date, all its boxes, black that is only black."""

from datetime import date
from pathlib import Path
from typing import BinaryIO
from xml.sax.saxutils import escape

import pikepdf
from pikepdf import Array, Dictionary, Name, Stream, String

MAKER = "safeconduct"

_XMP = """<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:xmp="http://ns.adobe.com/xap/1.0/"
 xmlns:pdf="http://ns.adobe.com/pdf/1.3/"><dc:format>application/pdf</dc:format>
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{title}</rdf:li></rdf:Alt></dc:title>
<xmp:CreateDate>{day}T00:00:00Z</xmp:CreateDate><xmp:ModifyDate>{day}T00:00:00Z</xmp:ModifyDate>
<xmp:CreatorTool>{maker}</xmp:CreatorTool><pdf:Producer>{maker}</pdf:Producer></rdf:Description>
</rdf:RDF></x:xmpmeta>
<?xpacket end="w"?>"""


def describe(pdf: pikepdf.Pdf, title: str, as_of: str, *, two_sided: bool = False) -> None:
    """Replace everything the file says about itself: title, maker and `as_of`, and nothing else.

    A `two_sided` file also asks a print dialogue for both sides, the back turned like the leaf of a book.
    """
    day = date.fromisoformat(as_of).strftime("D:%Y%m%d000000Z")
    if "/Info" in pdf.trailer:
        del pdf.trailer["/Info"]
    for key, value in (
        ("Title", title),
        ("Creator", MAKER),
        ("Producer", MAKER),
        ("CreationDate", day),
        ("ModDate", day),
    ):
        pdf.docinfo[f"/{key}"] = String(value)
    metadata = Stream(pdf, _XMP.format(title=escape(title), day=as_of, maker=MAKER).encode())
    metadata.Type, metadata.Subtype = Name.Metadata, Name.XML
    pdf.Root.Metadata = pdf.make_indirect(metadata)
    pdf.Root.ViewerPreferences = Dictionary(DisplayDocTitle=True)
    if two_sided:
        trim = [float(value) for value in pdf.pages[0].obj.TrimBox]
        wide = trim[2] - trim[0] > trim[3] - trim[1]
        pdf.Root.ViewerPreferences.Duplex = Name.DuplexFlipShortEdge if wide else Name.DuplexFlipLongEdge
    for key in ("/AcroForm", "/AA", "/OpenAction", "/Names", "/PieceInfo"):
        if key in pdf.Root:
            del pdf.Root[key]


def set_boxes(pdf: pikepdf.Pdf) -> None:
    """Give every page TrimBox and BleedBox; the media of a page of ours is its bleed."""
    for page in pdf.pages:
        page.obj.TrimBox = Array(page.obj.get("/TrimBox", page.obj.MediaBox))
        page.obj.BleedBox = Array(page.obj.MediaBox)
        if "/ArtBox" in page.obj:
            del page.obj["/ArtBox"]


def print_grey_in_black(pdf: pikepdf.Pdf) -> None:
    """Turn calibrated grey, as black pictures come, into device grey: the black plate alone prints it."""
    for each in pdf.objects:
        resources = each.get("/Resources") if isinstance(each, Dictionary | Stream) else None
        spaces = resources.get("/ColorSpace") if isinstance(resources, Dictionary) else None
        if not isinstance(spaces, Dictionary):
            continue
        for name, space in list(spaces.items()):
            if isinstance(space, Array) and space[0] == Name.ICCBased and int(space[1].N) == 1:
                spaces[name] = Name.DeviceGray


def save(pdf: pikepdf.Pdf, path: Path | BinaryIO) -> None:
    """Write the file, to a path or a stream, so that the same content gives the same bytes."""
    pdf.remove_unreferenced_resources()
    pdf.save(path, deterministic_id=True, object_stream_mode=pikepdf.ObjectStreamMode.generate, compress_streams=True)
