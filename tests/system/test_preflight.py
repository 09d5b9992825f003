# SPDX-License-Identifier: Apache-2.0
"""`safeconduct preflight`: a finished PDF, anybody's, from the terminal."""

import io
from pathlib import Path

import pikepdf
import pytest
import typst

import safeconduct.press

from .press_room import Room

FONTS = typst.Fonts(
    include_system_fonts=False,
    include_embedded_fonts=False,
    font_paths=[Path(safeconduct.press.__file__).parent / "fonts"],
)
HEAD = '#set page(width: 100mm, height: 120mm, margin: 12mm)\n#set text(font: "Source Sans 3", size: 11pt)\n'
WORDS = "= The gates stand open\nYou may lay down your weapon.\n\nThe law protects whoever does so.\n"
COPY = "# The gates stand open {#title}\n\nYou may lay down your weapon. Nobody will ask your name. {#may}\n"


def pdf(path: Path, source: str) -> str:
    """Write a PDF without any word about its maker; return its path."""
    made = typst.compile((HEAD + source).encode(), font_paths=FONTS)
    with pikepdf.open(io.BytesIO(made)) as opened:
        del opened.trailer["/Info"]
        del opened.Root["/Metadata"]
        opened.save(path)
    return str(path)


@pytest.fixture
def room(tmp_path: Path) -> Room:
    return Room(tmp_path)


def test_a_calm_file_is_not_stopped_and_what_was_not_checked_is_told(room: Room, tmp_path: Path) -> None:
    ran = room.run("preflight", pdf(tmp_path / "calm.pdf", WORDS))
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.startswith("calm.pdf: 1 page for screen, because it has screen colours only, and no trim.\n")
    assert "0 stop" in ran.out
    assert "Not checked: whether all words of the copy are there: no copy was named with --against." in ran.out


def test_as_a_press_file_it_is_stopped_with_the_measure(room: Room, tmp_path: Path) -> None:
    ran = room.run("preflight", pdf(tmp_path / "calm.pdf", WORDS), "--use", "press")
    assert (ran.code, ran.err) == (1, "")
    assert "for press, because you said so" in ran.out
    assert "STOP  output-intent-missing" in ran.out
    assert "no open program can certify PDF/X-4" in ran.out


def test_a_file_named_as_our_press_sheets_is_taken_for_one(room: Room, tmp_path: Path) -> None:
    ran = room.run("preflight", pdf(tmp_path / "calm.sheet-sra3.pdf", WORDS))
    assert ran.out.startswith("calm.sheet-sra3.pdf: 1 page for sheet, because its name is that of a press sheet.\n")
    assert "behind its own front" in ran.out
    told = room.run("preflight", str(tmp_path / "calm.sheet-sra3.pdf"), "--use", "screen")
    assert "for screen, because you said so" in told.out


def test_lost_sentences_are_told_with_their_line(room: Room, tmp_path: Path) -> None:
    (tmp_path / "copy.md").write_text(COPY, "utf-8")
    ran = room.run("preflight", pdf(tmp_path / "calm.pdf", WORDS), "--against", str(tmp_path / "copy.md"))
    assert ran.code == 1
    assert "“Nobody will ask your name.” is not in the finished calm.pdf. (copy.md:3)" in ran.out
    assert ran.out.count("is not in the finished") == 1


def test_the_report_marks_each_place_and_reaches_for_nothing(room: Room, tmp_path: Path) -> None:
    faint = f"{WORDS}#place(dx: 20mm, dy: 40mm, text(fill: luma(200))[Faint \\<script> words])"
    ran = room.run("preflight", pdf(tmp_path / "faint.pdf", faint), "-o", str(tmp_path / "report.html"))
    assert ran.code == 0
    report = (tmp_path / "report.html").read_text("utf-8")
    assert "default-src &#39;none&#39;" in report
    assert "<script" not in report
    assert "Faint &lt;script&gt; words" in report
    assert report.count('class="mark warn"') == 1
    assert report.count("data:image/png;base64,") == 1
    assert "http://" not in report
    assert "https://" not in report
    assert 'style="' not in report


def test_json_has_a_schema_and_places(room: Room, tmp_path: Path) -> None:
    small = f"{WORDS}#place(dx: 20mm, dy: 40mm, text(size: 4pt)[small words])"
    ran = room.run("preflight", pdf(tmp_path / "small.pdf", small), "--json")
    assert ran.code == 1
    told = ran.report
    assert told["schema"] == "safeconduct-preflight-1"
    (found,) = (one for one in told["findings"] if one["check"] == "type-too-small")
    assert found["place"]["page"] == 1
    assert found["place"]["box_mm"][0] == pytest.approx(32, abs=1)


def test_a_channel_brings_its_own_rules(room: Room, tmp_path: Path) -> None:
    ran = room.run("preflight", pdf(tmp_path / "calm.pdf", WORDS), "--channel", "pocket-a7")
    assert ran.code == 1
    assert "STOP  page-size-differs" in ran.out


@pytest.mark.parametrize(("words", "code", "said"), [
    (("no-such.pdf",), 4, "no-such.pdf cannot be read"),
    (("words.txt",), 4, "“words.txt” is no PDF, or too damaged to be opened."),
    (("words.txt", "--channel", "loudspeaker-30s"), 2, "is no channel that is printed"),
    (("words.txt", "--use", "wall"), 2, "wall"),
    ((), 2, "FILE"),
])  # fmt: skip
def test_what_cannot_be_looked_at_ends_in_a_sentence(
    room: Room, tmp_path: Path, words: tuple[str, ...], code: int, said: str
) -> None:
    (tmp_path / "words.txt").write_text("plain words", "utf-8")
    ran = room.run("preflight", *words)
    assert ran.code == code
    assert said in ran.err
    assert "Traceback" not in ran.err
