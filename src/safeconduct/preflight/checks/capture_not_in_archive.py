# SPDX-License-Identifier: Apache-2.0
"""Every source has its captured page at hand."""

from collections.abc import Iterator

from safeconduct.model.judgement import Severity
from safeconduct.model.ledger import Source
from safeconduct.preflight.registry import Fault, check
from safeconduct.preflight.scene import Scene


@check(
    id="capture-not-in-archive",
    subject=Source,
    severity=Severity.STOP,
    rationale=(
        "A source that nobody can look up again proves nothing; whoever asks in ten years must find the page as it was."
    ),
    remedy="Put the captured file into archive/, or name the folder that holds it with --archive FOLDER.",
    reference="docs/standard.md#sources",
)
def capture_not_in_archive(source: Source, scene: Scene) -> Iterator[Fault]:
    """Yield a fault for each place where it is so."""
    if source.capture.file not in scene.captured:
        yield Fault(f"The captured page “{source.capture.file}” of {source.id} is not in the archive.")
