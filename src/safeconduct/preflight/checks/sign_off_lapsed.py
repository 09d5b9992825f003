# SPDX-License-Identifier: Apache-2.0
"""A sign-off binds to the piece as it stands."""

from collections.abc import Iterator

from safeconduct.model.judgement import Severity
from safeconduct.model.signed import Confirmation, Cosmetic, ReaderTest, Signed, SignOff
from safeconduct.preflight.registry import Fault, check
from safeconduct.preflight.scene import Scene


@check(
    id="sign-off-lapsed",
    subject=(SignOff, Confirmation, ReaderTest, Cosmetic),
    severity=Severity.STOP,
    rationale="A sign-off binds to what was seen. Edit a comma, and it lapses by itself.",
    remedy=(
        "Show the piece to the person again and have it signed again, or delete the old record; if only spacing and "
        "punctuation changed, an editor can say so with: safeconduct cosmetic."
    ),
    reference="docs/standard.md#sign-offs",
)
def sign_off_lapsed(record: Signed, scene: Scene) -> Iterator[Fault]:
    """Yield a fault for each place where it is so."""
    if record.piece not in scene.seen:
        yield Fault(f"The {record.title} “{record.id}” is for “{record.piece}”, which is no piece of this edition.")
    elif isinstance(record, SignOff) and not scene.is_as_seen(record):
        yield Fault(f"“{record.piece}” has changed since “{record.person}” signed it off as {record.role}.")
