# SPDX-License-Identifier: Apache-2.0
"""Every page has the size that was ordered, upright and at its true scale."""

from collections.abc import Iterator

from safeconduct.model.judgement import Severity
from safeconduct.model.product import Seen
from safeconduct.preflight.print_shop import SIZE_TOLERANCE_MM, at, is_for_press
from safeconduct.preflight.registry import Fault, check
from safeconduct.preflight.scene import PrintFile, Scene


@check(
    id="page-size-differs",
    subject=PrintFile,
    severity=Severity.STOP,
    rationale="A page of another size is scaled to fit or cut wrong; one that is turned lies across its own back.",
    remedy="Export the file again at its final size, every page alike and upright, without scaling.",
    reference="docs/standard.md#print-files",
)
def page_size_differs(file: PrintFile, scene: Scene) -> Iterator[Fault]:
    """Yield a fault for each place where it is so."""
    # What a press must cut is told by trims alone; that they are missing is told elsewhere.
    pages = file.proof.all("trim-size", *(() if is_for_press(file) else ("page-size",)))
    if file.channel and file.use != "sheet":
        wanted = (file.channel.width_mm, file.channel.height_mm)
        for seen in pages:
            if not _alike(seen, wanted):
                yield Fault(
                    f"Page {seen.page} is {_size(seen.box_mm[2:])}; the channel asks for {_size(wanted)}.",
                    at=at(file, seen),
                )
    elif pages and is_for_press(file):
        first = pages[0].box_mm[2:]
        for seen in pages[1:]:
            if not _alike(seen, first):
                yield Fault(f"Page {seen.page} is {_size(seen.box_mm[2:])}, page 1 {_size(first)}.", at=at(file, seen))
    if is_for_press(file):
        for seen in file.proof.all("page-turned", "page-scaled"):
            yield Fault(f"On page {seen.page}: {seen.what}", at=at(file, seen))


def _alike(seen: Seen, size: tuple[float, ...]) -> bool:
    return all(abs(is_so - wanted) <= SIZE_TOLERANCE_MM for is_so, wanted in zip(seen.box_mm[2:], size, strict=True))


def _size(size: tuple[float, ...]) -> str:
    return f"{size[0]:g} × {size[1]:g} mm"
