# SPDX-License-Identifier: Apache-2.0
"""No red cross, red crescent or red crystal is on the page."""

from collections.abc import Iterator

from safeconduct.model.judgement import Severity
from safeconduct.preflight.print_shop import at
from safeconduct.preflight.registry import Fault, check
from safeconduct.preflight.scene import PrintFile, Scene


@check(
    id="emblem-protected",
    subject=PrintFile,
    severity=Severity.STOP,
    rationale=(
        "The emblems protect medics and the wounded. Whoever prints one without the right to breaks the "
        "Geneva Conventions and makes it worth less for those whom it shields."
    ),
    remedy="Take the emblem out; for medical help use a picture that is none of the three.",
    reference="docs/standard.md#emblems",
)
def emblem_protected(file: PrintFile, scene: Scene) -> Iterator[Fault]:
    """Yield a fault for each place where it is so."""
    for seen in file.proof.all("emblem"):
        yield Fault(
            f"On page {seen.page} there is what looks like {seen.what}, {seen.value:.0f} mm large.", at=at(file, seen)
        )
