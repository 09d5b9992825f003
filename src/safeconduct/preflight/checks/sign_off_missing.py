# SPDX-License-Identifier: Apache-2.0
"""Every piece is signed off in all the roles that the house standard demands."""

from collections.abc import Iterator

from safeconduct.model.edition import Piece
from safeconduct.model.judgement import Severity
from safeconduct.preflight.registry import Fault, check
from safeconduct.preflight.scene import Scene
from safeconduct.preflight.standard import required


@check(
    id="sign-off-missing",
    subject=Piece,
    severity=Severity.STOP,
    rationale=(
        "Nobody can see his own mistakes. A piece goes out only after its author, a second person, a native "
        "reader of each language and, for steps, the receiving side have signed what they saw."
    ),
    remedy="Let the people in the roles that are named read the piece and sign it off.",
    reference="docs/standard.md#sign-offs",
)
def sign_off_missing(piece: Piece, scene: Scene) -> Iterator[Fault]:
    """Yield a fault for each place where it is so."""
    signed = {(s.role, s.language) for s in scene.edition.sign_offs if s.piece == piece.id and scene.holds(s)}
    lacking = [
        f"{role} ({language})" if language else role
        for role, language in required(piece)
        if (role, language) not in signed
    ]
    if lacking:
        yield Fault(f"“{piece.id}” has no valid sign-off by: {', '.join(lacking)}.")
