# SPDX-License-Identifier: Apache-2.0
"""The command `print-run`: how much paper a number of copies needs."""

import json
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING, Any

import click

from .options import JSON, cli
from .telling import refusals

if TYPE_CHECKING:
    from safeconduct.model.channel import PaperChannel
    from safeconduct.press.print_run import PrintRun


class _Number(click.ParamType[Decimal]):
    name = "number"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Decimal:
        try:
            number = Decimal(str(value))
        except InvalidOperation:
            number = Decimal("NaN")
        if not number.is_finite() or abs(number) >= 10**9 or number != round(number, 6):
            self.fail(f"“{value}” is not a number such as 5 or 2.5.", param, ctx)
        return number


_NUMBER = _Number()


@cli.command("print-run")
@click.argument("channel")
@click.argument("copies", type=int)
@click.option("--sheet", help="The press sheet (default: that of the channel).")
@click.option("--waste-percent", type=_NUMBER, help="Sheets spoilt while the press runs.  [default: 5]")
@click.option("--make-ready", type=int, help="Sheets spoilt for each set of plates.  [default: 100]")
@click.option("--carton-kg", type=_NUMBER, help="What a carton may weigh.  [default: 12]")
@click.option("--grams", type=_NUMBER, help="Grams per m² of the paper (default: that of the channel).")
@JSON
def print_run_command(
    channel: str, copies: int, sheet: str | None, waste_percent: Decimal | None, make_ready: int | None,
    carton_kg: Decimal | None, grams: Decimal | None, as_json: bool,
) -> None:  # fmt: skip
    """Work out the paper for COPIES of a piece on CHANNEL.

    Sheets include make-ready and spoilage; cartons hold the finished copies.
    """
    from safeconduct.api.print_runs import Allowance, run_for

    given: dict[str, Any] = {"waste_percent": waste_percent, "make_ready": make_ready, "carton_kg": carton_kg}
    with refusals(as_json):
        allowance = Allowance(**{name: value for name, value in given.items() if value is not None})
        paper, run = run_for(channel, copies, sheet, grams, allowance)
    if as_json:
        click.echo(json.dumps(_plain(paper, run), ensure_ascii=False, indent=1))
        return
    for name, told in _told(paper, run):
        click.echo(f"  {name:<13} {told}")


def _told(channel: "PaperChannel", run: "PrintRun") -> list[tuple[str, str]]:
    across, down = (f"{side.normalize():f}" for side in run.sheet_mm)
    laid = f"{run.sheet.upper()}, {across} × {down} mm" if run.sheet else f"{across} × {down} mm, one leaf each"
    plates = (
        "1 set" if run.plate_sets == 1 else f"{run.plate_sets} sets" if run.plate_sets else "none: an office printer"
    )
    leaves = f"; {run.leaves_per_sheet} on a sheet" if run.sheet else ""
    return [
        ("copies", f"{run.copies:,} of {channel.width_mm:g} × {channel.height_mm:g} mm{leaves}"),
        ("sheet", laid),
        ("paper", f"{channel.stock.name}, {run.grams_per_m2.normalize():f} g/m²"),
        ("sheets", f"{run.sheets:,} = {run.needed:,} + {run.make_ready:,} make-ready + {run.spoilage:,} spoilage"),
        ("plates", plates),
        ("paper weighs", f"{run.paper_kg:,f} kg"),
        ("copies weigh", f"{run.leaves_kg:,f} kg"),
        ("cartons", f"{run.cartons:,}"),
        ("stack", f"{run.stack_mm.normalize():,f} mm"),
    ]


def _plain(channel: "PaperChannel", run: "PrintRun") -> dict[str, Any]:
    across, down = run.sheet_mm
    return {
        "schema": "safeconduct-print-run-1",
        "channel": channel.id,
        "copies": run.copies,
        "sheet": run.sheet,
        "sheet_mm": [float(across), float(down)],
        "leaves_per_sheet": run.leaves_per_sheet,
        "plate_sets": run.plate_sets,
        "sheets": run.sheets,
        "needed": run.needed,
        "make_ready": run.make_ready,
        "spoilage": run.spoilage,
        "grams_per_m2": float(run.grams_per_m2),
        "paper_kg": float(run.paper_kg),
        "leaves_kg": float(run.leaves_kg),
        "cartons": run.cartons,
        "stack_mm": float(run.stack_mm),
    }
