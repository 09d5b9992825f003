# SPDX-License-Identifier: Apache-2.0
"""Every recording is used in the voice that its narrator agreed to."""

from collections.abc import Iterator

from safeconduct.model.edition import Take
from safeconduct.model.judgement import Severity
from safeconduct.model.ledger import Voice
from safeconduct.preflight.registry import Fault, check
from safeconduct.preflight.scene import Scene

_ANOTHER = (
    "Take the recording out of takes/. Have somebody else read the words, under a consent of their own; until then the "
    "draft voice takes its place."
)
_DISGUISED = (
    "Take the recording out of takes/, make a disguised one with `safeconduct disguise`, bring that in with "
    "`safeconduct take`, and ask for a consent that covers it."
)


@check(
    id="voice-not-agreed",
    subject=Take,
    severity=Severity.STOP,
    rationale=(
        "Whoever agrees that their words may be used, but not their voice, has a reason: a family within reach of "
        "those who would recognise it."
    ),
    remedy=_ANOTHER,
    reference="docs/standard.md#consents",
)
def voice_not_agreed(take: Take, scene: Scene) -> Iterator[Fault]:
    """Yield a fault for each place where it is so."""
    for consent in scene.edition.consents:
        if take.digest not in consent.covers:
            continue
        if consent.voice is Voice.ANOTHER:
            yield Fault(f"“{take.file}” lies there as it is; its narrator's consent wants the words in another voice.")
        elif consent.voice is Voice.DISGUISED and not take.disguised:
            yield Fault(
                f"“{take.file}” came through no disguise; its narrator's consent wants the voice disguised.",
                remedy=_DISGUISED,
            )
