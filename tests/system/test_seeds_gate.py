# SPDX-License-Identifier: Apache-2.0
"""What an editor of the appeal is told: a drifted figure, two papers with one root, a claim whose day has passed."""

import shutil
from pathlib import Path
from typing import Any

import pytest

from .press_room import EXAMPLES, Room, archive

CLAIMED = """\
kind = "quantity"
text = "10,000 North Korean soldiers are in the Kursk region."
modality = "occurred"
chain = ["US State Department"]
topic = "north-korean-soldiers/kursk"
place = "kursk-region"
verdict = "attribute"
why = "Two papers say so."
credibility = 1
as_of = 2024-11-11

[quantity]
low = 9000
high = 11000
unit = "persons"
scope = "North Korean soldiers in the Kursk region"
bound = "about"

[credit]
ko-KP = "두 신문"
uk = "Дві газети"
en = "Two papers"

[[quote]]
source = "seed-urge"
exact = "the United States has reported the presence of approximately 10,000 North Korean soldiers"
chain = ["Unsigned web copy, first", "United States"]

[[quote]]
source = "seed-targets"
exact = "According to the U.S. Department of State, 10,000 North Korean soldiers have already been deployed"
chain = ["Unsigned web copy, second", "US State Department"]
"""


@pytest.fixture
def manuscript(tmp_path: Path) -> Path:
    """A copy of the appeal that a test may spoil."""
    return Path(shutil.copytree(EXAMPLES / "kursk-2024", tmp_path / "manuscript"))


def _check(room: Room, manuscript: Path, *options: str) -> dict[str, Any]:
    ran = room.run("check", str(manuscript), "--json", *archive(), *options)
    assert ran.code == 1, ran.err[-2000:] + ran.out[-2000:]
    return ran.report


def _told(report: dict[str, Any], check: str) -> list[dict[str, Any]]:
    return [finding for finding in report["findings"] if finding["check"] == check]


def _write(manuscript: Path, piece: str, language: str, old: str, new: str) -> None:
    copy = manuscript / "pieces" / piece / f"copy.{language}.md"
    text = copy.read_text("utf-8")
    assert text.count(old) == 1
    copy.write_text(text.replace(old, new), "utf-8")


def test_tens_of_thousands_of_comrades_without_a_claim(room: Room, manuscript: Path) -> None:
    assert not _told(_check(room, manuscript), "fact-without-claim")
    _write(manuscript, "pocket", "en", "We do not ask", "Tens of thousands of your comrades are there. We do not ask")
    report = _check(room, manuscript)
    assert report["pieces"]["pocket"] == "specimen"
    (finding,) = _told(report, "fact-without-claim")
    assert (finding["file"], finding["line"]) == ("pieces/pocket/copy.en.md", 3)
    assert "Tens of thousands" in finding["message"]
    assert "{#who}" in finding["message"]
    assert "claim" in finding["remedy"]


def test_tens_of_thousands_of_comrades_with_the_refused_claim(room: Room, manuscript: Path) -> None:
    linked = "[Tens of thousands of your comrades](claim:drift-tens-of-thousands) are there. We do not ask"
    _write(manuscript, "pocket", "en", "We do not ask", linked)
    report = _check(room, manuscript)
    assert report["pieces"]["pocket"] == "specimen"
    (refused,) = _told(report, "claim-not-cleared")
    assert refused["severity"] == "stop"
    assert "drift-tens-of-thousands" in refused["message"]
    # The claim says what may be printed instead, with whose name; the ledger shows the figures against it.
    assert 'Cite us-2024-11-04 with its speaker, its date and "as many as"' in refused["message"]
    told = [finding["message"] for finding in _told(report, "claims-contradict")]
    against = [message for message in told if "drift-tens-of-thousands" in message]
    assert any("yonhap-thousands" in message for message in against)
    assert any("headline-could-fight" in message for message in against)


def test_tens_of_thousands_is_not_what_the_better_claim_carries(room: Room, manuscript: Path) -> None:
    linked = "[The US State Department said on 4 November 2024: tens of thousands](claim:us-2024-11-04). We do not ask"
    _write(manuscript, "pocket", "en", "We do not ask", linked)
    (finding,) = _told(_check(room, manuscript), "figure-not-claimed")
    assert "tens of thousands" in finding["message"]
    assert "claims/us-2024-11-04.toml" in finding["message"]


def test_two_papers_with_one_root_do_not_confirm_each_other(room: Room, manuscript: Path) -> None:
    (manuscript / "claims" / "two-papers.toml").write_text(CLAIMED, "utf-8")
    linked = "[The United States said that about 10,000 are in the Kursk region](claim:two-papers). We do not ask"
    _write(manuscript, "pocket", "en", "We do not ask", linked)
    (finding,) = _told(_check(room, manuscript), "credibility-not-earned")
    assert finding["severity"] == "stop"
    assert finding["file"] == "claims/two-papers.toml"
    assert "United States" in finding["message"]
    assert "Department" not in finding["message"].replace("United States", "")


def test_a_claim_that_ended_turns_every_piece_that_uses_it(room: Room, manuscript: Path) -> None:
    claim = manuscript / "claims" / "us-2024-11-04.toml"
    text = claim.read_text("utf-8")
    claim.write_text(text.replace("expires = 2024-12-31", "expires = 2024-12-20"), "utf-8")
    assert not _told(_check(room, manuscript, "--as-of", "2024-12-20"), "claim-expired")
    report = _check(room, manuscript, "--as-of", "2024-12-21")
    (finding,) = _told(report, "claim-expired")
    assert finding["file"] == "claims/us-2024-11-04.toml"
    using = {"postcard", "letter", "spot"}
    assert all(report["pieces"][piece] == "specimen" for piece in using)
    assert set(finding["pieces"]) == using


def test_the_flood_notice_lacks_only_what_people_must_give(room: Room) -> None:
    report = _check(room, EXAMPLES / "river-town")
    told = {finding["check"] for finding in report["findings"]}
    assert told == {"sign-off-missing", "step-not-confirmed", "reader-test-missing"}


def test_what_the_appeal_prints_is_all_in_its_ledger_and_alike_in_every_language(room: Room, manuscript: Path) -> None:
    report = _check(room, manuscript)
    looked = {outcome["check"]: outcome["examined"] for outcome in report["outcomes"]}
    for check in ("fact-without-claim", "figure-not-claimed", "hedge-lost", "modality-strengthened", "figures-differ"):
        assert looked[check] >= 20
        assert not _told(report, check)
    for check in ("attribution-not-named", "negation-differs", "alternative-differs", "names-differ-in-copy"):
        assert looked[check] >= 20
        assert not _told(report, check)
