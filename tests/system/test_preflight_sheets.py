# SPDX-License-Identifier: Apache-2.0
"""A sheet that somebody imposed, looked at with its leaf at hand: each back behind its own front."""

from pathlib import Path

import pikepdf
import pytest
import typst

from .press_room import Ran, Room
from .test_preflight import FONTS

LEAF = """#set page(width: 80mm, height: 111mm, margin: 12mm)
#set text(font: "Source Sans 3", size: 11pt)
= The gates stand open
You may lay down your weapon. The law protects whoever does so.
#pagebreak()
Walk on the road, in daylight, slowly. Keep your hands where they can be seen.
#pagebreak()
= Nobody asks your name
A doctor looks after you first, and there is bread, and tea that is hot.
#pagebreak()
You may write home at once; the letter goes the same day, and nobody keeps it.
"""


@pytest.fixture
def room(tmp_path: Path) -> Room:
    return Room(tmp_path)


@pytest.fixture
def leaf(tmp_path: Path) -> Path:
    """Two leaves, A7 with 3 mm of bleed, each with a back."""
    path = tmp_path / "leaf.pdf"
    path.write_bytes(typst.compile(LEAF.encode(), font_paths=FONTS))
    with pikepdf.open(path, allow_overwriting_input=True) as pdf:
        for page in pdf.pages:
            x0, y0, x1, y1 = (float(value) for value in page.mediabox)
            bleed = 3 * 72 / 25.4
            page.trimbox = pikepdf.Array([x0 + bleed, y0 + bleed, x1 - bleed, y1 - bleed])
        pdf.save(path)
    return path


def imposed(room: Room, leaf: Path, *words: str) -> Path:
    sheet = room.folder / "sheet.pdf"
    ran = room.run("impose", str(leaf), "--sheet", "sra4", "-o", str(sheet), "--as-of", "2026-11-01", *words)
    assert ran.code == 0, ran.err
    return sheet


def looked(room: Room, sheet: Path, leaf: Path, *words: str) -> tuple[Ran, list[str]]:
    ran = room.run("preflight", str(sheet), "--leaf", str(leaf), "--json", *words)
    assert ran.err == ""
    return ran, [one["message"] for one in ran.report["findings"] if one["check"] == "back-not-behind"]


@pytest.mark.parametrize(("turn", "order"), [
    ("long-edge", "repeat"), ("short-edge", "sequence"), ("work-and-turn", "repeat"), ("work-and-tumble", "repeat"),
])  # fmt: skip
def test_a_sheet_that_is_right_is_found_right_and_its_turn_is_told(
    room: Room, leaf: Path, turn: str, order: str
) -> None:
    ran, faults = looked(room, imposed(room, leaf, "--turn", turn, "--order", order), leaf)
    assert faults == []
    assert ran.report["use"] == "sheet"
    assert ran.report["turned"].split()[-1 if turn.startswith(("long", "short")) else 0] in ("edge", "one")
    assert not any("lies behind its own front" in words for words in ran.report["not_checked"])


def test_a_sheet_that_is_turned_the_other_way_is_stopped(room: Room, leaf: Path) -> None:
    sheet = imposed(room, leaf, "--turn", "short-edge")
    ran, faults = looked(room, sheet, leaf, "--turn", "long-edge")
    assert ran.code == 1
    assert faults
    assert all("head to foot" in words or "nothing of the leaf" in words for words in faults)


def test_backs_that_were_swapped_are_told_where_they_lie(room: Room, leaf: Path) -> None:
    sheet = imposed(room, leaf, "--order", "repeat")
    with pikepdf.open(sheet, allow_overwriting_input=True) as pdf:
        assert len(pdf.pages) == 4
        backs = [pdf.pages[at].obj for at in (1, 3)]
        backs[0].Contents, backs[1].Contents = backs[1].Contents, backs[0].Contents
        backs[0].Resources, backs[1].Resources = backs[1].Resources, backs[0].Resources
        pdf.save(sheet)
    ran, faults = looked(room, sheet, leaf)
    assert ran.code == 1
    assert any(words.startswith("On side 1, behind page 1 lies page 4, not page 2.") for words in faults)
    (first, *_) = (one for one in ran.report["findings"] if one["check"] == "back-not-behind")
    assert first["place"]["box_mm"][2:] == pytest.approx([74, 105], abs=0.1)


def test_another_leaf_is_nowhere_on_the_sheet(room: Room, leaf: Path, tmp_path: Path) -> None:
    sheet = imposed(room, leaf)
    other = tmp_path / "other.pdf"
    words = b'#set text(font: "Source Sans 3")\nWords of quite another leaf, which nobody imposed.'
    other.write_bytes(typst.compile(words, font_paths=FONTS))
    ran, faults = looked(room, sheet, other)
    assert ran.code == 1
    assert faults == ["Nowhere on the sheet lies page 1 of the leaf at its true size."]


@pytest.mark.parametrize(("words", "code", "said"), [
    (("--turn", "long-edge"), 2, "A turn is looked at together with the leaf of the sheet."),
    (("--leaf", "no-such.pdf"), 4, "no-such.pdf cannot be read"),
    (("--leaf", "words.txt"), 4, "“words.txt” is no PDF"),
    (("--leaf", "leaf.pdf", "--use", "press"), 2, "A file for press has no leaves on it."),
    (("--leaf", "leaf.pdf", "--turn", "upwards"), 2, "upwards"),
])  # fmt: skip
def test_what_makes_no_sense_ends_in_a_sentence(
    room: Room, leaf: Path, words: tuple[str, ...], code: int, said: str
) -> None:
    (room.folder / "words.txt").write_text("plain words", "utf-8")
    ran = room.run("preflight", str(leaf), *words)
    assert ran.code == code
    assert said in ran.err
    assert "Traceback" not in ran.err
