# SPDX-License-Identifier: Apache-2.0
"""Print runs: a channel's name and a number of copies in, sheets, kilograms and cartons out."""

from decimal import Decimal

from safeconduct.manuscript.channels import channels
from safeconduct.model.channel import PaperChannel
from safeconduct.model.refusal import UsageRefusal
from safeconduct.press.print_run import Allowance, PrintRun, print_run

__all__ = ["Allowance", "PrintRun", "run_for"]


def run_for(
    channel_id: str, copies: int, sheet: str | None, grams: Decimal | None, allowance: Allowance
) -> tuple[PaperChannel, PrintRun]:
    """Return the paper channel of that name and what `copies` on it need; raises `UsageRefusal`, `StepRefusal`."""
    channel = channels().get(channel_id)
    if not isinstance(channel, PaperChannel):
        known = ", ".join(name for name, one in channels().items() if isinstance(one, PaperChannel))
        raise UsageRefusal(f"“{channel_id}” is no channel that is printed.", f"name one of: {known}.")
    return channel, print_run(channel, copies, sheet, grams, allowance)
