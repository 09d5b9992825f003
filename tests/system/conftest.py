# SPDX-License-Identifier: Apache-2.0
"""The kits that the system tests look at, each built once."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from attrs import frozen

from .press_room import EXAMPLES, Ran, Room, archive


@frozen
class BuiltKit:
    """A kit, the room it was built in, its manuscript, and how the command ended."""

    room: Room
    manuscript: Path
    kit: Path
    ran: Ran


@pytest.fixture
def room(tmp_path: Path) -> Room:
    """An empty room."""
    return Room(tmp_path)


@pytest.fixture(scope="session")
def kursk(tmp_path_factory: pytest.TempPathFactory) -> BuiltKit:
    """The whole kit of examples/kursk-2024."""
    room = Room(tmp_path_factory.mktemp("kursk"))
    manuscript = room.folder / "manuscript"
    shutil.copytree(EXAMPLES / "kursk-2024", manuscript)
    kit = room.folder / "kit"
    ran = room.run("build", str(manuscript), "-o", str(kit), "--json", *archive())
    assert ran.code == 1, ran.err[-3000:] + ran.out[-3000:]
    return BuiltKit(room, manuscript, kit, ran)


@pytest.fixture
def river(tmp_path: Path) -> BuiltKit:
    """A fresh copy of examples/river-town, built in a room of its own."""
    room = Room(tmp_path)
    manuscript = tmp_path / "manuscript"
    shutil.copytree(EXAMPLES / "river-town", manuscript)
    kit = tmp_path / "kit"
    ran = room.run("build", str(manuscript), "-o", str(kit), "--json")
    assert ran.code == 1, ran.err[-3000:] + ran.out[-3000:]
    return BuiltKit(room, manuscript, kit, ran)


@pytest.fixture(scope="module")
def final(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder in which the invented notice reached FINAL: manuscript, kit, chancery, keys, package and ZIP."""
    folder = tmp_path_factory.mktemp("final") / "river"
    script = EXAMPLES / "river_town_final.py"
    done = subprocess.run([sys.executable, str(script), str(folder)], capture_output=True, check=False)
    assert done.returncode == 0, done.stdout.decode()[-3000:] + done.stderr.decode()[-3000:]
    return folder
