# SPDX-License-Identifier: Apache-2.0
"""Every cell of a specimen carries the mark, both ends of a recording speak it, and no final does."""

from collections.abc import Iterator

from safeconduct.model.judgement import Severity
from safeconduct.model.places import Sheet
from safeconduct.preflight.registry import Fault, check
from safeconduct.preflight.scene import Imposed, Printed, Scene, Spoken

WORD = "SPECIMEN"


def _on_paper(printed: Printed | Imposed) -> Iterator[Fault]:
    wanted = printed.mark is not None
    if (WORD in printed.proof.title) is not wanted or (WORD in printed.proof.file) is not wanted:
        yield Fault(f"Title or name of {printed.proof.file} does not say what it is.")
    for page in printed.proof.pages:
        marked = [WORD in cell.text for cell in page.cells]
        if not marked or not (all(marked) if wanted else not any(marked)):
            yield Fault(
                f"Page {page.number} of {printed.proof.file}: {sum(marked)} of {len(marked)} cells carry the mark.",
                at=Sheet(printed.proof.file, page.number, page.trim_mm),
            )


@check(
    id="mark-missing",
    subject=(Printed, Imposed, Spoken),
    severity=Severity.STOP,
    rationale=(
        "A specimen that does not look and sound like one will be handed out; a final that carries the mark "
        "will be thrown away."
    ),
    remedy="This is our fault: please report it with the manuscript, if it may be shown.",
    reference="docs/standard.md#status",
)
def mark_missing(product: Printed | Imposed | Spoken, scene: Scene) -> Iterator[Fault]:
    """Yield a fault for each place where it is so."""
    if isinstance(product, Printed | Imposed):
        yield from _on_paper(product)
    elif product.mark is not None and not (product.master.slate_start and product.master.slate_end):
        yield Fault(f"The specimen “{product.piece.id}” is not announced as one at both its ends.")
    elif product.mark is None and (product.master.slate_start or product.master.slate_end):
        yield Fault(f"The final “{product.piece.id}” announces itself as a specimen.")
