# SPDX-License-Identifier: Apache-2.0
"""The same leaflet by safeconduct and by WeasyPrint, side by side in one run; prints ratios of processor time.

    python bench/press.py            print the table
    python bench/press.py --save     and write it to bench/RESULTS.md

Both set the same words (ko-KP postcard of examples/kursk-2024), pictures, fonts and sizes on two A6 pages with 3 mm
bleed.
"whole process" starts a fresh interpreter and makes one PDF; "per leaflet, warm" makes many in one process, each
with a different title, after one that is not counted.  Processor time is user + system, of the process and its
children; each figure is the median of several runs, the two programs taken in turn so that a busy machine burdens both
alike.
"""

import argparse
import html
import json
import os
import platform
import statistics
import subprocess
import sys
import tempfile
import time
from datetime import date
from importlib.metadata import version
from pathlib import Path
from typing import Any

import results
import unchanged
from attrs import evolve

from safeconduct.api.planning import plan_edition
from safeconduct.manuscript.reading import read_manuscript
from safeconduct.model.edition import Block, BlockKind, Edition
from safeconduct.model.judgement import Status
from safeconduct.model.works import Step
from safeconduct.press import typeset as room
from safeconduct.press.typeset import typeset

HERE = Path(__file__).resolve().parent
EXAMPLE = HERE.parent / "examples" / "kursk-2024"
FONTS = Path(room.__file__).parent / "fonts"
PIECE, LANGUAGE = "postcard", "ko-KP"
WHOLE_RUNS, WARM_LEAFLETS, WARM_RUNS = 7, 12, 5

STYLE = """
@font-face { font-family: body; src: url(%(fonts)s/NotoSerifKR_400Regular.ttf) }
@font-face { font-family: body; font-weight: bold; src: url(%(fonts)s/NotoSerifKR_700Bold.ttf) }
@page { size: 105mm 148mm; margin: 8mm; bleed: 3mm; marks: crop }
body { font-family: body; font-size: 10.5pt; line-height: 1.5; margin: 0; word-break: keep-all }
h1 { font-size: 22pt; line-height: 1.2; margin: 2mm 0 }
h2 { font-size: 15pt; margin: 0 0 3mm; break-before: page }
.front { margin: -11mm -11mm 4mm; width: 111mm; height: 70mm; object-fit: cover; display: block }
li { list-style: none; margin: 0 0 3mm } ul { padding: 0; margin: 0 }
li img { width: 11mm; height: 11mm; float: left; margin: 0 3mm 2mm 0 }
.small { font-size: 7pt }
"""


def edition() -> Edition:
    """The manuscript that both programs set, cut down to the one piece and language."""
    whole = read_manuscript(EXAMPLE).edition
    piece = whole.piece(PIECE)
    if piece is None:
        raise SystemExit(f"{EXAMPLE} has no piece {PIECE}")
    return evolve(whole, pieces=(evolve(piece, copies={LANGUAGE: piece.copies[LANGUAGE]}),))


def typesetting(words: Edition) -> Step:
    """Our typesetting step for the leaflet."""
    day = words.as_of or date(2024, 11, 20)
    plans, _ = plan_edition(words, day, {PIECE: Status.SPECIMEN})
    return next(step for step in plans[0].steps if step.recipe.endswith(":typeset"))


def ours(words: Edition, step: Step, number: int, folder: Path) -> Path:
    """Set leaflet `number` with safeconduct."""
    params: Any = {**step.params}
    params["table"] = {**params["table"], "title": f"{params['table']['title']} {number}"}
    paths = {str(digest): path for path, digest in words.files.items()}
    inputs = {name: EXAMPLE / paths[str(digest)] for name, digest in step.inputs.items()}
    out = folder / f"ours-{number}"
    out.mkdir()
    typeset(inputs, params, out)
    return out / "pages.pdf"


def peer(words: Edition, number: int, folder: Path) -> Path:
    """Set leaflet `number` with WeasyPrint."""
    from weasyprint import HTML

    out = folder / f"peer-{number}.pdf"
    HTML(string=page(words, number), base_url=str(EXAMPLE)).write_pdf(out, pdf_variant=None)
    return out


