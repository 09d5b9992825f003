# SPDX-License-Identifier: Apache-2.0
"""Why a piece has its status, sentence by sentence."""

import json
import shutil
from pathlib import Path

import pytest
from casework import BASE, TODAY, key_of, sign_all
from click.testing import CliRunner

from safeconduct.api.judging import Judged, judge
from safeconduct.api.reasons import reasons
from safeconduct.api.signing import waive
from safeconduct.cli.options import cli
from safeconduct.model.judgement import Severity
from safeconduct.model.refusal import UsageRefusal
from safeconduct.model.status import Status
from safeconduct.preflight.why import Why

TWO = "[The hall has 40 beds.](claim:beds) Come in. [There is tea every evening.](promise:tea) {#beds}"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A manuscript that everybody has signed; the note has three sentences in one English paragraph."""
    folder = tmp_path / "manuscript"
    shutil.copytree(BASE, folder)
    for language in ("en", "uk"):
        path = folder / f"pieces/note/copy.{language}.md"
        text = path.read_text("utf-8")
        title = text.splitlines()[0]
        words = TWO if language == "en" else text.splitlines()[2][: -len(" {#beds}")] + " " + text.splitlines()[4]
        path.write_text(f"{title}\n\n{words.replace('{#tea}', '{#beds}')}\n", "utf-8")
    sign_all(folder)
    return folder


def edit(folder: Path, path: str, old: str, new: str) -> None:
    text = (folder / path).read_text("utf-8")
    assert old in text
    (folder / path).write_text(text.replace(old, new, 1), "utf-8")


def now(folder: Path) -> Judged:
    return judge(folder, (), None, TODAY)


def told(why: Why) -> dict[str, set[str]]:
    return {one.text: {finding.check for finding in one.findings} for one in why.sentences}


def test_a_claim_s_finding_stands_under_the_sentences_that_cite_it_and_no_other(folder: Path) -> None:
    edit(folder, "claims/beds.toml", "expires = 2027-05-31", "expires = 2026-10-31")
    sign_all(folder)
    why = reasons(now(folder), "note")
    assert why.status is Status.SPECIMEN
    assert told(why) == {"The hall has 40 beds.": {"claim-expired"}, "У залі 40 ліжок.": {"claim-expired"}}
    assert why.whole == ()
    assert why.held is None
    assert [(str(one.at), one.language, one.block) for one in why.sentences] == [
        ("pieces/note/copy.en.md:3", "en", "beds"),
        ("pieces/note/copy.uk.md:3", "uk", "beds"),
    ]


def test_a_promise_and_a_source_likewise(folder: Path) -> None:
    edit(folder, "promises/tea.toml", "expires = 2027-05-31", "expires = 2026-10-31")
    (folder / "archive/parish-note.txt").write_text("Another page.\n", "utf-8")
    sign_all(folder)
    why = reasons(now(folder), "note")
    assert "promise-expired" in told(why)["There is tea every evening."]
    assert "promise-expired" not in told(why)["The hall has 40 beds."]
    for sentence in ("There is tea every evening.", "The hall has 40 beds."):
        assert {"capture-altered", "quote-not-in-capture"} <= told(why)[sentence]
    assert "Come in." not in told(why)


def test_what_lies_on_a_paragraph_stands_under_all_its_sentences(folder: Path) -> None:
    edit(folder, "pieces/note/copy.en.md", "Come in.", "Come in to www.brook.example.")
    sign_all(folder)
    why = reasons(now(folder), "note")
    assert all("address-printed" in checks for text, checks in told(why).items() if text.isascii())
    assert len([text for text in told(why) if text.isascii()]) == 3


def test_a_consent_and_a_take_stand_under_their_paragraph(folder: Path) -> None:
    take = folder / "takes/call/en/open.wav"
    take.parent.mkdir(parents=True)
    take.write_bytes(b"a voice")
    why = reasons(now(folder), "call")
    assert told(why) == {"The hall is open tonight.": {"consent-missing"}}
    assert {"sign-off-lapsed", "sign-off-missing"} <= {one.check for one in why.whole}


def test_what_no_sentence_is_guilty_of_stands_against_the_whole(folder: Path) -> None:
    edit(folder, "claims/beds.toml", "expires = 2027-05-31", "expires = 2026-10-31")
    sign_all(folder)
    why = reasons(now(folder), "letter")
    assert told(why) == {}
    assert [one.check for one in why.whole] == ["encloses-specimen"]


def test_every_finding_of_the_piece_is_told_somewhere(folder: Path) -> None:
    shutil.rmtree(folder / "sign-offs")
    shutil.rmtree(folder / "confirmations")
    edit(folder, "claims/beds.toml", "expires = 2027-05-31", "expires = 2026-10-31")
    (folder / "claims/lost.txt").write_text("Nothing uses this.", "utf-8")
    judged = now(folder)
    assert "file-not-used" in {one.check for one in judged.decision.findings}
    for piece in judged.decision.pieces:
        why = reasons(judged, piece)
        every = {one for sentence in why.sentences for one in sentence.findings} | set(why.whole)
        assert every == {
            one
            for one in judged.decision.findings
            if (piece in one.pieces or not one.pieces) and one.severity is not Severity.NOTE
        }
    steps = reasons(judged, "steps")
    assert told(steps)["Take a lamp."] == {"step-not-confirmed"}


def test_a_final_piece_says_what_held(folder: Path) -> None:
    why = reasons(now(folder), "steps")
    assert why.status is Status.FINAL
    assert (why.sentences, why.whole, why.waived) == ((), (), ())
    assert why.held is not None
    assert {(one.role, one.language) for one in why.held.sign_offs} == {
        ("author", None),
        ("reviewer", None),
        ("language", "en"),
        ("language", "uk"),
    }
    assert [one.person for one in why.held.confirmations] == ["gate"]
    assert [one.person for one in why.held.reader_tests] == ["ford"]
    assert str(why.held.until) == "2027-07-31"


def test_what_was_waived_is_told_with_who_why_and_until_when(folder: Path) -> None:
    shutil.rmtree(folder / "reader-tests")
    until = now(folder).scene.edition.confirmations[0].until
    waive(now(folder), "reader-test-missing", "note", "dell", "Nobody can be asked.", until, key_of("dell"), TODAY)
    why = reasons(now(folder), "note")
    assert why.status is Status.FINAL
    assert [one.waiver.reason for one in why.waived] == ["Nobody can be asked."]


def test_an_unknown_piece_is_refused(folder: Path) -> None:
    with pytest.raises(UsageRefusal, match="no piece “ghost”"):
        reasons(now(folder), "ghost")


def test_the_command_tells_it_in_words_and_as_json(folder: Path) -> None:
    words = ["check", str(folder), "--as-of", "2029-01-01", "--why", "note"]
    ran = CliRunner().invoke(cli, words)
    assert ran.exit_code == 1, ran.output
    for part in (
        "note: SPECIMEN",
        "pieces/note/copy.en.md:3  [en]  {#beds}",
        "“The hall has 40 beds.”",
        "claim-expired",
    ):
        assert part in ran.output
    told_as_json = json.loads(CliRunner().invoke(cli, [*words, "--json"]).output)["why"]
    assert told_as_json["piece"] == "note"
    assert {one["text"] for one in told_as_json["sentences"]} >= {"The hall has 40 beds."}
    refused = CliRunner().invoke(cli, ["check", str(folder), "--why", "ghost"])
    assert refused.exit_code == 2
