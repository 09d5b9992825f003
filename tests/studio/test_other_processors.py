# SPDX-License-Identifier: Apache-2.0
"""Another processor makes the same bytes of everything that is not sealed; the emulator stands in for it.

It computes approximate reciprocals exactly, as no AMD or Intel does, and has neither AVX nor fused multiplication.
"""

import json
import os
import platform
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from safeconduct.studio.planning import SEALED_CONTAINERS
from safeconduct.tools import arithmetic

EMULATOR = "qemu-x86_64"
PROCESSOR = "Nehalem"

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(platform.machine() != "x86_64", reason="sound is comparable on one architecture only"),
    pytest.mark.skipif(
        shutil.which(EMULATOR) is None,
        reason=f"NOT RUN: nobody looked whether another processor makes the same kit; install {EMULATOR} (qemu-user)",
    ),
]


def elsewhere(folder: Path, *, emulated: bool, fixed: bool = True) -> dict[str, Any]:
    """Make everything in a process of its own and return what it told."""
    paths = os.pathsep.join(path for path in (str(Path(__file__).parents[1]), *sys.path) if path)
    environment = {"PATH": os.environ["PATH"], "HOME": str(folder.parent), "PYTHONPATH": paths, "LC_ALL": "C.UTF-8"}
    inside = (EMULATOR, "-cpu", PROCESSOR) if emulated else ()
    done = subprocess.run(
        [*inside, sys.executable, "-m", "studio.elsewhere", str(folder), *([PROCESSOR] if emulated else [])],
        env={**environment, "TZ": "UTC", **(arithmetic.fixed() if fixed else {})},
        capture_output=True, check=False, timeout=1800,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr.decode()[-2000:]
    told = json.loads(done.stdout)
    assert isinstance(told, dict)
    return told


@pytest.fixture(scope="module")
def here(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    return elsewhere(tmp_path_factory.mktemp("here") / "made", emulated=False)


@pytest.fixture(scope="module")
def there(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    return elsewhere(tmp_path_factory.mktemp("there") / "made", emulated=True)


def differing(one: dict[str, str], other: dict[str, str]) -> set[str]:
    assert one.keys() == other.keys()
    return {name for name in one if one[name] != other[name]}


def test_what_is_exact_comes_out_the_same_on_another_processor(here: dict[str, Any], there: dict[str, Any]) -> None:
    sealed = set(here["sealed"])
    assert there["sealed"] == here["sealed"]
    assert {name.rsplit(".", 1)[1] for name in set(here["sound"]) - sealed} >= {"wav", "flac", "mp3", "html", "txt"}
    assert differing(here["sound"], there["sound"]) <= sealed
    assert len(here["press"]) >= 20
    assert differing(here["press"], there["press"]) == set()
    assert here["film"] == there["film"]


def test_the_emulator_is_another_processor_opus_and_aac_show_it(here: dict[str, Any], there: dict[str, Any]) -> None:
    """Were these the same, the test above would prove nothing."""
    hanging = {name for name in here["sound"] if name.rsplit(".", 1)[1] in SEALED_CONTAINERS}
    assert len(hanging) == len(SEALED_CONTAINERS)
    assert hanging <= set(here["sealed"])
    assert hanging <= differing(here["sound"], there["sound"])


def test_without_fixed_arithmetic_a_processor_shows_in_the_sound(here: dict[str, Any], tmp_path: Path) -> None:
    free = elsewhere(tmp_path / "free", emulated=False, fixed=False)
    exact = {name for name in here["sound"] if name not in here["sealed"]}
    if "avx2" not in Path("/proc/cpuinfo").read_text():
        pytest.skip("this processor has no more instructions than the least we ask for")
    assert {name for name in differing(here["sound"], free["sound"]) & exact if not name.endswith(".html")}
