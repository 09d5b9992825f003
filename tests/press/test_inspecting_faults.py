# SPDX-License-Identifier: Apache-2.0
"""Faults planted one by one in a good PDF/X-4 file; each is seen, and caught by the check of its name."""

import io
from collections.abc import Callable
from typing import Any

import pikepdf
import pytest
from inspecting_samples import changed, drawn, found, good_file, kinds, print_file, set_intent, set_xmp
from pikepdf import Array, Dictionary, Name, Stream, String
from PIL import ImageCms

Change = Callable[[pikepdf.Pdf], object]


def no_trim(pdf: pikepdf.Pdf) -> None:
    del pdf.pages[0].obj["/TrimBox"]


def trim_outside(pdf: pikepdf.Pdf) -> None:
    pdf.pages[0].obj.TrimBox = Array([-20, -20, 900, 900])


def no_intent(pdf: pikepdf.Pdf) -> None:
    del pdf.Root["/OutputIntents"]


def no_xmp(pdf: pikepdf.Pdf) -> None:
    del pdf.Root["/Metadata"]


def no_version(pdf: pikepdf.Pdf) -> None:
    text = pdf.Root.Metadata.read_bytes()
    start, end = text.index(b"<pdfxid:"), text.index(b"</pdfxid:GTS_PDFXVersion>") + 25
    pdf.Root.Metadata.write(text[:start] + text[end:])


def javascript(pdf: pikepdf.Pdf) -> None:
    pdf.Root.OpenAction = Dictionary(S=Name.JavaScript, JS=String("app.alert(1)"))


def rgb_in_content(pdf: pikepdf.Pdf) -> None:
    drawn(pdf, "1 0 0 rg 20 20 40 40 re f")


def font_outside(pdf: pikepdf.Pdf) -> None:
    font = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica)
    drawn(pdf, "BT /Out 9 Tf 30 30 Td (hello) Tj ET", Font={"Out": pdf.make_indirect(font)})


def rgb_profile(pdf: pikepdf.Pdf) -> None:
    set_intent(pdf, ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes(), 3)


def no_profile(pdf: pikepdf.Pdf) -> None:
    set_intent(pdf, None)


def art_box(pdf: pikepdf.Pdf) -> None:
    pdf.pages[0].obj.ArtBox = pdf.pages[0].obj.TrimBox


def wrong_version(pdf: pikepdf.Pdf) -> None:
    set_xmp(pdf, "PDF/X-9:2030")


def no_trapped(pdf: pikepdf.Pdf) -> None:
    del pdf.docinfo["/Trapped"]


def trapped_unknown(pdf: pikepdf.Pdf) -> None:
    pdf.docinfo["/Trapped"] = Name.Unknown


def annotation(pdf: pikepdf.Pdf) -> None:
    note = Dictionary(Type=Name.Annot, Subtype=Name.Text, Rect=Array([50, 50, 70, 70]), Contents=String("look"))
    pdf.pages[0].obj.Annots = Array([pdf.make_indirect(note)])


def transfer(pdf: pikepdf.Pdf) -> None:
    curve = Dictionary(FunctionType=2, Domain=[0, 1], N=2)
    drawn(pdf, "/Curve gs", ExtGState={"Curve": Dictionary(Type=Name.ExtGState, TR=pdf.make_indirect(curve))})


def same(_pdf: pikepdf.Pdf) -> None:
    """Nothing is changed but how the file is written."""


