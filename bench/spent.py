# SPDX-License-Identifier: Apache-2.0
"""Processor time: user + system, of processes and of their children."""

import os
import subprocess
import sys
import time
from collections.abc import Callable
from statistics import median

# As on a machine where it was run before: Python keeps its compiled modules.
WITH_COMPILED_MODULES = {**os.environ, "PYTHONDONTWRITEBYTECODE": ""}


def command(*words: str) -> tuple[float, str]:
    """Run Python with `words`; return processor seconds, its children's included, and what it printed."""
    before = os.times()
    ended = subprocess.run(
        [sys.executable, *words], check=False, capture_output=True, text=True, env=WITH_COMPILED_MODULES
    )
    after = os.times()
    if ended.returncode:
        raise SystemExit(f"{' '.join(words)} ended with {ended.returncode}: {ended.stderr}")
    spent = after.children_user - before.children_user + after.children_system - before.children_system
    return spent, ended.stdout


def here(work: Callable[[], object]) -> float:
    """Processor seconds that `work` takes in this process and its children."""
    # `os.times` counts in hundredths; for this process there is something finer.
    before, children = time.process_time(), sum(os.times()[2:4])
    work()
    return time.process_time() - before + sum(os.times()[2:4]) - children


def ratio(ours: list[float], theirs: list[float]) -> float:
    """The median of the ratios of runs taken in turn."""
    return median(a / b for a, b in zip(ours, theirs, strict=True))
