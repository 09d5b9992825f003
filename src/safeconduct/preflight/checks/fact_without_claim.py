# SPDX-License-Identifier: Apache-2.0
"""Every number, date, name and superlative of a copy rests on a claim or a promise."""

import re
from collections.abc import Iterator
from decimal import Decimal
from itertools import takewhile

from safeconduct.model.edition import BlockKind
from safeconduct.model.judgement import Severity
from safeconduct.model.ledger import Verdict
from safeconduct.model.mention import Mention, MentionKind
from safeconduct.preflight.passages import Passage, mentions, printed
from safeconduct.preflight.registry import Fault, check
from safeconduct.preflight.scene import Scene
from safeconduct.preflight.wording import FIGURES, uncarried, wholes

_FACTS = (MentionKind.NUMBER, MentionKind.DATE, MentionKind.NAME, MentionKind.SUPERLATIVE)
_WORD = re.compile(r"\w+")
_LISTED = (BlockKind.STEP, BlockKind.POINT)


@check(
    id="fact-without-claim",
    subject=Passage,
    severity=Severity.WARN,
    rationale=(
        "A number, a date, a name or a “largest” is what readers and opponents look up first; one that rests on "
        "nothing in the ledger was never checked by us."
    ),
    remedy=(
        "Put the words into a link to the record that carries them, [words](claim:…) or [words](promise:…), and write "
        "that record if there is none, or say it without them."
    ),
    reference="docs/standard.md#use-in-copy",
)
def fact_without_claim(passage: Passage, scene: Scene) -> Iterator[Fault]:
    """Yield a fault for each place where it is so."""
    unlinked = [one for one in mentions(passage, scene.read, *_FACTS) if not passage.linked(one.start, one.end)]
    if not unlinked:
        return
    known, counts = _named_without_link(passage, scene), _own_counts(passage)
    bare = [one for one in unlinked if not (_is_known(one, passage, known) or one.low == one.high in counts)]
    if bare:
        what = "stands" if len(bare) == 1 else "stand"
        yield Fault(
            f"In {passage.where} {printed(passage, bare)} {what} in no link to a claim or promise.",
            remedy=_link_to(bare, passage, scene),
        )


def _link_to(bare: list[Mention], passage: Passage, scene: Scene) -> str | None:
    """The remedy, where a better one is known than that of the check: the first claim that carries all the figures."""
    if passage.is_alt:
        return "Leave these words out of the words for the picture, which hold no link, and say them in the text."
    figures = [one for one in bare if one.kind in FIGURES]
    for claim in scene.edition.claims.values() if figures else ():
        if claim.verdict in (Verdict.USE, Verdict.ATTRIBUTE) and not uncarried(figures, claim, scene):
            words = passage.text[figures[0].start : figures[0].end]
            return f"Put the words into a link to the claim that carries them: [… {words} …](claim:{claim.id})."
    return None


def _is_known(mention: Mention, passage: Passage, known: tuple[set[str], str]) -> bool:
    ids, sender = known
    words = _bare(passage.text[mention.start : mention.end])
    return mention.kind is MentionKind.NAME and (mention.value in ids or words in _bare(sender))


def _bare(words: str) -> str:
    """The words in lower case, each between single spaces, so that no part of a word is taken for one."""
    return f" {' '.join(_WORD.findall(words.casefold()))} "


def _named_without_link(passage: Passage, scene: Scene) -> tuple[set[str], str]:
    """The ids of entities that the piece may name freely, and the words in which it names its sender."""
    piece, edition = passage.piece, scene.edition
    names = (piece.attribution.speaker, piece.attribution.on_behalf_of)
    sender = [text for text in (words.get(passage.language) for words in names) if text]
    ids = {one.value for text in sender for one in scene.read(text, passage.language) if one.kind is MentionKind.NAME}
    ids |= {entity.id for text in sender if (entity := edition.entity_of(text))}
    return ids | wholes(filter(None, (piece.addressee,)), edition), "\n".join(sender)


def _own_counts(passage: Passage) -> set[Decimal]:
    """The numbers that count what the copy itself lists: “Five steps”, “We ask for four things:”."""
    kinds = [block.kind for block in passage.copy.blocks]
    if passage.block.kind is not BlockKind.TITLE:
        after = next(at for at, block in enumerate(passage.copy.blocks, 1) if block is passage.block)
        listed = kinds[after] if after < len(kinds) else None
        kinds = list(takewhile(lambda kind: kind is listed, kinds[after:]))
    return {Decimal(count) for kind in _LISTED if (count := kinds.count(kind)) > 1}
