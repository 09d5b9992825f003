# SPDX-License-Identifier: Apache-2.0
"""Our own press: pages a second, many leaflets on press sheets, and the whole way of one leaflet split by step.

python bench/press_path.py
"""

import tempfile
from collections import defaultdict
from collections.abc import Callable, Mapping
from functools import partial
from importlib import import_module
from pathlib import Path
from statistics import median
from typing import Any

import leaflets
import spent

from safeconduct.model.works import Made
from safeconduct.press.compiling import compile_pdf
from safeconduct.press.imposing.plans import imposition, wanted
from safeconduct.press.imposing.recipes import impose
from safeconduct.press.pictures import read_picture
from safeconduct.press.setting.arranging import arranged

MANY, RUNS, PATH_RUNS = 200, 5, 9
# The template of the leaflet, over and over: fonts and pictures lie in the file once.
MANY_PAGES = b"""#import "base.typ": *
#set document(title: d.title)
#show: dressed
#set page(width: d.width * 1mm, height: d.height * 1mm, bleed: d.bleed * 1mm, margin: 0pt)
#for (n, one) in d.pages.enumerate() {
  page(fill: tone(if calc.even(n) { "tint" } else { "mist" }), drawn(one))
}
"""


def in_one(step: Any, inputs: Mapping[str, Path]) -> bytes:
    """Set all leaflets as one PDF for the press."""
    pages: list[Any] = []
    table: dict[str, Any] = {}
    for number in range(MANY):
        table = dict(leaflets.numbered(step.params, number)["table"])
        pages += arranged(step.params["template"], table, leaflets.PIECE)["pages"]
    pictures = {}
    for name, path in step.params["pictures"].items():
        stem, _, ending = name.rpartition(".")
        for variant, content in read_picture(inputs[name], path, table["theme"]).items():
            pictures[f"{stem}{variant}.{ending}"] = content
    return compile_pdf(MANY_PAGES, {**table, "pages": pages}, step.params["as_of"], pictures, "press")


def one_by_one(maker: Callable[[int, Path], object], out: Path) -> None:
    """Make a quarter of the leaflets, a file each."""
    for number in range(MANY // 4):
        maker(number, out)


def rates(folder: Path) -> list[str]:
    """Pages a processor second, one file each and all in one; and the seconds of imposing all of them."""
    step, inputs = leaflets.step_of("press")
    maker = leaflets.ours(folder)
    maker(-1, folder)
    each: list[float] = []
    one: list[float] = []
    laid: list[float] = []
    whole = folder / "many.pdf"
    table = step.params["table"]
    asked = wanted(
        sheet="sra3",
        turn="long-edge",
        gutter_mm=2 * table["bleed"],
        leaf_mm=(table["width"], table["height"]),
        bleed_mm=table["bleed"],
        order="cut-and-stack",
    )
    params = {"asked": asked, "slug": "bench", "title": "bench", "as_of": step.params["as_of"]}
    for run in range(RUNS):
        out = folder / f"run-{run}"
        out.mkdir()
        each.append(spent.here(partial(one_by_one, maker, out)))
        one.append(spent.here(lambda: whole.write_bytes(in_one(step, inputs))))
        laid.append(spent.here(partial(impose, {"pdf": whole}, params, out)))
    cells = len(imposition(asked, 2 * MANY).grid.cells())
    return [
        f"| pages a cpu-second, {MANY // 4} leaflets, one file each | **{MANY / 2 / median(each):.0f}** |",
        f"| pages a cpu-second, {MANY} leaflets in one file | **{2 * MANY / median(one):.0f}** |",
        f"| {MANY} leaflets {cells}-up on SRA3, cut and stack, cpu-s | **{median(laid):.2f}** |",
    ]


def path(folder: Path) -> dict[str, float]:
    """Processor seconds of each kind of step of one leaflet, in a process where everything was used before."""
    found: dict[str, list[float]] = defaultdict(list)
    steps = leaflets.steps()
    for run in range(PATH_RUNS + 1):
        done: dict[Made, Path] = {}
        told: dict[str, float] = defaultdict(float)
        for step, files in steps:
            out = folder / f"{run}-{step.name}"
            out.mkdir()
            module, _, function = step.recipe.partition(":")
            recipe = getattr(import_module(module), function)
            inputs = {name: done[ref] if isinstance(ref, Made) else files[ref] for name, ref in step.inputs.items()}
            given = leaflets.numbered(step.params, run) if function == "typeset" else step.params
            kind = step.name.removeprefix(f"{leaflets.PIECE}.{leaflets.LANGUAGE}.").partition(".")[2]
            told[kind] += spent.here(partial(recipe, inputs, given, out))
            done |= {Made(step.name, output): out / output for output in step.outputs}
        if run:
            for kind, seconds in told.items():
                found[kind].append(seconds)
            found["all of it but the registration proof"].append(sum(told.values()) - told["register"])
    return {kind: median(figures) for kind, figures in found.items()}


def table() -> str:
    """Measure and write the table."""
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        (folder / "rates").mkdir()
        (folder / "path").mkdir()
        quick = rates(folder / "rates")
        split = path(folder / "path")
    head = ["## Paper: our own press", "", "The same leaflet, processor time, medians, one process.", ""]
    head += ["| | |", "| --- | --- |"]
    steps = [
        "",
        "The whole way of one leaflet, both builds, once everything was used before; the registration proof is made",
    ]
    steps += ["once for all leaflets of a channel.", ""]
    steps += ["| step | cpu-ms |", "| --- | --- |"]
    return "\n".join([*head, *quick, *steps, *(f"| {kind} | {1000 * s:.0f} |" for kind, s in split.items()), ""])


if __name__ == "__main__":
    print(table())
