# SPDX-License-Identifier: Apache-2.0
"""A sign-off is signed with the key of a listed person in a listed role."""

from collections.abc import Iterator

from safeconduct.model.judgement import Severity, SignOff
from safeconduct.preflight.registry import Fault, check
from safeconduct.preflight.scene import Scene


@check(
    id="sign-off-not-genuine",
    subject=SignOff,
    severity=Severity.STOP,
    rationale="A sign-off that anybody could have written is nobody's.",
    remedy=("List the person, roles and key as [[signer]] in edition.toml, and have the record signed with that key."),
    reference="docs/standard.md#sign-offs",
    waivable=False,
)
def sign_off_not_genuine(sign_off: SignOff, scene: Scene) -> Iterator[Fault]:
    """Yield a fault for each place where it is so."""
    reason = scene.genuine.get(sign_off.id, "it was not looked at")
    if reason is not None:
        yield Fault(f"The sign-off “{sign_off.id}” does not hold: {reason}.")
