# SPDX-License-Identifier: Apache-2.0
"""A number that its source hedges is not printed without the hedge."""

from collections.abc import Iterator, Sequence

from safeconduct.model.judgement import Severity
from safeconduct.model.ledger import Bound, Claim
from safeconduct.model.mention import Mention, MentionKind
from safeconduct.preflight.passages import Link, mentions, printed
from safeconduct.preflight.registry import Fault, check
from safeconduct.preflight.scene import Scene
from safeconduct.preflight.wording import MILDER_BOUNDS, is_number_of


@check(
    id="hedge-lost",
    subject=Link,
    severity=Severity.STOP,
    rationale=(
        "“As many as 10,000” printed as “10,000” is another claim than the one that was checked; this is how a "
        "true report turns into a false one."
    ),
    remedy="Print the hedge of the claim (about, at most, at least) beside its number, inside the link.",
    reference="docs/standard.md#wording",
)
def hedge_lost(link: Link, scene: Scene) -> Iterator[Fault]:
    """Yield a fault for each place where it is so."""
    claim = scene.edition.record(link.cite)
    if not isinstance(claim, Claim) or claim.quantity is None or claim.quantity.bound is Bound.EXACT:
        return
    bound = claim.quantity.bound
    numbers = mentions(link, scene.read, MentionKind.NUMBER)
    hedges = [one for one in mentions(link, scene.read, MentionKind.HEDGE) if one.value in MILDER_BOUNDS[bound]]
    bare = [one for one in numbers if is_number_of(one, claim) and not _is_hedged(one, hedges, numbers)]
    if bare:
        words = printed(link, bare)
        yield Fault(f"{words} stands in {link.where} without the “{bound}” of “{link.cite}” ({claim.at}).")


def _is_hedged(number: Mention, hedges: Sequence[Mention], numbers: Sequence[Mention]) -> bool:
    """True when one of the hedges stands beside the number, before or after it, and no other number between them."""
    return any(
        not any(min(hedge.end, number.end) <= other.start < max(hedge.start, number.start) for other in numbers)
        for hedge in hedges
    )
