# SPDX-License-Identifier: Apache-2.0
"""A contradiction stops every piece that cites one of its sides, until somebody settles it."""

from pathlib import Path

import pytest
from casework import BASE, CHECKS, TODAY, Case, lay_out

from safeconduct.api.judging import Judged, judge

OPEN = Case("claim-contradicted", CHECKS / "claim-contradicted" / "bad")
STANDS = '\n[[against]]\nclaim = "{}"\nwhy = "The parish counted the beds itself."\n'


def contradicted(folder: Path, changes: dict[str, tuple[str, str]]) -> tuple[Judged, list[str], list[str]]:
    """Judge the open case with `changes` (claim -> old words, new ones; "" for the end of the file)."""
    lay_out(OPEN, folder)
    for claim, (old, new) in changes.items():
        path = folder / "claims" / f"{claim}.toml"
        text = path.read_text("utf-8")
        assert old in text
        path.write_text(text.replace(old, new, 1) if old else text + new, "utf-8")
    judged = judge(folder, (), None, TODAY)
    stops, notes = (
        [f.message for f in judged.decision.findings if f.check == check]
        for check in ("claim-contradicted", "claims-contradict")
    )
    return judged, stops, notes


def test_an_open_contradiction_names_both_sides_and_stops_only_what_cites_it(tmp_path: Path) -> None:
    judged, stops, notes = contradicted(tmp_path / "m", {})
    assert stops == notes
    assert stops == [
        "“beds” says 40 beds and “more-beds” 50 beds; no number satisfies both: “The hall has 40 beds.” "
        "(parish-note.txt:3; claims/beds.toml:25) against “50 beds” (second-note.txt:1; claims/more-beds.toml:25)."
    ]
    (finding,) = (f for f in judged.decision.findings if f.check == "claim-contradicted")
    assert finding.pieces == ("note",)


@pytest.mark.parametrize(
    "changes",
    [
        {"beds": ("", STANDS.format("more-beds"))},
        {"more-beds": ('verdict = "hold"', 'verdict = "refuse"')},
        {"more-beds": ('verdict = "hold"', 'verdict = "withdrawn"')},
    ],
)
def test_what_settles_it_is_told_and_stops_nothing(tmp_path: Path, changes: dict[str, tuple[str, str]]) -> None:
    _, stops, notes = contradicted(tmp_path / "m", changes)
    assert stops == []
    (note,) = notes
    assert "; settled: " in note


@pytest.mark.parametrize(
    "changes",
    [
        {"more-beds": ("", STANDS.format("beds"))},
        {"more-beds": ('verdict = "hold"', 'verdict = "disputed"')},
        {"beds": ("expires = 2027-05-31\n", "")},
    ],
)
def test_what_does_not_settle_it(tmp_path: Path, changes: dict[str, tuple[str, str]]) -> None:
    assert len(contradicted(tmp_path / "m", changes)[1]) == 1


def test_a_number_that_is_derived_from_a_contradicted_one_stops_with_it(tmp_path: Path) -> None:
    folder = tmp_path / "m"
    lay_out(OPEN, folder)
    beds = folder / "claims" / "beds.toml"
    text = beds.read_text("utf-8")
    (folder / "claims" / "hall-beds.toml").write_text(text, "utf-8")
    numbers = 'low = 40\nhigh = 40\nunit = "beds"\nscope = "the hall at Brook"\nbound = "exact"\n'
    derived = text.replace(numbers, 'unit = "beds"\nscope = "the hall at Brook"\nsum_of = ["hall-beds"]\n')
    beds.write_text(derived.replace('topic = "beds"', 'topic = "all-beds"'), "utf-8")
    judged = judge(folder, (), None, TODAY)
    (stop,) = (f for f in judged.decision.findings if f.check == "claim-contradicted")
    assert stop.message.startswith(
        "“beds” is derived from “hall-beds”, and “hall-beds” says 40 beds and “more-beds” 50"
    )
    assert stop.pieces == ("note",)


def test_the_base_contradicts_nothing(tmp_path: Path) -> None:
    judged = judge(BASE, (), None, TODAY)
    assert (judged.scene.contradictions, judged.scene.spellings) == ((), ())
