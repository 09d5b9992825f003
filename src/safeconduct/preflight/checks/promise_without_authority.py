# SPDX-License-Identifier: Apache-2.0
"""A promise is printed only with a promisor, written authority, a date and an end."""

from collections.abc import Iterator

from safeconduct.model.judgement import Severity
from safeconduct.model.ledger import Promise
from safeconduct.preflight.registry import Fault, check
from safeconduct.preflight.scene import Scene


@check(
    id="promise-without-authority",
    subject=Promise,
    severity=Severity.STOP,
    rationale=(
        "Promises fail faster than facts. Only those who can keep one may make it, and only in writing: a "
        "promise that an outsider prints is paid for by the reader."
    ),
    remedy=(
        "Name the promisor, quote the written confirmation under [[authority]] and date it, or take the promise out."
    ),
    reference="docs/standard.md#promises",
)
def promise_without_authority(promise: Promise, scene: Scene) -> Iterator[Fault]:
    """Yield a fault for each place where it is so."""
    lacking = [
        what
        for what, there in (
            ("a promisor", promise.promisor),
            ("a quoted authority", promise.authority),
            ("the date of its confirmation", promise.confirmed),
            ("an end date", promise.expires),
        )
        if not there
    ]
    if lacking:
        yield Fault(f"The promise “{promise.id}” lacks {', '.join(lacking)}.")
    if promise.confirmed is not None and promise.confirmed > min(scene.as_of, scene.today):
        yield Fault(
            f"The promise “{promise.id}” is confirmed only on {promise.confirmed}; this edition is made earlier."
        )
