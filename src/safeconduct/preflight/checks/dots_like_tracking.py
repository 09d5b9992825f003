# SPDX-License-Identifier: Apache-2.0
"""No pattern of faint dots is on the page."""

from collections.abc import Iterator

from safeconduct.model.judgement import Severity
from safeconduct.preflight.print_shop import at
from safeconduct.preflight.registry import Fault, check
from safeconduct.preflight.scene import PrintFile, Scene


@check(
    id="dots-like-tracking",
    subject=PrintFile,
    severity=Severity.STOP,
    rationale=(
        "Colour printers and copiers add yellow dots that tell the machine and the hour; a scan carries them "
        "into a new file, and a leaflet with them leads back to whoever printed it."
    ),
    remedy="Do not use that scan; scan an original that no colour machine has printed, or draw the picture anew.",
    reference="docs/standard.md#print-files",
)
def dots_like_tracking(file: PrintFile, scene: Scene) -> Iterator[Fault]:
    """Yield a fault for each place where it is so."""
    for seen in file.proof.all("dots"):
        yield Fault(f"On page {seen.page} there are {seen.what}.", at=at(file, seen))