LOCK: dict[str, Any] = {"encryption": pikepdf.Encryption(owner="o", user="", R=4)}
PLANTED: list[tuple[str, Change, str, str]] = [
    ("no TrimBox", no_trim, "no-trim-box", "trim-box-missing"),
    ("TrimBox outside MediaBox", trim_outside, "wrong-box", "trim-box-missing"),
    ("no OutputIntent", no_intent, "no-output-intent", "output-intent-missing"),
    ("no XMP", no_xmp, "no-xmp", "print-standard-not-named"),
    ("no version named", no_version, "no-print-standard", "print-standard-not-named"),
    ("JavaScript", javascript, "script", "file-acts"),
    ("encryption", same, "locked", "file-locked"),
    ("DeviceRGB in content", rgb_in_content, "device-rgb", "colour-not-for-press"),
    ("font not embedded", font_outside, "font-missing", "font-not-embedded"),
    ("RGB profile in the intent", rgb_profile, "wrong-press-profile", "output-intent-missing"),
    ("no profile in the intent", no_profile, "no-press-profile", "output-intent-missing"),
    ("ArtBox and TrimBox", art_box, "wrong-box", "trim-box-missing"),
    ("wrong version in XMP", wrong_version, "wrong-print-standard", "print-standard-not-named"),
    ("Trapped missing", no_trapped, "no-trapped", "trapping-not-told"),
    ("Trapped Unknown", trapped_unknown, "trapped-unknown", "trapping-not-told"),
    ("annotation in the page", annotation, "note", "note-on-page"),
    ("transfer function", transfer, "setting", "press-setting-inside"),
]


def test_the_good_file_has_no_fault() -> None:
    assert found(print_file(good_file())) == {}


@pytest.mark.parametrize(("change", "kind", "check"), [row[1:] for row in PLANTED], ids=[row[0] for row in PLANTED])
def test_a_planted_fault_is_caught_by_name(change: Change, kind: str, check: str) -> None:
    file = print_file(changed(change, None, **(LOCK if change is same else {})))
    assert kind in {seen.kind for seen in file.proof.seen}
    assert set(found(file)) == {check}


def _form(pdf: pikepdf.Pdf, strokes: bytes, **more: object) -> Stream:
    form = Stream(pdf, strokes)
    for key, value in {"Type": Name.XObject, "Subtype": Name.Form, "BBox": Array([0, 0, 50, 50]), **more}.items():
        form[f"/{key}"] = value
    return form


def rgb_in_form(pdf: pikepdf.Pdf) -> None:
    inner = pdf.make_indirect(_form(pdf, b"0 1 0 RG 0 0 m 40 40 l S"))
    resources = Dictionary(XObject=Dictionary(Inner=inner))
    drawn(pdf, "/Outer Do", XObject={"Outer": pdf.make_indirect(_form(pdf, b"/Inner Do", Resources=resources))})


def rgb_in_pattern(pdf: pikepdf.Pdf) -> None:
    cell = Stream(pdf, b"0 0 1 rg 0 0 5 5 re f")
    for key, value in {"PatternType": 1, "PaintType": 1, "TilingType": 1, "XStep": 6, "YStep": 6}.items():
        cell[f"/{key}"] = value
    cell.BBox, cell.Resources = Array([0, 0, 5, 5]), Dictionary()
    drawn(pdf, "/Pattern cs /Cells scn 20 20 60 60 re f", Pattern={"Cells": pdf.make_indirect(cell)})


def rgb_in_shading(pdf: pikepdf.Pdf) -> None:
    steps = Dictionary(FunctionType=2, Domain=[0, 1], C0=[1, 0, 0], C1=[0, 0, 1], N=1)
    shading = Dictionary(ShadingType=2, ColorSpace=Name.DeviceRGB, Coords=[0, 0, 100, 0], Function=steps)
    drawn(pdf, "20 20 60 60 re W n /Dawn sh", Shading={"Dawn": pdf.make_indirect(shading)})


def rgb_in_shading_pattern(pdf: pikepdf.Pdf) -> None:
    steps = Dictionary(FunctionType=2, Domain=[0, 1], C0=[1, 0, 0], C1=[0, 0, 1], N=1)
    shading = Dictionary(ShadingType=2, ColorSpace=Name.DeviceRGB, Coords=[0, 0, 100, 0], Function=steps)
    pattern = pdf.make_indirect(Dictionary(PatternType=2, Shading=shading))
    drawn(pdf, "/Pattern CS /Dawn SCN 9 w 20 20 m 60 60 l S", Pattern={"Dawn": pattern})


def rgb_in_image(pdf: pikepdf.Pdf) -> None:
    image = _form(pdf, bytes(300 * 300 * 3), Subtype=Name.Image, Width=300, Height=300, BitsPerComponent=8)
    image.ColorSpace = Name.DeviceRGB
    drawn(pdf, "60 0 0 60 30 30 cm /Photo Do", XObject={"Photo": pdf.make_indirect(image)})


