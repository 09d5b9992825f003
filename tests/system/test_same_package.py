# SPDX-License-Identifier: Apache-2.0
"""The same keys on the same day seal the same package to the bit, whoever sits at the press and wherever it stands."""

import hashlib
import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from .press_room import ROOT, Ran, Room

pytestmark = pytest.mark.slow

REVIEWERS = {"author": "author-1", "fact-check": "checker-1", "legal": "lawyer-1", "translator": "translator-1"}
NOBODY = 65534
OLD_TYPST = """
import importlib.metadata
version = importlib.metadata.version
importlib.metadata.version = lambda name: "0.14.9" if name == "typst" else version(name)
import runpy
if __name__ == "__main__":
    runpy.run_module("safeconduct", run_name="__main__", alter_sys=False)
"""


@pytest.fixture
def open_folder() -> Iterator[Path]:
    """A folder that another account may reach: pytest's own are closed to it."""
    with tempfile.TemporaryDirectory(prefix="safeconduct-account-", ignore_cleanup_errors=True) as name:
        Path(name).chmod(0o755)
        yield Path(name)


def sealed_by(place: Path, final: Path, before: tuple[str, ...], environment: Mapping[str, str], umask: int) -> Path:
    """Seal, sign and zip the final manuscript anew in `place` with copies of the same keys; return the ZIP file."""
    for name in ("manuscript", "chancery", "demo-keys"):
        shutil.copytree(final / name, place / name)
    if before:
        for path in (place, *place.rglob("*")):
            os.chown(path, NOBODY, NOBODY)
    package, office, keys = place / "package", ("--chancery", str(place / "chancery")), place / "demo-keys"
    env = {"PATH": os.environ["PATH"], "HOME": str(place), "TMPDIR": str(place), **environment}

    def say(*words: str) -> None:
        line = [*before, sys.executable, "-m", "safeconduct", *words]
        done = subprocess.run(line, cwd=place, env=env, umask=umask, capture_output=True, check=False)
        assert done.returncode == 0, (words, done.stdout.decode()[-500:], done.stderr.decode()[-2000:])

    seal = ("seal", str(place / "manuscript"), "-o", str(package), "--key", str(keys / "press-1"), *office)
    say(*seal, "--version", "1", "--store", str(place / "store"))
    for role, person in REVIEWERS.items():
        say("attest", str(package), "--role", role, "--key", str(keys / person))
    say("status", "put", str(package), *office)
    say("zip", str(package), "-o", str(place / "package.zip"))
    return place / "package.zip"


def zone(wanted: str) -> str:
    """Return a zone far from ours where it is the same day: a signature bears the day on which one signs.

    East of us, or, where it is tomorrow there already, west of us.
    """
    found = (
        name
        for name in (wanted, "America/Lima")
        if datetime.now(ZoneInfo(name)).date() == datetime.now(UTC).astimezone().date()
    )
    return next(found, "UTC")


def digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def another_account() -> tuple[str, ...]:
    """Return how to become another account, or skip with the reason."""
    if os.getuid() != 0 or not shutil.which("setpriv"):
        pytest.skip("another account needs root and setpriv (util-linux)")
    # The interpreter may lie in a home that is closed to others: this account may read it, and nothing else is special.
    leave = ("--inh-caps=+dac_read_search", "--ambient-caps=+dac_read_search")
    words = ("setpriv", f"--reuid={NOBODY}", f"--regid={NOBODY}", "--clear-groups", *leave)
    again = "import subprocess, sys; subprocess.run([sys.executable, '-c', 'import safeconduct'], check=True)"
    tried = subprocess.run([*words, sys.executable, "-c", again], capture_output=True, check=False)
    if tried.returncode:
        pytest.skip(f"another account may not read the installation below {ROOT.name}")
    return words


def test_another_account_seals_the_same_package_signatures_included(final: Path, open_folder: Path) -> None:
    surroundings = {"TZ": zone("Asia/Seoul"), "LANG": "ko_KR.UTF-8", "LC_ALL": "ko_KR.UTF-8", "USER": "somebody"}
    place = open_folder / "other account" / "방"
    place.mkdir(parents=True)
    place.parent.chmod(0o755)
    made = sealed_by(place, final, another_account(), surroundings, umask=0o077)
    assert made.stat().st_uid == NOBODY
    assert digest(made) == digest(final / "package.zip")


def test_another_path_zone_locale_and_umask_seal_the_same_package(final: Path, tmp_path: Path) -> None:
    surroundings = {"TZ": zone("Asia/Tokyo"), "LANG": "ru_RU.KOI8-R", "PYTHONUTF8": "0", "OPENBLAS_CORETYPE": "Haswell"}
    place = tmp_path / "a much longer path than the other one had" / "ключ"
    place.mkdir(parents=True)
    assert digest(sealed_by(place, final, (), surroundings, umask=0o002)) == digest(final / "package.zip")


def test_a_package_made_with_another_typst_says_so(final: Path, tmp_path: Path) -> None:
    """The press believes what is installed; here it is told of an older one, and everything is made anew."""
    room, package = Room(tmp_path), tmp_path / "package"
    old = tmp_path / "old_press.py"
    old.write_text(OLD_TYPST)
    words = ["seal", str(final / "manuscript"), "-o", str(package), "--key", str(final / "demo-keys/press-1")]
    words += ["--chancery", str(final / "chancery"), "--version", "7", "--store", str(room.store)]
    done = subprocess.run([sys.executable, str(old), *words], cwd=tmp_path, capture_output=True, check=False)
    assert done.returncode == 0, done.stderr.decode()[-2000:]
    assert json.loads((package / "seal/manifest.json").read_bytes())["made_with"]["typst"] == "0.14.9"

    def again(*more: str) -> Ran:
        return room.run("rebuild", str(package), "--manuscript", str(final / "manuscript"), *more)

    told = again("--json")
    assert told.code == 0
    assert list(told.report["tools"]) == ["typst"]
    assert told.report["tools"]["typst"][0] == "0.14.9"
    assert "Made then with typst 0.14.9, now with" in again().out
