# SPDX-License-Identifier: Apache-2.0
"""`[type]` of edition.toml: larger type than the channels ask for, and nothing else."""

import shutil
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from safeconduct.api.planning import plan_edition
from safeconduct.manuscript.channels import channels
from safeconduct.manuscript.reading import Manuscript, read_manuscript
from safeconduct.model.channel import PaperChannel
from safeconduct.model.house_type import HouseType
from safeconduct.model.status import Status

EXAMPLE = Path(__file__).resolve().parents[2] / "examples" / "kursk-2024"
PAPERS = [channel for channel in channels().values() if isinstance(channel, PaperChannel)]


def read_with(tmp_path: Path, sizes: str) -> Manuscript:
    folder = tmp_path / "edition"
    shutil.copytree(EXAMPLE, folder)
    with (folder / "edition.toml").open("a", encoding="utf-8") as edition:
        edition.write(f"\n[type]\n{sizes}\n")
    return read_manuscript(folder)


def faults(read: Manuscript) -> list[tuple[str, str]]:
    return [(fault.check, str(fault.place)) for fault in read.findings if "edition.toml" in str(fault.place)]


def test_without_it_the_channels_decide() -> None:
    assert read_manuscript(EXAMPLE).edition.house_type == HouseType()


def test_larger_sizes_reach_the_press(tmp_path: Path) -> None:
    read = read_with(tmp_path, "body_pt = 12\nsteps_pt = 30.5")
    assert faults(read) == []
    edition = read.edition
    assert edition.as_of is not None
    plans, _ = plan_edition(edition, edition.as_of, {piece.id: Status.SPECIMEN for piece in edition.pieces})
    tables: list[Any] = [step.params["table"] for plan in plans for step in plan.steps if ".typeset" in step.name]
    assert tables
    assert min(table["steps_pt"] for table in tables) >= 30.5
    assert min(table["body"] for table in tables if isinstance(table["body"], float)) >= 12


@pytest.mark.parametrize("sizes", ["body_pt = 6", "steps_pt = 5.5", "body_pt = 120", 'body_pt = "12"'])
def test_a_size_that_raises_nothing_is_a_fault_at_its_line(tmp_path: Path, sizes: str) -> None:
    read = read_with(tmp_path, sizes)
    line = (tmp_path / "edition" / "edition.toml").read_text("utf-8").splitlines().index(sizes) + 1
    assert faults(read) == [("value-wrong", f"edition.toml:{line}")]
    assert read.edition.house_type == HouseType()


def test_a_misspelt_size_is_a_fault(tmp_path: Path) -> None:
    assert [check for check, _ in faults(read_with(tmp_path, "body = 12"))] == ["key-unknown"]


@given(st.sampled_from(PAPERS), st.floats(0, 40), st.floats(0, 40))
def test_a_house_only_raises(channel: PaperChannel, body: float, steps: float) -> None:
    raised = HouseType(body, steps).raised(channel)
    assert raised.body_pt == max(body, channel.body_pt)
    assert raised.steps_pt == max(steps, channel.steps_pt)
