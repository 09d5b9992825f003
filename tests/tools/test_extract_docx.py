# SPDX-License-Identifier: Apache-2.0
"""The words of a DOCX as it prints."""

import io
from collections.abc import Mapping

import docx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from safeconduct.tools.extract_child import read
from safeconduct.tools.extract_kinds import UnreadableError

from .layouts import packed

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
TYPES = b'<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>'


def typed(kind: str) -> str:
    """The part of content types with one more of this kind."""
    return TYPES.decode().replace("/>", f'><Override PartName="/word/x.bin" ContentType="{kind}"/></Types>')


def relations(**targets: str) -> bytes:
    """A part of relationships: kind=target."""
    inside = "".join(f'<Relationship Id="{k}" Type="{OFFICE}/{k}" Target="{t}"/>' for k, t in targets.items())
    return f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{inside}</Relationships>'.encode()


def parts(body: str, **more: str) -> dict[str, bytes]:
    """A package with this body, and parts like `footnotes` with the XML given."""
    made = {
        "[Content_Types].xml": TYPES,
        "_rels/.rels": relations(officeDocument="word/document.xml"),
        "word/document.xml": f'<w:document xmlns:w="{W}"><w:body>{body}</w:body></w:document>'.encode(),
        "word/_rels/document.xml.rels": relations(**{kind: f"{kind}1.xml" for kind in more}),
    }
    for kind, inside in more.items():
        made[f"word/{kind}1.xml"] = f'<w:{kind} xmlns:w="{W}">{inside}</w:{kind}>'.encode()
    return made


def p(*runs: str) -> str:
    return f"<w:p>{''.join(runs)}</w:p>"


def r(text: str, form: str = "") -> str:
    return f"<w:r><w:rPr>{form}</w:rPr><w:t>{text}</w:t></w:r>"


def told(body: str, **more: str) -> str:
    kind, words = read(packed(parts(body, **more)))
    assert kind == "docx"
    return words.removesuffix("\n")


CELL = "<w:tc>{}</w:tc>"
M = '<m:oMath xmlns:m="m"><m:sSup><m:e><m:r><m:t>10</m:t></m:r></m:e><m:sup><m:r><m:t>6</m:t></m:r></m:sup>'
MC = 'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'


@pytest.mark.parametrize(
    ("body", "words"),
    [
        (p(r("One"), r(" two")) + p(r("three")), "One two\nthree"),
        (p(r("a"), "<w:del>" + r("not") + "</w:del>", "<w:ins>" + r("b") + "</w:ins>"), "ab"),
        (p("<w:r><w:delText>not</w:delText></w:r>", r("a")), "a"),
        (p("<w:moveFrom>" + r("not") + "</w:moveFrom>", "<w:moveTo>" + r("b") + "</w:moveTo>"), "b"),
        (p(r("not", "<w:vanish/>"), r("a", '<w:vanish w:val="0"/>')), "a"),
        (p("<w:hyperlink>" + r("a link") + "</w:hyperlink>"), "a link"),
        (p("<w:r><w:instrText>PAGE</w:instrText></w:r>", r("7")), "7"),
        (p("<w:r><w:t>a</w:t><w:tab/><w:t>b</w:t><w:br/><w:t>c</w:t></w:r>"), "a\tb\nc"),
        (p("<w:r><w:t>re</w:t><w:softHyphen/><w:t>read</w:t><w:noBreakHyphen/></w:r>"), "re\u00adread\u2011"),
        (p('<w:r><w:t>a</w:t><w:sym w:char="2192"/><w:sym w:char="F0FC"/><w:sym w:char="x"/></w:r>'), "a→\ufffd\ufffd"),
        (p(r("10,000"), r("1", '<w:vertAlign w:val="superscript"/>'), r("2")), "10,000 1 2"),
        ("<w:tbl><w:tr>" + CELL.format(p(r("a"))) + CELL.format(p(r("b"))) + "</w:tr></w:tbl>", "a\tb"),
        ("<w:tbl><w:tr>" + CELL.format(p(r("a")) + p(r("b"))) + CELL.format(p(r("c"))) + "</w:tr></w:tbl>", "a\nb\nc"),
        ("<w:sdt><w:sdtPr/><w:sdtContent>" + p(r("a field")) + "</w:sdtContent></w:sdt>", "a field"),
        (p(r("a"), f"<w:r><w:pict><w:txbxContent>{p(r('box'))}</w:txbxContent></w:pict></w:r>", r("b")), "ab\nbox"),
        (
            p(
                f"<w:r><mc:AlternateContent {MC}><mc:Choice><w:txbxContent>{p(r('box'))}</w:txbxContent></mc:Choice>"
                f"<mc:Fallback><w:txbxContent>{p(r('box'))}</w:txbxContent></mc:Fallback></mc:AlternateContent></w:r>"
            ),
            "box",
        ),
        (p(M + "</m:sSup></m:oMath>"), "10 6"),
    ],
)
def test_what_is_printed(body: str, words: str) -> None:
    assert told(body) == words


