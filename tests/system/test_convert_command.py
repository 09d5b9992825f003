# SPDX-License-Identifier: Apache-2.0
"""`safeconduct language convert --sounds`: the copy, and how each of its lines sounds.

SPECIMEN text, not reviewed by a native reader.
"""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from safeconduct.cli import convert  # noqa: F401 - imported, a command is registered
from safeconduct.cli.options import cli


@pytest.fixture
def draft(tmp_path: Path) -> Path:
    file = tmp_path / "draft.txt"
    file.write_text("바닷가에서 깃발을 3개 보았다.\n\n횟수를 센다.\n", "utf-8")
    return file


def ran(draft: Path, *options: str) -> Result:
    return CliRunner().invoke(cli, ["language", "convert", str(draft), *options])


def test_each_line_is_followed_by_its_sound(draft: Path) -> None:
    done = ran(draft, "--sounds")
    assert done.exit_code == 0
    assert done.stdout == (
        "바다가에서 기발을 3개 보았다.\n= 바다까에서 기빠를 세개 보앋따.\n\n회수를 센다.\n= 회쑤를 센다.\n"
    )
    assert ran(draft).stdout == "바다가에서 기발을 3개 보았다.\n\n회수를 센다.\n"


def test_beside_the_draft_too(draft: Path) -> None:
    assert ran(draft, "--sounds", "--beside").stdout == (
        "  바닷가에서 깃발을 3개 보았다.\n> 바다가에서 기발을 3개 보았다.\n= 바다까에서 기빠를 세개 보앋따.\n  \n"
        "  횟수를 센다.\n> 회수를 센다.\n= 회쑤를 센다.\n"
    )


def test_json_has_a_line_of_sounds_for_each_line_of_the_text(draft: Path) -> None:
    told = json.loads(ran(draft, "--sounds", "--json").stdout)
    assert told["sounds"] == ["바다까에서 기빠를 세개 보앋따.", "", "회쑤를 센다.", ""]
    assert len(told["sounds"]) == len(told["text"].split("\n"))
    assert "sounds" not in json.loads(ran(draft, "--json").stdout)


def test_a_check_prints_no_text(draft: Path) -> None:
    done = ran(draft, "--sounds", "--check")
    assert (done.exit_code, done.stdout) == (1, "")


def test_words_that_nobody_can_look_at_are_no_clean_words() -> None:
    done = CliRunner().invoke(cli, ["language", "words", "--in", "fr"], input="Bonjour.\n")
    assert done.exit_code == 1
    assert "Nothing was noted, and not everything was looked at." in done.stdout
    clean = CliRunner().invoke(cli, ["language", "words", "--in", "en"], input="The hall is open.\n")
    assert (clean.exit_code, clean.stdout) == (0, "Nothing was noted.\n")
