# SPDX-License-Identifier: Apache-2.0
"""Pictures and recordings in the manuscript hold pixels and samples, and nothing that a camera or recorder wrote."""

from collections.abc import Iterator

from safeconduct.model.judgement import Severity
from safeconduct.preflight.registry import Fault, check
from safeconduct.preflight.scene import Original, Scene

_MOST = 5


@check(
    id="original-not-stripped",
    subject=Original,
    severity=Severity.WARN,
    rationale="No such note goes on into the kit, but the manuscript is copied, carried and lost as well: a photo that "
    "tells its place leads there.",
    remedy="Bring it in with “safeconduct capture” (a picture) or “safeconduct take” (a recording) and delete the "
    "original.",
    reference="docs/clean-files.md#pictures-and-recordings-of-the-manuscript",
)
def original_not_stripped(original: Original, scene: Scene) -> Iterator[Fault]:
    """Yield one fault that names the fields, and never what they say."""
    # One that cannot be read is refused where it is used.
    fields = list(dict.fromkeys(trace.field for trace in original.scan.traces if trace.field != "format"))
    if fields:
        more = f" and {len(fields) - _MOST} more" if len(fields) > _MOST else ""
        yield Fault(f"“{original.scan.file}” tells more than what is seen or heard: {', '.join(fields[:_MOST])}{more}.")
