# SPDX-License-Identifier: Apache-2.0
"""The sheets a printer prints on, as data: size, gripper and margins."""

import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from attrs import frozen

from safeconduct.model.refusal import StepRefusal


@frozen
class Sheet:
    """One size of sheet, upright, in mm.

    Bleeds of leaves keep `gripper_mm` from the two edges that the press may grip (`grips`: "long" or "short") and
    `margin_mm` from the others; nothing at all prints nearer to any edge than `blank_mm`.
    """

    name: str
    title: str
    family: str
    width_mm: float
    height_mm: float
    grips: str
    gripper_mm: float
    margin_mm: float
    blank_mm: float

    @property
    def beside_mm(self) -> float:
        """The room that bleeds keep from the left and the right edge."""
        return self.gripper_mm if self.grips == "long" else self.margin_mm

    @property
    def above_mm(self) -> float:
        """The room that bleeds keep from the upper and the lower edge."""
        return self.margin_mm if self.grips == "long" else self.gripper_mm


@cache
def sheets() -> Mapping[str, Sheet]:
    """Return every sheet by name, the smallest first."""
    table = tomllib.loads(Path(__file__).with_name("sheets.toml").read_text("utf-8"))
    found = [
        Sheet(
            name=name,
            title=row["title"],
            family=row["family"],
            width_mm=float(row["width"]),
            height_mm=float(row["height"]),
            grips=row["grips"],
            gripper_mm=float(row["gripper"]),
            margin_mm=float(row["margin"]),
            blank_mm=float(row["blank"]),
        )
        for name, row in table.items()
    ]
    return {sheet.name: sheet for sheet in sorted(found, key=lambda sheet: sheet.width_mm * sheet.height_mm)}


def sheet_of(name: str) -> Sheet:
    """Return the sheet of that name, however it is written; raises `StepRefusal` for an unknown one."""
    found = sheets().get(name.strip().lower())
    if found is None:
        raise StepRefusal(f"The press knows no sheet “{name}”.", f"name one of these: {', '.join(sheets())}.")
    return found
