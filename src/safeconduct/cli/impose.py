# SPDX-License-Identifier: Apache-2.0
"""The command `impose`: any PDF of leaves onto press sheets."""

import json
import math
import re
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from .options import DAY, JSON, cli
from .telling import refusals

if TYPE_CHECKING:
    from safeconduct.api.imposing import Laid

_LEAST_MM, _MOST_MM = 5.0, 2_000.0
_SIZE = re.compile(r"(\d+(?:\.\d+)?)\s*[x×]\s*(\d+(?:\.\d+)?)")


class _Leaf(click.ParamType[tuple[float, float]]):
    name = "WxH"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> tuple[float, float]:
        found = _SIZE.fullmatch(str(value))
        if not found:
            self.fail(f"“{value}” is no size in mm; write it as 105x148.", param, ctx)
        size = float(found[1]), float(found[2])
        if not all(_LEAST_MM <= side <= _MOST_MM for side in size):
            self.fail(f"“{value}” is no leaf: each side is from {_LEAST_MM:g} to {_MOST_MM:g} mm.", param, ctx)
        return size


class _Length(click.FloatRange):
    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> float:
        # “nan” is larger than no number and smaller than none, so that it is in every range.
        if math.isnan(length := float(super().convert(value, param, ctx))):
            self.fail(f"“{value}” is no length.", param, ctx)
        return length


@cli.command("impose")
@click.argument("source", metavar="FILE.pdf", type=click.Path(path_type=Path, readable=False))
@click.option("--sheet", required=True, help="a4, a3, sra4, sra3, sra2, letter, tabloid or 12x18.")
@click.option("-o", "--output", required=True, metavar="OUT.pdf", type=click.Path(path_type=Path), help="Write here.")
@click.option("--leaf", type=_Leaf(), help="The trimmed size in mm, where the file does not say it.")
@click.option("--up", type=click.IntRange(1, 512), help="So many leaves on a sheet (default: as many as fit).")
@click.option(
    "--order",
    type=click.Choice(["repeat", "sequence", "cut-and-stack", "section"]),
    default="repeat",
    show_default=True,
    help="What lies beside what.",
)
@click.option(
    "--turn",
    type=click.Choice(["long-edge", "short-edge", "work-and-turn", "work-and-tumble", "one-side"]),
    default="long-edge",
    show_default=True,
    help="How the sheet is turned.",
)
@click.option("--gutter", type=_Length(0, 100), help="Between leaves, in mm (default: both bleeds).")
@click.option("--thickness", type=_Length(0, 2), default=0.0, help="Of the paper, in mm: what creeps in a section.")
@click.option("--proof", is_flag=True, help="Write a registration sheet as well, to try the turn.")
@click.option("--as-of", type=DAY, help="The date that the file bears (default: today).")
@JSON
def impose_command(
    source: Path,
    sheet: str,
    output: Path,
    leaf: tuple[float, float] | None,
    up: int | None,
    order: str,
    turn: str,
    gutter: float | None,
    thickness: float,
    proof: bool,
    as_of: date | None,
    as_json: bool,
) -> None:
    """Lay leaves on press sheets, backs behind fronts.

    Pages 1 and 2 of FILE.pdf are the first leaf, 3 and 4 the next. With the order section the pages make a booklet.
    Afterwards every cell is compared with its leaf. What does not fit is refused, with what does.
    """
    from safeconduct.api.imposing import Wish, impose_file

    with refusals(as_json):
        wish = Wish(sheet, order, turn, leaf, gutter, thickness, up)
        trial = output.with_name(f"{output.stem}.proof-{sheet.strip().lower()}.pdf") if proof else None
        laid = impose_file(source, wish, output, trial, as_of or date.today())
    if as_json:
        click.echo(json.dumps(_plain(laid, output, trial), ensure_ascii=False, indent=1))
    else:
        for line in _told(laid, source, output, trial):
            click.echo("".join(sign if sign.isprintable() else "\N{REPLACEMENT CHARACTER}" for sign in line))


def _told(laid: "Laid", source: Path, output: Path, trial: Path | None) -> list[str]:
    plan = laid.plan
    grid, (beside, above) = plan.grid, plan.grid.margins_mm
    sheets = "1 sheet" if plan.sheets == 1 else f"{plan.sheets} sheets"
    turned = ", leaves turned" if grid.rotation else ""
    bleed = f"{laid.bleed_mm:g} mm bleed" if laid.bleed_mm else "no bleed"
    booklet = plan.order == "section"
    wide = grid.leaf.width_mm / 2 if booklet else grid.leaf.width_mm
    lines = [
        f"{source.name}: {'pages' if booklet else 'leaves'} of {wide:g} × {grid.leaf.height_mm:g} mm, {bleed}.",
        f"{sheets} {grid.sheet.title}, {grid.count} {'folded leaves' if booklet else 'leaves'} on each "
        f"({grid.columns} × {grid.rows}{turned}), {plan.order}, "
        f"{plan.turn.title}; gutter {grid.leaf.gutter_mm:g} mm, margins {beside:.1f} and {above:.1f} mm.",
        f"Looked at {laid.cells} cells: each holds its page, and nothing else.",
    ]
    if grid.leaf.gutter_mm < 2 * laid.bleed_mm:
        lines.append(f"Between leaves only {grid.leaf.gutter_mm / 2:g} mm of the bleed are kept: cut with care.")
    if laid.notes:
        lines.append(f"{laid.notes} notes or form fields that lie on the pages are not printed.")
    if not laid.press_ready:
        lines.append("The sheets claim no standard: the file was not made here. Run safeconduct preflight on it.")
    if laid.traces:
        lines.append(
            f"The sheets tell more than what is printed: {', '.join(laid.traces[:5])}. It came with {source.name}."
        )
    lines.append(f"Written: {output}" + (f" and {trial}" if trial else ""))
    return lines


def _plain(laid: "Laid", output: Path, trial: Path | None) -> dict[str, Any]:
    plan = laid.plan
    return {
        "schema": "safeconduct-imposition-1",
        "sheet": plan.grid.sheet.name,
        "sheets": plan.sheets,
        "columns": plan.grid.columns,
        "rows": plan.grid.rows,
        "rotation": plan.grid.rotation,
        "order": plan.order,
        "turn": plan.turn.name,
        "bleed_mm": laid.bleed_mm,
        "gutter_mm": plan.grid.leaf.gutter_mm,
        "cells": laid.cells,
        "notes_left_out": laid.notes,
        "pdf_x4": laid.press_ready,
        "traces": list(laid.traces),
        "written": [str(output), *([str(trial)] if trial else [])],
    }
