# SPDX-License-Identifier: Apache-2.0
"""Running the command line as a person would: in a process, with a home of its own."""

import json
import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any

from attrs import frozen

ROOT = Path(__file__).resolve().parents[2]
EXAMPLES = ROOT / "examples"
STORING = ("build", "check", "seal", "rebuild")
SEEDS = ROOT.parent / "shared" / "seeds"


@frozen
class Ran:
    """How a command ended: exit code, both outputs, and the processor seconds it and its children took."""

    code: int
    out: str
    err: str
    cpu_s: float

    @property
    def report(self) -> dict[str, Any]:
        """The JSON object that was printed."""
        value = json.loads(self.out)
        assert isinstance(value, dict)
        return value


@frozen
class Room:
    """A place to work: a home folder, a store, and the environment of one person."""

    folder: Path

    @property
    def store(self) -> Path:
        """The store of this room."""
        return self.folder / "store"

    def run(self, *words: str, environment: Mapping[str, str] = MappingProxyType({}), said: str = "") -> Ran:
        """Run `safeconduct` with these words; every build keeps its products in this room.  `said` is piped in."""
        home = self.folder / "home"
        home.mkdir(parents=True, exist_ok=True)
        clean = {k: v for k, v in os.environ.items() if not k.startswith(("XDG_", "LC_", "PYTHON"))}
        env = {**clean, "HOME": str(home), "LANG": "C.UTF-8", "PYTHONWARNINGS": "error", **environment}
        stored = [*words, "--store", str(self.store)] if words and words[0] in STORING else [*words]
        before = os.times()
        done = subprocess.run(
            [sys.executable, "-m", "safeconduct", *stored],
            cwd=self.folder,
            env=env,
            input=said.encode(),
            capture_output=True,
            check=False,
        )
        after = os.times()
        spent = after.children_user - before.children_user + after.children_system - before.children_system
        return Ran(done.returncode, done.stdout.decode(), done.stderr.decode(), spent)


def archive() -> list[str]:
    """The option that names the captured pages which may not be handed on, where they are at hand."""
    return ["--archive", str(SEEDS)] if SEEDS.is_dir() else []
