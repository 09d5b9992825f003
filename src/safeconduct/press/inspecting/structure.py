# SPDX-License-Identifier: Apache-2.0
"""What kind of PDF a file is, and what it holds that a press must not meet: scripts, locks, settings of a machine."""

from collections.abc import Iterator
from typing import Any

import pikepdf

from safeconduct.model.product import Seen

from .objects import FAULTS, dictionaries, said
from .opened import NOWHERE, Opened, OpenPage, box_of, damaged, found, reason
from .painting import painted

NEWEST = (1, 6)
_MOST_MENDED = 3
_BLENDS = {
    "Normal", "Compatible", "Multiply", "Screen", "Overlay", "Darken", "Lighten", "ColorDodge", "ColorBurn",
    "HardLight", "SoftLight", "Difference", "Exclusion", "Hue", "Saturation", "Color", "Luminosity",
}  # fmt: skip
_MEDIA = {"Screen", "Movie", "Sound", "3D", "RichMedia", "FileAttachment"}


def look(sheet: Opened) -> Iterator[Seen]:
    """Yield what is damaged, locked, acts by itself, or sets a machine."""
    yield from (damaged(what) for what in sheet.damages)
    if sheet.locked:
        yield Seen("locked", 0, NOWHERE, "The file is encrypted.")
    if sheet.pdf is None:
        return
    yield from (damaged(what) for what in painted(sheet).damages)
    yield from _version(sheet.pdf)
    yield from _acts(sheet.pdf)
    yield from _layers(sheet.pdf)
    for page in sheet.pages:
        if page.view is None:
            yield damaged(f"Page {page.number} cannot be shown.")
        yield from _on_page(page)
    told: set[tuple[str, str]] = set()
    for each in dictionaries(sheet):
        try:
            for kind, what in _in_object(each):
                if (kind, what) not in told:
                    told.add((kind, what))
                    yield Seen(kind, 0, NOWHERE, what)
        except FAULTS:
            continue
    # Asked last: objects are read, and mended, as they are met.
    for what in sheet.pdf.get_warnings()[:_MOST_MENDED]:
        yield damaged(f"The file is broken and was mended while it was read: {reason(what)}")


def _version(pdf: pikepdf.Pdf) -> Iterator[Seen]:
    try:
        version = max(tuple(int(part) for part in said(v).split(".")) for v in (pdf.pdf_version, _raised(pdf)) if v)
    except FAULTS:
        version = (9, 9)
    if version > NEWEST:
        yield Seen("version-too-new", 0, NOWHERE, f"PDF {version[0]}.{version[1]}", version[0] + version[1] / 10)
    identity = pdf.trailer.get("/ID")
    if not isinstance(identity, pikepdf.Array) or len(identity) != 2:
        yield Seen("no-file-id", 0, NOWHERE, "The file has no number of its own (ID).")


def _raised(pdf: pikepdf.Pdf) -> str:
    return said(pdf.Root.get("/Version", ""))


def _acts(pdf: pikepdf.Pdf) -> Iterator[Seen]:
    root = pdf.Root
    names = root.get("/Names")
    if isinstance(names, pikepdf.Dictionary):
        if "/JavaScript" in names:
            yield Seen("script", 0, NOWHERE, "JavaScript that runs when the file is opened")
        if "/EmbeddedFiles" in names:
            yield Seen("attached", 0, NOWHERE, "another file attached to this one")
    action = root.get("/OpenAction")
    if isinstance(action, pikepdf.Dictionary) and str(action.get("/S", "")) != "/GoTo":
        yield Seen("script", 0, NOWHERE, "an action that runs when the file is opened")
    if "/AA" in root:
        yield Seen("script", 0, NOWHERE, "actions that run when the file is saved, printed or closed")
    form = root.get("/AcroForm")
    if isinstance(form, pikepdf.Dictionary):
        if "/XFA" in form:
            yield Seen("form", 0, NOWHERE, "an XFA form")
        fields = form.get("/Fields")
        if isinstance(fields, pikepdf.Array) and len(fields):
            yield Seen("form", 0, NOWHERE, f"a form with {len(fields)} fields")
    if "/Collection" in root:
        yield Seen("attached", 0, NOWHERE, "a portfolio of other files")


