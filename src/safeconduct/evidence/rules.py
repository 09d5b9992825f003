# SPDX-License-Identifier: Apache-2.0
"""The rules by which two claims contradict each other; each looks at two claims and knows no more of the ledger."""

from collections.abc import Iterator
from datetime import date
from enum import StrEnum

from attrs import frozen

from safeconduct.model.edition import Edition
from safeconduct.model.ledger import Claim, ClaimKind, Modality

from .quantities import beyond, hedge_lost, same_unit, stated
from .roots import name_of, shared_roots


class Rule(StrEnum):
    """How two claims contradict each other."""

    FIGURES_DISJOINT = "figures-disjoint"
    PART_EXCEEDS_WHOLE = "part-exceeds-whole"
    HEDGE_LOST = "hedge-lost"
    MODALITY_STRENGTHENED = "modality-strengthened"
    PLAN_AGAINST_FACT = "plan-against-fact"
    ORDER_OF_EVENTS = "order-of-events"
    SETS_DIFFER = "sets-differ"
    PLACES_DIFFER = "places-differ"
    DENIAL = "denial"


@frozen
class Clash:
    """Two claims that a rule sets against each other, and `why`, a sentence without its full stop."""

    rule: Rule
    first: Claim
    second: Claim
    why: str


DENIED = Modality.DENIED
_STRENGTH = {Modality.POSSIBLE: 0, Modality.EXPECTED: 1, Modality.ONGOING: 2, Modality.OCCURRED: 2}
_FIRM = 2
_SURE = {
    Modality.POSSIBLE: "is possible",
    Modality.EXPECTED: "is expected",
    Modality.ONGOING: "is going on",
    Modality.OCCURRED: "has occurred",
}


def figures(first: Claim, second: Claim) -> Iterator[Clash]:
    """No number satisfies both, of one day; or one of them repeats the other's number without its hedge."""
    if not _comparable(first, second):
        return
    first, second = _ordered(first, second)
    if _exceeds(first, second) or _exceeds(second, first):
        why = f"“{first.id}” says {stated(first)} and “{second.id}” {stated(second)}; no number satisfies both"
        yield Clash(Rule.FIGURES_DISJOINT, first, second, why)
        return
    for hedged, bare in ((first, second), (second, first)):
        if hedge_lost(hedged, bare):
            why = f"“{hedged.id}” says {stated(hedged)}, and “{bare.id}” {stated(bare)} without that hedge"
            yield Clash(Rule.HEDGE_LOST, hedged, bare, why)


def part_and_whole(whole: Claim, part: Claim) -> Iterator[Clash]:
    """A part is more than its whole; or what is denied of the whole is told of a part."""
    if _comparable(whole, part) and not apart(whole, part) and _exceeds(part, whole):
        why = f"“{part.id}” says {stated(part)}, which is more than the whole in “{whole.id}”: {stated(whole)}"
        yield Clash(Rule.PART_EXCEEDS_WHOLE, whole, part, why)
    yield from _denied(whole, part)


def certainty(first: Claim, second: Claim, edition: Edition) -> Iterator[Clash]:
    """One claim has as planned, foreseen or possible what the other has as a fact; or it denies it."""
    if DENIED in (first.modality, second.modality):
        yield from _denied(first, second)
        yield from _denied(second, first)
        return
    weak, strong = sorted((first, second), key=_strength)
    if _strength(weak) == _strength(strong) or _different_numbers(weak, strong) or _came_first(weak, strong):
        return
    firm = _strength(strong) == _FIRM
    common = shared_roots(weak, strong, edition)
    if firm and weak.kind is ClaimKind.PLAN:
        why = f"“{weak.id}” tells of a plan and “{strong.id}” of a fact; nothing shows that the plan came first"
        yield Clash(Rule.PLAN_AGAINST_FACT, weak, strong, why)
    elif common:
        names = ", ".join(name_of(root, edition) for root in common)
        why = (
            f"“{weak.id}” says that it {_SURE[weak.modality]}, and “{strong.id}” that it {_SURE[strong.modality]}; "
            f"both have it from {names}"
        )
        yield Clash(Rule.MODALITY_STRENGTHENED, weak, strong, why)
    elif firm:
        why = (
            f"“{weak.id}” says that it {_SURE[weak.modality]}, and “{strong.id}” that it {_SURE[strong.modality]}; "
            "nothing shows that the former came first"
        )
        yield Clash(Rule.ORDER_OF_EVENTS, weak, strong, why)