def test_headers_notes_and_footers_stand_around_the_text() -> None:
    note = '<w:footnote w:type="separator">{}</w:footnote><w:footnote>{}</w:footnote>'.format(
        p(r("line")), p(r("note"))
    )
    words = told(p(r("text")), footer=p(r("foot")), footnotes=note, header=p(r("head")), comments=p(r("comment")))
    assert words == "head\ntext\nnote\nfoot"


@settings(max_examples=25, deadline=None, database=None, derandomize=True)
@given(st.lists(st.text(st.characters(categories=["L", "N", "P"]), min_size=1, max_size=30), min_size=1, max_size=8))
def test_python_docx_writes_and_we_read(paragraphs: list[str]) -> None:
    paper = docx.Document()
    for text in [*paragraphs, "end"]:
        paper.add_paragraph(text)
    held = io.BytesIO()
    paper.save(held)
    assert read(held.getvalue()) == ("docx", "\n".join([*paragraphs, "end"]) + "\n")


@pytest.mark.parametrize(
    ("more", "code"),
    [
        ({"word/vbaProject.bin": b"x"}, "macros"),
        ({"customUI/VbaProject.BIN": b"x"}, "macros"),
        ({"[Content_Types].xml": TYPES.replace(b"/>", b">ms-word.document.macroEnabled.main+xml</Types>")}, "macros"),
        ({"[Content_Types].xml": typed("application/vnd.ms-office.vbaProject").encode("utf-16")}, "macros"),
        ({"word/_rels/document.xml.rels": relations(vbaProject="x.bin"), "word/x.bin": b"x"}, "macros"),
        ({"word/activeX/activeX1.xml": b"<x/>"}, "controls"),
        ({"word/_rels/document.xml.rels": relations(control="x.xml"), "word/x.xml": b"<x/>"}, "controls"),
        ({"word/_rels/header1.xml.rels": relations(oleObject="x.bin"), "word/x.bin": b"x"}, "objects"),
        ({"word/embeddings/oleObject1.bin": b"x"}, "objects"),
        ({"word/document.xml": b"<!DOCTYPE x [<!ENTITY a 'b'>]><x>&a;</x>"}, "dtd"),
        ({"word/document.xml": b"<w:document>"}, "damaged"),
        ({"word/document.xml": b"<?xml version='1.0' encoding='ebcdic'?><x/>"}, "damaged"),
        ({"word/document.xml": b""}, "damaged"),
        ({"_rels/.rels": relations()}, "damaged"),
        ({"_rels/.rels": relations(officeDocument="../../etc/passwd")}, "damaged"),
        ({"word/document.xml": b"<x>" * 3000 + b"</x>" * 3000}, "nested"),
    ],
)
def test_what_is_refused(more: Mapping[str, bytes], code: str) -> None:
    with pytest.raises(UnreadableError) as refused:
        read(packed({**parts(p(r("text"))), **more}))
    assert (refused.value.code, refused.value.detail) == (code, "DOCX" if code in ("dtd", "damaged") else "")


def test_what_lies_outside_is_never_looked_for() -> None:
    body = parts(p(r("text")))
    link = f'<Relationship Id="x" Type="{OFFICE}/header" Target="http://127.0.0.1/h.xml" TargetMode="External"/>'
    body["word/_rels/document.xml.rels"] = relations().replace(b"</Rel", link.encode() + b"</Rel")
    assert read(packed(body)) == ("docx", "text\n")


def test_a_link_to_a_page_about_programs_is_none() -> None:
    body = parts(p(r("text")))
    body["word/_rels/document.xml.rels"] = relations(hyperlink="https://example.org/ActiveX/vbaProject/oleObject")
    assert read(packed(body)) == ("docx", "text\n")


def test_a_strict_package_is_read_like_any() -> None:
    body = parts(p(r("text")))
    body["_rels/.rels"] = body["_rels/.rels"].replace(
        OFFICE.encode(), b"http://purl.oclc.org/ooxml/officeDocument/relationships"
    )
    assert read(packed(body)) == ("docx", "text\n")


def test_a_package_without_words_is_refused() -> None:
    with pytest.raises(UnreadableError, match="no-words-docx"):
        read(packed(parts(p())))
