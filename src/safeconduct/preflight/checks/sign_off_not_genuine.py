# SPDX-License-Identifier: Apache-2.0
"""A sign-off is signed with the key of a listed person in a listed role."""

from collections.abc import Iterator

from safeconduct.model.judgement import Severity
from safeconduct.model.signed import Confirmation, Cosmetic, ReaderTest, Signed, SignOff
from safeconduct.preflight.registry import Fault, check
from safeconduct.preflight.scene import Scene


@check(
    id="sign-off-not-genuine",
    subject=(SignOff, Confirmation, ReaderTest, Cosmetic),
    severity=Severity.STOP,
    rationale="A sign-off that anybody could have written is nobody's.",
    remedy=("List the person, roles and key as [[signer]] in edition.toml, and have the record signed with that key."),
    reference="docs/standard.md#sign-offs",
)
def sign_off_not_genuine(record: Signed, scene: Scene) -> Iterator[Fault]:
    """Yield a fault for each place where it is so."""
    reason = scene.genuine.get(record.at.file, "it was not looked at")
    if reason is not None:
        yield Fault(f"The {record.title} “{record.id}” does not hold: {reason}.")
