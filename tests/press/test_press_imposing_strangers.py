# SPDX-License-Identifier: Apache-2.0
"""The command `impose`: anybody's PDF is laid on sheets, or refused in a sentence."""

import io
import json
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pikepdf
import pypdfium2
import pytest
from click.testing import CliRunner, Result
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from leaf_samples import leaves
from pikepdf import Array, Dictionary, Encryption, Name

from safeconduct.api.imposing import Wish, impose_file
from safeconduct.cli.options import cli
from safeconduct.model.refusal import FolderRefusal, Refusal, UsageRefusal

DAY = date(2024, 11, 14)


def run(folder: Path, *words: str, content: bytes | None = None) -> Result:
    if content is not None:
        (folder / "in.pdf").write_bytes(content)
    return CliRunner().invoke(cli, ["impose", str(folder / "in.pdf"), "-o", str(folder / "out.pdf"), *words])


def changed(change: Callable[[pikepdf.Pdf], None], content: bytes | None = None) -> bytes:
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(content or leaves(2))) as pdf:
        change(pdf)
        pdf.save(out)
    return out.getvalue()


def test_it_says_what_it_did(tmp_path: Path) -> None:
    done = run(tmp_path, "--sheet", "A4", "--proof", "--as-of", "2024-11-14", content=leaves(4))
    assert done.exit_code == 0, done.output
    assert "leaves of 74 × 105 mm, 3 mm bleed" in done.output
    assert "2 sheets A4, 4 leaves on each (2 × 2), repeat, turn over the long edge; gutter 6 mm" in done.output
    assert "Looked at 16 cells: each holds its page, and nothing else." in done.output
    assert "claim no standard" in done.output
    with (
        pypdfium2.PdfDocument(tmp_path / "out.pdf") as sheet,
        pypdfium2.PdfDocument(tmp_path / "out.proof-a4.pdf") as trial,
    ):
        assert (len(sheet), len(trial)) == (4, 2)
        texts = [page.get_textpage().get_text_range() for page in sheet]
    assert [text.count(f"page{number}") for number, text in enumerate(texts, start=1)] == [4] * 4
    assert "in.pdf · back · turn over the long edge · CMYK + PANTONE 294 C · sheet 2 of 2" in texts[3]


def test_it_tells_a_program_the_same(tmp_path: Path) -> None:
    words = ("--sheet", "sra3", "--turn", "work-and-turn", "--order", "cut-and-stack", "--json")
    done = run(tmp_path, *words, content=leaves(24))
    told = json.loads(done.output)
    assert told == {
        "schema": "safeconduct-imposition-1", "sheet": "sra3", "sheets": 2, "columns": 3, "rows": 4, "rotation": 0,
        "order": "cut-and-stack", "turn": "work-and-turn", "bleed_mm": 3.0, "gutter_mm": 6.0, "cells": 24,
        "notes_left_out": 0, "pdf_x4": False, "traces": [], "written": [str(tmp_path / "out.pdf")],
    }  # fmt: skip


def test_the_same_file_twice_gives_the_same_bytes(tmp_path: Path) -> None:
    (tmp_path / "in.pdf").write_bytes(leaves(8))
    for name in ("one.pdf", "two.pdf"):
        impose_file(tmp_path / "in.pdf", Wish("sra3", "section", thickness_mm=0.1), tmp_path / name, None, DAY)
    assert (tmp_path / "one.pdf").read_bytes() == (tmp_path / "two.pdf").read_bytes()


def test_what_does_not_fit_is_refused_with_offers(tmp_path: Path) -> None:
    done = run(tmp_path, "--sheet", "a4", "--up", "4", content=leaves(2, 105, 148))
    assert done.exit_code == 2
    assert "the margins would be -3.0 mm beside and -2.5 mm above" in done.output
    assert "Do: take 2 on A4, leaves turned; or 4 on SRA4" in done.output
    assert not (tmp_path / "out.pdf").exists()


def test_a_file_without_trim_is_cut_where_the_command_says(tmp_path: Path) -> None:
    def bare(pdf: pikepdf.Pdf) -> None:
        for page in pdf.pages:
            del page.obj["/TrimBox"]

    content = changed(bare)
    done = run(tmp_path, "--sheet", "sra3", "--leaf", "74x105", content=content)
    assert "leaves of 74 × 105 mm, 3 mm bleed" in done.output
    done = run(tmp_path, "--sheet", "sra3", content=content)
    assert "leaves of 80 × 111 mm, no bleed" in done.output
    done = run(tmp_path, "--sheet", "sra3", "--leaf", "100x100", content=content)
    assert (done.exit_code, "Page 1 of in.pdf is 80.0 × 111.0 mm, not 100 × 100 mm" in done.output) == (4, True)
    assert run(tmp_path, "--sheet", "sra3", "--leaf", "small").exit_code == 2


def test_a_turned_page_is_laid_as_it_is_shown(tmp_path: Path) -> None:
    def turn(pdf: pikepdf.Pdf) -> None:
        pdf.pages[0].obj.Rotate = 90
        pdf.pages[1].obj.Rotate = 270

    done = run(tmp_path, "--sheet", "sra3", content=changed(turn))
    assert "leaves of 105 × 74 mm" in done.output


def test_what_is_left_out_is_said(tmp_path: Path) -> None:
    def note(pdf: pikepdf.Pdf) -> None:
        one = Dictionary(Type=Name.Annot, Subtype=Name.Text, Rect=Array([0, 0, 9, 9]), Contents="psst")
        pdf.pages[0].obj.Annots = Array([pdf.make_indirect(one)])

    done = run(tmp_path, "--sheet", "sra3", content=changed(note))
    assert "1 notes or form fields that lie on the pages are not printed." in done.output
    assert b"psst" not in (tmp_path / "out.pdf").read_bytes()


