# SPDX-License-Identifier: Apache-2.0
"""A waiver lets through what it covers, on its piece, until its end, and nothing else."""

import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from attrs import evolve
from casework import (
    BASE,
    TODAY,
    every_file,
    every_imposed,
    every_printed,
    every_scanned,
    every_spoken,
    key_of,
    sign_all,
)
from hypothesis import given, settings
from hypothesis import strategies as st

from safeconduct.api.judging import Judged, judge, with_products
from safeconduct.api.kit import report
from safeconduct.api.signing import waive
from safeconduct.model.canonical import canonical
from safeconduct.model.edition import Block, Copy, Edition, Run
from safeconduct.model.judgement import Finding, Severity
from safeconduct.model.places import Sheet, Span
from safeconduct.model.refusal import UsageRefusal
from safeconduct.model.signed import Waiver
from safeconduct.model.status import Status
from safeconduct.preflight.ending import first_end
from safeconduct.preflight.engine import checks
from safeconduct.preflight.gate import decide
from safeconduct.preflight.waiving import concerned, waived_digest

MISSING, DELL = "reader-test-missing", key_of("dell")
PIECES = ("call", "note", "steps")
LATER = date(2027, 3, 31)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A manuscript that lacks nothing but its reader tests."""
    shutil.copytree(BASE, tmp_path / "manuscript")
    sign_all(tmp_path / "manuscript", not_signed=("tester",))
    return tmp_path / "manuscript"


def now(folder: Path, as_of: date | None = None, today: date = TODAY) -> Judged:
    return judge(folder, (), as_of, today)


def let_pass(folder: Path, *pieces: str, until: date = LATER) -> None:
    for piece in pieces:
        waive(now(folder), MISSING, piece, "dell", "Nobody of the village can be asked yet.", until, DELL, TODAY)


def standing(judged: Judged) -> set[tuple[str, str]]:
    return {(finding.check, piece) for finding in judged.decision.findings for piece in finding.pieces}


def test_what_is_waived_stands_no_more_and_is_still_told(folder: Path) -> None:
    assert now(folder).decision.edition is Status.SPECIMEN
    let_pass(folder, *PIECES)
    judged = now(folder)
    assert judged.decision.findings == ()
    assert judged.decision.edition is Status.FINAL
    assert {one.piece for one in judged.decision.waived} == set(PIECES)
    told = report(judged)["waived"]
    assert isinstance(told, list)
    assert [one["waived"]["person"] for one in told] == ["dell"] * 3
    canonical(report(judged))


def test_a_waiver_is_for_one_piece(folder: Path) -> None:
    let_pass(folder, "note")
    judged = now(folder)
    assert judged.decision.pieces["note"] is Status.FINAL
    assert standing(judged) == {(MISSING, "call"), (MISSING, "steps")}


def test_it_ends_on_its_last_day_by_the_edition_s_day_and_by_today_s(folder: Path) -> None:
    let_pass(folder, *PIECES)
    assert now(folder, LATER).decision.edition is Status.FINAL
    assert now(folder, date(2026, 11, 1), LATER).decision.edition is Status.FINAL
    for judged in (now(folder, date(2027, 4, 1)), now(folder, date(2026, 11, 1), date(2027, 4, 1))):
        assert {check for check, _ in standing(judged)} >= {MISSING, "waiver-expired", "piece-out-of-date"} - (
            {"piece-out-of-date"} if judged.scene.as_of > LATER else set()
        )
        assert judged.decision.edition is Status.SPECIMEN


def test_its_end_is_the_edition_s_first_end(folder: Path) -> None:
    before = first_end(now(folder).scene)
    let_pass(folder, "note")
    assert before == date(2027, 5, 31)
    assert first_end(now(folder).scene) == LATER


def test_a_changed_message_is_not_covered(folder: Path) -> None:
    let_pass(folder, *PIECES)
    edition = now(folder).edition
    one = Finding(MISSING, Severity.WARN, Span("pieces/note/piece.toml", 1), "A message.", "Do.")
    assert waived_digest(edition, one, "note") == waived_digest(
        edition, evolve(one, place=Span("pieces/note/piece.toml", 9)), "note"
    )
    others = [
        waived_digest(edition, evolve(one, message="A message, changed."), "note"),
        waived_digest(edition, evolve(one, place=Span("pieces/note/copy.en.md")), "note"),
        waived_digest(edition, evolve(one, check="words-too-many"), "note"),
        waived_digest(edition, one, "call"),
        waived_digest(evolve(edition, id="another"), one, "note"),
    ]
    assert waived_digest(edition, one, "note") not in others
    assert len(set(others)) == len(others)


def test_the_mark_in_a_product_s_name_does_not_count(folder: Path) -> None:
    edition = now(folder).edition
    place = Sheet("note.en.pocket-a7.pdf", 1, (0, 0, 0, 0))
    one = Finding("words-too-many", Severity.WARN, place, "In note.en.pocket-a7.pdf.", "Do.")
    marked = evolve(
        one, place=evolve(place, file="note.en.pocket-a7.SPECIMEN.pdf"), message="In note.en.pocket-a7.SPECIMEN.pdf."
    )
    assert waived_digest(edition, one, "note") == waived_digest(edition, marked, "note")


def test_what_is_found_no_more_makes_the_waiver_unused(folder: Path) -> None:
    let_pass(folder, *PIECES)
    sign_all(folder)
    judged = now(folder)
    assert standing(judged) == {("waiver-unused", piece) for piece in PIECES} | {("encloses-specimen", "letter")}
    assert judge(folder, (), None, TODAY, ["letter"]).decision.pieces["note"] is Status.SPECIMEN


def test_a_waiver_for_a_piece_that_is_gone_concerns_the_edition(folder: Path) -> None:
    let_pass(folder, *PIECES)
    shutil.rmtree(folder / "pieces/call")
    found = [one for one in now(folder).decision.findings if one.check == "waiver-unused"]
    assert [(one.place.file, one.pieces) for one in found] == [("waivers/call.reader-test-missing.dell.toml", ())]
    assert now(folder).decision.edition is Status.SPECIMEN


def test_a_waiver_without_a_reason_is_refused(folder: Path) -> None:
    with pytest.raises(UsageRefusal, match="without a reason"):
        waive(now(folder), MISSING, "note", "dell", " ", LATER, DELL, TODAY)


def test_another_piece_s_waiver_is_not_unused_in_a_piece_built_alone(folder: Path) -> None:
    let_pass(folder, *PIECES)
    assert judge(folder, (), None, TODAY, ["call"]).decision.findings == ()


def test_it_is_the_same_with_products(folder: Path) -> None:
    let_pass(folder, *PIECES)
    judged = now(folder)
    printed = tuple(every_printed(judged))
    imposed = tuple(every_imposed(printed))
    files = tuple(every_file(printed, imposed))
    spoken = tuple(every_spoken(judged))
    scanned = tuple(every_scanned(printed, imposed, spoken))
    made = with_products(judged, printed, spoken, imposed=imposed, files=files, scanned=scanned)
    assert made.decision.edition is Status.FINAL
    assert made.decision.waived == judged.decision.waived


def test_what_stops_is_never_waivable() -> None:
    assert {record.severity for record in checks().values() if record.waivable} == {Severity.WARN}
    assert not [name for name, record in checks().items() if record.severity is Severity.STOP and record.waivable]


@pytest.mark.parametrize(
    ("check", "piece", "person", "until", "said"),
    [
        ("no-such-check", "note", "dell", LATER, "no check called"),
        ("sign-off-missing", "note", "dell", LATER, "cannot be waived"),
        ("file-not-used", "note", "dell", LATER, "cannot be waived"),
        ("waiver-unused", "note", "dell", LATER, "cannot be waived"),
        ("words-too-many", "note", "dell", LATER, "finds nothing"),
        (MISSING, "letter", "dell", LATER, "finds nothing"),
        (MISSING, "ghost", "dell", LATER, "no piece"),
        (MISSING, "note", "dell", date(2026, 10, 31), "is over"),
        (MISSING, "note", "reed", LATER, "does not list"),
    ],
)
def test_a_waiver_that_would_not_count_is_refused(
    folder: Path, check: str, piece: str, person: str, until: date, said: str
) -> None:
    with pytest.raises(UsageRefusal, match=said) as caught:
        waive(now(folder), check, piece, person, "No reason.", until, key_of(person), TODAY)
    assert caught.value.what.endswith(".")
    assert not (folder / "waivers").exists()


def test_it_can_be_given_a_later_end(folder: Path) -> None:
    let_pass(folder, *PIECES)
    let_pass(folder, *PIECES, until=date(2027, 4, 30))
    assert len(list((folder / "waivers").iterdir())) == 3
    assert {one.waiver.until for one in now(folder).decision.waived} == {date(2027, 4, 30)}


FOUND = st.builds(
    Finding,
    st.sampled_from(["words-too-many", MISSING, "claim-expired"]),
    st.sampled_from(Severity),
    st.sampled_from([Span("claims/x.toml"), Span("pieces/note/copy.en.md", 3), Span("pieces/call/piece.toml")]),
    st.sampled_from(["One.", "Two."]),
    st.just("Do."),
    st.lists(st.sampled_from(["call", "letter", "note", "steps"]), unique=True).map(tuple),
)


@pytest.fixture(scope="module")
def bare(tmp_path_factory: pytest.TempPathFactory) -> Judged:
    """The base edition judged, with its letter enclosing nothing."""
    folder = tmp_path_factory.mktemp("bare") / "manuscript"
    shutil.copytree(BASE, folder)
    path = folder / "pieces/letter/piece.toml"
    path.write_text(path.read_text("utf-8").replace('encloses = ["note"]\n', ""), "utf-8")
    return now(folder)


@settings(max_examples=200, deadline=None, database=None, derandomize=True)
@given(st.lists(FOUND, max_size=6), st.data())
def test_a_piece_is_final_when_nothing_stops_it_and_every_warning_is_waived_there(
    bare: Judged, findings: list[Finding], data: st.DataObject
) -> None:
    pieces = tuple(bare.decision.pieces)
    warned = sorted(
        {
            (one.check, piece, waived_digest(bare.edition, one, piece))
            for one in findings
            for piece in concerned(one, pieces)
            if one.severity is Severity.WARN and checks()[one.check].waivable
        }
    )
    chosen = data.draw(st.lists(st.sampled_from(warned), unique=True)) if warned else []
    waivers = tuple(
        Waiver(str(n), check, piece, (digest,), "dell", "So.", LATER, TODAY, "", Span(f"waivers/{n}.toml"))
        for n, (check, piece, digest) in enumerate(chosen)
    )
    edition = evolve(bare.edition, waivers=waivers)
    scene = evolve(bare.scene, edition=edition, genuine={waiver.at.file: None for waiver in waivers})
    decision = decide(edition, findings, (), scene)
    for piece in pieces:
        against = [one for one in findings if piece in concerned(one, pieces) and one.severity is not Severity.NOTE]
        passed = [one for one in against if (one.check, piece, waived_digest(edition, one, piece)) in chosen]
        free = all(one.severity is Severity.WARN and one in passed for one in against)
        assert (decision.pieces[piece] is Status.FINAL) is free
        assert {one.finding for one in decision.waived if one.piece == piece} == {
            one for one in passed if one.severity is Severity.WARN
        }
    assert (decision.edition is Status.FINAL) is (set(decision.pieces.values()) == {Status.FINAL})


@settings(max_examples=25, deadline=None, database=None, derandomize=True)
@given(st.sampled_from(["check", "covers", "person", "piece", "reason", "until", "on"]), st.data())
def test_one_changed_word_and_it_is_not_genuine(
    tmp_path_factory: pytest.TempPathFactory, key: str, data: st.DataObject
) -> None:
    folder = tmp_path_factory.mktemp("waiver") / "manuscript"
    shutil.copytree(BASE, folder)
    let_pass(folder, "note")
    path = next((folder / "waivers").iterdir())
    lines = path.read_text("utf-8").splitlines(keepends=True)
    number = next(n for n, line in enumerate(lines) if line.startswith(f"{key} ="))
    at = data.draw(st.sampled_from([n for n, char in enumerate(lines[number]) if char.isdigit()] or [-3]))
    old = lines[number][at]
    lines[number] = lines[number][:at] + ("1" if old != "1" else "2") + lines[number][at + 1 :]
    path.write_text("".join(lines), "utf-8")
    judged = now(folder)
    assert judged.decision.waived == ()
    assert {f.check for f in judged.decision.findings} & {"waiver-not-genuine", "value-wrong", "toml-unreadable"}


def test_it_binds_to_the_words_of_the_block_in_every_language_and_to_no_line(folder: Path) -> None:
    edition = now(folder).edition
    note = edition.piece("note")
    assert note is not None
    block, english, ukrainian = note.copies["en"].blocks[1], note.copies["en"], note.copies["uk"]
    one = Finding("negation-differs", Severity.WARN, block.at, "It differs from pieces/note/copy.uk.md:3 (uk).", "Do.")

    def rewritten(copy: Copy, change: Callable[[Block], Block]) -> Edition:
        blocks = tuple(change(inner) if inner.id == block.id else inner for inner in copy.blocks)
        piece = evolve(note, copies={**note.copies, copy.language: evolve(copy, blocks=blocks)})
        return evolve(edition, pieces=tuple(piece if other is note else other for other in edition.pieces))

    lower = Span(block.at.file, block.at.first + 40, block.at.last + 40)
    moved = evolve(one, place=lower, message="It differs from pieces/note/copy.uk.md:5 (uk).")
    assert waived_digest(rewritten(english, lambda inner: evolve(inner, at=lower)), moved, "note") == waived_digest(
        edition, one, "note"
    )
    for copy in (english, ukrainian):
        other = rewritten(copy, lambda inner: evolve(inner, runs=(Run("Other words."),)))
        assert waived_digest(other, one, "note") != waived_digest(edition, one, "note")
