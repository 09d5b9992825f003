# SPDX-License-Identifier: Apache-2.0
"""A good press file made from nothing but typst and pikepdf, and what looking at a file and judging it comes to."""

import io
from collections.abc import Callable, Iterable
from functools import cache
from pathlib import Path
from typing import Any

import pikepdf
import typst
from pikepdf import Array, Dictionary, Name, Stream, String

import safeconduct.press
from safeconduct.model.product import Proof, Seen
from safeconduct.preflight.engine import checks
from safeconduct.preflight.scene import PrintFile
from safeconduct.press.inspecting.looking import look_at
from safeconduct.press.inspecting.opened import laid_open

PRESS = Path(safeconduct.press.__file__).parent
OURS = ("structure", "output_intent", "boxes", "fonts", "colours", "images", "about")
"""The observers that these tests are about."""

_PAGE = """
#set page(width: 105mm, height: 148mm, bleed: 3mm, margin: 8mm, fill: cmyk(2%, 4%, 11%, 0%))
#set text(font: "Source Sans 3", size: 11pt, fill: cmyk(0%, 0%, 0%, 100%), fallback: false)
#set document(title: "A good leaf")
= You may lay down your weapon
The law of war protects whoever does so.
#line(length: 40mm, stroke: 0.5pt + cmyk(0%, 0%, 0%, 100%))
#pagebreak()
The wounded and the sick must be cared for.
"""
_XMP = """<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:xmp="http://ns.adobe.com/xap/1.0/"
 xmlns:pdf="http://ns.adobe.com/pdf/1.3/" xmlns:pdfxid="http://www.npes.org/pdfx/ns/id/">
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">A good leaf</rdf:li></rdf:Alt></dc:title>
<xmp:CreateDate>2024-11-14T00:00:00Z</xmp:CreateDate><xmp:ModifyDate>2024-11-14T00:00:00Z</xmp:ModifyDate>
<pdfxid:GTS_PDFXVersion>VERSION</pdfxid:GTS_PDFXVersion></rdf:Description></rdf:RDF></x:xmpmeta>
<?xpacket end="w"?>"""


def fogra39() -> bytes:
    """The profile of the press that our files are made for."""
    return (PRESS / "profiles" / "FOGRA39L_coated.icc").read_bytes()


def set_xmp(pdf: pikepdf.Pdf, version: str = "PDF/X-4", more: str = "") -> None:
    """Give a file its XMP, naming this version of PDF/X."""
    text = _XMP.replace("VERSION", version).replace("</rdf:RDF>", f"{more}</rdf:RDF>")
    metadata = Stream(pdf, text.encode())
    metadata.Type, metadata.Subtype = Name.Metadata, Name.XML
    pdf.Root.Metadata = pdf.make_indirect(metadata)


def set_intent(pdf: pikepdf.Pdf, profile: bytes | None, inks: int = 4) -> None:
    """Give a file its output intent, with this profile inside."""
    intent = Dictionary(Type=Name.OutputIntent, S=Name.GTS_PDFX, OutputConditionIdentifier=String("FOGRA39"))
    if profile is not None:
        stream = Stream(pdf, profile)
        stream.N = inks
        intent.DestOutputProfile = pdf.make_indirect(stream)
    pdf.Root.OutputIntents = Array([pdf.make_indirect(intent)])


@cache
def good_file() -> bytes:
    """Two pages of PDF/X-4: text in black, a tint to the bleed, one embedded font."""
    fonts = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[PRESS / "fonts"])
    pages = typst.compile(_PAGE.encode(), font_paths=fonts, pdf_standards=["1.6"])
    with pikepdf.open(io.BytesIO(pages)) as pdf:
        if "/Info" in pdf.trailer:
            del pdf.trailer["/Info"]
        for page in pdf.pages:
            page.obj.BleedBox = page.obj.MediaBox
        for key in ("/StructTreeRoot", "/MarkInfo"):
            if key in pdf.Root:
                del pdf.Root[key]
        set_intent(pdf, fogra39())
        set_xmp(pdf)
        day = "D:20241114000000Z"
        for key, value in (("Title", "A good leaf"), ("CreationDate", day), ("ModDate", day)):
            pdf.docinfo[f"/{key}"] = String(value)
        pdf.docinfo["/Trapped"] = Name("/False")
        return saved(pdf)


def saved(pdf: pikepdf.Pdf, **more: Any) -> bytes:
    """Return the bytes of a PDF."""
    out = io.BytesIO()
    if "encryption" not in more:
        more["deterministic_id"] = True
    pdf.save(out, force_version="1.6", fix_metadata_version=False, **more)
    return out.getvalue()


def changed(change: Callable[[pikepdf.Pdf], object], content: bytes | None = None, **more: Any) -> bytes:
    """Return the good file after a change to its objects."""
    with pikepdf.open(io.BytesIO(content or good_file())) as pdf:
        change(pdf)
        return saved(pdf, **more)


def drawn(pdf: pikepdf.Pdf, strokes: str, **resources: dict[str, Any]) -> None:
    """Draw `strokes` on top of page 1, with these resources by kind and name."""
    page = pdf.pages[0]
    for kind, things in resources.items():
        for name, thing in things.items():
            page.add_resource(thing, Name(f"/{kind}"), Name(f"/{name}"))
    page.contents_add(f"\nq {strokes} Q\n".encode())


def looked(content: bytes, *, stranger: bool = True, only: Iterable[str] = OURS) -> tuple[Seen, ...]:
    """Return what is seen on a file."""
    with laid_open(content, stranger=stranger) as opened:
        return look_at(opened, tuple(only))


def kinds(content: bytes, **more: Any) -> set[str]:
    """Return the kinds of what is seen on a file."""
    return {seen.kind for seen in looked(content, **more)}


def print_file(content: bytes, use: str = "press", **more: Any) -> PrintFile:
    """Return a file as the checks get it."""
    seen = looked(content)
    missing = tuple(sorted({one.what for one in seen if one.kind == "font-missing"}))
    return PrintFile(Proof("leaf.pdf", "A good leaf", missing, (), seen), use, **more)


def found(file: PrintFile) -> dict[str, list[str]]:
    """Return the messages of every check that finds a fault in a file, by the id of the check."""
    faults = {}
    nothing: Any = None
    for check in checks().values():
        if PrintFile in check.subjects and check.examine is not None:
            messages = [fault.message for fault in check.examine(file, nothing)]
            if messages:
                faults[check.id] = messages
    return faults
