# SPDX-License-Identifier: Apache-2.0
"""What a channel asks of an imposition."""

from collections.abc import Sequence

from safeconduct.model.channel import PaperChannel
from safeconduct.model.works import Json
from safeconduct.press.geometry import Box

from .fitting import fit
from .grids import Grid, Leaf
from .plans import wanted
from .sheets import sheet_of
from .turns import turn_of


def asked_by(channel: PaperChannel, panels: Sequence[Box]) -> dict[str, Json]:
    """Return what `channel`, which has a sheet, asks (see `plans.wanted`); `panels` are those of a leaf's front."""
    sheet = channel.sheet
    assert sheet is not None  # noqa: S101 - asked before
    return wanted(
        sheet=sheet.name,
        turn=sheet.turn,
        gutter_mm=sheet.gutter_mm,
        leaf_mm=(channel.width_mm, channel.height_mm),
        bleed_mm=channel.bleed_mm,
        folds=[panel[0] for panel in panels[1:]] if channel.fold != "none" else (),
        thickness_mm=channel.stock.thickness_mm,
    )


def grid_of(channel: PaperChannel, sheet: str) -> Grid:
    """Return how the leaves of a channel lie on `sheet`, its own or another one.

    A channel without a sheet is laid with its whole bleed around every leaf.  Raises `StepRefusal` for an unknown
    sheet and for one that holds no leaf.
    """
    own = channel.sheet
    gutter = own.gutter_mm if own else 2 * channel.bleed_mm
    leaf = Leaf(channel.width_mm, channel.height_mm, channel.bleed_mm, gutter)
    return fit(sheet_of(sheet), leaf, turn_of(own.turn if own else "long-edge"))
