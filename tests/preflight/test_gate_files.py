# SPDX-License-Identifier: Apache-2.0
"""The gate and finished files: each channel demands every check of a file, and a file of another piece is no proof."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from attrs import evolve
from casework import BASE, TODAY, every_file, every_imposed, every_printed, every_scanned, every_spoken, sign_all

from safeconduct.api.judging import Judged, judge, with_products
from safeconduct.manuscript.channels import channels
from safeconduct.model.channel import PaperChannel
from safeconduct.model.judgement import Severity
from safeconduct.model.product import Seen
from safeconduct.model.status import Status
from safeconduct.preflight.engine import checks
from safeconduct.preflight.scene import Imposed, Printed, PrintFile

ONLY_IN_THE_PRESS = {
    "black-not-pure", "bleed-not-painted", "bleed-too-narrow", "colour-left-to-press", "colour-not-for-press",
    "hairline-too-thin", "ink-told-twice", "ink-too-heavy", "note-on-page", "output-intent-missing",
    "press-setting-inside", "print-standard-not-named", "registration-colour-used", "trapping-not-told",
    "trim-box-missing", "white-overprints",
}  # fmt: skip

ONLY_WITH_A_LEAF_AT_HAND = {"back-not-behind"}

Products = tuple[list[Printed], list[Imposed], list[PrintFile]]


@pytest.fixture
def signed(tmp_path: Path) -> Judged:
    """A manuscript in which everything is signed."""
    shutil.copytree(BASE, tmp_path / "manuscript")
    sign_all(tmp_path / "manuscript")
    return judge(tmp_path / "manuscript", (), None, TODAY)


def made(judged: Judged, change: Callable[[Products], Products]) -> Judged:
    printed = list(every_printed(judged))
    imposed = list(every_imposed(printed))
    printed, imposed, files = change((printed, imposed, list(every_file(printed, imposed))))
    spoken = tuple(every_spoken(judged))
    scanned = tuple(every_scanned(printed, imposed, spoken))
    sheets, looked = tuple(imposed), tuple(files)
    return with_products(judged, tuple(printed), spoken, imposed=sheets, files=looked, scanned=scanned)


def specimens(judged: Judged) -> set[str]:
    return {piece for piece, status in judged.decision.pieces.items() if status is Status.SPECIMEN}


def test_every_paper_channel_demands_every_check_of_a_finished_file() -> None:
    of_files = {one.id for one in checks().values() if PrintFile in one.subjects and one.severity is not Severity.NOTE}
    of_files -= ONLY_WITH_A_LEAF_AT_HAND
    for channel in channels().values():
        if isinstance(channel, PaperChannel):
            wanted = of_files if "press" in channel.builds else of_files - ONLY_IN_THE_PRESS
            assert wanted <= set(channel.must_run), channel.id
            assert ("cell-differs" in channel.must_run) is (channel.sheet is not None), channel.id


def test_with_everything_made_and_looked_at_all_is_final(signed: Judged) -> None:
    assert specimens(made(signed, lambda all_of_it: all_of_it)) == set()


def test_a_sheet_of_another_piece_stands_in_for_none(signed: Judged) -> None:
    def without_one(products: Products) -> Products:
        printed, imposed, files = products
        return printed, [one for one in imposed if one.piece.id != "note"], files

    judged = made(signed, without_one)
    assert "note" in specimens(judged)
    assert "steps" not in specimens(judged), "its own sheet was looked at"
    told = [one for one in judged.decision.findings if one.check == "check-not-run"]
    assert {one.pieces for one in told} == {("note",)}
    assert "cell-differs" in told[0].message


def test_a_sheet_in_one_language_stands_in_for_no_other(signed: Judged) -> None:
    def only_english(products: Products) -> Products:
        printed, imposed, files = products
        return printed, [one for one in imposed if one.language == "en"], files

    assert "note" in specimens(made(signed, only_english))


def test_a_file_that_nobody_looked_at_keeps_its_piece_a_specimen(signed: Judged) -> None:
    def without_one(products: Products) -> Products:
        printed, imposed, files = products
        return printed, imposed, [one for one in files if not one.proof.file.startswith("note.uk")]

    judged = made(signed, without_one)
    told = [one for one in judged.decision.findings if one.check == "check-not-run"]
    assert {one.pieces for one in told} == {("note",)}
    assert "emblem-protected" in told[0].message


def test_what_could_not_be_looked_into_keeps_its_piece_a_specimen(signed: Judged) -> None:
    unseen = Seen("not-looked", 0, (0.0, 0.0, 0.0, 0.0), "whether the file is PDF/A-2a, as it says")

    def blind(products: Products) -> Products:
        printed, imposed, files = products
        blinded = [
            evolve(one, proof=evolve(one.proof, seen=(*one.proof.seen, unseen))) if one.piece == "steps" else one
            for one in files
        ]
        return printed, imposed, blinded

    judged = made(signed, blind)
    assert "steps" in specimens(judged)
    told = [one for one in judged.decision.findings if one.check == "check-not-run"]
    assert all("nobody could find out whether the file is PDF/A-2a" in one.message for one in told)
    assert all(one.pieces == ("steps",) for one in told)
