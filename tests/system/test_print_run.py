# SPDX-License-Identifier: Apache-2.0
"""`safeconduct print-run`: from copies to paper, from the terminal."""

from pathlib import Path

import pytest

from .press_room import Room


@pytest.fixture
def room(tmp_path: Path) -> Room:
    return Room(tmp_path)


def test_a_run_is_told_line_by_line(room: Room) -> None:
    ran = room.run("print-run", "letter-a4", "120")
    assert (ran.code, ran.err) == (0, "")
    lines = [line.strip() for line in ran.out.splitlines()]
    assert lines == [
        "copies        120 of 210 × 297 mm",
        "sheet         210 × 297 mm, one leaf each",
        "paper         uncoated offset, 80 g/m²",
        "sheets        126 = 120 + 0 make-ready + 6 spoilage",
        "plates        none: an office printer",
        "paper weighs  0.629 kg",
        "copies weigh  0.599 kg",
        "cartons       1",
        "stack         12 mm",
    ]


def test_the_same_as_an_object(room: Room) -> None:
    allowance = ("--waste-percent", "2.5", "--make-ready", "50", "--grams", "70", "--carton-kg", "8")
    told = room.run("print-run", "pocket-a7", "3000", "--sheet", "SRA3", *allowance, "--json").report
    assert told["schema"] == "safeconduct-print-run-1"
    assert (told["sheet"], told["sheet_mm"]) == ("sra3", [320.0, 450.0])
    assert told["sheets"] == told["needed"] + told["make_ready"] + told["spoilage"]
    assert (told["make_ready"], told["grams_per_m2"], told["leaves_kg"], told["cartons"]) == (100, 70.0, 1.632, 1)
    assert told["needed"] * told["leaves_per_sheet"] >= 3000


@pytest.mark.parametrize(
    ("words", "code", "what"),
    [
        (("fm", "3"), 2, "“fm” is no channel that is printed."),
        (("pocket-a7", "0"), 2, "A run of 0 copies cannot be printed."),
        (("pocket-a7", "10", "--waste-percent", "101"), 2, "101 percent"),
        (("pocket-a7", "10", "--grams", "nan"), 2, "“nan” is not a number"),
        (("pocket-a7", "10", "--waste-percent", "0.0000001"), 2, "is not a number"),
        (("pocket-a7", "ten"), 2, "ten"),
        (("poster-a3", "10", "--sheet", "a4"), 5, "does not fit"),
        (("pocket-a7", "10", "--sheet", "foolscap"), 5, "foolscap"),
    ],
)
def test_what_cannot_be_is_refused_in_a_sentence(words: tuple[str, ...], code: int, what: str, room: Room) -> None:
    ran = room.run("print-run", *words)
    assert (ran.code, ran.out) == (code, "")
    assert what in ran.err
    assert "Traceback" not in ran.err