def test_a_layer_that_is_off_stays_off(tmp_path: Path) -> None:
    def layered(pdf: pikepdf.Pdf) -> None:
        layer = pdf.make_indirect(Dictionary(Type=Name.OCG, Name="hidden"))
        pdf.Root.OCProperties = Dictionary(OCGs=Array([layer]), D=Dictionary(OFF=Array([layer])))
        page = pdf.pages[0]
        page.obj.Resources.Properties = Dictionary(Off=layer)
        page.contents_add(b"/OC /Off BDC q 0 0 0 1 k 0 0 600 600 re f Q EMC")

    assert run(tmp_path, "--sheet", "sra3", content=changed(layered)).exit_code == 0
    with pypdfium2.PdfDocument(tmp_path / "out.pdf") as pdf:
        hidden = pdf[0].render(scale=0.5).to_numpy().mean()
    assert run(tmp_path, "--sheet", "sra3", content=leaves(2)).exit_code == 0
    with pypdfium2.PdfDocument(tmp_path / "out.pdf") as pdf:
        assert pdf[0].render(scale=0.5).to_numpy().mean() == pytest.approx(hidden, abs=0.5)


def no_pages(pdf: pikepdf.Pdf) -> None:
    del pdf.pages[:]


def two_sizes(pdf: pikepdf.Pdf) -> None:
    pdf.pages[1].obj.TrimBox = Array([0, 0, 100, 100])


def own_unit(pdf: pikepdf.Pdf) -> None:
    pdf.pages[1].obj.UserUnit = 2


def no_box(pdf: pikepdf.Pdf) -> None:
    pdf.pages[0].obj.TrimBox = Array([0, 0, 0, 0])


def far_box(pdf: pikepdf.Pdf) -> None:
    pdf.pages[0].obj.MediaBox = pdf.pages[0].obj.TrimBox = Array([0, 0, 10**9, 10**9])


def no_content(pdf: pikepdf.Pdf) -> None:
    pdf.pages[0].obj.Contents = pdf.make_indirect(Dictionary(A=1))


@pytest.mark.parametrize(
    ("change", "what"),
    [
        (no_pages, "has no page"),
        (two_sizes, "Page 2 of in.pdf is 35.3 × 35.3 mm, but page 1 is 74.0 × 105.0 mm."),
        (own_unit, "Page 2 of in.pdf counts in a unit of its own"),
        (no_box, "is no PDF, or is damaged"),
        (far_box, "is no PDF, or is damaged"),
        (no_content, "is no PDF, or is damaged"),
    ],
)
def test_what_cannot_be_trusted_is_refused(tmp_path: Path, change: Callable[[pikepdf.Pdf], None], what: str) -> None:
    (tmp_path / "in.pdf").write_bytes(changed(change))
    with pytest.raises(FolderRefusal) as refused:
        impose_file(tmp_path / "in.pdf", Wish("sra3"), tmp_path / "out.pdf", None, DAY)
    assert what in refused.value.what


@pytest.mark.parametrize("password", ["", "secret"])
def test_an_encrypted_file_is_refused(tmp_path: Path, password: str) -> None:
    with pikepdf.open(io.BytesIO(leaves(2))) as pdf:
        pdf.save(tmp_path / "in.pdf", encryption=Encryption(owner="owner", user=password))
    with pytest.raises(FolderRefusal, match=r"in\.pdf is encrypted"):
        impose_file(tmp_path / "in.pdf", Wish("sra3"), tmp_path / "out.pdf", None, DAY)


def test_a_file_that_is_none_or_nowhere_is_refused(tmp_path: Path) -> None:
    for source in (tmp_path / "none.pdf", tmp_path):
        with pytest.raises(FolderRefusal, match="cannot be read"):
            impose_file(source, Wish("sra3"), tmp_path / "out.pdf", None, DAY)
    (tmp_path / "in.pdf").write_bytes(leaves(2))
    with pytest.raises(FolderRefusal, match="cannot be written"):
        impose_file(tmp_path / "in.pdf", Wish("sra3"), tmp_path / "nowhere" / "out.pdf", None, DAY)
    with pytest.raises(UsageRefusal, match="no sheet “a9”"):
        impose_file(tmp_path / "in.pdf", Wish("a9"), tmp_path / "out.pdf", None, DAY)


@settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.data())
def test_no_damaged_file_breaks_more_than_itself(tmp_path: Path, data: st.DataObject) -> None:
    """Bytes of a good file are overwritten, cut out or doubled: there is a sheet, or a sentence."""
    content = bytearray(_plain())
    for _ in range(data.draw(st.integers(1, 4))):
        at = data.draw(st.integers(0, len(content) - 1))
        long = data.draw(st.integers(0, 40))
        content[at : at + long] = data.draw(
            st.binary(max_size=40) | st.sampled_from([b"/", b"<<", b" 0 R", b"-1", b"]"])
        )
    source = tmp_path / "in.pdf"
    source.write_bytes(bytes(content))
    try:
        laid = impose_file(source, Wish("sra3"), tmp_path / "out.pdf", None, DAY)
    except Refusal as refusal:
        assert refusal.what.endswith(".")  # noqa: PT017 - both ends are allowed, each is checked
        assert refusal.do  # noqa: PT017
    else:
        assert laid.cells


def _plain() -> bytes:
    # Uncompressed, so that what is overwritten is more than a stream that cannot be unpacked.
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(leaves(2))) as pdf:
        pdf.save(out, compress_streams=False, stream_decode_level=pikepdf.StreamDecodeLevel.generalized, qdf=False)
    return out.getvalue()
