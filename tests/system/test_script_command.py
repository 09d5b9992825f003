# SPDX-License-Identifier: Apache-2.0
"""`safeconduct script`: what a narrator reads, before anything is recorded."""

import shutil
from pathlib import Path

import pypdfium2
import pytest

from .press_room import ROOT, Room

BASE = ROOT / "tests" / "checks" / "_base"


@pytest.fixture
def room(tmp_path: Path) -> Room:
    shutil.copytree(BASE, tmp_path / "brook")
    return Room(tmp_path)


def called_out(room: Room, words: str) -> None:
    folder = room.folder / "brook" / "pieces" / "call"
    for file in folder.iterdir():
        file.write_text(file.read_text("utf-8").replace("loudspeaker-message", "call-out"), "utf-8")
    (folder / "copy.en.md").write_text(f"# The call {{#title}}\n\n{words} {{#open}}\n", "utf-8")


def test_the_script_is_printed_and_the_verdicts_beside_it(room: Room) -> None:
    ran = room.run("script", "brook", "call")
    assert ran.code == 0
    assert ran.out.startswith("SPECIMEN")
    assert "1. open · narrator · 7 σ" in ran.out
    assert "\nThe hall is open tonight. //\n" in ran.out
    assert "loudspeaker message: the message is expected to last" in ran.err


def test_a_call_out_that_is_too_long_is_told_and_ends_in_one(room: Room) -> None:
    called_out(room, "The hall is open tonight, and tomorrow, and on every other evening until spring comes.")
    ran = room.run("script", "brook", "call")
    assert ran.code == 1
    assert "! call-out: 26 syllables, at most 20" in ran.err
    assert "the words are said 3 times" in ran.out


def test_figures_are_in_words_and_what_is_not_certain_is_told(room: Room) -> None:
    called_out(room, "Come to B2 at 9:00 with **10** blankets.")
    ran = room.run("script", "brook", "call", "--json")
    script = ran.report["script"]
    assert ran.report["schema"] == "safeconduct-script-1"
    (part,) = [part for part in script["parts"] if part["block"] == "open"]
    stretches = [stretch for idea in part["ideas"] for stretch in idea["stretches"]]
    assert {"text": "nine o’clock", "strong": False, "figure": "9:00"} in stretches
    assert {"text": "ten", "strong": True, "figure": "10"} in stretches
    assert part["left"] == ["B2"]
    assert {"says": "the narrator must decide how to read: B2", "kept": True} in ran.report["verdicts"]


@pytest.mark.parametrize("language", ["en", "uk"])
def test_it_is_written_in_large_type_and_as_text(room: Room, language: str) -> None:
    ran = room.run("script", "brook", "call", "--language", language, "-o", "call.pdf")
    assert (ran.code, ran.err) == (0, "")
    assert "Written: call.pdf" in ran.out
    page = pypdfium2.PdfDocument(room.folder / "call.pdf")[0]
    words = "".join(page.get_textpage().get_text_range().split())
    assert ("Bringablanket." if language == "en" else "Візьмітьковдру.") in words
    room.run("script", "brook", "call", "--language", language, "-o", "call.txt")
    printed = room.run("script", "brook", "call", "--language", language).out
    assert (room.folder / "call.txt").read_text("utf-8") == printed


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("call", "--language", "ru"), "has no copy in “ru”"),
        (("call", "--channel", "fm"), "does not go through the channel “fm”"),
        (("note",), "is printed, not spoken"),
        (("nothing",), "is not in this edition"),
        (("call", "-o", "call.doc"), "neither a .pdf nor a .txt"),
    ],
)
def test_what_cannot_be_is_refused_with_a_way_out(room: Room, words: tuple[str, ...], says: str) -> None:
    ran = room.run("script", "brook", *words)
    assert ran.code == 2
    assert says in ran.err
    assert "Do: " in ran.err
