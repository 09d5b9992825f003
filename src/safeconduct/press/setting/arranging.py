# SPDX-License-Identifier: Apache-2.0
"""Arranging: the pages of the formats whose lines we set ourselves, as what their templates draw."""

from collections.abc import Callable, Mapping
from typing import Any

from safeconduct.model.refusal import StepRefusal
from safeconduct.model.works import Json

from .faults import TooLongError, TooWideError
from .fold_guide import fold_guide
from .landscape import landscape
from .leaflet import upright

Pages = list[list[dict[str, Json]]]


def _leaflet(table: Mapping[str, Any]) -> Pages:
    return landscape(table) if table["width"] > table["height"] else upright(table)


ARRANGED: Mapping[str, Callable[[Mapping[str, Any]], Pages]] = {
    "leaflet.typ": _leaflet,
    "fold-guide.typ": fold_guide,
}


def arranged(template: str, table: Mapping[str, Any], piece: str) -> dict[str, Json]:
    """Return what `template` needs besides its table: {"pages": …}, or nothing when it arranges its pages itself.

    Raises `StepRefusal` when a word is wider than its column, or a text longer than its place in the smallest type.
    """
    if template not in ARRANGED:
        return {}
    try:
        return {"pages": ARRANGED[template](table)}
    except TooLongError as fault:
        raise StepRefusal(
            f"The text of “{piece}” ({table['language']}) overflows {fault.where} by {fault.short_mm:.1f} mm, even in "
            "the smallest type allowed.",
            "shorten the text there, or take a larger channel.",
        ) from None
    except TooWideError as fault:
        raise StepRefusal(
            f"A word of “{piece}” ({table['language']}) in {fault.where} is {fault.short_mm:.1f} mm wider than its "
            "column.",
            "use a shorter word.",
        ) from None
