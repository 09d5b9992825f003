# SPDX-License-Identifier: Apache-2.0
"""What a sign-off binds to: every word, picture, date and name that decides what one piece says, and nothing else."""

from pathlib import Path

import pytest
from manuscripts import CLAIM, COPY, PIECE, PROMISE, SOURCE, copied, judged

from safeconduct.model.canonical import Digest

GUIDE = "pieces/steps/copy.en.md"


def seen(folder: Path) -> dict[str, Digest]:
    return dict(judged(folder).scene.seen)


def changed(folder: Path, path: str, old: str, new: str) -> set[str]:
    """The pieces whose sign-offs lapse when `old` becomes `new` in `path`."""
    before, text = seen(folder), (folder / path).read_text("utf-8")
    assert old in text
    (folder / path).write_text(text.replace(old, new, 1), "utf-8")
    after = seen(folder)
    assert set(before) == set(after)
    return {piece for piece in before if before[piece] != after[piece]}


ALL = {"call", "letter", "note", "steps"}


@pytest.mark.parametrize(
    ("path", "old", "new", "lapsed"),
    [
        (COPY, "40 beds", "40, beds", {"note"}),
        (COPY, "](claim:beds)", "](claim:bed)", {"note"}),
        (CLAIM, "expires = 2027-05-31", "expires = 2027-06-30", {"note"}),
        (CLAIM, 'verdict = "attribute"', 'verdict = "use"', {"note"}),
        (CLAIM, "high = 40", "high = 41", {"note"}),
        (CLAIM, "20 жовтня", "21 жовтня", {"note"}),
        (CLAIM, 'exact = "The hall has 40 beds."', 'exact = "The hall"', {"note"}),
        (SOURCE, 'publisher = "', 'publisher = "Not ', {"note"}),
        (PROMISE, "confirmed = 2026-10-20", "confirmed = 2026-10-21", {"note"}),
        (PROMISE, "The parish council of Brook", "Somebody", {"note"}),
        (PIECE, "pocket-a7", "postcard-a6", {"note"}),
        (PIECE, "The parish of Brook", "The council", {"note"}),
        ("pieces/letter/piece.toml", '["note"]', '["note", "call"]', {"letter"}),
        ("art/lamp.svg", "M4 9", "M5 9", {"steps"}),
        ("edition.toml", "The hall at Brook", "A hall at Brook", ALL),
        ("edition.toml", "This is a test.", "This is no test.", ALL),
        ("edition.toml", 'id = "brook-hall"', 'id = "brook-hall-2"', ALL),
        ("edition.toml", 'readers = "en"', 'readers = "uk"', ALL),
    ],
)
def test_what_is_seen_changes(tmp_path: Path, path: str, old: str, new: str, lapsed: set[str]) -> None:
    assert changed(copied(tmp_path), path, old, new) == lapsed


@pytest.mark.parametrize(
    ("path", "old", "new"),
    [
        (CLAIM, "kind =", "\n\n# Moved down.\n\nkind ="),
        (CLAIM, "[[quote]]", "\n\n\n[[quote]]"),
        (PROMISE, "promisor =", "\n\npromisor ="),
        (PIECE, "[attribution.speaker]", "\n\n[attribution.speaker]"),
        ("edition.toml", "[notice]", "\n# A comment.\n[notice]"),
        ("sources/parish-note.toml", "published =", "\npublished ="),
        ("edition.toml", 'roles = ["author"]', 'roles = ["author", "language"]'),
    ],
)
def test_what_is_not_seen_does_not(tmp_path: Path, path: str, old: str, new: str) -> None:
    assert changed(copied(tmp_path), path, old, new) == set()


def test_a_brief_binds_to_the_steps_it_repeats(tmp_path: Path) -> None:
    folder = copied(tmp_path)
    path = folder / "pieces/letter/piece.toml"
    path.write_text('about = "steps"\n' + path.read_text("utf-8"), "utf-8")
    assert changed(folder, GUIDE, "Take a lamp.", "Take two lamps.") == {"letter", "steps"}
    assert changed(folder, "art/bridge.svg", "M1 12", "M2 12") == {"letter", "steps"}


def test_a_recording_is_seen(tmp_path: Path) -> None:
    folder = copied(tmp_path)
    take = folder / "takes/call/en/open.wav"
    take.parent.mkdir(parents=True)
    take.write_text("a voice")
    assert changed(folder, "takes/call/en/open.wav", "a voice", "another voice") == {"call"}


@pytest.mark.parametrize(
    ("name", "known"),
    [
        ("open.WAV", True),
        ("open.disguised.flac", True),
        ("open.m4a", True),
        ("open.Heron", False),
        ("open.disguised.Heron", False),
        ("open.Heron.wav", False),
        ("open", False),
    ],
)
def test_the_name_of_a_take_holds_its_paragraph_and_no_other_word(name: str, known: bool, tmp_path: Path) -> None:
    folder = copied(tmp_path)
    path = folder / "takes/call/en" / name
    path.parent.mkdir(parents=True)
    path.write_text("a voice")
    found = judged(folder)
    assert [take.block for piece in found.edition.pieces for take in piece.takes] == ["open"] * known
    assert ("take-unknown" in {finding.check for finding in found.decision.findings}) is not known


def test_the_addressee_is_seen(tmp_path: Path) -> None:
    folder = copied(tmp_path)
    (folder / "entities").mkdir()
    (folder / "entities/council.toml").write_text('kind = "body"\n[name]\nen = "The council"\n', "utf-8")
    assert changed(folder, "pieces/letter/piece.toml", "format =", 'addressee = "council"\nformat =') == {"letter"}


def test_what_a_number_is_derived_from_is_seen(tmp_path: Path) -> None:
    folder = copied(tmp_path)
    (folder / "claims/part.toml").write_text((folder / CLAIM).read_text("utf-8"), "utf-8")
    numbers = 'low = 40\nhigh = 40\nunit = "beds"\nscope = "the hall at Brook"\nbound = "exact"\n'
    derived = 'unit = "beds"\nscope = "the hall at Brook"\nsum_of = ["part"]\n'
    assert changed(folder, CLAIM, numbers, derived) == {"note"}
    assert changed(folder, "claims/part.toml", 'verdict = "attribute"', 'verdict = "withdrawn"') == {"note"}


def test_a_record_that_nobody_cites_is_not_seen(tmp_path: Path) -> None:
    folder = copied(tmp_path)
    before = seen(folder)
    (folder / "claims/more.toml").write_text((folder / CLAIM).read_text("utf-8"), "utf-8")
    assert seen(folder) == before


def test_a_brief_binds_to_every_promise_of_the_edition(tmp_path: Path) -> None:
    folder = copied(tmp_path)
    path = folder / "pieces/letter/piece.toml"
    path.write_text('about = "steps"\n' + path.read_text("utf-8"), "utf-8")
    assert "promise:tea" in (folder / COPY).read_text("utf-8")
    assert changed(folder, PROMISE, "The parish council of Brook", "Somebody") == {"letter", "note"}
    assert changed(folder, COPY, "](promise:tea)", " for all](promise:tea)") == {"letter", "note"}


def test_the_words_of_a_promise_are_whole_although_one_is_strong(tmp_path: Path) -> None:
    folder = copied(tmp_path)
    before = judged(folder).edition.promised("en")["tea"]
    path = folder / COPY
    path.write_text(path.read_text("utf-8").replace("evening](promise:tea)", "**evening**](promise:tea)"), "utf-8")
    assert judged(folder).edition.promised("en")["tea"] == before
