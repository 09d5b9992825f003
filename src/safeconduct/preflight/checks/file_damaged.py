# SPDX-License-Identifier: Apache-2.0
"""The file can be read to its end."""

from collections.abc import Iterator

from safeconduct.model.judgement import Severity
from safeconduct.preflight.print_shop import at
from safeconduct.preflight.registry import Fault, check
from safeconduct.preflight.scene import PrintFile, Scene


@check(
    id="file-damaged",
    subject=PrintFile,
    severity=Severity.STOP,
    rationale="What one program mends in silence, another leaves white or stops at; a print shop finds out when the "
    "plates are made.",
    remedy="Export the file again from the layout program; do not mend a damaged PDF.",
    reference="docs/standard.md#print-files",
)
def file_damaged(file: PrintFile, scene: Scene) -> Iterator[Fault]:
    """Yield a fault for each place where it is so."""
    for seen in file.proof.all("damaged", "picture-broken"):
        yield Fault(_sentence(seen.what), at=at(file, seen))


def _sentence(what: str) -> str:
    return what if what.endswith(".") else f"The file holds {what}."
