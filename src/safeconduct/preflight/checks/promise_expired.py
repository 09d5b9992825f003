# SPDX-License-Identifier: Apache-2.0
"""No promise is past its end."""

from collections.abc import Iterator

from safeconduct.model.judgement import Severity
from safeconduct.model.ledger import Promise
from safeconduct.preflight.registry import Fault, check
from safeconduct.preflight.scene import Scene


@check(
    id="promise-expired",
    subject=Promise,
    severity=Severity.STOP,
    rationale="A promise that has run out is a trap.",
    remedy="Have it confirmed again in writing and move its end date, or take it out.",
    reference="docs/standard.md#promises",
)
def promise_expired(promise: Promise, scene: Scene) -> Iterator[Fault]:
    """Yield a fault for each place where it is so."""
    if promise.expires is not None and promise.expires < scene.as_of:
        yield Fault(f"The promise “{promise.id}” ended on {promise.expires}; this edition is made as of {scene.as_of}.")
