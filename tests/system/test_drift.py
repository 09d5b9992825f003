# SPDX-License-Identifier: Apache-2.0
"""`safeconduct drift`: two tellings of one story, in files, from the terminal."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from safeconduct.api.drifting import LARGEST, telling, text_of
from safeconduct.model.refusal import FolderRefusal

from .press_room import EXAMPLES, SEEDS, Room

ARCHIVE = EXAMPLES / "kursk-2024" / "archive"
BRIEFING, YONHAP = ARCHIVE / "us-briefing-2024-11-04.txt", ARCHIVE / "yonhap-2024-11-11.txt"
OURS = """\
Thousands of soldiers were sent to the river, an agency wrote on 4 November 2024.
A spokesman said that as many as 10,000 of them may soon fight. The letter of Jang Se-yul was not handed over.
"""
COPY = """\
Tens of thousands of soldiers were sent to the river, an agency wrote.

A spokesman said that 10,000 of them will soon fight.
The letter of Jang Seyul was handed over.
"""


@pytest.fixture
def room(tmp_path: Path) -> Room:
    (tmp_path / "ours.txt").write_text(OURS, "utf-8")
    (tmp_path / "copy.txt").write_text(COPY, "utf-8")
    return Room(tmp_path)


def test_what_changed_is_told_under_both_sentences(room: Room, tmp_path: Path) -> None:
    ran = room.run("drift", str(tmp_path / "ours.txt"), str(tmp_path / "copy.txt"))
    assert (ran.code, ran.err) == (1, "")
    lines = ran.out.splitlines()
    first = lines.index(
        f"{tmp_path}/ours.txt:1  Thousands of soldiers were sent to the river, an agency wrote on 4 November 2024."
    )
    assert lines[first + 1].startswith(f"{tmp_path}/copy.txt:1  Tens of thousands of soldiers")
    told = {line.strip() for line in lines if line.startswith("    ")}
    assert "date lost: “4 November 2024” (2024-11-04)" in told
    assert "negation lost: “not”" in told
    assert any(line.startswith("figure changed: “Thousands of soldiers") for line in told)
    assert any(line.startswith("hedge changed: “as many as 10,000 ") and "→ “10,000 " in line for line in told)
    assert any(line.startswith("name changed: “Jang Se-yul” → “Jang Seyul”") for line in told)
    assert any(line.startswith("modality changed: “may” (possible) → “will” (expected)") for line in told)


def test_the_same_as_json(room: Room, tmp_path: Path) -> None:
    ran = room.run("drift", str(tmp_path / "ours.txt"), str(tmp_path / "copy.txt"), "--json")
    report = ran.report
    assert (ran.code, report["schema"], report["drift"]) == (1, "safeconduct-drift-1", True)
    kinds = [change["what"] for pair in report["pairs"] for change in pair["changes"]]
    assert {"figure", "hedge", "date", "name", "modality", "negation"} <= set(kinds)
    assert [pair["second"]["line"] for pair in report["pairs"]] == [1, 3, 4]


def test_nothing_changed(room: Room, tmp_path: Path) -> None:
    ran = room.run("drift", str(tmp_path / "ours.txt"), str(tmp_path / "ours.txt"))
    assert (ran.code, ran.out) == (0, "Nothing changed in 3 pairs of sentences.\n")


def test_two_languages(room: Room, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("There are 12 beds. Do not wait.", "utf-8")
    (tmp_path / "b.txt").write_text("Є 21 ліжко. Не чекайте.", "utf-8")  # specimen text, not reviewed
    ran = room.run("drift", str(tmp_path / "a.txt"), str(tmp_path / "b.txt"), "--language", "en,uk")
    assert ran.code == 1
    told = [line.strip() for line in ran.out.splitlines() if line.startswith("    ")]
    assert told == ["figure changed: “12 beds” → “21 ліжко”"]


def test_a_text_cannot_steer_the_terminal(room: Room, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("The \x1b[31mriver \u202erose by 4 metres.", "utf-8")
    ran = room.run("drift", str(tmp_path / "a.txt"), str(tmp_path / "copy.txt"))
    assert ran.code == 1
    assert "river" in ran.out
    assert ran.out.replace("\n", "").isprintable()


@pytest.mark.parametrize("language", ["xx", "en,xx", "en,uk,ru", ""])
def test_an_unknown_language_is_refused(room: Room, tmp_path: Path, language: str) -> None:
    ran = room.run("drift", str(tmp_path / "ours.txt"), str(tmp_path / "copy.txt"), "--language", language)
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.count("\n") == 2
    assert "  Do: " in ran.err


@pytest.mark.parametrize(
    ("content", "what"),
    [
        (b"caf\xe9\n", "no UTF-8 text (line 1)"),
        (b"one\ntwo\n\xff\xfe", "no UTF-8 text (line 3)"),
        (b"a\0b", "zero bytes"),
        (b" \n\t\n", "no words"),
        (b"a" * (LARGEST + 1), "larger than 512 KiB"),
    ],
)
def test_what_is_no_text_is_refused_in_one_sentence(tmp_path: Path, content: bytes, what: str) -> None:
    (tmp_path / "page").write_bytes(content)
    with pytest.raises(FolderRefusal, match="page") as refusal:
        text_of(tmp_path / "page")
    assert what in refusal.value.what
    assert refusal.value.what.endswith(".")


def test_a_folder_or_nothing_is_refused(tmp_path: Path) -> None:
    for path in (tmp_path, tmp_path / "none.txt"):
        with pytest.raises(FolderRefusal, match="cannot be read"):
            text_of(path)


def sentences(text: str) -> list[tuple[int, str]]:
    return [(one.line, one.words) for one in telling("a", text, "en", lambda _text, _language: ()).sentences]


def test_sentences_know_their_lines_and_outlive_line_breaks_and_abbreviations() -> None:
    wrapped = (
        "A short title\nThe sentence that begins here goes on until the line is so full that nothing more\n"
        "would fit on it. The U.S. Department of State and Mr. Reed agree.\n\nA last one."
    )
    assert sentences(wrapped) == [
        (1, "A short title"),
        (2, "The sentence that begins here goes on until the line is so full that nothing more would fit on it."),
        (3, "The U.S. Department of State and Mr. Reed agree."),
        (5, "A last one."),
    ]


@given(st.text(st.sampled_from("ab. \n!…X"), max_size=120))
def test_no_word_of_a_text_is_lost(text: str) -> None:
    found = sentences(text)
    assert " ".join(words for _, words in found).split() == text.split()
    for line, words in found:
        assert words.split()[0] in text.splitlines()[line - 1].split()


def test_the_copies_of_one_story(room: Room) -> None:
    """The seeds against what they retell, when they are there."""
    if not SEEDS.is_dir():
        assert room.run("drift", str(YONHAP), str(BRIEFING)).code == 1
        return
    urge, targets = sorted(SEEDS.glob("*.txt"))
    grown = room.run("drift", str(YONHAP), str(urge)).out
    assert "figure changed: “thousands of North Korean troops” → “tens of thousands of North Korean personnel" in grown
    assert "name changed: “Jang Se-yul” → “Jang Seyul”" in grown
    lost = room.run("drift", str(BRIEFING), str(targets)).out
    assert "hedge changed: “as many as 10,000 have made their way” → “10,000 North Korean soldiers have" in lost
    both = room.run("drift", str(urge), str(targets)).out
    assert (
        "hedge changed: “approximately 10,000 North Korean soldiers deployed” → “10,000 North Korean soldiers" in both
    )
    assert "figure changed: “tens of thousands of North Korean personnel" in both
    assert "name changed: “Defectors Propaganda Corps” → “Defector Propaganda Corps”" in both
    assert "“intends” (expected) → “" in both
