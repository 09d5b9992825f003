# SPDX-License-Identifier: Apache-2.0
"""What goes out by itself, outside a kit, is looked into before it is written; what tells too much is not written."""

import json
import re
import shutil
from datetime import date
from pathlib import Path
from typing import Any

import pikepdf
import pytest
import soundfile
from attrs import evolve
from pikepdf import Dictionary, Name, String

from safeconduct.api import imposing
from safeconduct.api.gallery import Gallery, publish
from safeconduct.api.going_out import fields_left, refuse_traces
from safeconduct.api.pictograms import pictogram_files
from safeconduct.graph.store import Store
from safeconduct.model.canonical import digest_of
from safeconduct.model.refusal import StepRefusal, UsageRefusal
from safeconduct.model.traces import OwnWords
from safeconduct.press.imposing.recipes import registration_sheet

from .press_room import ROOT, Room
from .test_master_and_measure import RATE_HZ, speechlike
from .test_preflight import WORDS, pdf
from .test_recall_notice import CALLED, REASON, noticed

BASE = ROOT / "tests" / "checks" / "_base"
PATH = "/home/decoyuser/appeal/copy.docx"


@pytest.fixture
def room(tmp_path: Path) -> Room:
    shutil.copytree(BASE, tmp_path / "brook")
    return Room(tmp_path)


def betray(room: Room, piece: str, words: str = PATH) -> None:
    """Leave in a copy what somebody pasted from their own machine."""
    copy = room.folder / "brook" / "pieces" / piece / "copy.en.md"
    copy.write_text(copy.read_text("utf-8") + f"\nSee {words} first. {{#pasted}}\n", "utf-8")


@pytest.mark.parametrize("words", [
    ("language", "export", "brook", "--to", "uk", "-o", "out"),
    ("language", "export", "brook", "--to", "uk", "--form", "po", "-o", "out"),
    ("language", "export-draft", "brook", "call", "en", "--form", "docx", "-o", "out"),
    ("language", "export-draft", "brook", "call", "en", "--form", "hwpx", "-o", "out"),
    ("script", "brook", "call", "--language", "en", "-o", "out.txt"),
])  # fmt: skip
def test_a_path_that_was_pasted_into_the_copy_goes_nowhere(room: Room, words: tuple[str, ...]) -> None:
    betray(room, "call")
    ran = room.run(*words)
    assert ran.code == 5, ran.err
    assert "stands what may not stand there: a path" in ran.err
    assert "decoyuser" not in ran.err
    assert not (room.folder / words[-1]).exists()


def test_a_mail_address_that_the_copy_prints_may_stand(room: Room) -> None:
    betray(room, "call", "desk@brook.example")
    for words in (("language", "export", "brook", "--to", "uk", "-o", "out.xlf"),
                  ("script", "brook", "call", "--language", "en", "-o", "out.txt")):  # fmt: skip
        assert room.run(*words).code in (0, 1)
        assert (room.folder / words[-1]).exists()


@pytest.mark.parametrize("words", ["https://brook.example/#/media/news", "https://brook.example/?to=/home/page"])
def test_an_address_in_the_web_is_no_folder(room: Room, words: str) -> None:
    betray(room, "call", words)
    assert room.run("language", "export", "brook", "--to", "uk", "-o", "out.xlf").code == 0


def test_a_mail_address_that_only_a_picture_shows_may_stand(room: Room) -> None:
    copy = room.folder / "brook/pieces/steps/copy.en.md"
    shown = re.sub(r"!\[[^]]+\]", "![A sign: desk@brook.example]", copy.read_text("utf-8"))
    assert "desk@" in shown
    copy.write_text(shown, "utf-8")
    for words in (("export", "brook", "--to", "uk", "-o", "out.xlf"),
                  ("export-draft", "brook", "steps", "en", "--form", "docx", "-o", "out.docx")):  # fmt: skip
        assert room.run("language", *words).code == 0


def test_evidence_quotes_whatever_address_stands_beside_a_quote(room: Room) -> None:
    (page,) = (room.folder / "brook/archive").glob("*.txt")
    before = page.read_text("utf-8")
    after = before.replace("40 beds.", "40 beds.\nAll the rest: ask\ndesk@brook.example and more")
    assert after != before, before
    page.write_text(after, "utf-8")
    for path in (room.folder / "brook").rglob("*.toml"):
        told = path.read_text("utf-8").replace(digest_of(before.encode()), digest_of(after.encode()))
        path.write_text(told, "utf-8")
    ran = room.run("evidence", "brook", "-o", "out")
    assert ran.code == 0, ran.err
    assert "desk@brook" in (room.folder / "out/annotations.jsonld").read_text("utf-8")


def test_a_glossary_with_somebodys_address_is_not_turned(room: Room) -> None:
    line = "water,preferred,water,ask Anna: anna@brook.example"
    (room.folder / "g.csv").write_text(f"concept,status,en,note\n{line}\n", "utf-8")
    ran = room.run("language", "glossary", "g.csv", "-o", "g.tbx")
    assert (ran.code, "a mail address" in ran.err) == (5, True)
    assert not (room.folder / "g.tbx").exists()


