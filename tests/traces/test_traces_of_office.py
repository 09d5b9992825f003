# SPDX-License-Identifier: Apache-2.0
"""DOCX and HWPX: ours are clean; those of a word processor, or of a library, name whoever wrote them."""

import io
import re
import zipfile
from collections.abc import Callable

import docx as word
import pytest

from safeconduct.language.office.docx import docx
from safeconduct.language.office.hwpx import hwpx
from safeconduct.language.office.sheets import single
from safeconduct.manuscript.copy_text import read_copy
from safeconduct.manuscript.faults import Faults
from safeconduct.model.canonical import digest_of
from safeconduct.press.type.typefaces import FACES

from .scanned import PATH, fields, told

# A specimen; no native reader has reviewed it.
TEXT = "# 무기를 놓는 순서 {#title}\n\n걸어서 가십시오. {#walk}\n"
FAMILIES = {language: face.text for language, face in FACES.items()}


def ours(kind: str) -> bytes:
    copy = read_copy(TEXT, digest_of(TEXT.encode()), "ko-KP", "copy", Faults())
    return (docx if kind == "docx" else hwpx)(single(copy, ("Working text",)), FAMILIES)


def repacked(content: bytes, more: dict[str, str], change: Callable[[zipfile.ZipInfo], None] = lambda _: None) -> bytes:
    """Return the package with more parts, or others in their place."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as held, zipfile.ZipFile(out, "w") as package:
        parts = {name: held.read(name).decode() for name in held.namelist()} | more
        for name, part in parts.items():
            info = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            info.create_system = 0
            change(info)
            package.writestr(info, part)
    return out.getvalue()


@pytest.mark.parametrize("kind", ["docx", "hwpx"])
def test_ours_is_clean(kind: str) -> None:
    assert told(ours(kind), f"x.{kind}") == ""
    assert told(repacked(ours(kind), {}), f"x.{kind}") == ""


def test_a_library_s_template_names_its_author_its_day_and_the_clock_of_this_machine() -> None:
    out = io.BytesIO()
    made = word.Document()
    made.core_properties.author = "Anna"
    made.core_properties.comments = PATH
    made.save(out)
    found = fields(out.getvalue(), "x.docx")
    for named in ("property creator", "property description", "property created", "part", "ZIP time"):
        assert named in found
    assert "Anna" in told(out.getvalue(), "x.docx")


def _dated(info: zipfile.ZipInfo) -> None:
    info.date_time = (2026, 11, 20, 9, 0, 0)


def _zoned(info: zipfile.ZipInfo) -> None:
    info.extra = b"UT\x05\x00\x01\x00\x00\x00\x00"


def _unix(info: zipfile.ZipInfo) -> None:
    info.create_system = 3


@pytest.mark.parametrize("kind", ["docx", "hwpx"])
@pytest.mark.parametrize(
    ("change", "named"), [(_dated, "ZIP time"), (_zoned, "ZIP extra field"), (_unix, "ZIP system")]
)
def test_what_packing_tells_is_named(kind: str, change: Callable[[zipfile.ZipInfo], None], named: str) -> None:
    assert named in fields(repacked(ours(kind), {}, change), f"x.{kind}")


@pytest.mark.parametrize(
    ("part", "content", "named"),
    [
        ("docProps/thumbnail.jpeg", "x", "part"),
        ("word/comments.xml", "<a/>", "part"),
        ("customXml/item1.xml", "<a/>", "part"),
        (
            "docProps/core.xml",
            "<p><lastModifiedBy>Anna</lastModifiedBy></p>",
            "property lastModifiedBy",
        ),
        ("docProps/app.xml", "<p><Company>Anna Ltd</Company></p>", "property Company"),
        ("docProps/app.xml", "<p><Application>Word</Application></p>", "property Application"),
        ("word/footer1.xml", '<w:p xmlns:w="u" w:rsidR="00AB12CD"/>', "attribute rsidR"),
        ("word/footer1.xml", '<w:ins xmlns:w="u" w:author="Anna"/>', "attribute author"),
        ("word/footer1.xml", "<!-- Anna --><a/>", "comment"),
        ("word/footer1.xml", f"<a>{PATH}</a>", "a path"),
        ("word/_rels/settings.xml.rels", '<r Target="file:///C:/Users/anna/x.dotx"/>', "a path"),
    ],
)
def test_what_a_docx_tells_is_named(part: str, content: str, named: str) -> None:
    assert any(one.startswith(named) for one in fields(repacked(ours("docx"), {part: content}), "x.docx"))


def test_what_an_hwpx_tells_is_named() -> None:
    with zipfile.ZipFile(io.BytesIO(ours("hwpx"))) as held:
        about = held.read("Contents/content.hpf").decode()
    for line, named in (
        ('<opf:meta name="creator" content="text">Anna</opf:meta>', "attribute name"),
        ('<opf:meta name="CreatedDate" content="text">2026-11-20T04:12:33Z</opf:meta>', "attribute name"),
    ):
        changed = re.sub("</opf:metadata>", f"{line}</opf:metadata>", about)
        assert changed != about
        assert named in fields(repacked(ours("hwpx"), {"Contents/content.hpf": changed}), "x.hwpx")


def test_bytes_between_and_around_the_parts_are_found() -> None:
    whole = ours("docx")
    assert "bytes before the ZIP" in fields(b"Anna" + whole, "x.docx") or "bytes between parts" in fields(
        b"Anna" + whole, "x.docx"
    )
    start = whole.index(b"PK\x01\x02")
    assert fields(whole[:start] + b"Anna" + whole[start:], "x.docx")
    out = io.BytesIO(whole)
    with zipfile.ZipFile(out, "a") as package:
        package.comment = b"Anna"
    assert "ZIP comment" in fields(out.getvalue(), "x.docx")
