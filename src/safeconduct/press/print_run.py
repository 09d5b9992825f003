# SPDX-License-Identifier: Apache-2.0
"""From copies to sheets, kilograms, cartons and a pile: what a print run needs, in exact arithmetic."""

from decimal import ROUND_CEILING, Decimal

from attrs import frozen

from safeconduct.model.channel import PaperChannel
from safeconduct.model.refusal import UsageRefusal

from .imposing.of_channel import grid_of

MAKE_READY = 100
"""Sheets that are spoilt until one plate set prints as it should: a number of its own, whatever the run."""
WASTE_PERCENT = Decimal(5)
"""Sheets that are spoilt while the press runs, in percent of the sheets needed.

Estimators keep the two apart; American Printer, “Determining your paper waste” (1 January 1996), gives 2.6 to 3.7
percent for a two-colour press, the more the shorter the run.  Our runs are short, so that both defaults lie above.
"""
CARTON_KG = Decimal(12)
"""What a carton may weigh, so that one person can carry it."""
MOST_COPIES = 10**9
_GRAM = Decimal(1) / 1000


@frozen
class Allowance:
    """What a print shop allows for: make-ready sheets a plate set, spoilage in percent, kilograms a carton."""

    make_ready: int = MAKE_READY
    waste_percent: Decimal = WASTE_PERCENT
    carton_kg: Decimal = CARTON_KG


@frozen
class PrintRun:
    """What a run of `copies` needs.

    `sheet` is the press's name of the sheet, or None where each leaf is a sheet of its own; `sheet_mm` its size.
    `needed` sheets hold the copies, `make_ready` and `spoilage` come on top.  `paper_kg` weighs all the sheets,
    `leaves_kg` the finished copies, both rounded up to grams; `stack_mm` is their height as one pile, folded as they
    are delivered, without the air that folds hold.
    """

    copies: int
    sheet: str | None
    sheet_mm: tuple[Decimal, Decimal]
    leaves_per_sheet: int
    plate_sets: int
    needed: int
    make_ready: int
    spoilage: int
    grams_per_m2: Decimal
    paper_kg: Decimal
    leaves_kg: Decimal
    cartons: int
    stack_mm: Decimal

    @property
    def sheets(self) -> int:
        """Every sheet that must be ordered."""
        return self.needed + self.make_ready + self.spoilage


def print_run(
    channel: PaperChannel,
    copies: int,
    sheet: str | None = None,
    grams: Decimal | None = None,
    allowance: Allowance = Allowance(),
) -> PrintRun:
    """Work out a run of `copies` on the channel's sheet, or on `sheet`, and its paper, or one of `grams` per m².

    Raises `UsageRefusal` for figures that no run can have, `StepRefusal` for a sheet that is unknown or too small.
    """
    _check(copies, grams, allowance)
    weight = grams if grams is not None else Decimal(str(channel.stock.grams_per_m2))
    name = sheet or (channel.sheet.name if channel.sheet else None)
    trim = (_mm(channel.width_mm), _mm(channel.height_mm))
    across, leaves, name = _laid(channel, name)
    sets = _plate_sets(channel)
    needed = -(-copies // leaves)
    make_ready = allowance.make_ready * sets
    spoilage = _up(needed * allowance.waste_percent / 100, Decimal(1))
    paper = (needed + make_ready + int(spoilage)) * _m2(across) * weight
    finished = copies * _m2(trim) * weight
    layers = channel.panels if channel.fold != "none" else 1
    # Paper of another weight is as much thicker as it is heavier.  Multiplied first, so that nothing is rounded twice.
    thick = copies * layers * _mm(channel.stock.thickness_mm) * weight / _mm(channel.stock.grams_per_m2)
    return PrintRun(
        copies=copies,
        sheet=name,
        sheet_mm=across,
        leaves_per_sheet=leaves,
        plate_sets=sets,
        needed=needed,
        make_ready=make_ready,
        spoilage=int(spoilage),
        grams_per_m2=weight,
        paper_kg=_up(paper * _GRAM, _GRAM),
        leaves_kg=_up(finished * _GRAM, _GRAM),
        cartons=int(_up(finished * _GRAM / allowance.carton_kg, Decimal(1))),
        stack_mm=_up(thick, Decimal("0.1")),
    )


def _check(copies: int, grams: Decimal | None, allowance: Allowance) -> None:
    if not 0 < copies <= MOST_COPIES:
        raise UsageRefusal(
            f"A run of {copies} copies cannot be printed.", f"name a whole number from 1 to {MOST_COPIES}."
        )
    if allowance.make_ready < 0 or not 0 <= allowance.waste_percent <= 100:
        raise UsageRefusal(
            f"{allowance.make_ready} sheets of make-ready and {allowance.waste_percent} percent of waste cannot be.",
            "name no fewer than 0 sheets, and from 0 to 100 percent.",
        )
    if allowance.carton_kg <= 0 or (grams is not None and not 0 < grams <= 2000):
        raise UsageRefusal(
            "Paper and cartons must weigh something.", "name more than 0 kg, and paper from 1 to 2000 g/m²."
        )


def _laid(channel: PaperChannel, sheet: str | None) -> tuple[tuple[Decimal, Decimal], int, str | None]:
    if sheet is None:
        around = 2 * _mm(channel.bleed_mm)
        return (_mm(channel.width_mm) + around, _mm(channel.height_mm) + around), 1, None
    placed = grid_of(channel, sheet)
    return (_mm(placed.sheet.width_mm), _mm(placed.sheet.height_mm)), placed.count, placed.sheet.name


def _plate_sets(channel: PaperChannel) -> int:
    # An office printer has no plates; work-and-turn prints both sides from one set; what has no turn has one side.
    if "press" not in channel.builds:
        return 0
    return 2 if channel.sheet and channel.sheet.turn in ("long-edge", "short-edge") else 1


def _mm(value: float) -> Decimal:
    return Decimal(str(value))


def _m2(size: tuple[Decimal, Decimal]) -> Decimal:
    return size[0] * size[1] / 1_000_000


def _up(value: Decimal, step: Decimal) -> Decimal:
    return (Decimal(value) / step).to_integral_value(ROUND_CEILING) * step
