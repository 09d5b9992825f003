# SPDX-License-Identifier: Apache-2.0
"""Whatever a file says about its makers is seen; what a file must say is not held against it."""

import io

import pikepdf
import pytest
from hypothesis import given
from hypothesis import strategies as st
from inspecting_samples import changed, found, good_file, kinds, looked, print_file, set_xmp
from pikepdf import Dictionary, Name, Stream, String

KEYS = st.text(st.characters(min_codepoint=65, max_codepoint=122, categories=["L"]), min_size=1, max_size=12)
NEEDED = {"Title", "Creator", "Producer", "CreationDate", "ModDate", "Trapped", "GTS_PDFXVersion"}
BLANK_FORMS = {"Author", "Subject", "Keywords"}


def told(content: bytes) -> list[str]:
    return [seen.what for seen in looked(content, only=["about"]) if seen.kind == "told"]


def test_a_good_file_tells_nothing() -> None:
    assert told(good_file()) == []


@given(KEYS, st.text(max_size=40))
def test_an_entry_of_its_own_is_told_whatever_it_says(key: str, value: str) -> None:
    def set_key(pdf: pikepdf.Pdf) -> None:
        pdf.docinfo[f"/{key}"] = String(value)

    if key not in NEEDED | BLANK_FORMS and "Date" not in key:
        assert [what.split(":")[0] for what in told(changed(set_key))] == [key]


@pytest.mark.parametrize(
    ("key", "value", "is_told"),
    [
        ("Creator", "safeconduct", False),
        ("Creator", "LayoutMaker 20.0 (Macintosh)", True),
        ("Producer", "Library 17", True),
        ("Author", "", False),
        ("Keywords", " ", False),
        ("Author", "Somebody", True),
        ("ModDate", "D:20241114093000Z", False),
        ("ModDate", "D:20241114093000+00'00'", False),
        ("ModDate", "D:20241114093000+09'00'", True),
        ("Title", "A good leaf", False),
        ("Title", "file:///home/somebody/leaf.txt", True),
        ("Title", "C:\\Users\\somebody\\leaf.doc", True),
    ],
)
def test_makers_zones_and_paths_are_told(key: str, value: str, is_told: bool) -> None:
    def set_key(pdf: pikepdf.Pdf) -> None:
        pdf.docinfo[f"/{key}"] = String(value)

    assert bool(told(changed(set_key))) is is_told


@pytest.mark.parametrize(
    ("more", "says"),
    [
        ("<dc:creator><rdf:Seq><rdf:li>Somebody</rdf:li></rdf:Seq></dc:creator>", "creator: Somebody"),
        ("<xmp:CreatorTool>LayoutMaker</xmp:CreatorTool>", "CreatorTool: LayoutMaker"),
        ("<xmp:Label>urgent</xmp:Label>", "Label: urgent"),
    ],
)
def test_what_xmp_tells_is_named(more: str, says: str) -> None:
    spaces = 'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:xmp="http://ns.adobe.com/xap/1.0/"'
    content = changed(lambda pdf: set_xmp(pdf, more=f'<rdf:Description rdf:about="" {spaces}>{more}</rdf:Description>'))
    assert told(content) == [says]


def test_xmp_in_attributes_is_read_as_well() -> None:
    more = '<rdf:Description xmlns:x="urn:x" x:serial="42"/>'
    assert told(changed(lambda pdf: set_xmp(pdf, more=more))) == ["serial: 42"]


@pytest.mark.parametrize("xmp", [b"", b"<not-closed", b"\xff\xfe\x00", b'<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'])
def test_xmp_that_is_no_xmp_is_named(xmp: bytes) -> None:
    assert "no-xmp" in kinds(changed(lambda pdf: pdf.Root.Metadata.write(xmp)))


def thumbnail(pdf: pikepdf.Pdf) -> None:
    pdf.pages[0].obj.Thumb = pdf.make_indirect(Stream(pdf, b""))


def working_copy(pdf: pikepdf.Pdf) -> None:
    pdf.pages[0].obj.PieceInfo = Dictionary(Layout=Dictionary())


def own_entry(pdf: pikepdf.Pdf) -> None:
    pdf.Root.JobTicketOfMine = String("42")


def part_metadata(pdf: pikepdf.Pdf) -> None:
    metadata = Stream(pdf, b"<x/>")
    metadata.Type = Name.Metadata
    pdf.pages[0].obj.Metadata = pdf.make_indirect(metadata)


@pytest.mark.parametrize("change", [thumbnail, working_copy, own_entry, part_metadata], ids=lambda c: c.__name__)
def test_what_lies_in_other_corners_is_found(change: object) -> None:
    assert callable(change)
    content = changed(change)
    assert len(told(content)) == 1
    assert list(found(print_file(content))) == ["maker-told"]


def test_an_earlier_version_under_the_last_one_is_found() -> None:
    content = good_file()
    assert content.count(b"%%EOF") == 1
    update = content + b"\n% a later version\nstartxref\n0\n%%EOF\n"
    assert any("earlier version" in what for what in told(update))
    assert any("behind the end" in what for what in told(content + b"hidden words"))


def test_the_same_things_are_told_of_a_screen_file() -> None:
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(good_file())) as pdf:
        pdf.docinfo["/Author"] = String("Somebody")
        pdf.save(out)
    assert list(found(print_file(out.getvalue(), use="screen"))) == ["maker-told"]
