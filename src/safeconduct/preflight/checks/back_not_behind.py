# SPDX-License-Identifier: Apache-2.0
"""Behind each front on a sheet lies its own back, head to head."""

from collections.abc import Iterator

from safeconduct.model.judgement import Severity
from safeconduct.preflight.print_shop import at
from safeconduct.preflight.registry import Fault, check
from safeconduct.preflight.scene import PrintFile, Scene


@check(
    id="back-not-behind",
    subject=PrintFile,
    severity=Severity.STOP,
    rationale=(
        "A sheet with the wrong back, or with one that is turned, is cut into leaflets whose two sides do not belong "
        "together; nobody sees it before the knife."
    ),
    remedy="Impose the leaf again with the turn that the press uses, and fold one sheet before the run.",
    reference="docs/standard.md#print-files",
)
def back_not_behind(file: PrintFile, scene: Scene) -> Iterator[Fault]:
    """Yield a fault for each place where it is so, and for each page of the leaf that is on no side."""
    for seen in file.proof.all("back-elsewhere"):
        yield Fault(f"On side {seen.page}, {seen.what}.", at=at(file, seen))
    for seen in file.proof.all("leaf-nowhere"):
        yield Fault(f"Nowhere on the sheet lies {seen.what} at its true size.", at=at(file, seen))