def page(words: Edition, number: int) -> str:
    """The leaflet as HTML."""
    piece = words.pieces[0]
    copy = piece.copies[LANGUAGE]
    body = [f'<img class="front" src="{piece.art["front"]}" alt="">', *(_tag(block, number) for block in copy.blocks)]
    sender = html.escape(piece.attribution.speaker[LANGUAGE])
    body.append(f'<p class="small">{sender}<br>{html.escape(words.notice.get(LANGUAGE, ""))}</p>')
    style = STYLE % {"fonts": FONTS.as_uri()}
    return f'<html lang="ko"><head><style>{style}</style></head><body>{"".join(body)}</body></html>'


def _tag(block: Block, number: int) -> str:
    text = html.escape(block.text)
    if block.kind is BlockKind.TITLE:
        return f"<h1>{text} {number}</h1>"
    if block.kind is BlockKind.HEADING:
        return f"<h2>{text}</h2>"
    picture = f'<img src="{block.picture}" alt="">' if block.picture else ""
    return f"<li>{picture}{text}</li>" if block.kind is BlockKind.POINT else f"<p>{text}</p>"


def one(program: str, leaflets: int) -> float:
    """Make `leaflets` and one uncounted before them; return processor seconds per counted leaflet."""
    words = edition()
    step = typesetting(words)
    with tempfile.TemporaryDirectory() as folder:
        started = 0.0
        for number in range(leaflets + 1):
            if number == 1 or leaflets == 0:
                started = time.process_time()
            _ = ours(words, step, number, Path(folder)) if program == "ours" else peer(words, number, Path(folder))
        return (time.process_time() - started) / max(1, leaflets)


def whole_process(program: str) -> float:
    """Processor seconds of a fresh interpreter that makes one leaflet."""
    before = os.times()
    subprocess.run(
        [sys.executable, __file__, "--one", program, "0"],
        check=True,
        capture_output=True,
        env=unchanged.WITH_COMPILED_MODULES,
    )
    after = os.times()
    return after.children_user - before.children_user + after.children_system - before.children_system


def warm(program: str) -> float:
    """Processor seconds per leaflet in a warm process."""
    words = [sys.executable, __file__, "--one", program, str(WARM_LEAFLETS)]
    return float(
        json.loads(subprocess.run(words, check=True, capture_output=True, env=unchanged.WITH_COMPILED_MODULES).stdout)
    )


def table() -> str:
    """Measure and write the table."""
    rows = []
    measures = (("one leaflet, whole process", whole_process, WHOLE_RUNS), ("per leaflet, warm", warm, WARM_RUNS))
    for title, measure, runs in measures:
        figures: dict[str, list[float]] = {"ours": [], "peer": []}
        for _ in range(runs):
            for program, found in figures.items():
                found.append(measure(program))
        ratio = statistics.median(a / b for a, b in zip(figures["ours"], figures["peer"], strict=True))
        mine, theirs = (statistics.median(figures[name]) * 1000 for name in ("ours", "peer"))
        rows.append(f"| {title} | {mine:.0f} | {theirs:.0f} | **{ratio:.2f}** | {runs} |")
    versions = ", ".join(f"{name} {version(name)}" for name in ("safeconduct", "typst", "weasyprint"))
    return "\n".join(
        [
            "## Paper: the same leaflet",
            "",
            f"Two A6 pages, {LANGUAGE}, with bleed and pictures. Processor time in milliseconds, medians; the ratio",
            "is the median of the ratios of runs taken in turn. `make bench` measures again.",
            "",
            "| | ours, cpu-ms | WeasyPrint, cpu-ms | ours : peer | runs |",
            "| --- | --- | --- | --- | --- |",
            *rows,
            "",
            f"{versions}; Python {platform.python_version()}, {platform.system()} {platform.machine()}, "
            f"{os.cpu_count()} processors.",
            "Ours looks every glyph up, tries type sizes until the copy fits and refuses what does not; the peer's",
            "page does none of this, and cuts Korean words at line ends.",
            "",
        ]
    )


def main() -> None:
    """Run from the command line."""
    words = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    words.add_argument("--one", nargs=2, metavar=("PROGRAM", "LEAFLETS"))
    words.add_argument("--save", action="store_true")
    chosen = words.parse_args()
    if chosen.one:
        print(one(chosen.one[0], int(chosen.one[1])))
        return
    found = f"{table()}\n{unchanged.table()}"
    print(found)
    if chosen.save:
        results.save(found)


if __name__ == "__main__":
    main()
