# SPDX-License-Identifier: Apache-2.0
"""Scripts as the rooms together make them: lengths, verdicts, and the narrator's pages in a plan."""

import shutil
from datetime import date
from pathlib import Path

import pytest

from safeconduct.api.judging import judge
from safeconduct.api.preparing import Prepared, prepare
from safeconduct.api.scripts import length_s, with_pages
from safeconduct.model.spoken import Said
from safeconduct.model.works import Plan

from .press_room import ROOT


def prepared(folder: Path, form: str, words: str) -> Prepared:
    shutil.copytree(ROOT / "tests" / "checks" / "_base", folder)
    piece = folder / "pieces" / "call"
    told = (piece / "piece.toml").read_text("utf-8").replace("loudspeaker-message", form)
    (piece / "piece.toml").write_text(told.replace('"loudspeaker"', '"fm"'), "utf-8")
    (piece / "copy.en.md").write_text(f"# The call {{#title}}\n\n{words} {{#open}}\n", "utf-8")
    return prepare(judge(folder, (), None, date(2026, 11, 1)), "call")


def test_a_script_lasts_as_long_as_its_syllables_and_the_pauses_between() -> None:
    said = [Said("a", "", "", "", 9), Said("b", "", "", "", 18)]
    assert length_s(said, 4.5, 0.6) == pytest.approx(6.6)
    assert length_s([], 4.5, 0.6) == 0


@pytest.mark.parametrize(
    ("repeats", "says", "kept"),
    [
        (12, "is expected to last 51 s, 60 to 100 s: it fits only when it is read more slowly", True),
        (17, "is expected to last 69 s, 60 to 100 s", True),
        (26, "is expected to last 101 s, 60 to 100 s: it fits only when it is read faster", True),
        (40, "is expected to last 151 s, 60 to 100 s", False),
        (3, "is expected to last 19 s, 60 to 100 s", False),
    ],
)
def test_the_length_is_judged_by_what_a_narrator_can_do(repeats: int, says: str, kept: bool, tmp_path: Path) -> None:
    words = "The hall is open tonight, and the tea is hot for all of us. " * repeats
    script = prepared(tmp_path / "brook", "spot", words.strip())
    assert (f"spot: the message {says}", kept) in script.verdicts


def test_the_pages_for_the_narrator_join_the_plan(tmp_path: Path) -> None:
    script = prepared(tmp_path / "brook", "call-out", "Come to the hall.")
    plan = with_pages(Plan("call", "en", "fm", (), ()), script.job, script.script)
    assert [step.name for step in plan.steps] == ["call.en.fm.script-pages", "call.en.fm.script-stamp"]
    assert [planned.file for planned in plan.artifacts] == ["call.en.fm.SPECIMEN.script.pdf"]
    assert plan.artifacts[0].made.step == plan.steps[-1].name
