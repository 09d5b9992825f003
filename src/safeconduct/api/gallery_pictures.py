# SPDX-License-Identifier: Apache-2.0
"""Which pictures a gallery has, as steps: a contact sheet for each piece and channel, and one wall of everything."""

from collections.abc import Mapping, Sequence

from attrs import frozen

from safeconduct.language.labels import catalogue
from safeconduct.model.canonical import Digest
from safeconduct.model.works import Json, Made, Step
from safeconduct.press.themes import themes as all_themes

from .gallery_page import Entry
from .papers import paper

OVERVIEW = "overview.png"
_RECIPES = "safeconduct.press.contact_sheet"
_TOOLS = ("pypdfium2", "numpy", "pillow")
# Wider pictures than this get lost on a screen.
_WIDEST_PX, _WALL_PPI = 2600, 27


@frozen
class Cell:
    """One product of a gallery: which piece for which channel, in which language and theme, and its finished PDF."""

    piece: str
    format: str
    channel: str
    language: str
    theme: str
    made: Made


def pictures(
    cells: Sequence[Cell], finished: Mapping[Made, Digest], languages: Sequence[str], themes: Sequence[str]
) -> tuple[tuple[Entry, ...], dict[str, Step]]:
    """Plan the pictures of the cells that are finished: entries for the page, and a step for each file.

    A step's only output is called like its file.  The wall shows the first language.
    """
    columns: list[Json] = [[theme, str(all_themes()[theme]["title"])] for theme in themes]
    entries: list[Entry] = []
    steps: dict[str, Step] = {}
    products = dict.fromkeys((cell.format, paper(cell.channel).width_mm, cell.piece, cell.channel) for cell in cells)
    for form, _, piece, name in sorted(products):
        mine = [cell for cell in cells if (cell.piece, cell.channel) == (piece, name)]
        title = _title(form, paper(name).title)
        rows = [tongue for tongue in languages if any(cell.language == tongue for cell in mine)]
        inputs = {f"{cell.language}|{cell.theme}": finished[cell.made] for cell in mine if cell.made in finished}
        file = f"{form}.{name}.{piece}.png"
        params: dict[str, Json] = {
            "file": file,
            "title": title,
            "rows": [[tongue, catalogue("en").get(f"column_{tongue}", tongue)] for tongue in rows],
            "columns": columns,
            "widest_px": _WIDEST_PX,
        }
        steps[file] = Step(f"gallery/{file}", f"{_RECIPES}:contact_sheet", inputs, params, (file,), _TOOLS)
        entries.append(Entry(file, title, tuple(rows), len(inputs), len(mine)))
    first = [cell for cell in cells if cell.language == languages[0]]
    shown = {f"{cell.theme}|{i}": finished[cell.made] for i, cell in enumerate(first) if cell.made in finished}
    if shown:
        params = {"file": OVERVIEW, "bands": columns, "ppi": _WALL_PPI}
        steps[OVERVIEW] = Step(f"gallery/{OVERVIEW}", f"{_RECIPES}:wall", shown, params, (OVERVIEW,), _TOOLS)
    return tuple(entries), steps


def _title(form: str, sheet: str) -> str:
    words = form.replace("-", " ")
    return sheet if words in sheet.casefold() else f"{words.capitalize()} · {sheet}"
