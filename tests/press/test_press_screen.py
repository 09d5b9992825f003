# SPDX-License-Identifier: Apache-2.0
"""Files for a screen: they can be kept and read aloud, with the mark on them and without."""

import io
import re
from datetime import date
from functools import cache
from pathlib import Path
from types import MappingProxyType

import page
import pikepdf
import pytest
from finished import DAY, THEMES, Finished, finished, formats
from hypothesis import given, settings
from hypothesis import strategies as st

from safeconduct.press.compiling import compile_pdf
from safeconduct.press.finishing import describe, save, set_boxes
from safeconduct.press.type.typefaces import plain_faces
from safeconduct.press.wording import set_line

WANTED = MappingProxyType({"2a": page.ValidationProfile.PDF_A_2A, "ua1": page.ValidationProfile.PDF_UA_1})
SPECIMENS = [
    (form, language, theme, False)
    for form in formats()
    for language, theme in (("en", "full-colour"), ("ko-KP", "black"))
]
OTHERS = [(form, "en", theme, False) for form in formats() for theme in THEMES if theme != "full-colour"]
FINALS = [(form, "uk", "full-colour", True) for form in formats()]
EVERY = [*SPECIMENS, *OTHERS, *FINALS]


def faults(content: bytes) -> list[str]:
    reports = {name: page.validate_pdf_bytes(content, profile=profile) for name, profile in WANTED.items()}
    return [f"{name} {fault.rule_id}: {fault.message}" for name, report in reports.items() for fault in report.failures]


def screens(form: str, language: str, theme: str, final: bool) -> list[Finished]:
    found = [one for one in finished(form, language, theme, final) if one.use == "screen"]
    assert found, f"the sampler has no {form} in {language}"
    return found


@pytest.mark.parametrize(("form", "language", "theme", "final"), EVERY)
def test_every_screen_file_is_archival_and_accessible(form: str, language: str, theme: str, final: bool) -> None:
    for one in screens(form, language, theme, final):
        assert faults(one.path.read_bytes()) == [], one.file


@pytest.mark.parametrize("form", formats())
def test_a_screen_file_has_a_title_a_language_and_one_date(form: str) -> None:
    for one in screens(form, "ko-KP", "black", False):
        with pikepdf.open(one.path) as pdf:
            assert pdf.check_pdf_syntax() == []
            assert bool(pdf.Root.ViewerPreferences.DisplayDocTitle)
            assert str(pdf.Root.Lang).startswith("ko")
            assert set(pdf.docinfo.keys()) == {"/Title", "/Creator", "/Producer", "/CreationDate", "/ModDate"}
            assert str(pdf.docinfo["/CreationDate"]) == f"D:{DAY:%Y%m%d}000000Z"
            xmp = pdf.Root.Metadata.read_bytes().decode()
            assert set(re.findall(r"\d{4}-\d\d-\d\d", xmp)) == {DAY.isoformat()}
            assert not re.search("typst|pikepdf|history", xmp, re.IGNORECASE)


@pytest.mark.parametrize("form", formats())
def test_the_mark_is_no_part_of_what_is_read_aloud(form: str) -> None:
    for one in screens(form, "en", "full-colour", False):
        with pikepdf.open(one.path) as pdf:
            for sheet in pdf.pages:
                words = {str(part.operator): part for part in pikepdf.parse_content_stream(sheet)}
                assert "Do" in words
                forms = {key: form for key, form in sheet.obj.Resources.XObject.items() if "/Mark" in key}
                assert {key[:9] for key in forms} == {"/MarkWord", "/MarkLabe"} or len(forms) >= 2
                for form_of_mark in forms.values():
                    told = form_of_mark.read_bytes()
                    assert told.startswith(b"/Artifact")
                    assert b"/MCID" not in told
                    assert "/StructParents" not in form_of_mark


@cache
def small() -> bytes:
    line = set_line("mark", "en", "SPECIMEN")
    table = {"faces": plain_faces({"en"}), "cells": [[60, 40]], "build": "screen", "right": 5, "top": 5, "word": line}
    return compile_pdf("mark.typ", {**table, "language": "en", "label": line}, "2024-11-14", build="mark")


@settings(deadline=None, max_examples=400)
@given(st.integers(0, 4000), st.text("abcdefgh ", min_size=1, max_size=30))
def test_no_stream_ends_in_a_carriage_return(number: int, title: str) -> None:
    """Some readers take a last byte 0x0D and the line feed after it for one line end, and the stream for too short."""
    with pikepdf.open(io.BytesIO(small())) as pdf:
        set_boxes(pdf)
        pdf.pages[0].contents_add(f"% {number}\n".encode())
        pdf.Root.Extra = pdf.make_stream(bytes([number % 251]) * (number % 300))
        describe(pdf, title, date.fromordinal(736000 + number).isoformat(), "press" if number % 2 else "screen")
        out = io.BytesIO()
        save(pdf, out)
    assert b"\r\nendstream" not in out.getvalue()
    with pikepdf.open(io.BytesIO(out.getvalue())) as again:
        assert again.check_pdf_syntax() == []
        assert again.Root.Extra.read_bytes() == bytes([number % 251]) * (number % 300)


def test_the_carriage_return_is_met_and_mended(tmp_path: Path) -> None:
    """Among contents of every length some must end so when packed: they are read back whole."""
    import zlib

    met = [size for size in range(2000) if zlib.compress(b"a" * size, 9)[-1:] == b"\r"]
    assert met
    for size in met:
        with pikepdf.open(io.BytesIO(small())) as pdf:
            set_boxes(pdf)
            pdf.Root.Extra = pdf.make_stream(b"a" * size)
            describe(pdf, "A title", "2024-11-14", "screen")
            save(pdf, tmp_path / "one.pdf")
        with pikepdf.open(tmp_path / "one.pdf") as again:
            assert again.Root.Extra.DecodeParms.Predictor == 12
            assert again.Root.Extra.read_bytes() == b"a" * size
