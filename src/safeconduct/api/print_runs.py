# SPDX-License-Identifier: Apache-2.0
"""Print runs: a channel's name and a number of copies in, sheets, kilograms and cartons out."""

from decimal import Decimal

from safeconduct.model.channel import PaperChannel
from safeconduct.press.print_run import Allowance, PrintRun, print_run

from .papers import paper

__all__ = ["Allowance", "PrintRun", "run_for"]


def run_for(
    channel_id: str, copies: int, sheet: str | None, grams: Decimal | None, allowance: Allowance
) -> tuple[PaperChannel, PrintRun]:
    """Return the paper channel of that name and what `copies` on it need; raises `UsageRefusal`, `StepRefusal`."""
    channel = paper(channel_id)
    return channel, print_run(channel, copies, sheet, grams, allowance)
