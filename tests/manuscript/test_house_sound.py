# SPDX-License-Identifier: Apache-2.0
"""`[sound]` of edition.toml: what a house asks of sound; what is not there is a fault at its line."""

import shutil
from pathlib import Path

import pytest

from safeconduct.manuscript.forms import forms
from safeconduct.manuscript.reading import Manuscript, read_manuscript
from safeconduct.manuscript.seen import seen_digest
from safeconduct.model.spoken import SPOKEN_FORMS, HouseSound

EXAMPLE = Path(__file__).resolve().parents[2] / "examples" / "kursk-2024"


def read_with(tmp_path: Path, sound: str) -> Manuscript:
    folder = tmp_path / "edition"
    shutil.copytree(EXAMPLE, folder)
    voice = folder / "voices" / "harbour"
    voice.mkdir(parents=True)
    (voice / "voice.onnx").write_bytes(b"a voice")
    (voice / "voice.onnx.json").write_text("{}", "utf-8")
    with (folder / "edition.toml").open("a", encoding="utf-8") as edition:
        edition.write(f"\n[sound]\n{sound}\n")
    return read_manuscript(folder)


def faults(read: Manuscript) -> list[str]:
    return [fault.remedy for fault in read.findings if "edition.toml" in str(fault.place)]


def test_what_a_house_asks_for_is_read(tmp_path: Path) -> None:
    asked = 'say_valid_until = true\nsynthetic = ["spot"]\ndenoise = "none"\nat_risk = true\n'
    read = read_with(tmp_path, asked + '[sound.voices]\nen = "harbour"\nko-KP = "hn1"')
    assert faults(read) == []
    voices = {"en": "harbour", "ko-KP": "hn1"}
    assert read.edition.house_sound == HouseSound(True, ("spot",), voices, "none", True)
    assert not [fault for fault in read.findings if fault.check == "file-not-used"]


def test_without_it_nothing_is_asked() -> None:
    assert read_manuscript(EXAMPLE).edition.house_sound == HouseSound()


@pytest.mark.parametrize(
    ("sound", "remedy"),
    [
        ('synthetic = ["pocket"]', "spoken pieces of this edition (loudspeaker, spot), not “pocket”"),
        ('[sound.voices]\nfr = "espeak"', "a language of this edition (ko-KP, uk, en), not “fr”"),
        ('[sound.voices]\nen = "siren"', "a voice that is there (espeak, hn1, harbour), not “siren”"),
        ('denoise = "all"', "denoise = one of: wiener, deep, none"),
        ("loud = true", "known here"),
        ('at_risk = "yes"', "at_risk = true or at_risk = false"),
    ],
)
def test_what_is_not_there_is_a_fault_at_its_line(tmp_path: Path, sound: str, remedy: str) -> None:
    assert any(remedy in told for told in faults(read_with(tmp_path, sound))), sound


def test_sign_offs_of_spoken_pieces_bind_to_it_and_others_do_not(tmp_path: Path) -> None:
    before, after = read_manuscript(EXAMPLE).edition, read_with(tmp_path, 'synthetic = ["spot"]').edition
    changed = {piece.id for piece in before.pieces if seen_digest(before, piece) != seen_digest(after, piece)}
    assert changed == {"loudspeaker", "spot"}


def test_every_form_has_its_file() -> None:
    assert tuple(forms()) == SPOKEN_FORMS