def dates(first: Claim, second: Claim) -> Iterator[Clash]:
    """The same event is dated to days that do not overlap; figures of different days coexist."""
    if not (first.happened and second.happened) or (first.quantity and second.quantity):
        return
    if min(_strength(first), _strength(second)) == _FIRM:
        first, second = _ordered(first, second)
        days = [_days(one.happened.first, one.happened.last) for one in (first, second) if one.happened]
        why = f"“{first.id}” dates it {days[0]} and “{second.id}” {days[1]}"
        yield Clash(Rule.ORDER_OF_EVENTS, first, second, why)


def sets(first: Claim, second: Claim, edition: Edition) -> Iterator[Clash]:
    """Both tell who or what belongs to something, and not the same."""
    if not (first.members and second.members) or DENIED in (first.modality, second.modality):
        return
    first, second = _ordered(first, second)
    if _members(first, edition) != _members(second, edition):
        why = f"“{first.id}” names {', '.join(first.members)}, and “{second.id}” names {', '.join(second.members)}"
        yield Clash(Rule.SETS_DIFFER, first, second, why)


def places(first: Claim, second: Claim, edition: Edition) -> Iterator[Clash]:
    """They place it in two places, and neither lies within the other."""
    if not (first.place and second.place) or DENIED in (first.modality, second.modality):
        return
    first, second = _ordered(first, second)
    around = (_around(first.place, edition), _around(second.place, edition))
    if first.place not in around[1] and second.place not in around[0]:
        names = [name_of(place, edition) for place in (first.place, second.place) if place]
        why = f"“{first.id}” places it in {names[0]} and “{second.id}” in {names[1]}; neither lies within the other"
        yield Clash(Rule.PLACES_DIFFER, first, second, why)


def same_topic(first: Claim, second: Claim, edition: Edition) -> Iterator[Clash]:
    """Compare two claims of one topic, in any order; what is told of different days coexists."""
    yield from certainty(first, second, edition)
    if apart(first, second):
        yield from dates(first, second)
        return
    yield from figures(first, second)
    yield from sets(first, second, edition)
    yield from places(first, second, edition)


def apart(first: Claim, second: Claim) -> bool:
    """True when both are dated, and to days that do not overlap: then neither speaks of the other's day."""
    one, other = _when(first), _when(second)
    return bool(one and other and (one[1] < other[0] or other[1] < one[0]))


def _when(claim: Claim) -> tuple[date, date] | None:
    if claim.happened:
        return claim.happened.first, claim.happened.last
    return (claim.as_of, claim.as_of) if claim.as_of else None


def _days(first: date, last: date) -> str:
    return str(first) if first == last else f"{first} to {last}"


def _ordered(first: Claim, second: Claim) -> tuple[Claim, Claim]:
    return (first, second) if first.id <= second.id else (second, first)


def _strength(claim: Claim) -> int:
    # A plan is never more than expected, however sure the planner is.
    strength = _STRENGTH.get(claim.modality, _FIRM)
    return min(strength, _STRENGTH[Modality.EXPECTED]) if claim.kind is ClaimKind.PLAN else strength


def _came_first(weak: Claim, strong: Claim) -> bool:
    told, done = weak.as_of, _when(strong)
    return bool(told and done and told < done[0])


def _comparable(first: Claim, second: Claim) -> bool:
    return same_unit(first, second) and DENIED not in (first.modality, second.modality)


def _different_numbers(weak: Claim, strong: Claim) -> bool:
    # “15,000 are expected” and “10,000 have come” tell of two numbers, not of one event before and after.
    if not (weak.quantity and strong.quantity):
        return False
    return not same_unit(weak, strong) or beyond(weak, strong) or beyond(strong, weak)


def _exceeds(more: Claim, less: Claim) -> bool:
    # What is still to come may be more than what has come; not the reverse.
    return beyond(more, less) and not (_strength(more) < _FIRM <= _strength(less))


def _denied(denial: Claim, told: Claim) -> Iterator[Clash]:
    if denial.modality is not DENIED or told.modality is DENIED or _strength(told) < _FIRM:
        return
    if not _came_first(denial, told):
        why = f"“{denial.id}” denies what “{told.id}” says {_SURE[told.modality]}"
        yield Clash(Rule.DENIAL, denial, told, why)


def _members(claim: Claim, edition: Edition) -> set[str]:
    found = ((member, edition.entity_of(member)) for member in claim.members)
    return {entity.id if entity else member.strip().casefold() for member, entity in found}


def _around(place: str | None, edition: Edition) -> set[str]:
    met: set[str] = set()
    here = place
    while here and here not in met:
        met.add(here)
        entity = edition.entities.get(here)
        here = entity.within if entity else None
    return met