def test_a_title_that_is_a_path_gives_no_recording(room: Room) -> None:
    soundfile.write(room.folder / "take.wav", speechlike(8), RATE_HZ)
    ran = room.run("master", "take.wav", "--channel", "am", "--title", PATH, "-o", "out")
    assert ran.code == 5
    assert "a path" in ran.err
    assert not (room.folder / "out").exists()


def test_a_recall_with_a_path_in_its_reason_gives_no_notice(tmp_path: Path) -> None:
    reason = {**REASON, "uk": f"Див. {PATH}"}
    with pytest.raises(StepRefusal, match=r"recall.river-town.2-3.uk.script.txt stands .* a path"):
        noticed(tmp_path / "out", recall=evolve(CALLED, reason=reason))
    assert not (tmp_path / "out").exists()


def test_what_a_strangers_pdf_brings_along_is_told(tmp_path: Path) -> None:
    room, leaf = Room(tmp_path), pdf(tmp_path / "leaf.pdf", WORDS)
    sheet = ("impose", leaf, "--sheet", "a3", "--turn", "one-side", "-o", str(tmp_path / "sheet.pdf"))
    assert room.run(*sheet, "--json").report["traces"] == []
    with pikepdf.open(leaf, allow_overwriting_input=True) as opened:
        resources = opened.pages[0].obj.Resources
        form = opened.make_stream(b"0 0 1 1 re f")
        form.Type, form.Subtype, form.BBox = Name.XObject, Name.Form, pikepdf.Array([0, 0, 1, 1])
        form.PieceInfo = Dictionary(Draw=Dictionary(Private=String(PATH), LastModified=String("D:20241101")))
        resources.XObject = Dictionary(Fm0=form)
        opened.pages[0].contents_add(b" /Fm0 Do")
        opened.save(leaf)
    ran = room.run(*sheet)
    assert "The sheets tell more than what is printed: entry /PieceInfo (object " in ran.out
    assert "decoyuser" not in ran.out
    assert json.loads(room.run(*sheet, "--json").out)["traces"]


def test_a_registration_sheet_that_tells_too_much_is_not_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    leaf = Path(pdf(tmp_path / "leaf for mother@example.org.pdf", WORDS))
    sheets, proof = tmp_path / "sheet.pdf", tmp_path / "sheet.proof-a3.pdf"
    asked = leaf, imposing.Wish("a3", turn="one-side"), sheets, proof, date(2026, 11, 22)
    assert imposing.impose_file(*asked).traces == ()
    sheets.unlink()
    proof.unlink()

    def betraying(*of: Any) -> pikepdf.Pdf:
        made = registration_sheet(*of)
        made.pages[0].obj.PieceInfo = Dictionary(Draw=Dictionary(Private=String(PATH)))
        return made

    monkeypatch.setattr(imposing, "registration_sheet", betraying)
    with pytest.raises(UsageRefusal, match=f"In {proof.name} stands what may not stand there: "):
        imposing.impose_file(*asked)
    assert not sheets.exists()
    assert not proof.exists()


def test_evidence_with_a_path_in_a_claim_is_not_written(room: Room) -> None:
    assert room.run("evidence", "brook", "-o", "clean").code == 0
    claim = room.folder / "brook" / "claims" / "beds.toml"
    claim.write_text(claim.read_text("utf-8").replace("beds", f"beds, see {PATH},", 1), "utf-8")
    ran = room.run("evidence", "brook", "-o", "out")
    assert (ran.code, "a path" in ran.err) == (5, True), ran.err
    assert not (room.folder / "out").exists()


def test_a_gallery_that_is_called_after_a_path_is_not_written(tmp_path: Path) -> None:
    out = tmp_path / "out"
    with Store(tmp_path / "store").locked() as shelf:
        shown = Gallery("The hall", {}, (), (), {}, ())
        publish(shown, shelf, out)
        assert (out / "index.html").exists()
        with pytest.raises(StepRefusal, match=r"In index.html stands what may not stand there: a path"):
            publish(evolve(shown, title=PATH), shelf, tmp_path / "other")
    assert not (tmp_path / "other").exists()


def test_the_pictograms_and_their_sheet_are_clean() -> None:
    own = OwnWords(titles=("Pictograms",), day="2000-01-01")
    files = pictogram_files()
    assert len(files) > 20
    assert {name: fields_left(name, content, own) for name, content in files.items()} == dict.fromkeys(files, ())


def test_all_fields_are_counted_and_the_first_are_named() -> None:
    text = "\n".join(f"/home/decoy{number}/x" for number in range(9))
    with pytest.raises(StepRefusal, match=r"In x.txt stands .*line 5\) and 4 more"):
        refuse_traces({"good.txt": b"Good.", "x.txt": text.encode()}, OwnWords())
