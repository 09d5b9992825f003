# SPDX-License-Identifier: Apache-2.0
"""The words of every copy are looked at, as a user has it: with the analysers, in a step, the answer kept.

SPECIMEN text, not reviewed by a native reader.
"""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from .press_room import Room

BASE = Path(__file__).parents[1] / "checks" / "_base"
KOREAN = """# 회관이 열려 있습니다 {#title}

[회관에는 침대가 40개 있습니다.](claim:beds) 노동자와 여자도 올 수 있습니다. 연대로 연락하십시오. {#beds}

[저녁마다 차를 줍니다.](promise:tea) 버스를 타십시오. {#tea}
"""
WORDS = {"spelling-southern", "spacing-southern", "word-southern", "word-ambiguous", "word-only-southern"}


@pytest.fixture(scope="module")
def room(tmp_path_factory: pytest.TempPathFactory) -> Room:
    return Room(tmp_path_factory.mktemp("words"))


@pytest.fixture
def manuscript(tmp_path: Path) -> Path:
    folder = tmp_path / "manuscript"
    shutil.copytree(BASE, folder)
    edition = folder / "edition.toml"
    text = edition.read_text("utf-8").replace('["en", "uk"]', '["en", "uk", "ko-KP"]')
    edition.write_text(text, "utf-8")
    (folder / "pieces/note/copy.ko-KP.md").write_text(KOREAN, "utf-8")
    return folder


def found(room: Room, manuscript: Path) -> list[tuple[str, int, str]]:
    """Each finding about Southern words in Korean copy: its check, line and message."""
    report = room.run("check", str(manuscript), "--json").report
    return [
        (finding["check"], finding["line"], finding["message"])
        for finding in report["findings"]
        if finding["check"] in WORDS and finding["file"].endswith("ko-KP.md")
    ]


def test_southern_copy_is_told_where_it_stands_and_settled_by_its_author(room: Room, manuscript: Path) -> None:
    told = found(room, manuscript)
    lines = {(check, line) for check, line, _ in told}
    assert {("spelling-southern", 3), ("spacing-southern", 3), ("word-ambiguous", 3), ("word-southern", 5)} <= lines
    assert any("로동자" in message for *_, message in told)
    assert any("뻐스" in message for *_, message in told)
    copy = manuscript / "pieces/note/copy.ko-KP.md"
    text = KOREAN.replace("노동자와 여자도 올 수 있습니다", "로동자와 녀자도 올수 있습니다").replace(
        "연대로", "련대{聯隊}로"
    )
    copy.write_text(text.replace("연락", "련락").replace("열려 있습니다", "열려있습니다"), "utf-8")
    (manuscript / "choices.ko-KP.tsv").write_text("버스\t버스\n", "utf-8")
    assert found(room, manuscript) == []


def test_a_choice_that_is_none_is_refused_with_its_line(room: Room, manuscript: Path) -> None:
    (manuscript / "choices.ko-KP.tsv").write_text("# chosen\nbus\tBus\n", "utf-8")
    ended = room.run("check", str(manuscript))
    assert ended.code == 2
    assert "choices.ko-KP.tsv:2" in ended.err


def test_what_did_not_change_is_not_looked_at_again(tmp_path: Path, manuscript: Path) -> None:
    room = Room(tmp_path / "room")
    room.folder.mkdir()
    first = room.run("check", str(manuscript))
    again = room.run("check", str(manuscript))
    assert first.out == again.out
    assert again.cpu_s < 0.6 * first.cpu_s  # the analysers alone take longer to load than the rest takes


def test_a_misspelt_word_and_a_letter_of_another_alphabet(room: Room, manuscript: Path) -> None:
    copy = manuscript / "pieces/note/copy.en.md"
    copy.write_text(
        copy.read_text("utf-8").replace("every evening.", "every evenning. Com\N{CYRILLIC SMALL LETTER IE} in."),
        "utf-8",
    )
    report = room.run("check", str(manuscript), "--json").report
    told = {finding["check"]: finding["message"] for finding in report["findings"]}
    assert "evening" in told["word-misspelled"]
    assert "letter-of-another-alphabet" in told


def test_a_draft_is_converted_from_standard_input_to_standard_output() -> None:
    words = [sys.executable, "-m", "safeconduct", "language", "convert"]
    done = subprocess.run(words, input="노동자의 권리를 지킬 수 있다.\n".encode(), capture_output=True, check=False)
    assert done.returncode == 0
    assert done.stdout.decode() == "로동자의 권리를 지킬수 있다.\n"
    assert "changed for certain" in done.stderr.decode()
