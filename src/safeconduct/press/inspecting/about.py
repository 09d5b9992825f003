# SPDX-License-Identifier: Apache-2.0
"""What a PDF says about itself and about whoever made it: its metadata, its standard, and what lies about unseen."""

import re
from collections.abc import Iterator
from typing import Any

import pikepdf
from defusedxml import DefusedXmlException
from defusedxml.ElementTree import fromstring

from safeconduct.model.product import Seen

from .objects import FAULTS, dictionaries, said
from .opened import NOWHERE, Opened
from .photos import told_in

# Written out once more: whoever looks at finished files takes nothing from whoever finishes them.
MAKER = "safeconduct"
_STANDARD = re.compile(r"^PDF/X-[1-6]")
_X4 = "PDF/X-4"
_INFO = {"/Title", "/Creator", "/Producer", "/CreationDate", "/ModDate", "/Trapped", "/GTS_PDFXVersion"}
_ROOT = {
    "/Type", "/Version", "/Extensions", "/Pages", "/PageLabels", "/Names", "/Dests", "/ViewerPreferences",
    "/PageLayout", "/PageMode", "/Outlines", "/OpenAction", "/AA", "/AcroForm", "/Metadata", "/StructTreeRoot",
    "/MarkInfo", "/Lang", "/OutputIntents", "/OCProperties", "/Collection", "/NeedsRendering", "/Threads", "/DPartRoot",
    "/AF", "/Requirements", "/Perms", "/Legal", "/URI",
}  # fmt: skip
_XMP = {
    "http://purl.org/dc/elements/1.1/": {"title", "format", "language"},
    "http://ns.adobe.com/xap/1.0/": {"CreateDate", "ModifyDate", "MetadataDate", "CreatorTool"},
    "http://ns.adobe.com/pdf/1.3/": {"Producer", "Trapped", "PDFVersion"},
    "http://ns.adobe.com/xap/1.0/mm/": {"DocumentID", "InstanceID", "VersionID", "RenditionClass"},
    "http://www.npes.org/pdfx/ns/id/": {"GTS_PDFXVersion"},
    "http://www.aiim.org/pdfa/ns/id/": {"part", "conformance", "amd", "corr", "rev"},
    "http://www.aiim.org/pdfua/ns/id/": {"part", "amd", "corr", "rev"},
}
# The description of extension schemas holds names of fields and nothing about a file.
_SCHEMAS = "http://www.aiim.org/pdfa/ns/extension/"
_RDF = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}"
_PATH = re.compile(r"(/home/|/Users/|/root/|/tmp/|[A-Za-z]:\\|\\\\|file:)", re.I)
_OUTSIDE = re.compile(r"[+-](?!00)\d\d[':]?\d\d")
_LONGEST_XMP = 4_000_000


def look(sheet: Opened) -> Iterator[Seen]:
    """Yield "told" for whatever says more than a title, a neutral maker, a date and a standard; and what is missing."""
    yield from _left_over(sheet.content)
    if sheet.pdf is None:
        return
    about = dict(_info(sheet.pdf))
    yield from (_told(f"{key[1:]}: {value}") for key, value in about.items() if _says_more(key, value))
    xmp, missing = _xmp(sheet.pdf)
    if missing:
        yield Seen("no-xmp", 0, NOWHERE, missing)
    for (space, name), value in xmp:
        if name not in _XMP.get(space, ()) or _says_more(f"/{name}", value):
            yield _told(f"{name}: {value}" if value else name)
    yield from _standard(about, xmp)
    yield from _described(about)
    yield from _elsewhere(sheet)


def _info(pdf: pikepdf.Pdf) -> Iterator[tuple[str, str]]:
    try:
        info = pdf.trailer.get("/Info")
        entries = list(info.as_dict().items()) if isinstance(info, pikepdf.Dictionary) else []
    except FAULTS:
        return
    for key, value in entries[:200]:
        yield str(key), said(value, 200)


def _says_more(key: str, value: str) -> bool:
    if key in ("/Creator", "/Producer", "/CreatorTool"):
        return value not in ("", MAKER)
    if key in _BLANK_FORMS and not value.strip():
        return False
    if "Date" in key:
        return bool(_OUTSIDE.search(value[10:]))
    return key[1:] not in _ALLOWED or bool(_PATH.search(value))


# Layout programs write these without a word in them; that tells nothing.  An unknown entry is a trace even when empty.
_BLANK_FORMS = ("/Author", "/Subject", "/Keywords", "/creator", "/subject", "/description")
_ALLOWED = {key[1:] for key in _INFO} | {name for names in _XMP.values() for name in names}


def _xmp(pdf: pikepdf.Pdf) -> tuple[list[tuple[tuple[str, str], str]], str]:
    """Return the properties of the file's XMP (namespace, name, value), and what is wrong with it ("": nothing)."""
    try:
        stream = pdf.Root.get("/Metadata")
        if not isinstance(stream, pikepdf.Stream):
            return [], "The file has no XMP metadata."
        content = stream.read_bytes()
    except FAULTS:
        return [], "The XMP metadata of the file cannot be read."
    try:
        if len(content) > _LONGEST_XMP:
            raise ValueError
        tree = fromstring(content)
    except (SyntaxError, ValueError, LookupError, DefusedXmlException, RecursionError):
        return [], "The XMP metadata of the file is no XML."
    return [one for each in tree.iter(f"{_RDF}Description") for one in _properties(each)], ""


