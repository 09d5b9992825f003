# SPDX-License-Identifier: Apache-2.0
"""PDF: what layout programs, printers' drivers and placed pictures leave in a file."""

import io
from collections.abc import Callable

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, Stream, String

from safeconduct.model.traces import OwnWords
from safeconduct.press.finishing.describing import describe

from .scanned import OWN, PATH, fields
from .test_traces_of_pictures import jpeg, with_place

Change = Callable[[pikepdf.Pdf], None]


def pdf(change: Change = lambda _: None, build: str = "plain", *, title: str = "SPECIMEN - Leave on foot") -> bytes:
    """Return a page as the press describes it, changed."""
    out = io.BytesIO()
    with pikepdf.new() as made:
        made.add_blank_page()
        page = made.pages[0].obj
        page.TrimBox = page.MediaBox
        page.Contents = made.make_stream(b"0 0 10 10 re f")
        describe(made, title, OWN.day, build)
        change(made)
        made.save(out, deterministic_id=True)
    return out.getvalue()


def image(made: pikepdf.Pdf, content: bytes, filter_name: pikepdf.Name = Name.DCTDecode) -> None:
    one = Stream(made, b"")
    one.write(content, filter=filter_name)
    for key, value in (("/Type", Name.XObject), ("/Subtype", Name.Image), ("/Width", 24), ("/Height", 16),
                       ("/ColorSpace", Name.DeviceRGB), ("/BitsPerComponent", 8)):  # fmt: skip
        one[key] = value
    made.pages[0].obj.Resources = Dictionary(XObject=Dictionary(Anna=one))


@pytest.mark.parametrize("build", ["plain", "screen"])
def test_a_bare_page_is_clean(build: str) -> None:
    assert fields(pdf(build=build), "x.pdf") == []
    assert fields(pdf(title="Registration proof for postcard-a6"), "x.pdf") == []
    assert fields(pdf(lambda made: image(made, jpeg())), "x.pdf") == []


def test_the_title_of_something_else_is_a_trace() -> None:
    assert fields(pdf(title="Untitled-3 FINAL anna.indd"), "x.pdf") == ["Info /Title", "XMP title"]


def _info(key: str, value: str) -> Change:
    def change(made: pikepdf.Pdf) -> None:
        made.docinfo[key] = String(value)

    return change


def _root(key: str, value: object) -> Change:
    def change(made: pikepdf.Pdf) -> None:
        made.Root[key] = value

    return change


def _page(key: str, value: object) -> Change:
    def change(made: pikepdf.Pdf) -> None:
        made.pages[0].obj[key] = value

    return change


def _attached(made: pikepdf.Pdf) -> None:
    made.attachments["x.txt"] = b"Anna"


def _xmp(old: bytes, new: bytes) -> Change:
    def change(made: pikepdf.Pdf) -> None:
        held = made.Root.Metadata.read_bytes()
        assert old in held
        made.Root.Metadata.write(held.replace(old, new))

    return change


def _part_s_metadata(made: pikepdf.Pdf) -> None:
    about = Stream(made, b"<x:xmpmeta/>")
    about.Type, about.Subtype = Name.Metadata, Name.XML
    made.pages[0].obj.Metadata = made.make_indirect(about)


def _link(made: pikepdf.Pdf) -> None:
    act = Dictionary(S=Name.URI, URI=String("https://count.example/1"))
    made.pages[0].obj.Annots = Array([Dictionary(Type=Name.Annot, Subtype=Name.Link, Rect=[0, 0, 9, 9], A=act)])


def _alternative(made: pikepdf.Pdf) -> None:
    made.Root.StructTreeRoot = Dictionary(Type=Name.StructTreeRoot, K=Dictionary(Alt=String(f"{PATH}/lamp.png")))


def _content(text: bytes) -> Change:
    def change(made: pikepdf.Pdf) -> None:
        made.pages[0].obj.Contents = made.make_stream(text)

    return change


