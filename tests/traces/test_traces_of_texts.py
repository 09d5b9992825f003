# SPDX-License-Identifier: Apache-2.0
"""Pages, texts, lists and files for exchange: words alone, and none that leads back to people."""

import json

import pytest

from safeconduct.model.traces import OwnWords

from .scanned import OWN, PATH, fields

PAGE = "<!DOCTYPE html>\n<html lang='en'><head><meta charset='utf-8'>{}</head><body><p>Walk.</p>{}</body></html>"
PRINTED = OwnWords(day="2026-11-20", addresses=("gate@example.org",))


@pytest.mark.parametrize(
    ("head", "body"),
    [
        ("<meta name='viewport' content='width=device-width'>", ""),
        ("<meta http-equiv='Content-Security-Policy' content=\"default-src 'none'\">", ""),
        ("<style>p { color: red; background: url(#a) }</style>", "<a href='#end'>end</a><img src='note.mp3'>"),
        ("<title>Sound: Leave on foot</title>", "<p>On 2026-11-20T10:00+09:00 the bridge opens, 20 km/home.</p>"),
    ],
)
def test_a_bare_page_is_clean(head: str, body: str) -> None:
    assert fields(PAGE.format(head, body).encode(), "x.html") == []


@pytest.mark.parametrize(
    ("head", "body", "named"),
    [
        ("<meta name='generator' content='Word 16'>", "", "meta generator"),
        ("<meta name='author' content='Anna'>", "", "meta author"),
        ("", "<!-- Anna, change this -->", "comment"),
        ("<link rel='stylesheet' href='https://fonts.example/x.css'>", "", "element link"),
        ("<script>x()</script>", "", "element script"),
        ("", "<img src='https://count.example/1.gif'>", "address that leads out of the file"),
        ("", "<img src='//count.example/1.gif'>", "address that leads out of the file"),
        ("", "<img src='/home/anna/x.png'>", "address that leads out of the file"),
        ("<style>@import 'x.css';</style>", "", "a load"),
        ("", "<p style='background: url(https://count.example/1)'>a</p>", "a load"),
        ("", "<p data-user='anna'>a</p>", "attribute data-user"),
        ("", f"<p>{PATH}</p>", "a path"),
        ("", "<p>anna@example.org</p>", "a mail address"),
        ("", "<p title='2026-11-20T10:00+09:00'>a</p>", "a time zone"),
        ("", "<p title='+37.5665+126.9780/'>a</p>", "a place"),
    ],
)
def test_what_a_page_tells_is_named(head: str, body: str, named: str) -> None:
    assert any(field.startswith(named) for field in fields(PAGE.format(head, body).encode(), "x.html"))


@pytest.mark.parametrize("ending", ["txt", "lrc", "vtt", "m3u", "m3u8", "cue"])
def test_a_text_holds_no_path_and_no_address_but_those_printed(ending: str) -> None:
    good = "SPECIMEN\n이 글은 확인되지 않았습니다.\nAsk gate@example.org; https://example.org/home/news 1/2, a:b\n"
    assert fields(good.encode(), f"x.{ending}", PRINTED) == []
    assert fields("이 글은 확인되지 않았습니다".encode("cp949"), f"x.{ending}", PRINTED) == []
    for bad in (PATH, "C:\\Users\\anna\\x.txt", "\\\\nas01\\share\\x", "file:///etc/x", "anna@example.org", "a\x1b[2J"):
        assert fields(f"{good}{bad}\n".encode(), f"x.{ending}", PRINTED), bad
    assert fields(b"\x81\xff\xff", f"x.{ending}", PRINTED)[0] == "format"


def test_strings_of_json_are_read_however_they_are_spelled() -> None:
    assert fields(json.dumps({"a": ["notice.en.pdf", 1, None]}).encode(), "kit.json") == []
    hidden = json.dumps({"a": [{"b": PATH}]}).replace("/", "\\u002f").encode()
    assert b"/home" not in hidden
    assert [one.split(",")[0] for one in fields(hidden, "kit.json")] == ["a path"]
    assert fields(json.dumps({PATH: 1}).encode(), "kit.json")
    assert fields(b"{", "kit.json") == ["format"]


PO = 'msgid ""\nmsgstr ""\n"Project-Id-Version: safeconduct\\n"\n"PO-Revision-Date: 2026-11-20 00:00+0000\\n"\n{}\n'


def test_the_head_of_a_po_file_names_nobody() -> None:
    assert fields(PO.format("").encode(), "x.po", OWN) == []
    for line, named in (
        ('"Last-Translator: Anna <anna@example.org>\\n"', "head Last-Translator"),
        ('"X-Generator: Poedit 3.4\\n"', "head X-Generator"),
        ('"POT-Creation-Date: 2026-11-20 10:00+0900\\n"', "head POT-Creation-Date"),
    ):
        assert named in fields(PO.format(line).encode(), "x.po", OWN)


XLIFF = '<?xml version="1.0"?><xliff xmlns="urn:oasis:names:tc:xliff:document:2.0" version="2.1">{}</xliff>'


def test_a_file_for_exchange_names_nobody() -> None:
    assert fields(XLIFF.format('<file id="a" original="pieces/a/copy.en.md"/>').encode(), "x.xlf") == []
    for inside, named in (
        ('<file id="a" original="/home/anna/a.md"/>', "a path"),
        ('<note creationid="anna"/>', "attribute creationid"),
        ("<!-- from Anna -->", "comment"),
        ('<?mso-application x="y"?>', "processing instruction"),
        ("<creator>Anna</creator>", "element creator"),
    ):
        assert any(one.startswith(named) for one in fields(XLIFF.format(inside).encode(), "x.xlf")), named
