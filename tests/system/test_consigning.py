# SPDX-License-Identifier: Apache-2.0
"""What letters, plans and job tickets are told about other pieces when an edition is planned."""

import shutil
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from safeconduct.api.planning import plan_edition
from safeconduct.manuscript.reading import read_manuscript
from safeconduct.model.judgement import Finding
from safeconduct.model.status import Status
from safeconduct.model.works import Plan

BASE = Path(__file__).parents[1] / "checks" / "_base"
HANDOVER = """to = "town-office"
on = 2026-11-08
total = 1001

[purpose]
en = "To be laid out for whoever asks."

[[lot]]
piece = "note"
channel = "pocket-a7"
languages = ["en", "uk"]
copies = 500

[[lot]]
piece = "call"
channel = "loudspeaker"
languages = ["uk"]
copies = 1
"""
ENTITY = 'kind = "body"\n\n[name]\nen = "The town office of Brook"\n'
PIECE = """format = "{form}"
channels = ["letter-a4"]
encloses = ["note", "call"]
{more}
[attribution.speaker]
en = "The parish of Brook"
uk = "Парафія Брука"
"""
COPY = "# What goes where {#title}\n\nThis is what we plan. {#what}\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    manuscript = tmp_path / "manuscript"
    shutil.copytree(BASE, manuscript)
    write(manuscript, {
        "handovers/office.toml": HANDOVER,
        "entities/town-office.toml": ENTITY,
        "pieces/aplan/piece.toml": PIECE.format(form="campaign-plan", more=""),
        "pieces/aplan/copy.en.md": COPY,
        "pieces/aticket/piece.toml": PIECE.format(form="job-ticket", more=""),
        "pieces/aticket/copy.en.md": COPY,
        "pieces/aletter/piece.toml": PIECE.format(form="letter", more='addressee = "town-office"\n'),
        "pieces/aletter/copy.en.md": COPY,
    })  # fmt: skip
    return manuscript


def write(folder: Path, files: Mapping[str, str]) -> None:
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, "utf-8")


def planned(folder: Path, *, status: Status = Status.FINAL) -> tuple[dict[str, Plan], tuple[Finding, ...]]:
    edition = read_manuscript(folder).edition
    plans, faults = plan_edition(edition, date(2026, 11, 1), dict.fromkeys((p.id for p in edition.pieces), status))
    return {f"{plan.piece}.{plan.language}": plan for plan in plans}, faults


def typeset(plan: Plan) -> Any:
    return next(step for step in plan.steps if step.name.endswith(".screen.typeset"))


def words(value: Any) -> str:
    """Every word of a set text, or of whatever holds some."""
    if isinstance(value, Mapping):
        if "words" in value:
            return " ".join("".join(part[0] for part in word) for word in value["words"])
        return " ".join(words(each) for each in value.values())
    return " ".join(words(each) for each in value) if isinstance(value, list | tuple) else ""


def test_a_letter_knows_whom_it_is_to_and_every_file_it_encloses(folder: Path) -> None:
    plans, faults = planned(folder)
    assert faults == ()
    step = typeset(plans["aletter.en"])
    enclosed = {file for file in (made.file for plan in plans.values() for made in plan.artifacts)
                if file.startswith(("note.", "call.")) and file.endswith((".pdf", ".wav", ".mp3"))
                and not file.endswith(".script.pdf")}  # fmt: skip
    assert set(step.params["enclosed"]) == enclosed
    assert {name.removeprefix("enclosed/") for name in step.inputs} == enclosed
    assert words(step.params["table"]["addressee"]) == "The town office of Brook"
    listed = [file for group in step.params["table"]["groups"] for file in group["files"]]
    assert sorted(listed) == sorted(enclosed)
    assert len(step.params["table"]["groups"]) == 2


def test_a_plan_knows_day_recipient_purpose_and_numbers_and_waits_for_no_file(folder: Path) -> None:
    plans, _ = planned(folder)
    step = typeset(plans["aplan.en"])
    assert step.inputs == {}
    told = words(step.params["table"]["deliveries"])
    for part in ("8 November 2026 · The town office of Brook", "To be laid out for whoever asks.", "500", "1,001"):
        assert part in told
    assert step.params["table"]["specimen"] is False


def test_a_plan_of_specimens_says_so(folder: Path) -> None:
    plans, _ = planned(folder, status=Status.SPECIMEN)
    assert typeset(plans["aplan.en"]).params["table"]["specimen"] is True


def test_a_ticket_has_the_files_for_the_plates_of_what_is_printed(folder: Path) -> None:
    plans, _ = planned(folder)
    jobs = typeset(plans["aticket.en"]).params["table"]["jobs"]
    files = [file for job in jobs for part in job["files"] for file in part["files"]]
    assert len(jobs) == 1
    assert {file.split(".")[1] for file in files} == {"en", "uk"}
    assert all(
        file.startswith("note.") and any(part in file for part in (".press.", ".sheet-", ".proof-")) for file in files
    )


@pytest.mark.parametrize(
    ("path", "old", "new", "what"),
    [
        ("entities/town-office.toml", "en = ", "uk = ", "no name in en"),
        ("handovers/office.toml", "en = ", "uk = ", "does not say in en"),
        ("handovers/office.toml", 'piece = "call"\nchannel = "loudspeaker"', 'piece = "steps"\nchannel = "fold-strip"',
         "does not enclose"),
    ],
)  # fmt: skip
def test_what_cannot_be_told_in_the_language_is_a_finding(
    folder: Path, path: str, old: str, new: str, what: str
) -> None:
    write(folder, {path: (folder / path).read_text("utf-8").replace(old, new, 1)})
    _, faults = planned(folder)
    found = [fault for fault in faults if "aplan" in fault.pieces]
    assert [fault.check for fault in found] == ["step-failed"]
    assert what in found[0].message
    assert found[0].remedy
