# SPDX-License-Identifier: Apache-2.0
"""The colour of the register marks is used for those marks only."""

from collections.abc import Iterator

from safeconduct.model.judgement import Severity
from safeconduct.preflight.print_shop import at, is_for_press
from safeconduct.preflight.registry import Fault, check
from safeconduct.preflight.scene import PrintFile, Scene

Box = tuple[float, float, float, float]
_HAIR_MM = 0.1


@check(
    id="registration-colour-used",
    subject=PrintFile,
    severity=Severity.STOP,
    rationale="It prints on every plate at once: up to 400 % of ink that never dries, and that comes off on the "
    "next sheet.",
    remedy="Set what lies on the page in black (0/0/0/100); keep “registration” for crop marks outside the trim.",
    reference="docs/standard.md#inks",
)
def registration_colour_used(file: PrintFile, scene: Scene) -> Iterator[Fault]:
    """Yield a fault for each place where it is so."""
    if not is_for_press(file):
        return
    pages = {page.number: [cell.box_mm for cell in page.cells] for page in file.proof.pages}
    trims = {seen.page: [seen.box_mm] for seen in file.proof.all("trim-size")}
    # A sheet is trimmed to its leaves, and its marks lie between them.
    areas = pages if file.use == "sheet" else trims
    for seen in file.proof.all("registration"):
        if any(_touches(seen.box_mm, area) for area in areas.get(seen.page, pages.get(seen.page, []))):
            yield Fault(
                f"On page {seen.page} {seen.what} is set in the colour of the register marks.", at=at(file, seen)
            )


def _touches(box: Box, area: Box) -> bool:
    return (
        box[0] + box[2] > area[0] + _HAIR_MM
        and box[0] < area[0] + area[2] - _HAIR_MM
        and box[1] + box[3] > area[1] + _HAIR_MM
        and box[1] < area[1] + area[3] - _HAIR_MM
    )
