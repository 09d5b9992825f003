# SPDX-License-Identifier: Apache-2.0
"""The file is not encrypted."""

from collections.abc import Iterator

from safeconduct.model.judgement import Severity
from safeconduct.preflight.print_shop import at
from safeconduct.preflight.registry import Fault, check
from safeconduct.preflight.scene import PrintFile, Scene


@check(
    id="file-locked",
    subject=PrintFile,
    severity=Severity.STOP,
    rationale="A print shop cannot place, check or correct a locked file, and a lock says who made it and with what.",
    remedy="Save the file without a password and without restrictions.",
    reference="docs/standard.md#print-files",
)
def file_locked(file: PrintFile, scene: Scene) -> Iterator[Fault]:
    """Yield a fault for each place where it is so."""
    for seen in file.proof.all("locked"):
        yield Fault("The file is locked with a password or with restrictions.", at=at(file, seen))
