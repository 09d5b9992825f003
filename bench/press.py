# SPDX-License-Identifier: Apache-2.0
"""The same leaflet by safeconduct, WeasyPrint and ReportLab, in turn in one run; then our own press, step by step.

    python bench/press.py            print the tables
    python bench/press.py --save     and write them to bench/RESULTS.md

Processor time is user + system, of the process and its children; each figure is the median of several runs, the
programs taken in turn so that a busy machine burdens all alike.  “Whole process” starts a fresh interpreter.
"""

import argparse
import os
import platform
import tempfile
from importlib.metadata import version
from pathlib import Path
from statistics import median

import korean_breaks
import leaflets
import press_path
import results
import spent
import unchanged

ONE_RUNS, MANY_RUNS = 5, 3
MANY = 200
# The peers are too slow to be asked for all of them: so many are measured, and the rest counted at the same pace.
MEASURED = {"ours": MANY, "weasyprint": 20, "reportlab": 20}
NAMES = {"ours": "ours", "weasyprint": "WeasyPrint", "reportlab": "ReportLab"}


def make(program: str, folder: Path, count: int) -> None:
    """Make `count` leaflets in this process; print the processor seconds of each but the first, on average."""
    out = folder / f"{program}-{os.getpid()}"
    out.mkdir()
    maker = leaflets.MAKERS[program](folder)
    maker(0, out)
    rest = spent.here(lambda: [maker(number, out) for number in range(1, count)])
    print(rest / max(1, count - 1))


def one(program: str, folder: Path) -> float:
    """Processor seconds of a whole process that makes one leaflet."""
    return spent.command(str(Path(__file__).resolve()), "--make", program, str(folder), "1")[0]


def many(program: str, folder: Path) -> float:
    """Processor seconds of a whole process that makes all leaflets; for a peer, counted from fewer."""
    count = MEASURED[program]
    whole, each = spent.command(str(Path(__file__).resolve()), "--make", program, str(folder), str(count))
    return whole + (MANY - count) * float(each)


def table() -> str:
    """Measure against the peers and write the table."""
    measures = (("one leaflet, whole process", one, ONE_RUNS), (f"{MANY} leaflets, one file each", many, MANY_RUNS))
    rows = []
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        leaflets.prepared(folder)
        for title, measure, runs in measures:
            found: dict[str, list[float]] = {program: [] for program in NAMES}
            for _ in range(runs):
                for program, figures in found.items():
                    figures.append(measure(program, folder))
            cells = " | ".join(f"{median(figures):.2f}" for figures in found.values())
            ratios = " | ".join(f"**{spent.ratio(found['ours'], found[peer]):.2f}**" for peer in list(NAMES)[1:])
            rows.append(f"| {title} | {cells} | {ratios} | {runs} |")
    fewer = ", ".join(f"{NAMES[peer]} {MEASURED[peer]}" for peer in list(NAMES)[1:])
    head = [
        "## Paper: the same leaflet",
        "",
        f"Two A6 pages, {leaflets.LANGUAGE}, with bleed and pictures. Processor time in seconds, medians; a ratio is",
        "the median of the ratios of runs taken in turn. `make bench` measures again.",
        "",
        "| | ours | WeasyPrint | ReportLab | ours : WeasyPrint | ours : ReportLab | runs |",
        "| --- | --- | --- | --- | --- | --- | --- |",
    ]
    tail = [
        "",
        f"The peers made fewer of the {MANY} ({fewer}), and the rest is counted at their own pace after the first one.",
        "Ours reads and plans the manuscript too; it looks every glyph up, keeps the least sizes and refuses what does",
        "not fit. The peers are given the words ready and do none of this; WeasyPrint cuts Korean words at line ends,",
        "and ReportLab, which draws no SVG, is given rasters.",
        "",
        versions("safeconduct", "typst", "weasyprint", "reportlab"),
        "",
    ]
    return "\n".join([*head, *rows, *tail])


def versions(*names: str) -> str:
    """Say what was measured on what."""
    found = ", ".join(f"{name} {version(name)}" for name in names)
    machine = f"{platform.system()} {platform.machine()}, {os.cpu_count()} processors"
    return f"{found}; Python {platform.python_version()}, {machine}."


def main() -> None:
    """Run from the command line."""
    words = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    words.add_argument("--make", nargs=3, metavar=("PROGRAM", "FOLDER", "COUNT"))
    words.add_argument("--save", action="store_true")
    chosen = words.parse_args()
    if chosen.make:
        program, folder, count = chosen.make
        make(program, Path(folder), int(count))
        return
    for section in (table, press_path.table, korean_breaks.table, unchanged.table):
        found = section()
        print(found, flush=True)
        if chosen.save:
            results.save(found)


if __name__ == "__main__":
    main()
