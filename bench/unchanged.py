# SPDX-License-Identifier: Apache-2.0
"""How much processor time a build takes when nothing has changed; prints a table.

    python bench/unchanged.py

Whole processes (user + system), of both examples, median of several runs after two that are not counted.
"""

import os
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

EXAMPLES = Path(__file__).resolve().parent.parent / "examples"
RUNS = 9
# As on a machine where it was run before: Python keeps its compiled modules.
WITH_COMPILED_MODULES = {**os.environ, "PYTHONDONTWRITEBYTECODE": ""}


def spent(words: list[str]) -> float:
    """Processor seconds of one command, with findings or without; one that fails is no measurement."""
    before = os.times()
    command = [sys.executable, "-m", "safeconduct", *words]
    ended = subprocess.run(command, capture_output=True, text=True, check=False, env=WITH_COMPILED_MODULES)
    after = os.times()
    if ended.returncode > 1:
        raise SystemExit(f"{' '.join(words)} ended with {ended.returncode}: {ended.stderr}")
    return after.children_user - before.children_user + after.children_system - before.children_system


def table() -> str:
    """Measure and write the table."""
    rows = []
    with tempfile.TemporaryDirectory() as folder:
        for name in ("river-town", "kursk-2024"):
            kit = Path(folder) / name
            words = ["build", str(EXAMPLES / name), "-o", str(kit), "--store", str(Path(folder) / "store")]
            spent(words)
            spent(words)
            found = sorted(spent(words) for _ in range(RUNS))
            size = sum(path.stat().st_size for path in kit.iterdir()) / 1e6
            files = len(list(kit.iterdir()))
            rows.append(f"| {name} | {files} | {size:.0f} | {statistics.median(found):.2f} | {found[0]:.2f} |")
    head = ["## An unchanged build", "", "Every product is hashed again in the store and in the kit; no step runs.", ""]
    head += ["| edition | files | MB | cpu-s, median | best |", "| --- | --- | --- | --- | --- |"]
    return "\n".join([*head, *rows, ""])


if __name__ == "__main__":
    print(table())