def rgb_in_palette(pdf: pikepdf.Pdf) -> None:
    image = _form(pdf, bytes(300 * 300), Subtype=Name.Image, Width=300, Height=300, BitsPerComponent=8)
    image.ColorSpace = Array([Name.Indexed, Name.DeviceRGB, 1, String(bytes(6))])
    drawn(pdf, "60 0 0 60 30 30 cm /Photo Do", XObject={"Photo": pdf.make_indirect(image)})


def rgb_in_inline_image(pdf: pikepdf.Pdf) -> None:
    pdf.pages[0].contents_add(b"\nq 9 0 0 9 30 30 cm BI /W 4 /H 4 /BPC 8 /CS /RGB ID " + bytes(48) + b"\nEI Q\n")


def rgb_in_appearance(pdf: pikepdf.Pdf) -> None:
    looks = pdf.make_indirect(_form(pdf, b"1 0 0 rg 0 0 5 5 re f"))
    mark = Dictionary(Type=Name.Annot, Subtype=Name.PrinterMark, Rect=Array([0, 0, 5, 5]), AP=Dictionary(N=looks))
    pdf.pages[0].obj.Annots = Array([pdf.make_indirect(mark)])


def rgb_by_name(pdf: pikepdf.Pdf) -> None:
    drawn(pdf, "/Screen cs 1 0 0 sc 20 20 5 5 re f", ColorSpace={"Screen": Array([Name.DeviceRGB])})


def rgb_in_mask(pdf: pikepdf.Pdf) -> None:
    group = Dictionary(S=Name.Transparency, CS=Name.DeviceGray)
    shape = pdf.make_indirect(_form(pdf, b"1 0 0 rg 0 0 5 5 re f", Group=group))
    state = Dictionary(Type=Name.ExtGState, SMask=Dictionary(S=Name.Luminosity, G=shape))
    drawn(pdf, "/Soft gs 0 0 0 1 k 20 20 5 5 re f", ExtGState={"Soft": pdf.make_indirect(state)})


def rgb_in_blending(pdf: pikepdf.Pdf) -> None:
    group = Dictionary(S=Name.Transparency, CS=Name.DeviceRGB)
    drawn(pdf, "/Part Do", XObject={"Part": pdf.make_indirect(_form(pdf, b"0 0 0 1 k 0 0 5 5 re f", Group=group))})


def rgb_in_glyph(pdf: pikepdf.Pdf) -> None:
    glyph = Stream(pdf, b"500 0 d0 1 0 0 rg 0 0 400 400 re f")
    font = Dictionary(
        Type=Name.Font, Subtype=Name.Type3, FontBBox=[0, 0, 500, 500], FontMatrix=[0.001, 0, 0, 0.001, 0, 0],
        CharProcs=Dictionary(a=pdf.make_indirect(glyph)), FirstChar=97, LastChar=97, Widths=[500],
        Encoding=Dictionary(Differences=[97, Name.a]),
    )  # fmt: skip
    drawn(pdf, "BT /Drawn 9 Tf 30 30 Td (a) Tj ET", Font={"Drawn": pdf.make_indirect(font)})


HIDING = [
    rgb_in_form, rgb_in_pattern, rgb_in_shading, rgb_in_shading_pattern, rgb_in_image, rgb_in_palette,
    rgb_in_inline_image, rgb_in_appearance, rgb_by_name, rgb_in_mask, rgb_in_blending, rgb_in_glyph,
]  # fmt: skip


@pytest.mark.parametrize("change", HIDING, ids=lambda change: change.__name__)
def test_rgb_is_seen_wherever_it_hides(change: Change) -> None:
    content = changed(change)
    assert "device-rgb" in kinds(content)
    assert "colour-not-for-press" in found(print_file(content))
    assert "colour-not-for-press" not in found(print_file(content, use="screen"))


def lzw(pdf: pikepdf.Pdf) -> None:
    packed = Stream(pdf, b"\x80\x0b\x60\x50\x22\x0c\x0c\x85\x01")
    packed.Filter = Name.LZWDecode
    pdf.Root.Odd = pdf.make_indirect(packed)


