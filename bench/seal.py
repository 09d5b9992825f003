# SPDX-License-Identifier: Apache-2.0
"""Looking at sealed packages: `safeconduct verify` beside `bagit.py --validate` and `sha256sum -c`, in turn in one run.

    python bench/seal.py [FOLDER]            print the table; the packages (some 14 GB) are made in FOLDER
    python bench/seal.py [FOLDER] --save     and write it to bench/RESULTS.md

Processor time is user + system of the whole process, the start of Python included; peak memory is the system's own
count.  Each figure is a median, the programs taken in turn so that a busy machine burdens all alike; the files are in
the system's memory, as after a first look.  The packages are made by what the tests make theirs with.
"""

import argparse
import os
import platform
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from importlib.metadata import version
from pathlib import Path
from statistics import median

import results
from spent import WITH_COMPILED_MODULES, ratio

TESTS = Path(__file__).resolve().parents[1] / "tests" / "seal"
DAY = "2024-12-01"
GIB = 1 << 30
PEERS = ("ours, folder", "ours, ZIP", "bagit.py", "sha256sum")
KITS = {
    "4 GiB less 64 MiB in 63 files": (63, 64 << 20, 3),
    "1 GiB in 104 files": (104, GIB // 104, 5),
    "0.2 GB in 10,000 files": (10_000, 20_000, 5),
    "a small kit of 4 files": (4, 1_000, 5),
}


def spent(*words: str, folder: Path) -> tuple[float, float]:
    """Run a command in `folder`; return its processor seconds and its peak memory in MB."""
    with subprocess.Popen(
        words, cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=WITH_COMPILED_MODULES
    ) as running:
        _, ended, used = os.wait4(running.pid, 0)
        running.returncode = os.waitstatus_to_exitcode(ended)
    if running.returncode:
        raise SystemExit(f"{' '.join(words)} ended with {running.returncode}")
    # Linux counts peak memory in KiB, macOS in bytes.
    return used.ru_utime + used.ru_stime, used.ru_maxrss * (1 if sys.platform == "darwin" else 1024) / 1e6


def commands(package: Path, zipped: Path, digits: str) -> dict[str, tuple[str, ...]]:
    """Return what is run, by program."""
    safeconduct = (sys.executable, "-m", "safeconduct", "verify", "--today", DAY, "--trust", digits)
    return {
        "ours, folder": (*safeconduct, str(package)),
        "ours, ZIP": (*safeconduct, str(zipped)),
        "bagit.py": (sys.executable, "-m", "bagit", "--validate", "--quiet", str(package)),
        "sha256sum": ("sha256sum", "--quiet", "-c", "manifest-sha256.txt", "tagmanifest-sha256.txt"),
    }


class _Noise(Mapping[str, bytes]):
    """Files of noise that are made only when they are asked for: all at once would not fit into memory."""

    def __init__(self, count: int, size: int) -> None:
        self._names = [f"recordings/{n:05d}.wav" for n in range(count)]
        # One stretch, told apart by its first bytes: what is in the files is all the same to a hash.
        self._noise = os.urandom(size - 16)

    def __getitem__(self, name: str) -> bytes:
        return name[-16:].encode() + self._noise

    def __iter__(self) -> Iterator[str]:
        return iter(self._names)

    def __len__(self) -> int:
        return len(self._names)


def make(title: str, place: Path) -> None:
    """Make a package and its ZIP in `place`, and print the fingerprint of its press."""
    sys.path.insert(0, str(TESTS))
    from sealing_office import Desk

    from safeconduct.seal.zipping import write_zip

    count, size, _ = KITS[title]
    desk = Desk(place)
    write_zip(desk.package("package", _Noise(count, size)), place / "package.zip")
    print(desk.fingerprint)


def table(place: Path) -> str:
    """Measure and write the table."""
    rows, ratios = [], []
    ours: list[tuple[int, float]] = []
    for number, title in enumerate(KITS):
        folder = place / str(number)
        folder.mkdir()
        # In a process of its own: the peak memory of a child is never less than what its parent held when it began.
        digits = subprocess.run(
            [sys.executable, __file__, "--make", title, str(folder)], capture_output=True, text=True, check=True
        ).stdout.strip()
        package, zipped, size = folder / "package", folder / "package.zip", KITS[title][0] * KITS[title][1]
        found: dict[str, list[tuple[float, float]]] = {program: [] for program in PEERS}
        for _ in range(KITS[title][2] + 1):  # the first round warms the system's memory, and is not counted
            for program, words in commands(package, zipped, digits).items():
                found[program].append(spent(*words, folder=package))
        seconds = {program: [one for one, _ in runs[1:]] for program, runs in found.items()}
        memory = {program: max(most for _, most in runs) for program, runs in found.items()}
        cells = [
            f"{(took := median(seconds[program])):.2f} s, {size / 1e9 / took:.2f} GB/s, {memory[program]:.0f} MB"
            for program in PEERS
        ]
        ours.append((size, median(seconds["ours, folder"])))
        rows.append(f"| {title} | {' | '.join(cells)} |")
        against = [ratio(seconds["ours, folder"], seconds[peer]) for peer in PEERS[2:]]
        ratios.append(f"| {title} | {' | '.join(f'**{one:.2f}**' for one in against)} | {KITS[title][2]} |")
        shutil.rmtree(folder)
    (most, longest), (_, start) = ours[0], ours[-1]
    alone = most / 1e9 / (longest - start)
    return "\n".join(
        [
            "## Looking at sealed packages",
            "",
            "Processor seconds of the whole process, GB for each of them, and peak memory. Ours also checks every",
            "signature, name, list and date; the peers compare digests alone, and believe whoever wrote the lists.",
            "",
            f"| | {' | '.join(PEERS)} |",
            f"| --- |{' --- |' * len(PEERS)}",
            *rows,
            "",
            f"The start of Python and its libraries apart (the small kit): {alone:.2f} GB for each processor second.",
            "",
            "| | ours : bagit.py | ours : sha256sum | runs |",
            "| --- | --- | --- | --- |",
            *ratios,
            "",
            f"safeconduct {version('safeconduct')}, bagit {version('bagit')}, cryptography {version('cryptography')}, "
            f"{_first_line('sha256sum', '--version')}; Python {platform.python_version()}, "
            f"{platform.system()} {platform.machine()}, {len(os.sched_getaffinity(0))} processors.",
            "",
        ]
    )


def _first_line(*words: str) -> str:
    return subprocess.run(words, capture_output=True, text=True, check=True).stdout.splitlines()[0]


def main() -> None:
    """Measure, print, and keep if asked to."""
    words = argparse.ArgumentParser(description="Look at sealed packages, beside bagit.py and sha256sum.")
    words.add_argument("folder", nargs="?", type=Path)
    words.add_argument("--save", action="store_true")
    words.add_argument("--make", metavar="KIT", help=argparse.SUPPRESS)
    asked = words.parse_args()
    if asked.make:
        make(asked.make, asked.folder)
        return
    if asked.folder:
        asked.folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=asked.folder) as place:
        os.environ["XDG_STATE_HOME"] = WITH_COMPILED_MODULES["XDG_STATE_HOME"] = f"{place}/state"
        found = table(Path(place))
    print(found)
    if asked.save:
        results.save(found)


if __name__ == "__main__":
    main()
