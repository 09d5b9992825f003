# SPDX-License-Identifier: Apache-2.0
"""The record of each check is complete, names the fault, and can be explained."""

import re
from pathlib import Path

import pytest
from attrs import evolve
from click.testing import CliRunner

from safeconduct.cli.options import cli
from safeconduct.manuscript.channels import channels
from safeconduct.model.edition import Copy
from safeconduct.model.judgement import Severity
from safeconduct.preflight import checks as folder
from safeconduct.preflight.engine import checks
from safeconduct.preflight.registry import Check

CURES = re.compile(r"-(ok|valid|good|present|complete|held|passed|correct|checked)$")
NEVER_WAIVED = {
    "sender-missing",
    "sender-not-in-language",
    "sender-not-spoken",
    "consent-missing",
    "consent-lapsed",
    "pass-claimed",
    "mark-missing",
    "sign-off-missing",
    "step-not-confirmed",
}


@pytest.mark.parametrize("record", checks().values(), ids=lambda record: str(record.id))
def test_the_record_is_complete(record: Check) -> None:
    for text in (record.rationale, record.remedy):
        assert text.strip() == text
        assert text[0].isupper() or not text[0].isascii()
        assert text.endswith((".", "}", "?")), text
    assert re.fullmatch(r"docs/[a-z-]+\.md#[a-z-]+", record.reference)
    assert not CURES.search(record.id), "an id names the fault, not the cure"
    assert bool(record.examine) == bool(record.subjects)


def test_one_file_one_check() -> None:
    files = {path.stem.replace("_", "-") for path in Path(folder.__path__[0]).glob("[a-z]*.py")}
    assert files == {record.id for record in checks().values() if record.examine}


@pytest.mark.parametrize("check_id", checks())
def test_explain_tells_why_and_what_to_do(check_id: str) -> None:
    told = CliRunner().invoke(cli, ["explain", check_id])
    assert told.exit_code == 0, told.output
    record = checks()[check_id]
    for part in (record.id, record.severity, record.rationale, record.remedy, record.reference):
        assert part in told.output
    assert ("An editor can waive this" in told.output) is record.waivable
    assert ("can never be waived" in told.output) is (record.severity is not Severity.NOTE and not record.waivable)


def test_an_unknown_id_is_refused_with_the_nearest_one() -> None:
    told = CliRunner().invoke(cli, ["explain", "quote-not-in-captur"])
    assert told.exit_code == 2
    assert "quote-not-in-capture" in told.output


def test_attribution_consent_and_pass_imitation_cannot_be_waived() -> None:
    assert {name for name in NEVER_WAIVED if checks()[name].waivable} == set()


def test_a_record_with_a_gap_cannot_be_made() -> None:
    whole = checks()["claim-expired"]
    with pytest.raises(ValueError, match="must match regex"):
        evolve(whole, rationale=" ")
    with pytest.raises(ValueError, match="must match regex"):
        evolve(whole, remedy="")
    with pytest.raises(ValueError, match="must match regex"):
        evolve(whole, reference="somewhere")
    with pytest.raises(ValueError, match="must match regex"):
        evolve(whole, id="expired")


def test_every_channel_demands_checks_that_exist_and_look_at_products() -> None:
    for channel in channels().values():
        assert channel.must_run
        for name in channel.must_run:
            assert name in checks()
            assert Copy not in checks()[name].subjects


def test_notes_are_few_and_named() -> None:
    notes = {record.id for record in checks().values() if record.severity is Severity.NOTE}
    of_text = {"against-unneeded", "claims-contradict", "file-not-used", "manuscript-changed"}
    of_products = {"font-drawn", "ink-may-be-heavy", "picture-packed-oddly"}
    of_sound = {"number-not-read", "take-unheard", "word-heard-otherwise"}
    of_words = {
        "hard-to-read",
        "name-not-known",
        "spacing-doubtful",
        "style-southern",
        "typeface-southern",
        "typography-careless",
        "word-not-in-north",
        "word-perhaps-southern",
    }
    of_translations = {"back-translation-machine", "term-not-preferred"}
    assert notes == of_text | of_products | of_sound | of_words | of_translations


def test_every_reference_leads_to_a_heading() -> None:
    here = Path(__file__).parents[2]
    for record in checks().values():
        file, _, anchor = record.reference.partition("#")
        headings = re.findall(r"^#+ (.+)$", (here / file).read_text("utf-8"), re.MULTILINE)
        anchors = {re.sub(r"[^\w -]", "", heading).strip().lower().replace(" ", "-") for heading in headings}
        assert anchor in anchors, record.reference