def _properties(description: Any) -> Iterator[tuple[tuple[str, str], str]]:
    for name, value in description.attrib.items():
        if not name.startswith((_RDF, "{http://www.w3.org/XML", "xmlns")):
            yield _split(name), said(value, 200)
    for each in description:
        space, name = _split(each.tag)
        if space == _SCHEMAS or each.tag.startswith(_RDF) or ("aiim.org/pdfa/ns/" in space and space not in _XMP):
            continue
        yield (space, name), said(" ".join(each.itertext()), 200)


def _split(tag: str) -> tuple[str, str]:
    space, _, name = tag.rpartition("}")
    return space.lstrip("{"), name


def _standard(about: dict[str, str], xmp: list[tuple[tuple[str, str], str]]) -> Iterator[Seen]:
    """What the file says about the standard it was made by, and if traps were set."""
    named = [value for (space, name), value in xmp if name == "GTS_PDFXVersion"]
    older = about.get("/GTS_PDFXVersion", "")
    standard = (named or [older])[0]
    if not standard:
        yield Seen("no-print-standard", 0, NOWHERE, "The file names no print standard (GTS_PDFXVersion).")
    elif not _STANDARD.match(standard):
        yield Seen("wrong-print-standard", 0, NOWHERE, f"The file calls its print standard “{standard[:40]}”.")
    elif standard != _X4:
        yield Seen("wrong-print-standard", 0, NOWHERE, f"The file was prepared as {standard[:40]}.")
    if named and older and named[0] != older:
        yield Seen("wrong-print-standard", 0, NOWHERE, f"The file names two standards, {named[0]} and {older}.")
    trapped = {about.get("/Trapped", "")} | {value for (_, name), value in xmp if name == "Trapped"} - {""}
    trapped -= {""}
    if not trapped:
        yield Seen("no-trapped", 0, NOWHERE, "The file does not say if traps were set (Trapped).")
    elif not trapped <= {"True", "False"}:
        yield Seen("trapped-unknown", 0, NOWHERE, "The file says that nobody knows if traps were set.")
    elif len(trapped) > 1:
        yield Seen("trapped-unknown", 0, NOWHERE, "The file says both that traps were set and that they were not.")


def _described(about: dict[str, str]) -> Iterator[Seen]:
    for key, what in (
        ("/Title", "no title"),
        ("/CreationDate", "no date of making"),
        ("/ModDate", "no date of change"),
    ):
        if not about.get(key):
            yield Seen("not-described", 0, NOWHERE, f"The file has {what}.")


def _elsewhere(sheet: Opened) -> Iterator[Seen]:
    """What lies in other corners of the file: thumbnails, working copies, custom keys, the memory of cameras."""
    assert sheet.pdf is not None  # noqa: S101 - asked before
    root = sheet.pdf.Root
    try:
        for key in root:
            if key not in _ROOT:
                yield _told(f"an entry of its own in the file: {said(key).lstrip('/')}")
    except FAULTS:
        pass
    seen: set[str] = set()
    main = root.get("/Metadata")
    for each in dictionaries(sheet):
        try:
            for what in _in_object(each, main):
                if what not in seen and len(seen) < 100:
                    seen.add(what)
                    yield Seen("photo-told", 0, NOWHERE, what) if what.startswith("a photo") else _told(what)
        except FAULTS:
            continue


def _in_object(each: Any, main: Any) -> Iterator[str]:
    if "/PieceInfo" in each:
        yield "the working copy of a layout program (PieceInfo)"
    if "/Thumb" in each:
        yield "a small picture of an earlier page (thumbnail)"
    if str(each.get("/Type", "")) == "/Metadata" and not (main is not None and each.objgen == main.objgen):
        yield "metadata of a part, such as a placed picture"
    if not isinstance(each, pikepdf.Stream) or str(each.get("/Subtype", "")) != "/Image":
        return
    packed = each.get("/Filter")
    names = [str(name) for name in packed] if isinstance(packed, pikepdf.Array) else [str(packed)]
    if names == ["/DCTDecode"]:
        yield from (f"a photo that tells {what}" for what in told_in(each.read_raw_bytes()))


def _left_over(content: bytes) -> Iterator[Seen]:
    ends = content.count(b"%%EOF")
    if ends > 1 and b"/Linearized" not in content[:2048]:
        many = "an earlier version" if ends == 2 else f"{ends - 1} earlier versions"
        yield _told(f"{many} of the file, which anybody can bring back")
    tail = content[content.rfind(b"%%EOF") + 5 :] if ends else b""
    if len(tail.strip(b"\r\n\t \0")) > 4:
        yield _told(f"{len(tail)} bytes behind the end of the file")


def _told(what: str) -> Seen:
    return Seen("told", 0, NOWHERE, what)
