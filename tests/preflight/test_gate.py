# SPDX-License-Identifier: Apache-2.0
"""The one gate: SPECIMEN unless every claim, promise, consent, check and sign-off holds."""

import re
import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from attrs import evolve, fields
from casework import BASE, TODAY, every_file, every_imposed, every_printed, every_scanned, every_spoken, sign_all

from safeconduct.api.judging import Judged, judge, with_products
from safeconduct.api.planning import plan_edition
from safeconduct.manuscript.channels import channels
from safeconduct.model.edition import Edition, Piece
from safeconduct.model.judgement import Finding, Outcome, Severity
from safeconduct.model.places import Span
from safeconduct.model.product import Master, Proof
from safeconduct.model.signed import SignOff
from safeconduct.model.status import Status
from safeconduct.preflight import engine, registry
from safeconduct.preflight.engine import checks, examine
from safeconduct.preflight.gate import Decision, decide
from safeconduct.preflight.scene import Imposed, Printed, Spoken
from safeconduct.seal.manifest import write_up

FINAL, SPECIMEN = Status.FINAL, Status.SPECIMEN
ALL = {"call", "letter", "note", "steps"}
CLAIM = "claims/beds.toml"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A manuscript that nobody has signed off yet."""
    shutil.copytree(BASE, tmp_path / "manuscript")
    return tmp_path / "manuscript"


def edit(folder: Path, path: str, old: str, new: str) -> None:
    text = (folder / path).read_text("utf-8")
    assert old in text
    (folder / path).write_text(text.replace(old, new, 1), "utf-8")


def now(folder: Path, as_of: date | None = None) -> Judged:
    return judge(folder, (), as_of, TODAY)


def specimens(judged: Judged) -> set[str]:
    return {piece for piece, status in judged.decision.pieces.items() if status is SPECIMEN}


def found(decision: Decision) -> set[str]:
    return {finding.check for finding in decision.findings}


def test_everything_signed_is_final(folder: Path) -> None:
    sign_all(folder)
    judged = now(folder)
    assert specimens(judged) == set()
    assert judged.decision.edition is FINAL


def test_nothing_signed_is_a_specimen(folder: Path) -> None:
    judged = now(folder)
    assert specimens(judged) == ALL
    assert judged.decision.edition is SPECIMEN


def test_one_date_turns_every_piece_that_cites_the_claim_and_no_other(folder: Path) -> None:
    for language in ("en", "uk"):
        edit(folder, f"pieces/call/copy.{language}.md", "{#blanket}", "[40.](claim:beds) {#blanket}")
    edit(folder, CLAIM, "expires = 2027-05-31", "expires = 2026-10-31")
    sign_all(folder)
    judged = now(folder)
    assert specimens(judged) == {"call", "note", "letter"}, "the letter encloses the note; nobody else is touched"
    assert found(judged.decision) == {"claim-expired", "encloses-specimen"}
    assert judged.decision.pieces["steps"] is FINAL
    expired = next(finding for finding in judged.decision.findings if finding.check == "claim-expired")
    assert expired.pieces == ("call", "note")


def test_time_alone_turns_a_final_into_a_specimen(folder: Path) -> None:
    sign_all(folder)
    last = date(2027, 5, 31)
    assert specimens(now(folder, last)) == set()
    assert specimens(now(folder, date(2027, 6, 1))) == {"note", "letter"}


def test_the_day_that_counts_is_asked_for_then_written_then_today(folder: Path) -> None:
    assert now(folder, date(2030, 1, 1)).scene.as_of == date(2030, 1, 1)
    assert now(folder).scene.as_of == date(2026, 11, 1)
    edit(folder, "edition.toml", "as_of = 2026-11-01\n", "")
    assert judge(folder, (), None, date(2029, 1, 1)).scene.as_of == date(2029, 1, 1)


def test_a_letter_over_a_letter_over_a_specimen_is_a_specimen(folder: Path) -> None:
    shutil.copytree(folder / "pieces/letter", folder / "pieces/a-cover")
    edit(folder, "pieces/a-cover/piece.toml", '["note"]', '["letter"]')
    edit(folder, CLAIM, '"attribute"', '"hold"')
    sign_all(folder)
    judged = now(folder)
    assert specimens(judged) == {"note", "letter", "a-cover"}
    placed = {str(f.place) for f in judged.decision.findings if f.check == "encloses-specimen"}
    assert placed == {"pieces/letter/piece.toml:1", "pieces/a-cover/piece.toml:1"}


def test_letters_that_enclose_each_other_come_to_an_end(folder: Path) -> None:
    shutil.copytree(folder / "pieces/letter", folder / "pieces/other")
    edit(folder, "pieces/other/piece.toml", '["note"]', '["letter"]')
    edit(folder, "pieces/letter/piece.toml", '["note"]', '["note", "other"]')
    sign_all(folder)
    assert specimens(now(folder)) == {"letter", "other"}, "neither can list the finished file of the other"
    edit(folder, CLAIM, '"attribute"', '"hold"')
    assert specimens(now(folder)) == {"note", "letter", "other"}


def test_a_letter_built_alone_is_judged_with_what_it_encloses(folder: Path) -> None:
    sign_all(folder)
    assert judge(folder, (), None, TODAY, ["letter"]).decision.pieces == {"letter": FINAL, "note": FINAL}
    edit(folder, CLAIM, '"attribute"', '"hold"')
    assert judge(folder, (), None, TODAY, ["letter"]).decision.pieces == {"letter": SPECIMEN, "note": SPECIMEN}


def test_another_piece_s_lapsed_sign_off_does_not_touch_a_piece_built_alone(folder: Path) -> None:
    sign_all(folder)
    edit(folder, "pieces/call/copy.en.md", "tonight", "today")
    assert judge(folder, (), None, TODAY, ["note"]).decision.pieces == {"note": FINAL}


def test_a_note_stops_nothing(folder: Path) -> None:
    (folder / "claim").mkdir()
    (folder / "claim/lost.toml").write_text("kind = 'fact'\n")
    sign_all(folder)
    judged = now(folder)
    assert found(judged.decision) == {"file-not-used"}
    assert specimens(judged) == set()
    assert judged.decision.edition is FINAL


def test_a_warning_keeps_a_piece_a_specimen(folder: Path) -> None:
    edit(folder, "pieces/note/copy.en.md", "40 beds.]", "40 beds. " + "word " * 200 + "]")
    sign_all(folder)
    judged = now(folder)
    assert found(judged.decision) == {"words-too-many", "encloses-specimen"}
    assert judged.decision.pieces["note"] is SPECIMEN


def test_a_comma_makes_the_sign_offs_lapse(folder: Path) -> None:
    sign_all(folder)
    edit(folder, "pieces/steps/copy.uk.md", "Візьміть ліхтар.", "Візьміть, ліхтар.")
    judged = now(folder)
    assert specimens(judged) == {"steps"}
    assert found(judged.decision) == {
        "sign-off-lapsed",
        "sign-off-missing",
        "step-not-confirmed",
        "reader-test-missing",
    }


def test_an_unreadable_record_stops_the_whole_edition(folder: Path) -> None:
    sign_all(folder)
    (folder / "claims/other.toml").write_text("kind =")
    assert specimens(now(folder)) == ALL


def test_a_fault_in_one_piece_s_folder_stops_that_piece(folder: Path) -> None:
    edit(folder, "pieces/steps/copy.en.md", "Take a lamp.", "Take <b>a</b> lamp.")
    sign_all(folder)
    assert specimens(now(folder)) == {"steps"}


def test_an_edition_without_pieces_is_never_final(folder: Path) -> None:
    shutil.rmtree(folder / "pieces")
    judged = now(folder)
    assert judged.decision.pieces == {}
    assert judged.decision.edition is SPECIMEN


def products(judged: Judged) -> Judged:
    printed = tuple(every_printed(judged))
    return made(judged, printed, tuple(every_spoken(judged)), tuple(every_imposed(printed)))


def made(
    judged: Judged, printed: tuple[Printed, ...], spoken: tuple[Spoken, ...], imposed: tuple[Imposed, ...] = ()
) -> Judged:
    files = tuple(every_file(printed, imposed))
    scanned = tuple(every_scanned(printed, imposed, spoken))
    return with_products(judged, printed, spoken, imposed=imposed, files=files, scanned=scanned)


def test_a_check_that_must_run_and_examined_nothing_is_a_finding(folder: Path) -> None:
    sign_all(folder)
    judged = now(folder)
    assert specimens(products(judged)) == set()
    nothing = with_products(judged, (), ())
    assert found(nothing.decision) == {"check-not-run", "encloses-specimen"}
    assert specimens(nothing) == ALL
    printed = tuple(every_printed(judged))
    silent = made(judged, printed, (), tuple(every_imposed(printed)))
    assert specimens(silent) == {"call"}
    without_sheets = made(judged, printed, tuple(every_spoken(judged)))
    assert specimens(without_sheets) == {"note", "letter", "steps"}


@pytest.mark.parametrize("check_id", sorted({c for channel in channels().values() for c in channel.must_run}))
def test_each_check_that_a_channel_demands_is_missed(folder: Path, check_id: str) -> None:
    sign_all(folder)
    judged = products(now(folder))
    lazy = tuple(evolve(o, examined=0) if o.check == check_id else o for o in examine(judged.scene))
    decision = decide(judged.edition, (), lazy, judged.scene)
    wanting = {p.id for p in judged.edition.pieces if check_id in channels()[p.channels[0]].must_run}
    assert wanting
    assert {piece for piece, status in decision.pieces.items() if status is SPECIMEN} >= wanting
    assert all(check_id in f.message for f in decision.findings if f.check == "check-not-run")


def test_a_check_that_raises_is_never_a_skip(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(_subject: object, _scene: object) -> Iterator[registry.Fault]:
        raise ZeroDivisionError

    record = evolve(checks()["claim-expired"], examine=broken)
    monkeypatch.setattr(engine, "checks", lambda: {record.id: record})
    with pytest.raises(ZeroDivisionError):
        examine(now(folder).scene)


def test_a_finding_that_names_no_piece_stops_the_edition(folder: Path) -> None:
    sign_all(folder)
    judged = now(folder)
    for severity, status in ((Severity.STOP, SPECIMEN), (Severity.WARN, SPECIMEN), (Severity.NOTE, FINAL)):
        one = Finding("claim-expired", severity, Span("claims/x.toml"), "A fault.", "Mend it.")
        decision = decide(judged.edition, (one,), judged.outcomes, judged.scene)
        assert decision.edition is status
        assert set(decision.pieces.values()) == {status}


def test_whatever_stops_stops_some_piece_or_the_edition(folder: Path) -> None:
    (folder / "sign-offs").mkdir()
    ghost = """role = "author"
