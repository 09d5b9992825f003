# SPDX-License-Identifier: Apache-2.0
"""A command watched from outside: seconds by the clock and of the processors, and the most memory of the whole tree."""

import os
import subprocess
import threading
import time
from collections.abc import Mapping, Sequence
from pathlib import Path

from attrs import frozen

_LOOK_S = 0.02


@frozen
class Spent:
    """Seconds by the clock, of the processors, and the most memory that the tree held at once, in MB.

    Memory is the proportional share (PSS): pages that several processes share count once.
    """

    wall_s: float
    cpu_s: float
    memory_mb: float


def watched(command: Sequence[str], env: Mapping[str, str] | None = None) -> Spent:
    """Run `command` to its end; raises `SystemExit` with its words when it fails."""
    before, begun = os.times(), time.perf_counter()
    child = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, env=env)
    most, over = [0], threading.Event()

    def look() -> None:
        while not over.wait(_LOOK_S):
            most[0] = max(most[0], _share_kb(child.pid))

    watcher = threading.Thread(target=look)
    watcher.start()
    said, _ = child.communicate()
    over.set()
    watcher.join()
    wall_s, after = time.perf_counter() - begun, os.times()
    if child.returncode:
        raise SystemExit(f"{' '.join(command[:4])} … ended with {child.returncode}: {said[-2000:]}")
    cpu_s = after.children_user - before.children_user + after.children_system - before.children_system
    return Spent(wall_s, cpu_s, most[0] / 1024)


def _share_kb(pid: int) -> int:
    """The proportional memory of a process and all below it; what has just ended counts nothing."""
    total, waiting = 0, [pid]
    while waiting:
        one = waiting.pop()
        try:
            total += next(
                int(line.split()[1])
                for line in Path(f"/proc/{one}/smaps_rollup").read_text("ascii").splitlines()
                if line.startswith("Pss:")
            )
            for task in Path(f"/proc/{one}/task").iterdir():
                waiting += [int(child) for child in (task / "children").read_text("ascii").split()]
        except (OSError, StopIteration):
            continue
    return total
