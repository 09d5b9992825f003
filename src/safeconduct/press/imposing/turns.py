# SPDX-License-Identifier: Apache-2.0
"""How a sheet is turned between its two sides, and what therefore lies behind what."""

from collections.abc import Mapping

from attrs import frozen

from safeconduct.model.refusal import StepRefusal
from safeconduct.press.geometry import Box

from .sheets import Sheet


@frozen
class Turn:
    """One way to turn the sheet.

    `over` names the edges that the turn runs along: "long", "short", "gripped" (the gripper edge changes) or "free" (it
    stays); None: nothing is printed behind.  `one_plate`: fronts and backs share one side, printed twice.
    """

    name: str
    title: str
    over: str | None
    one_plate: bool = False


TURNS: Mapping[str, Turn] = {
    turn.name: turn
    for turn in (
        Turn("long-edge", "turn over the long edge", "long"),
        Turn("short-edge", "turn over the short edge", "short"),
        Turn("work-and-turn", "work and turn, one plate", "free", one_plate=True),
        Turn("work-and-tumble", "work and tumble, one plate", "gripped", one_plate=True),
        Turn("one-side", "nothing behind", None),
    )
}


def turn_of(name: str) -> Turn:
    """Return the turn of that name; raises `StepRefusal` for an unknown one."""
    if name not in TURNS:
        raise StepRefusal(f"The press knows no turn “{name}”.", f"name one of these: {', '.join(TURNS)}.")
    return TURNS[name]


@frozen
class Flip:
    """The turn of one sheet: about an upright axis left becomes right, about a level one top becomes bottom."""

    sheet: Sheet
    upright: bool

    def box(self, box: Box) -> Box:
        """Return where the paper behind `box` lies on the other side, in mm from that side's top left."""
        x, y, wide, high = box
        if self.upright:
            return (self.sheet.width_mm - x - wide, y, wide, high)
        return (x, self.sheet.height_mm - y - high, wide, high)

    def rotation(self, degrees: int) -> int:
        """Return how a leaf must lie (degrees, counter-clockwise) to be head to head with one that lies so in front."""
        return (-degrees if self.upright else 180 - degrees) % 360


def flip_of(turn: Turn, sheet: Sheet) -> Flip | None:
    """Return the turn of this sheet, None when nothing lies behind; sheets stand upright, long edges left and right."""
    if turn.over is None:
        return None
    gripped_upright = sheet.grips == "long"
    upright = {"long": True, "short": False, "gripped": gripped_upright, "free": not gripped_upright}
    return Flip(sheet, upright[turn.over])