person = "mill"
piece = "ghost"
saw = "sha256:0000000000000000000000000000000000000000000000000000000000000000"
on = 2026-11-01
signature = "none"
"""
    (folder / "sign-offs/ghost.toml").write_text(ghost)
    sign_all(folder)
    judged = now(folder)
    assert found(judged.decision) == {"sign-off-lapsed", "sign-off-not-genuine", "encloses-specimen"}
    assert judged.decision.edition is SPECIMEN


def test_no_record_has_room_for_a_status() -> None:
    records: tuple[type, ...] = (Edition, Piece, SignOff, Finding, Outcome, Proof, Master)
    assert not [name for kind in records for name in (f.name for f in fields(kind)) if re.search("status|final", name)]


def test_no_status_can_be_written_into_a_manuscript(folder: Path) -> None:
    for path in ("edition.toml", "pieces/note/piece.toml", CLAIM):
        edit(folder, path, "\n", '\nstatus = "final"\n')
    judged = now(folder)
    unknown = {str(f.place) for f in judged.decision.findings if f.check == "key-unknown"}
    assert unknown == {"edition.toml:2", "pieces/note/piece.toml:2", f"{CLAIM}:2"}
    assert specimens(judged) == ALL


def test_judging_writes_nothing(folder: Path) -> None:
    sign_all(folder)
    before = {path: path.stat().st_mtime_ns for path in folder.rglob("*")}
    products(now(folder))
    assert {path: path.stat().st_mtime_ns for path in folder.rglob("*")} == before


def test_the_same_manuscript_and_day_are_judged_alike(folder: Path) -> None:
    edit(folder, CLAIM, '"attribute"', '"hold"')
    assert now(folder).decision == now(folder).decision


def test_a_brief_over_a_lapsed_promise_of_another_piece_is_a_specimen(folder: Path) -> None:
    edit(folder, "pieces/letter/piece.toml", 'encloses = ["note"]', 'about = "steps"')
    edit(folder, "promises/tea.toml", "expires = 2027-05-31", "expires = 2026-10-31")
    sign_all(folder)
    judged = now(folder)
    assert specimens(judged) == {"letter", "note"}, "the brief prints the promise that the note makes"
    assert found(judged.decision) == {"promise-expired"}


def test_a_brief_alone_brings_along_its_guide_and_whatever_promises(folder: Path) -> None:
    edit(folder, "pieces/letter/piece.toml", 'encloses = ["note"]', 'about = "steps"')
    judged = judge(folder, (), None, TODAY, ["letter"])
    assert set(judged.decision.pieces) == {"letter", "note", "steps"}


def test_one_date_turns_leaflet_guide_audio_letter_and_package_alike(folder: Path) -> None:
    for language in ("en", "uk"):
        edit(folder, f"pieces/call/copy.{language}.md", "{#blanket}", "[40.](claim:beds) {#blanket}")
        edit(folder, f"pieces/steps/copy.{language}.md", "{#walk}", "[40.](claim:beds) {#walk}")
        edit(folder, f"pieces/letter/copy.{language}.md", "{#enclosed}", "[40.](claim:beds) {#enclosed}")
    sign_all(folder)

    def states() -> tuple[set[Status], Status, set[bool], Status]:
        judged = now(folder)
        plans, _ = plan_edition(judged.edition, judged.scene.as_of, judged.decision.pieces)
        marked = {"SPECIMEN" in artifact.file for plan in plans for artifact in plan.artifacts}
        manifest = write_up(
            "brook-hall", judged.edition.title, judged.scene.as_of, judged.decision.edition, None, (), judged.outcomes,
            judged.decision.waived, judged.edition.signed, {}, {},
        )  # fmt: skip
        return set(judged.decision.pieces.values()), judged.decision.edition, marked, manifest.status

    final = ({FINAL}, FINAL, {False}, FINAL)
    assert states() == final
    edit(folder, CLAIM, "expires = 2027-05-31", "expires = 2026-10-31")
    assert states() == ({SPECIMEN}, SPECIMEN, {True}, SPECIMEN)
    edit(folder, CLAIM, "expires = 2026-10-31", "expires = 2027-05-31")
    assert states() == final
