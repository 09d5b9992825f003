# SPDX-License-Identifier: Apache-2.0
"""The print-run calculator: worked examples, and what must hold for every run."""

from contextlib import suppress
from decimal import Decimal
from fractions import Fraction

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from safeconduct.manuscript.channels import channels
from safeconduct.model.channel import PaperChannel, PressSheet
from safeconduct.model.refusal import StepRefusal, UsageRefusal
from safeconduct.press.imposing.sheets import sheets
from safeconduct.press.print_run import MOST_COPIES, Allowance, PrintRun, print_run

PAPER = {name: one for name, one in channels().items() if isinstance(one, PaperChannel)}
NAMES = st.sampled_from(sorted(PAPER))
COPIES = st.integers(1, 2_000_000)
PERCENT = st.decimals(0, 100, places=2)
ALLOWANCES = st.builds(Allowance, st.integers(0, 1000), PERCENT, st.decimals(1, 30, places=1))
POCKET = PAPER["pocket-a7"]


def test_a_worked_example() -> None:
    run = print_run(POCKET, 3000)
    assert (run.sheet, run.leaves_per_sheet, run.plate_sets) == ("a4", 4, 2)
    assert (run.needed, run.make_ready, run.spoilage, run.sheets) == (750, 200, 38, 988)
    assert run.paper_kg == Decimal("3.698")  # 988 x 0.06237 m2 x 60 g/m2 = 3,697.3 g
    assert run.leaves_kg == Decimal("1.399")  # 3000 x 0.00777 m2 x 60 g/m2 = 1,398.6 g
    assert (run.cartons, run.stack_mm) == (1, Decimal("240.0"))


def test_heavier_paper_is_thicker_and_a_folded_strip_has_as_many_layers_as_panels() -> None:
    assert print_run(POCKET, 3000, grams=Decimal(70)).stack_mm == Decimal(280)
    strip = PAPER["fold-strip"]
    assert print_run(strip, 100).stack_mm == 100 * Decimal("0.1") * strip.panels


def test_a_carton_is_never_overfull() -> None:
    run = print_run(POCKET, 100_000, allowance=Allowance(carton_kg=Decimal(10)))
    assert run.leaves_kg == Decimal("46.620")
    assert run.cartons == 5


def test_work_and_turn_needs_one_set_of_plates_and_an_office_none() -> None:
    once = evolve(POCKET, sheet=PressSheet("a4", "work-and-turn", 6))
    assert print_run(once, 100).plate_sets == 1
    assert print_run(PAPER["letter-a4"], 100).plate_sets == print_run(PAPER["letter-a4"], 100).make_ready == 0


def test_a_sheet_that_is_too_small_is_refused_and_an_unknown_one_too() -> None:
    with pytest.raises(StepRefusal, match="does not fit"):
        print_run(PAPER["poster-a3"], 10, "a4")
    with pytest.raises(StepRefusal, match="foolscap"):
        print_run(POCKET, 10, "foolscap")


@pytest.mark.parametrize("copies", [0, -1, MOST_COPIES + 1])
def test_a_run_that_cannot_be_is_refused(copies: int) -> None:
    with pytest.raises(UsageRefusal, match=str(copies)):
        print_run(POCKET, copies)


@pytest.mark.parametrize(
    "allowance",
    [Allowance(make_ready=-1), Allowance(waste_percent=Decimal(-1)), Allowance(waste_percent=Decimal(101)),
     Allowance(carton_kg=Decimal(0))],
)  # fmt: skip
def test_an_allowance_that_cannot_be_is_refused(allowance: Allowance) -> None:
    with pytest.raises(UsageRefusal):
        print_run(POCKET, 10, allowance=allowance)


@pytest.mark.parametrize("grams", [Decimal(0), Decimal(-60), Decimal(2001)])
def test_paper_without_a_weight_is_refused(grams: Decimal) -> None:
    with pytest.raises(UsageRefusal, match="weigh"):
        print_run(POCKET, 10, grams=grams)


@given(NAMES, COPIES, ALLOWANCES)
def test_there_is_paper_for_every_copy_and_not_a_sheet_too_many(name: str, copies: int, allowance: Allowance) -> None:
    run = print_run(PAPER[name], copies, allowance=allowance)
    assert run.needed * run.leaves_per_sheet >= copies
    assert (run.needed - 1) * run.leaves_per_sheet < copies
    exact = Fraction(allowance.waste_percent) * run.needed / 100
    assert exact <= run.spoilage < exact + 1
    assert run.make_ready == allowance.make_ready * run.plate_sets
    assert run.sheets == run.needed + run.make_ready + run.spoilage


@given(NAMES, COPIES, ALLOWANCES)
def test_weights_are_exact_but_for_less_than_a_gram(name: str, copies: int, allowance: Allowance) -> None:
    channel = PAPER[name]
    run = print_run(channel, copies, allowance=allowance)
    grams = Fraction(run.grams_per_m2) / 1_000_000
    leaf = Fraction(str(channel.width_mm)) * Fraction(str(channel.height_mm))
    sheet = Fraction(run.sheet_mm[0]) * Fraction(run.sheet_mm[1])
    assert 0 <= Fraction(run.leaves_kg) * 1000 - copies * leaf * grams < 1
    assert 0 <= Fraction(run.paper_kg) * 1000 - run.sheets * sheet * grams < 1
    assert run.cartons * allowance.carton_kg >= Decimal(copies) * Decimal(leaf.numerator) / leaf.denominator * (
        run.grams_per_m2 / 10**9
    )
    assert run.paper_kg >= run.leaves_kg


@given(NAMES, COPIES, st.integers(0, 100_000), ALLOWANCES)
def test_more_copies_never_need_less(name: str, copies: int, more: int, allowance: Allowance) -> None:
    fewer, many = (print_run(PAPER[name], n, allowance=allowance) for n in (copies, copies + more))
    assert figures(fewer) <= figures(many)
    for one, other in zip(figures(fewer), figures(many), strict=True):
        assert one <= other


@given(NAMES, COPIES, COPIES)
def test_one_run_of_two_orders_is_at_most_a_sheet_shorter(name: str, first: int, second: int) -> None:
    none = Allowance(make_ready=0, waste_percent=Decimal(0))
    one, other, both = (print_run(PAPER[name], n, allowance=none) for n in (first, second, first + second))
    assert one.sheets + other.sheets - 1 <= both.sheets <= one.sheets + other.sheets
    assert one.cartons + other.cartons - 1 <= both.cartons <= one.cartons + other.cartons
    parts = one.leaves_kg + other.leaves_kg
    assert parts - Decimal("0.002") < both.leaves_kg <= parts


@given(st.sampled_from(sorted(sheets())), NAMES)
def test_what_fits_a_sheet_is_no_larger_than_the_sheet(sheet: str, name: str) -> None:
    channel = PAPER[name]
    with suppress(StepRefusal):
        run = print_run(channel, 100, sheet.upper())
        assert run.sheet == sheet
        leaf = Decimal(str(channel.width_mm)) * Decimal(str(channel.height_mm))
        assert leaf * run.leaves_per_sheet <= run.sheet_mm[0] * run.sheet_mm[1]


def figures(run: PrintRun) -> tuple[Decimal, ...]:
    whole = (run.needed, run.spoilage, run.sheets, run.cartons)
    return (*map(Decimal, whole), run.paper_kg, run.leaves_kg, run.stack_mm)
