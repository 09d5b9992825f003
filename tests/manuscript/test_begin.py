# SPDX-License-Identifier: Apache-2.0
"""A first manuscript is faultless but for its sign-offs, and never begins on top of anything."""

import re
from datetime import date
from pathlib import Path

import pytest
from manuscripts import TODAY, is_refusal, judged, told

from safeconduct.manuscript.appending import begin
from safeconduct.model.refusal import FolderRefusal


def test_a_first_manuscript_only_waits_for_its_sign_offs(tmp_path: Path) -> None:
    written = begin(tmp_path / "first", TODAY)
    assert {path for path in (tmp_path / "first").rglob("*") if path.is_file()} == set(written)
    assert told(tmp_path / "first") == []
    assert {finding.check for finding in judged(tmp_path / "first").decision.findings} == {
        "sign-off-missing",
        "reader-test-missing",
    }


def test_it_is_dated_today(tmp_path: Path) -> None:
    begin(tmp_path / "first", date(2031, 2, 3))
    text = (tmp_path / "first/edition.toml").read_text("utf-8")
    assert re.search(r"^as_of = 2031-02-03$", text, re.MULTILINE)


def test_an_empty_folder_may_be_filled(tmp_path: Path) -> None:
    assert begin(tmp_path, TODAY)


@pytest.mark.parametrize("there", ["first", "first/anything"])
def test_what_is_there_already_is_left_alone(tmp_path: Path, there: str) -> None:
    (tmp_path / there).parent.mkdir(exist_ok=True)
    (tmp_path / there).write_text("mine")
    with pytest.raises(FolderRefusal, match="not empty") as caught:
        begin(tmp_path / "first", TODAY)
    is_refusal(caught.value)
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == [tmp_path / there]
