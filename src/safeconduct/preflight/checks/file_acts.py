# SPDX-License-Identifier: Apache-2.0
"""The file does nothing by itself and carries nothing with it."""

from collections.abc import Iterator

from safeconduct.model.judgement import Severity
from safeconduct.preflight.print_shop import at
from safeconduct.preflight.registry import Fault, check
from safeconduct.preflight.scene import PrintFile, Scene


@check(
    id="file-acts",
    subject=PrintFile,
    severity=Severity.STOP,
    rationale="A script can call home and so betray whoever opens the file; a form or an attachment goes with the "
    "leaflet unseen.",
    remedy="Export the file again without scripts, actions, forms, films and attachments.",
    reference="docs/standard.md#print-files",
)
def file_acts(file: PrintFile, scene: Scene) -> Iterator[Fault]:
    """Yield a fault for each place where it is so."""
    for seen in file.proof.all("script", "form", "attached"):
        yield Fault(f"The file holds {seen.what}.", at=at(file, seen))
