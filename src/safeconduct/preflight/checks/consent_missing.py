# SPDX-License-Identifier: Apache-2.0
"""Every recording is covered by a consent."""

from collections.abc import Iterator

from safeconduct.model.edition import Take
from safeconduct.model.judgement import Severity
from safeconduct.preflight.registry import Fault, check
from safeconduct.preflight.scene import Scene


@check(
    id="consent-missing",
    subject=Take,
    severity=Severity.STOP,
    rationale=("A voice can be recognised. Nobody's voice goes out without a consent that covers this very recording."),
    remedy="Write a record in consents/ whose covers names the digest in the message.",
    reference="docs/standard.md#consents",
)
def consent_missing(take: Take, scene: Scene) -> Iterator[Fault]:
    """Yield a fault for each place where it is so."""
    if not any(take.digest in consent.covers for consent in scene.edition.consents):
        yield Fault(f"No consent covers the recording “{take.file}” (sha256:{take.digest}).")
