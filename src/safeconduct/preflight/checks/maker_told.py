# SPDX-License-Identifier: Apache-2.0
"""The file says nothing of who made it, where and with what."""

from collections.abc import Iterator

from safeconduct.model.judgement import Severity
from safeconduct.preflight.print_shop import at
from safeconduct.preflight.registry import Fault, check
from safeconduct.preflight.scene import PrintFile, Scene

_OF_PHOTOS = "Save the photo again without metadata, place it, and export the file again."


@check(
    id="maker-told",
    subject=PrintFile,
    severity=Severity.STOP,
    rationale="A name, a path, a time zone, the camera's own notes or an earlier version in a file lead back to "
    "people.",
    remedy="Remove the metadata of the file: author, programs, history, thumbnails, attachments, earlier versions.",
    reference="docs/standard.md#what-a-file-tells",
)
def maker_told(file: PrintFile, scene: Scene) -> Iterator[Fault]:
    """Yield a fault for each place where it is so."""
    for seen in file.proof.all("told"):
        yield Fault(f"The file tells {seen.what}.", at=at(file, seen))
    for seen in file.proof.all("photo-told"):
        yield Fault(f"The file holds {seen.what}.", at=at(file, seen), remedy=_OF_PHOTOS)