@pytest.mark.parametrize(
    ("change", "named"),
    [
        (_info("/Author", "Anna"), "Info /Author"),
        (_info("/Producer", "GPL Ghostscript 9"), "Info /Producer"),
        (_info("/CreationDate", "D:20261120000000+09'00'"), "Info /CreationDate"),
        (_info("/ModDate", "D:20261121000000Z"), "Info /ModDate"),
        (_info("/SourceModified", "D:20261120"), "Info /SourceModified"),
        (_xmp(b"<xmp:CreatorTool>safeconduct", b"<xmp:CreatorTool>InDesign"), "XMP CreatorTool"),
        (_xmp(b"T00:00:00Z</xmp:ModifyDate>", b"T09:00:00+09:00</xmp:ModifyDate>"), "XMP ModifyDate"),
        (
            _xmp(b"<dc:format>", b"<dc:creator><rdf:Seq><rdf:li>Anna</rdf:li></rdf:Seq></dc:creator><dc:format>"),
            "XMP creator",
        ),
        (_xmp(b"<rdf:RDF", b"<!-- Anna --><rdf:RDF"), "XMP comment"),
        (_root("/OpenAction", Dictionary(S=Name.JavaScript, JS=String("x()"))), "catalog /OpenAction"),
        (_root("/PieceInfo", Dictionary()), "catalog /PieceInfo"),
        (_root("/AcroForm", Dictionary()), "catalog /AcroForm"),
        (_attached, "catalog /Names"),
        (_page("/Thumb", Dictionary()), "entry /Thumb"),
        (_page("/LastModified", String("D:20261120")), "entry /LastModified"),
        (_page("/AA", Dictionary()), "entry /AA"),
        (_link, "entry /Annots"),
        (_part_s_metadata, "metadata of a part"),
        (_alternative, "a path"),
        (_content(b"% printed by /home/anna/press\n0 0 1 1 re f"), "a path"),
        (lambda made: image(made, jpeg(exif=with_place())), "EXIF GPS"),
        (lambda made: image(made, b"x", Name.JPXDecode), "format"),
    ],
)
def test_what_a_pdf_tells_is_named(change: Change, named: str) -> None:
    found = fields(pdf(change), "x.pdf")
    assert any(one.startswith(named) for one in found), found


def test_what_stands_around_the_objects_is_found() -> None:
    whole = pdf()
    assert fields(whole + b"Anna", "x.pdf") == ["bytes behind the file"]
    assert "bytes before the file" in fields(b"Anna\n" + whole, "x.pdf")
    assert "earlier version" in fields(whole + whole[whole.rindex(b"startxref") :], "x.pdf")
    at = whole.index(b"1 0 obj")
    assert "comment" in fields(whole[:at] + b"% by Anna\n" + whole[at:], "x.pdf")


def test_a_stream_of_objects_is_unpacked() -> None:
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(pdf(_alternative))) as made:
        made.save(out, object_stream_mode=pikepdf.ObjectStreamMode.generate, compress_streams=True)
    assert b"/home" not in out.getvalue()
    assert any(one.startswith("a path") for one in fields(out.getvalue(), "x.pdf"))


def bookmarks(made: pikepdf.Pdf, **more: object) -> None:
    with made.open_outline() as outline:
        outline.root += [pikepdf.OutlineItem("Where it is told", 0), pikepdf.OutlineItem("Sources", 0)]
    for name, value in more.items():
        made.Root.Outlines.First[f"/{name}"] = value


def test_bookmarks_may_stand_and_may_do_nothing() -> None:
    assert fields(pdf(bookmarks), "x.pdf") == []
    act = Dictionary(S=Name.URI, URI=String("https://example.org/"))
    assert "entry /URI" in fields(pdf(lambda made: bookmarks(made, A=act)), "x.pdf")
    assert "a path" in fields(pdf(lambda made: bookmarks(made, Title=String(PATH))), "x.pdf")
    assert "entry /Title" in fields(pdf(lambda made: made.Root.Pages.__setitem__("/Title", String("Anna"))), "x.pdf")


def loose(made: pikepdf.Pdf) -> None:
    made.Root.Pages.Extra = made.make_indirect(
        Dictionary(Title=String("Anna"), Parent=made.Root.Pages, Dest=Array([made.pages[0].obj, Name.Fit]))
    )


@pytest.mark.parametrize("change", [
    loose,
    lambda made: bookmarks(made, Dest=Array([String("made by Anna")])),
    lambda made: bookmarks(made, Count=String("Anna")),
    lambda made: made.Root.__setitem__("/Outlines", Dictionary(Type=Name.Outlines, First=String("Anna"))),
])  # fmt: skip
def test_what_only_looks_like_a_bookmark_hides_nothing(change: Change) -> None:
    assert fields(pdf(change), "x.pdf") != []


@pytest.mark.parametrize("title", ["Sound: how to listen", "SPECIMEN - a word", "Registration proof for two"])
def test_a_title_that_begins_as_a_mark_does_is_still_a_title(title: str) -> None:
    own = OwnWords(titles=(title,), day=OWN.day)
    for shown in (title, f"SPECIMEN - {title}", f"SPECIMEN - Sound: {title}"):
        assert fields(pdf(title=shown), "x.pdf", own) == []
    assert fields(pdf(title=f"SPECIMEN - {title} Anna"), "x.pdf", own) != []