def _layers(pdf: pikepdf.Pdf) -> Iterator[Seen]:
    layers = pdf.Root.get("/OCProperties")
    if not isinstance(layers, pikepdf.Dictionary):
        return
    usual = layers.get("/D")
    hidden = isinstance(usual, pikepdf.Dictionary) and (
        str(usual.get("/BaseState", "/ON")) != "/ON" or bool(len(usual.get("/OFF", pikepdf.Array())))
    )
    if hidden:
        yield Seen("layer", 0, NOWHERE, "a layer that is hidden, and may be shown on another machine")
    if isinstance(usual, pikepdf.Dictionary) and "/AS" in usual:
        yield Seen("layer", 0, NOWHERE, "layers that show or hide themselves, on a screen otherwise than on a press")


def _on_page(page: OpenPage) -> Iterator[Seen]:
    if not isinstance(page.object, pikepdf.Dictionary):
        return
    if "/AA" in page.object:
        yield Seen("script", page.number, NOWHERE, "an action that runs when the page is opened")
    if "/PresSteps" in page.object:
        yield Seen("script", page.number, NOWHERE, "steps of a slide show")
    bleed = box_of(page.object, "/BleedBox") or page.trim
    annotations = found(page.object, "/Annots")
    for each in list(annotations)[:500] if isinstance(annotations, pikepdf.Array) else ():
        try:
            kind = said(each.get("/Subtype", "?"))
            box = box_of(each, "/Rect") or page.trim
            action = each.get("/A")
        except FAULTS:
            continue
        inside = box[0] < bleed[2] and box[2] > bleed[0] and box[1] < bleed[3] and box[3] > bleed[1]
        if kind not in ("TrapNet", "PrinterMark"):
            yield Seen("note" if inside else "note-outside", page.number, page.mm(box), _NOTES.get(kind, kind))
        if kind in _MEDIA:
            yield Seen("attached", page.number, page.mm(box), "sound, film or a file inside the page")
        if isinstance(action, pikepdf.Dictionary) and str(action.get("/S", "")) not in ("/GoTo", "/URI"):
            yield Seen("script", page.number, page.mm(box), f"an action of the kind {said(action.get('/S', '?'))}")


_NOTES = {
    "Widget": "a field of a form",
    "Link": "a link",
    "Text": "a sticky note",
    "Stamp": "a stamp",
    "Popup": "a note",
}
_PACKING = {
    "/LZWDecode": "LZW packing, which old parts of PDF/X forbid and patents once barred",
    "/LZW": "LZW packing, which old parts of PDF/X forbid and patents once barred",
    "/Crypt": "a part locked by itself",
}


def _in_object(each: Any) -> Iterator[tuple[str, str]]:
    """Yield kind and words for what one dictionary holds, wherever it is."""
    kind, subtype = str(each.get("/Type", "")), str(each.get("/Subtype", ""))
    if str(each.get("/S", "")) == "/JavaScript":
        yield "script", "JavaScript"
    if isinstance(each, pikepdf.Stream):
        packed = each.get("/Filter")
        for name in packed if isinstance(packed, pikepdf.Array) else [packed]:
            if str(name) in _PACKING:
                yield "packing", _PACKING[str(name)]
        if kind == "/EmbeddedFile":
            yield "attached", "another file attached to this one"
        if subtype == "/PS" or str(each.get("/Subtype2", "")) == "/PS" or "/PS" in each:
            yield "setting", "a program in PostScript"
        if "/OPI" in each:
            yield "setting", "a stand-in for a picture that lies elsewhere (OPI)"
        if "/Alternates" in each:
            yield "setting", "a second version of a picture (alternate)"
        if "/Ref" in each and subtype == "/Form":
            yield "setting", "a page that lies in another file"
        if kind != "/EmbeddedFile" and "/F" in each and "/FFilter" in each:
            yield "setting", "content that lies in another file"
    for key in ("/TR", "/TR2"):
        # Other dictionaries have a TR too, soft masks among them.
        if key in each and str(each.get("/S", "")) not in ("/Luminosity", "/Alpha"):
            value = each[key]
            if str(value) not in ("/Identity", "/Default"):
                yield "setting", "a transfer function, which changes every tone on one machine"
    if kind == "/ExtGState" or "/HT" in each or "/HTP" in each:
        screen = each.get("/HT")
        if isinstance(screen, pikepdf.Dictionary | pikepdf.Stream) and (
            int(screen.get("/HalftoneType", 0)) not in (1, 5) or "/HalftoneName" in screen
        ):
            yield "setting", "a screen (halftone) made for one machine"
        if "/HTP" in each:
            yield "setting", "a screen phase made for one machine"
    if kind == "/ExtGState" or "/BM" in each:
        blend = each.get("/BM")
        names = list(blend) if isinstance(blend, pikepdf.Array) else [blend] if blend is not None else []
        if names and not any(said(name) in _BLENDS for name in names):
            yield "setting", f"a way of blending that no press knows ({said(names[0])})"
