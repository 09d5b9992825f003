# SPDX-License-Identifier: Apache-2.0
"""Letters go to a press in black alone, in the second ink alone, or in the white of the paper: never in several."""

from collections.abc import Iterator
from typing import Any

import pikepdf
import pytest
from finished import THEMES, finished
from test_press_pdfx import FORMATS

Paint = tuple[str, tuple[float, ...]]
_FILLS = {"g", "rg", "k", "sc", "scn"}
_SHOWS = {"Tj", "TJ", "'", '"'}


def fills_of_letters(content: Any, resources: Any, fill: Paint = ("g", (0.0,))) -> Iterator[Paint]:
    """Yield the fill (operator, its numbers) of every showing of text, in forms too."""
    kept: list[Paint] = []
    for instruction in pikepdf.parse_content_stream(content):
        operator = str(instruction.operator)
        if operator == "q":
            kept.append(fill)
        elif operator == "Q":
            fill = kept.pop()
        elif operator in _FILLS:
            fill = (operator, tuple(float(one) for one in instruction.operands if not isinstance(one, pikepdf.Name)))
        elif operator in _SHOWS:
            yield fill
        elif operator == "Do":
            form = resources.XObject[str(instruction.operands[0])]
            if form.get("/Subtype") == pikepdf.Name.Form:
                yield from fills_of_letters(form, form.get("/Resources", resources), fill)


def is_one_plate(fill: Paint) -> bool:
    operator, values = fill
    if operator == "k":
        return sum(value > 0 for value in values) == 0 or values[:3] == (0, 0, 0)
    return operator != "rg" and len(values) == 1


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("form", FORMATS)
def test_no_letter_is_printed_in_more_than_one_ink(form: str, theme: str) -> None:
    for one in finished(form, "en", theme):
        if one.use != "press":
            continue
        with pikepdf.open(one.path) as pdf:
            fills = {fill for page in pdf.pages for fill in fills_of_letters(page, page.Resources)}
        assert fills
        assert {fill for fill in fills if not is_one_plate(fill)} == set(), one.file


def test_four_plates_would_be_seen() -> None:
    assert not is_one_plate(("k", (0.96, 0.68, 0.38, 0.32)))
    assert is_one_plate(("k", (0.0, 0.0, 0.0, 0.88)))
    assert is_one_plate(("k", (0.0, 0.0, 0.0, 0.0)))
