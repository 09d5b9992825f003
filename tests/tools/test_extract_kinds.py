# SPDX-License-Identifier: Apache-2.0
"""What a page is, told by its content; and what is known and not read is called by its name."""

import json

import pytest

from safeconduct.tools import extract as extracting
from safeconduct.tools.extract_child import read
from safeconduct.tools.extract_kinds import OTHERS, UnreadableError, kind_of

from .layouts import packed
from .refusing import refusal


def ole(stream: str) -> bytes:
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(1000) + stream.encode("utf-16-le") + bytes(100)


def mime(kind: str) -> bytes:
    return packed({"mimetype": kind.encode(), "content.xml": b"<x/>"})


@pytest.mark.parametrize(
    ("page", "kind"),
    [
        (ole("HwpSummaryInformation"), "hwp"),
        (b"HWP Document File V3.00 \x1a\x01", "hwp"),
        (ole("WordDocument"), "doc"),
        (ole("Workbook"), "office-old"),
        (ole("EncryptedPackage"), "office-locked"),
        (b"{\\rtf1\\ansi words}", "rtf"),
        (mime("application/vnd.oasis.opendocument.text"), "odt"),
        (mime("application/epub+zip"), "epub"),
        (packed({"[Content_Types].xml": b"<x/>", "xl/workbook.xml": b"<x/>"}), "xlsx"),
        (packed({"[Content_Types].xml": b"<x/>", "ppt/presentation.xml": b"<x/>"}), "pptx"),
        (packed({"page.html": b"<p>words"}), "zip"),
        (b"PK\x05\x06" + bytes(18), "archive"),
        (b"\x1f\x8b\x08" + bytes(20), "archive"),
        (b"MIME-Version: 1.0\nContent-Type: multipart/related; boundary=x\n\n--x", "mhtml"),
        (b"WARC/1.1\r\nWARC-Type: response", "warc"),
        (b"<?xml version='1.0'?><rss><item/></rss>", "xml"),
        (b"\x89PNG\r\n\x1a\n" + bytes(20), "picture"),
        (b"RIFF\0\0\0\0WEBPVP8 ", "picture"),
        (b"RIFF\0\0\0\0WAVEfmt ", "sound"),
        (b"\0\0\0\x20ftypisom", "sound"),
        (b"%!PS-Adobe-3.0", "postscript"),
        (b"MZ\x90\0", "program"),
        ("만 명".encode("utf-16"), "utf-16"),
    ],
)
def test_what_we_know_and_do_not_read_is_called_by_its_name(page: bytes, kind: str) -> None:
    with pytest.raises(UnreadableError) as refused:
        read(page)
    assert (refused.value.code, refused.value.detail) == ("other-kind", kind)


@pytest.mark.parametrize("kind", OTHERS)
def test_every_other_kind_has_its_sentence(kind: str, monkeypatch: pytest.MonkeyPatch) -> None:
    lines = [json.dumps({"network": None, "unmet": []}), json.dumps({"refused": "other-kind", "detail": kind})]
    code = f"print(*{lines!r}, sep='\\n')"
    monkeypatch.setattr(extracting, "ENTRY", ("-c", code))
    what, do = OTHERS[kind]
    told = refusal(b"x")
    assert (told.what, told.do) == (f"“page” is {what}, which is not read here.", do)


@pytest.mark.parametrize(
    ("page", "kind"),
    [
        (b"%PDF-1.7\n", "pdf"),
        (b"  \n<!DOCTYPE HTML>", "html"),
        (b"\xef\xbb\xbf<html lang=ko>", "html"),
        (b"<!-- saved from url=(0014)about:internet -->\n<HTML>", "html"),
        (b"<?xml version='1.0'?>\n<!DOCTYPE html PUBLIC '-//W3C//DTD XHTML 1.0 Strict//EN'><html>", "html"),
        ("<html>".encode("utf-16"), "html"),
        (b"<!---->" * 1_400, "text"),  # a thousand ways to divide it into comments, of which one is tried
        (b"plain words about %PDF- and <html>", "text"),
        (b"<bread> is no page", "text"),
        ("﻿만 명".encode(), "text"),
        (b"one\ttwo\r\nthree\x0c", "text"),
        (b"zero \0 bytes", ""),
        (b"\x1b[31mred", ""),
        (b"\xff\xfe\xfd", "utf-16"),
        (b"latin \xe9", ""),
    ],
)
def test_content_says_what_it_is(page: bytes, kind: str) -> None:
    assert kind_of(page) == kind
