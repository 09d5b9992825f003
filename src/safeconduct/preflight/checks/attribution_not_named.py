# SPDX-License-Identifier: Apache-2.0
"""What must be attributed is attributed aloud, where nothing is printed beside it."""

from collections.abc import Iterator

from safeconduct.model.judgement import Severity
from safeconduct.model.ledger import UNKNOWN, Claim, Verdict
from safeconduct.model.mention import MentionKind
from safeconduct.preflight.passages import Link
from safeconduct.preflight.registry import Fault, check
from safeconduct.preflight.scene import Scene


@check(
    id="attribution-not-named",
    subject=Link,
    severity=Severity.STOP,
    rationale="A listener has no list of sources: who says so must be heard in the very sentence that says it.",
    remedy="Name somebody of the claim's chain in the paragraph; an entity with [forms] may be inflected.",
    reference="docs/standard.md#wording",
)
def attribution_not_named(link: Link, scene: Scene) -> Iterator[Fault]:
    """Yield a fault for each place where it is so."""
    claim, piece = scene.edition.record(link.cite), link.passage.piece
    if not isinstance(claim, Claim) or claim.verdict is not Verdict.ATTRIBUTE or not piece.spoken:
        return
    # The recording itself names its sender, at its start and at its end; in which language does not matter.
    senders = (piece.attribution.speaker, piece.attribution.on_behalf_of)
    heard = [(link.language, link.passage.text), *(pair for words in senders for pair in words.items())]
    named = {one.value for tag, text in heard for one in scene.read(text, tag) if one.kind is MentionKind.NAME}
    named |= {entity.id for _, text in heard if (entity := scene.edition.entity_of(text))}
    chain = [told for told in claim.chain if told != UNKNOWN]
    for told in chain:
        entity = scene.edition.entity_of(told)
        if (entity and entity.id in named) or any(told.casefold() in text.casefold() for _, text in heard):
            return
    who = " or ".join(f"“{told}”" for told in chain) or "anybody (its chain names nobody)"
    yield Fault(f"“{link.cite}” must be attributed ({claim.at}), and {link.where} does not name {who}.")
