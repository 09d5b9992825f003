# SPDX-License-Identifier: Apache-2.0
"""Waiving, confirming, testing and marking at the command line, with keys in files."""

import hashlib
import json
import shutil
from pathlib import Path

import pytest

from safeconduct.manuscript.reading import read_manuscript
from safeconduct.model.edition import Edition
from safeconduct.seal.keys import make_key, save_key

from .press_room import ROOT, Room

SESSION = '[[reader]]\nband = "villager, 20-60"\nfound = true\nexplained = true\n'


@pytest.fixture
def folder(room: Room) -> Path:
    """The base manuscript of the check cases, unsigned, with the keys of its people beside it."""
    folder = room.folder / "manuscript"
    shutil.copytree(ROOT / "tests/checks/_base", folder)
    for person in ("dell", "gate", "ford", "mill"):
        save_key(make_key(hashlib.sha256(f"a test key: {person}".encode()).digest()), room.folder / person)
    return folder


def edition(folder: Path) -> Edition:
    return read_manuscript(folder).edition


def who(person: str, piece: str) -> tuple[str, ...]:
    return ("--piece", piece, "--person", person, "--key", person)


def test_waive(room: Room, folder: Path) -> None:
    words = ("waive", str(folder), "--check", "reader-test-missing", *who("dell", "note"), "--until", "2999-12-31")
    ran = room.run(*words, "--reason", "Nobody can be asked.")
    assert (ran.code, ran.err) == (0, "")
    assert "Waived until 2999-12-31" in ran.out
    (waiver,) = edition(folder).waivers
    assert (waiver.reason, len(waiver.covers)) == ("Nobody can be asked.", 1)
    told = room.run("check", str(folder))
    assert "WAIVED  reader-test-missing  on note" in told.out
    assert "waived by dell: Nobody can be asked, until 2999-12-31." in told.out
    assert json.loads(room.run("check", str(folder), "--json").out)["waived"][0]["waived"]["piece"] == "note"
    refused = room.run(*words[:2], "--check", "sign-off-missing", *words[4:], "--reason", "No time.")
    assert refused.code == 2
    assert "cannot be waived" in refused.err


def test_confirm(room: Room, folder: Path) -> None:
    words = ("confirm", str(folder), *who("gate", "steps"), "--until", "2999-12-31")
    ran = room.run(*words, "--force", "The people of the hall")
    assert (ran.code, ran.err) == (0, "")
    assert set(edition(folder).confirmations[0].steps.values()) == {"confirmed"}
    ran = room.run(*words, "--reject", "walk=The bridge is gone = closed.")
    assert "Answered until" in ran.out
    (confirmation,) = edition(folder).confirmations
    assert dict(confirmation.reasons) == {"walk": "The bridge is gone = closed."}
    assert confirmation.steps == {"take-lamp": "confirmed", "walk": "rejected"}
    assert "step-rejected" in room.run("check", str(folder), "--why", "steps").out
    refused = room.run(*words, "--reject", "walk")
    assert refused.code == 2
    assert "has no reason" in refused.err


def test_reader_test(room: Room, folder: Path) -> None:
    (room.folder / "notes.toml").write_text(SESSION * 10, "utf-8")
    words = ("reader-test", str(folder), "notes.toml", *who("ford", "note"), "--language", "en")
    ran = room.run(*words)
    assert (ran.code, ran.err) == (0, "")
    assert "Recorded, 10 readers" in ran.out
    assert len(edition(folder).reader_tests[0].readers) == 10
    (room.folder / "notes.toml").write_text(SESSION + 'name = "Somebody"\n', "utf-8")
    refused = room.run(*words)
    assert refused.code == 2
    assert "notes.toml:5" in refused.err
    assert len(edition(folder).reader_tests) == 1


def test_cosmetic(room: Room, folder: Path) -> None:
    assert room.run("sign-off", str(folder), *who("mill", "call"), "--role", "author").code == 0
    words = ("cosmetic", str(folder), *who("dell", "call"))
    nothing = room.run(*words)
    assert nothing.code == 2
    assert "nothing to confirm again" in nothing.err
    copy = folder / "pieces/call/copy.en.md"
    copy.write_text(copy.read_text("utf-8").replace("blanket.", "blanket!"), "utf-8")
    ran = room.run(*words)
    assert (ran.code, ran.err) == (0, "")
    assert "sign-off-lapsed" not in room.run("check", str(folder)).out
    copy.write_text(copy.read_text("utf-8").replace("a blanket", "no blanket"), "utf-8")
    refused = room.run(*words)
    assert refused.code == 2
    assert "“Bring no blanket!”" in refused.err


def test_a_piece_that_is_not_there(room: Room, folder: Path) -> None:
    ran = room.run("check", str(folder), "--why", "ghost")
    assert ran.code == 2
    assert "name one of: call, letter, note, steps." in ran.err


def test_somebody_elses_key_is_not_offered_as_a_new_signer(room: Room, folder: Path) -> None:
    words = ("waive", str(folder), "--check", "reader-test-missing", *who("dell", "note"), "--until", "2999-12-31")
    ran = room.run(*words[:-3], "ford", *words[-2:], "--reason", "Nobody can be asked.")
    assert (ran.code, "not the key that edition.toml lists for “dell”" in ran.err) == (2, True)
    ran = room.run(*words[:-5], "ford", "--key", "ford", *words[-2:], "--reason", "Nobody can be asked.")
    assert (ran.code, "add a table [[signer]]" in ran.err) == (2, True)


@pytest.mark.parametrize(
    ("key", "told"),
    [
        ("folder", "cannot be read"),
        ("public", "is not an OpenSSH"),
        ("loose", "Other people"),
        ("none", "cannot be read"),
    ],
)
def test_what_is_no_key_is_called_so(room: Room, folder: Path, key: str, told: str) -> None:
    (room.folder / "folder").mkdir()
    (room.folder / "public").write_text("ssh-ed25519 AAAA\n", "utf-8")
    (room.folder / "loose").write_bytes((room.folder / "dell").read_bytes())
    for name in ("public", "loose"):
        (room.folder / name).chmod(0o644)
    ran = room.run("sign-off", str(folder), "--piece", "note", "--role", "author", "--person", "ford", "--key", key)
    assert (ran.code, told in ran.err) == (2, True), ran.err
