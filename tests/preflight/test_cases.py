# SPDX-License-Identifier: Apache-2.0
"""Every check has a bad case that it finds and a good case in which nothing at all is found."""

from pathlib import Path

import pytest
from attrs import evolve
from casework import CHECKS, Case, cases, judged_case

from safeconduct.manuscript.channels import channels
from safeconduct.model.channel import SoundChannel
from safeconduct.model.judgement import Severity
from safeconduct.model.places import Moment, Sheet, Span
from safeconduct.model.status import Status
from safeconduct.preflight.engine import checks, examine

RELEASED = [line for line in (CHECKS / "released-ids.txt").read_text("utf-8").splitlines() if line[:1] not in ("", "#")]
SENTENCE_ENDS = (".", "!", "?", "}", "FOLDER")
MADE_ONLY = {"step-failed"}
"""When a step fails there is no product, so the check has nothing to count."""


def test_every_check_has_a_bad_and_a_good_case() -> None:
    bad, good = {case.check for case in cases("bad")}, {case.check for case in cases("good")}
    assert bad == good == set(checks())


def test_no_case_folder_is_empty() -> None:
    empty = [str(case) for case in (*cases("bad"), *cases("good")) if not any(case.folder.rglob("*"))]
    assert not empty, "git keeps no empty folder, so the case would vanish"


def test_nothing_but_cases_lies_in_a_check_s_folder() -> None:
    folders = [path for path in CHECKS.iterdir() if path.is_dir() and path.name != "_base"]
    strangers = [path for folder in folders for path in folder.iterdir() if not path.name.startswith(("bad", "good"))]
    assert not strangers


@pytest.mark.parametrize("case", cases("bad"), ids=str)
def test_bad_case_is_found(case: Case, tmp_path: Path) -> None:
    judged = judged_case(case, tmp_path / "manuscript")
    found = [finding for finding in judged.decision.findings if finding.check == case.check]
    assert found, [str(finding) for finding in judged.decision.findings]
    for finding in found:
        assert finding.severity is checks()[case.check].severity
        for sentence in (finding.message, finding.remedy):
            assert sentence.strip().endswith(SENTENCE_ENDS), sentence
            assert sentence.isprintable(), ascii(sentence)
        assert finding.place.file
        if isinstance(finding.place, Span):
            assert 1 <= finding.place.first <= finding.place.last
    wanted = case.told.get("at")
    if wanted:
        assert wanted in {f"{f.place.file}:{f.place.first}" for f in found if isinstance(f.place, Span)}
    else:
        assert all(isinstance(f.place, Sheet | Moment) for f in found) or case.folder.name in UNPLACED
    concerned = {piece for finding in found for piece in finding.pieces}
    if found[0].severity is not Severity.NOTE:
        assert judged.decision.edition is Status.SPECIMEN
        assert all(judged.decision.pieces.get(piece) is not Status.FINAL for piece in concerned)
    outcome = next(outcome for outcome in judged.outcomes if outcome.check == case.check)
    assert outcome.examined > 0 or case.check in MADE_ONLY
    assert outcome.findings == tuple(found)


UNPLACED = {"bad-long-number", "bad-name"}
"""Bad cases whose line or name cannot be foretold in the case's own words."""


@pytest.mark.parametrize("case", cases("good"), ids=str)
def test_good_case_has_no_finding_at_all(case: Case, tmp_path: Path) -> None:
    judged = judged_case(case, tmp_path / "manuscript")
    assert [f"{f.place} {f.check}: {f.message}" for f in judged.decision.findings] == []
    assert judged.decision.edition is Status.FINAL
    outcome = next(outcome for outcome in judged.outcomes if outcome.check == case.check)
    assert outcome.examined > 0, "a good case in which the check examined nothing proves nothing"
    assert outcome.not_run is None


def test_released_ids_are_permanent() -> None:
    assert len(RELEASED) >= 64
    assert set(RELEASED) <= set(checks()), "an id was taken away; retired ids stay listed with their reason"
    assert sorted(set(RELEASED)) == RELEASED


def test_a_fault_met_in_two_channels_is_told_once(tmp_path: Path) -> None:
    case = next(case for case in cases("bad") if str(case) == "voice-synthetic/bad")
    judged = judged_case(case, tmp_path / "manuscript")
    spoken = judged.scene.spoken or ()
    other = channels()["voice-note"]
    assert isinstance(other, SoundChannel)
    twice = evolve(judged.scene, spoken=(*spoken, *(evolve(one, channel=other) for one in spoken)))
    once, both = (
        next(outcome for outcome in examine(scene) if outcome.check == case.check) for scene in (judged.scene, twice)
    )
    assert both.examined == 2 * once.examined
    assert both.findings == once.findings
    assert len(once.findings) == 1
