# SPDX-License-Identifier: Apache-2.0
"""A finished file tells its work, and nothing about whoever made it, where, when and with what."""

from collections.abc import Iterator

from safeconduct.model.judgement import Severity
from safeconduct.preflight.registry import Fault, check
from safeconduct.preflight.scene import Scanned, Scene


@check(
    id="metadata-left",
    subject=Scanned,
    severity=Severity.STOP,
    rationale="One user name, path, place or hour in one file of a kit leads to whoever made it, and to those who are "
    "with them.",
    remedy="Take it out of the picture, recording or words that brought it in, with “safeconduct capture” or "
    "“safeconduct take”; if nothing of yours did, report it as our fault and hand nothing over.",
    reference="docs/clean-files.md#what-may-stand-in-a-file",
)
def metadata_left(scanned: Scanned, scene: Scene) -> Iterator[Fault]:
    """Yield a fault for each field that is not on the list; never what it says, since reports are handed over too."""
    for field in dict.fromkeys(str(trace) for trace in scanned.scan.traces):
        yield Fault(f"In {scanned.scan.file} stands what may not stand there: {field}.")
