# SPDX-License-Identifier: Apache-2.0
"""Every cell of a press sheet is its leaf: the same letters, the same drawing, the same dots."""

from collections import Counter
from collections.abc import Iterator

from safeconduct.model.judgement import Severity
from safeconduct.model.places import Sheet
from safeconduct.model.product import Seen
from safeconduct.preflight.normal import bare_letters
from safeconduct.preflight.registry import Fault, check
from safeconduct.preflight.scene import Imposed, Scene

_LOOKS = {"cell-drawn": ("leaf-drawn", "is not drawn as"), "cell-dots": ("leaf-dots", "does not look exactly like")}


@check(
    id="cell-differs",
    subject=Imposed,
    severity=Severity.STOP,
    rationale=(
        "Imposition can clip a leaf, shift it, put the wrong back behind a front or leave a cell empty; and one copy "
        "that differs from the others by a dot could tell who was given it. What is cut from the sheet must be the "
        "leaf that was checked, and all copies alike."
    ),
    remedy="This is our fault: please report it with the manuscript, if it may be shown.",
    reference="docs/standard.md#completeness",
)
def cell_differs(imposed: Imposed, scene: Scene) -> Iterator[Fault]:
    """Yield a fault for each cell that is not its leaf or was not looked at, and each page that is in no cell."""
    sheet, leaf = imposed.proof, imposed.leaf
    letters = {page.number: _letters(page.text) for page in leaf.pages}
    texts = {(page.number, cell.box_mm): cell.text for page in sheet.pages for cell in page.cells}
    cells = {kind: {(one.page, one.box_mm): one for one in sheet.all(kind)} for kind in _LOOKS}
    wanted = {kind: {int(one.value): one.what for one in sheet.all(of)} for kind, (of, _) in _LOOKS.items()}
    for page in sheet.pages:
        if not page.cells:
            yield Fault(f"Side {page.number} of {sheet.file} has no cell.")
    for number in sorted(letters.keys() - {int(one.value) for one in sheet.all("cell-dots")}):
        yield Fault(f"Page {number} of {leaf.file} is in no cell of {sheet.file}.")
    for (side, box), text in texts.items():
        at = Sheet(sheet.file, side, box)
        seen = [(kind, cells[kind].get((side, box))) for kind in _LOOKS]
        first = seen[-1][1]
        if first is None:
            yield Fault(f"A cell on side {side} of {sheet.file} was not looked at.", at=at)
            continue
        number = int(first.value)
        if _letters(text) != letters.get(number):
            words = f"does not hold the words of page {number} of {leaf.file}."
            yield Fault(f"A cell on side {side} of {sheet.file} {words}", at=at)
        for kind, one in seen:
            if not _same(one, wanted[kind]):
                words = f"{_LOOKS[kind][1]} page {number} of {leaf.file}."
                yield Fault(f"A cell on side {side} of {sheet.file} {words}", at=at)


def _same(one: Seen | None, wanted: dict[int, str]) -> bool:
    return one is not None and one.what == wanted.get(int(one.value))


def _letters(text: str) -> Counter[str]:
    return Counter(bare_letters(text))
