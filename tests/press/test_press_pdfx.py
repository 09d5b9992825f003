# SPDX-License-Identifier: Apache-2.0
"""Files for a press are PDF/X-4: the intent, the boxes, the words they say of themselves, and nothing that acts."""

import io
import re
from pathlib import Path
from typing import Any

import pdf_oxide
import pikepdf
import pytest
from finished import DAY, THEMES, Finished, finished, formats, sampler
from pikepdf import Array, Dictionary, Name, Stream

from safeconduct.manuscript.channels import channels
from safeconduct.model.channel import PaperChannel
from safeconduct.press.finishing import describe, save, set_boxes
from safeconduct.press.profiles import COATED

POINT = 72 / 25.4
ACTS = {"/JS", "/JavaScript", "/AA", "/OpenAction", "/Annots", "/AcroForm", "/EmbeddedFiles", "/EF", "/A", "/XFA"}
SCREEN_ONLY = {"/OPI", "/TR", "/TR2", "/HTP", "/PS", "/Ref", "/Alternates", "/StructTreeRoot", "/MarkInfo"}


def for_press(form: str) -> bool:
    """Whether a channel of this format's pieces is meant for a print shop."""
    named = {name for piece in sampler().edition.pieces if piece.format == form for name in piece.channels}
    return any(isinstance(channels()[name], PaperChannel) and "press" in channels()[name].builds for name in named)  # type: ignore[union-attr]


FORMATS = [form for form in formats() if for_press(form)]
EVERY = [(form, "en", theme, False) for form in FORMATS for theme in THEMES]
EVERY += [(form, "ko-KP", "full-colour", True) for form in FORMATS]


def pressed(form: str, language: str, theme: str, final: bool) -> list[Finished]:
    found = [one for one in finished(form, language, theme, final) if one.use != "screen"]
    assert found, f"the sampler has no {form} for a press in {language}"
    return found


def boxes(page: Any) -> dict[str, list[float]]:
    return {name: [float(value) for value in page.obj[name]] for name in ("/MediaBox", "/BleedBox", "/TrimBox")}


def inside(inner: list[float], outer: list[float]) -> bool:
    return all(i >= o - 0.001 for i, o in zip(inner[:2], outer[:2], strict=True)) and all(
        i <= o + 0.001 for i, o in zip(inner[2:], outer[2:], strict=True)
    )


def test_there_are_formats_for_a_press() -> None:
    assert {"leaflet", "fold-guide", "poster"} <= set(FORMATS)


@pytest.mark.parametrize(("form", "language", "theme", "final"), EVERY)
def test_no_other_program_finds_fault(form: str, language: str, theme: str, final: bool) -> None:
    for one in pressed(form, language, theme, final):
        report = pdf_oxide.PdfDocument(str(one.path)).validate_pdf_x("4")
        assert (report["errors"], report["warnings"]) == ([], []), one.file
        with pikepdf.open(one.path) as pdf:
            assert pdf.check_pdf_syntax() == []


@pytest.mark.parametrize(("form", "language", "theme", "final"), EVERY)
def test_the_press_is_named_and_its_profile_is_inside_once(form: str, language: str, theme: str, final: bool) -> None:
    for one in pressed(form, language, theme, final):
        with pikepdf.open(one.path) as pdf:
            (intent,) = pdf.Root.OutputIntents
            assert intent.S == Name.GTS_PDFX
            assert str(intent.OutputConditionIdentifier) == "FOGRA39"
            assert str(intent.RegistryName) == "http://www.color.org"
            assert str(intent.Info)
            assert intent.DestOutputProfile.read_bytes() == COATED.read_bytes()
            assert int(intent.DestOutputProfile.N) == 4
            profiles = [
                each for each in pdf.objects if isinstance(each, Stream) and "/N" in each and "/Alternate" in each
            ]
            assert len(profiles) == 1
            assert not [
                each for each in pdf.objects if isinstance(each, Array) and len(each) and each[0] == Name.ICCBased
            ]


@pytest.mark.parametrize(("form", "language", "theme", "final"), EVERY)
def test_the_boxes_lie_in_each_other_and_are_the_channels(form: str, language: str, theme: str, final: bool) -> None:
    for one in pressed(form, language, theme, final):
        channel = channels()[one.channel]
        assert isinstance(channel, PaperChannel)
        with pikepdf.open(one.path) as pdf:
            for page in pdf.pages:
                box = boxes(page)
                assert inside(box["/TrimBox"], box["/BleedBox"])
                assert inside(box["/BleedBox"], box["/MediaBox"])
                assert not {"/ArtBox", "/CropBox", "/UserUnit"} & set(page.obj.keys())
                if one.use == "press":
                    left, low, right, high = box["/TrimBox"]
                    assert [right - left, high - low] == pytest.approx(
                        [channel.width_mm * POINT, channel.height_mm * POINT], abs=0.02
                    )
                    assert left == pytest.approx(channel.bleed_mm * POINT, abs=0.02)


