# SPDX-License-Identifier: Apache-2.0
"""`safeconduct capture` from the command line to the judgement."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from .press_room import ROOT, Room

BASE = ROOT / "tests" / "checks" / "_base"
PAGE = "<html><nav>Home</nav><p>The mill house has 25 beds.</p>"
WORDS = ("--title", "Beds", "--publisher", "The Gazette", "--language", "en", "--taken", "2026-10-30")


@pytest.fixture
def manuscript(room: Room) -> Path:
    folder = room.folder / "manuscript"
    shutil.copytree(BASE, folder)
    (room.folder / "page.htm").write_text(PAGE, "utf-8")
    return folder


def test_capture_says_what_it_kept_and_how_it_begins(room: Room, manuscript: Path) -> None:
    ran = room.run("capture", str(room.folder / "page.htm"), "--manuscript", str(manuscript), "--id", "gazette", *WORDS)
    assert (ran.code, ran.err) == (0, "")
    for told in ("archive/gazette.html", "archive/gazette.words.txt", "sources/gazette.toml"):
        assert f"  {told}\n" in ran.out
        assert (manuscript / told).is_file()
    assert "7 words found by safeconduct" in ran.out
    assert "jailed" in ran.out
    assert "They begin: Home … The mill house has 25 beds.\n" in ran.out
    checked = room.run("check", str(manuscript), "--as-of", "2026-11-01")
    assert "gazette" not in checked.out + checked.err


def test_a_second_capture_under_the_same_id_is_refused(room: Room, manuscript: Path) -> None:
    words = ("capture", str(room.folder / "page.htm"), "--manuscript", str(manuscript), "--id", "gazette", *WORDS)
    assert room.run(*words).code == 0
    ran = room.run(*words)
    assert (ran.code, ran.out) == (4, "")
    assert "is there already, and a capture is never changed." in ran.err


def test_a_refusal_is_one_sentence_and_what_to_do(room: Room, manuscript: Path) -> None:
    (room.folder / "page.htm").write_bytes(b"{\\rtf1 words}")
    ran = room.run("capture", str(room.folder / "page.htm"), "--manuscript", str(manuscript), "--id", "gazette", *WORDS)
    assert (ran.code, ran.out) == (2, "")
    assert ran.err == (
        "“page.htm” is an RTF file, which is not read here.\n"
        "  Do: open it and save it as DOCX or PDF, then capture that.\n"
    )


def test_capture_brings_no_parser_into_our_own_process(room: Room, manuscript: Path) -> None:
    code = (
        "import sys; sys.argv[1:] = "
        + repr(["capture", str(room.folder / "page.htm"), "--manuscript", str(manuscript), "--id", "gazette", *WORDS])
        + "\nfrom safeconduct.cli import main\ntry: main()\nexcept SystemExit: pass\n"
        "print([n for n in ('selectolax', 'pypdfium2', 'defusedxml', 'xml', 'zipfile') if n in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, cwd=room.folder, check=True)
    told = done.stdout.decode().strip().splitlines()
    assert told[-1] == "[]"
    assert any("Captured: " in line for line in told)
