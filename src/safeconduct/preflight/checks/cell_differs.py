# SPDX-License-Identifier: Apache-2.0
"""Every cell of a press sheet holds exactly the letters of its leaf."""

from collections import Counter
from collections.abc import Iterator

from safeconduct.model.judgement import Severity
from safeconduct.model.places import Sheet
from safeconduct.preflight.normal import bare_letters
from safeconduct.preflight.registry import Fault, check
from safeconduct.preflight.scene import Imposed, Scene


@check(
    id="cell-differs",
    subject=Imposed,
    severity=Severity.STOP,
    rationale=(
        "Imposition can clip a leaf, put the wrong back behind a front, or leave a cell empty; what is cut from the "
        "sheet must be the leaf that was checked, and all copies alike."
    ),
    remedy="This is our fault: please report it with the manuscript, if it may be shown.",
    reference="docs/standard.md#completeness",
)
def cell_differs(imposed: Imposed, scene: Scene) -> Iterator[Fault]:
    """Yield a fault for each cell whose letters, in whatever order a turned cell is read, are not those of the leaf."""
    if len(imposed.proof.pages) != len(imposed.leaf.pages):
        yield Fault(f"{imposed.proof.file} has {len(imposed.proof.pages)} sides for {len(imposed.leaf.pages)} pages.")
    for sheet, leaf in zip(imposed.proof.pages, imposed.leaf.pages, strict=False):
        wanted = _letters(leaf.text)
        if not sheet.cells:
            yield Fault(f"Side {sheet.number} of {imposed.proof.file} has no cell.")
        for cell in sheet.cells:
            if _letters(cell.text) != wanted:
                yield Fault(
                    f"A cell on side {sheet.number} of {imposed.proof.file} does not hold the words of page "
                    f"{leaf.number} of {imposed.leaf.file}.",
                    at=Sheet(imposed.proof.file, sheet.number, cell.box_mm),
                )


def _letters(text: str) -> Counter[str]:
    return Counter(bare_letters(text))
