# SPDX-License-Identifier: Apache-2.0
from pathlib import Path

import pytest
from bag_makers import Bag
from click.testing import CliRunner

from safeconduct.cli import main as _main  # noqa: F401 - registers every command
from safeconduct.cli.options import cli


@pytest.mark.parametrize(
    ("bag", "exit_code", "told"),
    [
        (Bag(), 0, ""),
        (Bag(after={"extra.exe": b""}), 0, "extra.exe: No tag manifest"),
        (Bag(after={"data/letter.txt": b""}), 6, "data/letter.txt: It is not what manifest-sha512.txt says"),
        (Bag(after={"bagit.txt": None}), 6, "bagit.txt: There is no such file"),
    ],
)
def test_the_command_says_it_by_its_exit_code_and_names_the_file(
    bag: Bag, exit_code: int, told: str, tmp_path: Path
) -> None:
    result = CliRunner().invoke(cli, ["verify", "--plain-bagit", str(bag.write(tmp_path / "bag"))])

    assert result.exit_code == exit_code
    assert told in result.stderr
    assert bool(result.stderr) == bool(told)
