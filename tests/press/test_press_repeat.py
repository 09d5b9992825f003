# SPDX-License-Identifier: Apache-2.0
"""The same copy gives the same bytes, in another process, under another zone, locale and folder."""

import os
import subprocess
import sys
from pathlib import Path

from press_samples import POSTCARD, channel, commission, copy_of, piece, run

from safeconduct.model.canonical import digest_of
from safeconduct.press.planning import plan

HERE = Path(__file__).resolve().parent


def digests(folder: Path) -> list[str]:
    text = copy_of(POSTCARD["ko-KP"], "ko-KP")
    made = plan(piece("p", "leaflet", {"front": "art/dawn.svg"}), text, channel("postcard-a6"), commission("ko-KP"))
    return [f"{file} {digest_of(path.read_bytes())}" for file, path in sorted(run(made, folder).items())]


def test_two_builds_far_apart_are_equal(tmp_path: Path) -> None:
    elsewhere = tmp_path / "another place"
    code = f"import sys, pathlib; sys.path.insert(0, {str(HERE)!r}); import test_press_repeat as t; "
    code += "print('\\n'.join(t.digests(pathlib.Path(sys.argv[1]))))"
    environment = {**os.environ, "TZ": "Asia/Pyongyang", "LC_ALL": "C", "HOME": str(tmp_path), "PYTHONHASHSEED": "7"}
    answer = subprocess.run(
        [sys.executable, "-c", code, str(elsewhere)], env=environment, capture_output=True, text=True, check=True
    )
    assert answer.stdout.split("\n")[:-1] == digests(tmp_path / "here")


def test_planning_loads_nothing_heavy() -> None:
    code = "import sys, safeconduct.press.planning as p; from safeconduct.press.formats import formats; formats(); "
    code += "print(sorted({'typst', 'pikepdf', 'numpy', 'pypdfium2', 'fontTools'} & set(sys.modules)))"
    answer = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert answer.stdout.strip() == "[]"
