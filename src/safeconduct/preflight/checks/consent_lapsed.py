# SPDX-License-Identifier: Apache-2.0
"""No consent in use is withdrawn or past its end, unless the same person has agreed again."""

from collections.abc import Iterator

from safeconduct.model.agreed import usable
from safeconduct.model.judgement import Severity
from safeconduct.model.ledger import Consent
from safeconduct.preflight.registry import Fault, check
from safeconduct.preflight.scene import Scene


@check(
    id="consent-lapsed",
    subject=Consent,
    severity=Severity.STOP,
    rationale="A consent can be taken back at any time and has an end; from then on the voice must fall silent.",
    remedy="Delete the recording from takes/ (the draft voice takes its place), or ask for a new consent.",
    reference="docs/standard.md#consents",
)
def consent_lapsed(consent: Consent, scene: Scene) -> Iterator[Fault]:
    """Yield a fault for each place where it is so."""
    why = consent.lapsed(scene.as_of, scene.today)
    takes = [take for piece in scene.edition.pieces for take in piece.takes if take.digest in consent.covers]
    if why and not all(usable(scene.edition, take, scene.as_of, scene.today) for take in takes):
        yield Fault(why)