@pytest.mark.parametrize(("form", "language", "theme", "final"), EVERY)
def test_what_the_file_says_of_itself_agrees_and_is_all(form: str, language: str, theme: str, final: bool) -> None:
    wanted = {"/Title", "/Creator", "/Producer", "/CreationDate", "/ModDate", "/Trapped", "/GTS_PDFXVersion"}
    for one in pressed(form, language, theme, final):
        with pikepdf.open(one.path) as pdf:
            assert pdf.pdf_version == "1.6"
            assert "/ID" in pdf.trailer
            about = pdf.docinfo
            assert set(about.keys()) == wanted
            assert about["/Trapped"] == Name("/False")
            xmp = pdf.Root.Metadata.read_bytes().decode()
            assert "/Filter" not in pdf.Root.Metadata
            for said, key in (("dc:title", "/Title"), ("pdf:Producer", "/Producer"), ("xmp:CreatorTool", "/Creator")):
                words = re.sub(r"<[^>]+>", "", re.search(rf"<{said}>(.*?)</{said}>", xmp, re.DOTALL)[1])  # type: ignore[index]
                assert words.replace("&amp;", "&") == str(about[key])
            assert "<pdfxid:GTS_PDFXVersion>PDF/X-4</pdfxid:GTS_PDFXVersion>" in xmp
            assert "<pdf:Trapped>False</pdf:Trapped>" in xmp
            assert re.findall(r"<xmp:\w+Date>(.*?)</xmp", xmp) == [f"{DAY}T00:00:00Z"] * 3
            assert str(about["/CreationDate"]) == str(about["/ModDate"]) == f"D:{DAY:%Y%m%d}000000Z"
            assert re.search(r"<xmpMM:DocumentID>uuid:[0-9a-f-]{36}<", xmp)
            # A registration proof has no words of the piece on it.
            marked = str(about["/Title"]).startswith("SPECIMEN - ")
            assert marked is not final or ".proof-" in one.file


@pytest.mark.parametrize(("form", "language", "theme", "final"), EVERY)
def test_nothing_acts_and_every_font_is_inside(form: str, language: str, theme: str, final: bool) -> None:
    for one in pressed(form, language, theme, final):
        with pikepdf.open(one.path) as pdf:
            assert not pdf.is_encrypted
            for each in [pdf.Root, *pdf.objects]:
                if not isinstance(each, Dictionary | Stream):
                    continue
                assert not (ACTS | SCREEN_ONLY) & set(each.keys()), one.file
                if each.get("/Type") == Name.FontDescriptor:
                    assert {"/FontFile2", "/FontFile3"} & set(each.keys())


def leaf(pages: Path, title: str = "A title", words: bytes = b"") -> bytes:
    with pikepdf.open(pages) as pdf:
        set_boxes(pdf)
        pdf.pages[0].contents_add(words)
        describe(pdf, title, "2024-11-14", "press")
        out = io.BytesIO()
        save(pdf, out)
    return out.getvalue()


def ids(content: bytes) -> list[str]:
    with pikepdf.open(io.BytesIO(content)) as pdf:
        return re.findall(r"ID>uuid:([0-9a-f-]{36})<", pdf.Root.Metadata.read_bytes().decode())


def test_ids_come_from_the_content_alone() -> None:
    source = pressed("leaflet", "en", "full-colour", False)[0].path
    one, other, retitled = leaf(source), leaf(source, words=b"0 0 1 1 re f\n"), leaf(source, "Another")
    assert leaf(source) == one
    assert len(set(ids(one))) == 2
    assert not set(ids(one)) & set(ids(other))
    # The document is the same one, this state of it is not.
    assert ids(one)[0] == ids(retitled)[0]
    assert ids(one)[1] != ids(retitled)[1]


def test_what_only_a_screen_can_do_is_taken_away() -> None:
    source = pressed("leaflet", "en", "full-colour", False)[0].path
    with pikepdf.open(source) as pdf:
        page = pdf.pages[0].obj
        note = Dictionary(Type=Name.Annot, Subtype=Name.Text, Rect=[0, 0, 9, 9], Contents="a note")
        page.Annots, page.AA = Array([pdf.make_indirect(note)]), Dictionary()
        page.ArtBox, page.CropBox = page.TrimBox, page.TrimBox
        pdf.Root.OpenAction = Dictionary(S=Name.JavaScript, JS="app.alert(1)")
        pdf.Root.AcroForm = Dictionary(Fields=[])
        pdf.Root.Names = Dictionary(JavaScript=Dictionary(Names=[]))
        pdf.docinfo["/Author"] = "Somebody"
        set_boxes(pdf)
        describe(pdf, "A title", "2024-11-14", "press")
        out = io.BytesIO()
        save(pdf, out)
    assert b"alert" not in out.getvalue()
    with pikepdf.open(io.BytesIO(out.getvalue())) as pdf:
        assert not {"/Annots", "/AA", "/ArtBox", "/CropBox"} & set(pdf.pages[0].obj.keys())
        assert not {"/OpenAction", "/AcroForm", "/Names"} & set(pdf.Root.keys())
        assert "/Author" not in pdf.docinfo
