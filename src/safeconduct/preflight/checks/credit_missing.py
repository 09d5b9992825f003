# SPDX-License-Identifier: Apache-2.0
"""What must be attributed is attributed in the language of the copy."""

from collections.abc import Iterator

from safeconduct.model.judgement import Severity
from safeconduct.model.ledger import Claim, Promise, Verdict
from safeconduct.preflight.registry import Fault, check
from safeconduct.preflight.scene import Cited, Scene


@check(
    id="credit-missing",
    subject=Cited,
    severity=Severity.STOP,
    rationale="Where only somebody else vouches for a fact, the reader must see who says so and when.",
    remedy="Add the language to [credit] of the record.",
    reference="docs/standard.md#claims",
)
def credit_missing(cited: Cited, scene: Scene) -> Iterator[Fault]:
    """Yield a fault for each place where it is so."""
    record = scene.edition.record(cited.cite)
    needs = isinstance(record, Promise) or (isinstance(record, Claim) and record.verdict is Verdict.ATTRIBUTE)
    if record and needs and cited.copy.language not in record.credit:
        yield Fault(f"“{cited.cite}” must be attributed in print, and has no credit in {cited.copy.language}.")