def halftone(pdf: pikepdf.Pdf) -> None:
    screen = Dictionary(Type=Name.Halftone, HalftoneType=1, HalftoneName=String("Own"), Frequency=60, Angle=45)
    drawn(pdf, "/Own gs", ExtGState={"Own": Dictionary(HT=screen)})


def postscript(pdf: pikepdf.Pdf) -> None:
    drawn(pdf, "", XObject={"Ps": pdf.make_indirect(_form(pdf, b"showpage", Subtype=Name.PS))})


def opi(pdf: pikepdf.Pdf) -> None:
    drawn(pdf, "", XObject={"Low": pdf.make_indirect(_form(pdf, b"", OPI=Dictionary()))})


def blend(pdf: pikepdf.Pdf) -> None:
    drawn(pdf, "/Odd gs", ExtGState={"Odd": Dictionary(BM=Name.Glitter)})


def hidden_layer(pdf: pikepdf.Pdf) -> None:
    layer = pdf.make_indirect(Dictionary(Type=Name.OCG, Name=String("draft")))
    pdf.Root.OCProperties = Dictionary(OCGs=Array([layer]), D=Dictionary(OFF=Array([layer])))


def form_field(pdf: pikepdf.Pdf) -> None:
    pdf.Root.AcroForm = Dictionary(Fields=Array([pdf.make_indirect(Dictionary(FT=Name.Tx))]))


def attachment(pdf: pikepdf.Pdf) -> None:
    pdf.attachments["notes.txt"] = b"notes"


def bleed_inside(pdf: pikepdf.Pdf) -> None:
    pdf.pages[0].obj.BleedBox = Array([30, 30, 90, 90])


def narrow_bleed(pdf: pikepdf.Pdf) -> None:
    x0, y0, x1, y1 = (float(value) for value in pdf.pages[0].obj.TrimBox)
    pdf.pages[0].obj.BleedBox = Array([x0 - 3, y0 - 3, x1 + 3, y1 + 3])


def turned(pdf: pikepdf.Pdf) -> None:
    pdf.pages[1].obj.Rotate = 90


def enlarged(pdf: pikepdf.Pdf) -> None:
    pdf.pages[1].obj.UserUnit = 2


def other_size(pdf: pikepdf.Pdf) -> None:
    x0, y0, x1, y1 = (float(value) for value in pdf.pages[1].obj.TrimBox)
    pdf.pages[1].obj.TrimBox = Array([x0, y0, x1 - 3, y1])


def two_intents(pdf: pikepdf.Pdf) -> None:
    pdf.Root.OutputIntents.append(pdf.Root.OutputIntents[0])


def wrong_count(pdf: pikepdf.Pdf) -> None:
    pdf.Root.OutputIntents[0].DestOutputProfile.N = 3


def no_title(pdf: pikepdf.Pdf) -> None:
    del pdf.docinfo["/Title"]


MORE: list[tuple[Change, str]] = [
    (lzw, "press-setting-inside"),
    (halftone, "press-setting-inside"),
    (postscript, "press-setting-inside"),
    (opi, "press-setting-inside"),
    (blend, "press-setting-inside"),
    (hidden_layer, "press-setting-inside"),
    (form_field, "file-acts"),
    (attachment, "file-acts"),
    (bleed_inside, "trim-box-missing"),
    (narrow_bleed, "bleed-too-narrow"),
    (turned, "page-size-differs"),
    (enlarged, "page-size-differs"),
    (other_size, "page-size-differs"),
    (two_intents, "output-intent-missing"),
    (wrong_count, "output-intent-missing"),
    (no_title, "print-standard-not-named"),
]


@pytest.mark.parametrize(("change", "check"), MORE, ids=[change.__name__ for change, _ in MORE])
def test_what_x4_forbids_besides_is_caught(change: Change, check: str) -> None:
    as_written = {"compress_streams": False, "stream_decode_level": pikepdf.StreamDecodeLevel.none}
    assert check in found(print_file(changed(change, **(as_written if change is lzw else {}))))


def test_a_pdf_newer_than_print_shops_take_is_told() -> None:
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(good_file())) as pdf:
        pdf.save(out, force_version="2.0")
    assert found(print_file(out.getvalue())) == {
        "print-standard-not-named": ["The file is PDF 2.0; print shops ask for PDF 1.6 at most."]
    }
