# SPDX-License-Identifier: Apache-2.0
"""The sender is named in every language of the piece."""

from collections.abc import Iterator

from safeconduct.model.edition import Copy
from safeconduct.model.judgement import Severity
from safeconduct.preflight.registry import Fault, check
from safeconduct.preflight.scene import Scene


@check(
    id="sender-not-in-language",
    subject=Copy,
    severity=Severity.STOP,
    rationale="The sender must be plain to everybody who can read or hear the piece.",
    remedy="Add the language to [attribution.speaker] of the piece.",
    reference="docs/standard.md#sender",
)
def sender_not_in_language(copy: Copy, scene: Scene) -> Iterator[Fault]:
    """Yield a fault for each place where it is so."""
    piece = next(piece for piece in scene.edition.pieces if copy in piece.copies.values())
    if copy.language not in piece.attribution.speaker:
        yield Fault(f"“{piece.id}” does not name its sender in {copy.language}.")
    if piece.attribution.on_behalf_of and copy.language not in piece.attribution.on_behalf_of:
        yield Fault(
            f"“{piece.id}” does not say in {copy.language} on whose behalf it speaks.",
            remedy="Add the language to [attribution.on_behalf_of] of the piece.",
        )
