# SPDX-License-Identifier: Apache-2.0
"""A sign-off binds to the piece as it stands."""

from collections.abc import Iterator

from safeconduct.model.judgement import Severity, SignOff
from safeconduct.preflight.registry import Fault, check
from safeconduct.preflight.scene import Scene


@check(
    id="sign-off-lapsed",
    subject=SignOff,
    severity=Severity.STOP,
    rationale="A sign-off binds to what was seen. Edit a comma, and it lapses by itself.",
    remedy="Show the piece to the person again and have it signed again, or delete the old record.",
    reference="docs/standard.md#sign-offs",
    waivable=False,
)
def sign_off_lapsed(sign_off: SignOff, scene: Scene) -> Iterator[Fault]:
    """Yield a fault for each place where it is so."""
    seen = scene.seen.get(sign_off.piece)
    if seen is None:
        yield Fault(f"The sign-off “{sign_off.id}” is for “{sign_off.piece}”, which is no piece of this edition.")
    elif seen != sign_off.saw:
        yield Fault(f"“{sign_off.piece}” has changed since “{sign_off.person}” signed it off as {sign_off.role}.")
