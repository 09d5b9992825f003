# SPDX-License-Identifier: Apache-2.0
"""Every citation leads to a record."""

from collections.abc import Iterator

from safeconduct.model.judgement import Severity
from safeconduct.preflight.registry import Fault, check
from safeconduct.preflight.scene import Cited, Scene


@check(
    id="cited-record-unknown",
    subject=Cited,
    severity=Severity.STOP,
    rationale="Words that claim evidence which does not exist are worse than words without any.",
    remedy="Write the record, or correct the name in the link.",
    reference="docs/standard.md#claims",
)
def cited_record_unknown(cited: Cited, scene: Scene) -> Iterator[Fault]:
    """Yield a fault for each place where it is so."""
    if scene.edition.record(cited.cite) is None:
        kind, _, name = cited.cite.partition(":")
        yield Fault(
            f"The copy cites {cited.cite}, and there is no {kind}s/{name}.toml that can be read.",
        )
