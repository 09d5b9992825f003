# SPDX-License-Identifier: Apache-2.0
"""Roots, not papers: where the lines of evidence of a claim begin, and how many of them are independent."""

from collections.abc import Iterator, Sequence

from attrs import frozen

from safeconduct.model.edition import Edition
from safeconduct.model.ledger import UNKNOWN, Claim, Entity, EntityKind, Quote, parts_of

EXACT_UP_TO = 40
"""Among so many different lines the largest independent set is found; among more, one that may be too small."""


@frozen
class Line:
    """A line of evidence: a quote, and who passed its words on, outermost first, as entity ids or plain names."""

    quote: Quote
    links: tuple[str, ...]

    @property
    def root(self) -> str | None:
        """The innermost link; None when nobody is named there."""
        return None if not self.links or self.links[-1] == UNKNOWN else self.links[-1]


def lines(claim: Claim, edition: Edition) -> tuple[Line, ...]:
    """Return the lines of evidence of a claim, one a quote; a derived claim without quotes has those of its parts.

    The publisher of the quoted source is the outermost link, whether or not the chain names it.
    """
    return tuple(line for quoted in _quoted(claim, edition) for line in _own_lines(quoted, edition))


def roots(claim: Claim, edition: Edition) -> tuple[str, ...]:
    """Return the different innermost links of a claim's lines, those that nobody is named in left out.

    A link that lies within another one (a department within its government, a force within a state that speaks as
    well) is not a root of its own: the outer one stands for both.
    """
    heads = _heads(lines(claim, edition), edition)
    return tuple(dict.fromkeys(head[-1] for head in heads if head and head[-1] != UNKNOWN))


def shared_roots(first: Claim, second: Claim, edition: Edition) -> tuple[str, ...]:
    """Return the roots on which both claims rest."""
    of_first, of_second = lines(first, edition), lines(second, edition)
    heads = _heads((*of_first, *of_second), edition)
    left = dict.fromkeys(head[-1] for head in heads[: len(of_first)] if head)
    right = {head[-1] for head in heads[len(of_first) :] if head}
    return tuple(root for root in left if root in right and root != UNKNOWN)


def independent(claim: Claim, edition: Edition) -> int:
    """Return the largest number of lines with a root, no two of which share any link.

    Two lines that each pass through somebody unnamed cannot be shown to be apart, and count as one.  A derived claim
    without quotes is no better confirmed than the least of its parts.
    """
    quoted = _quoted(claim, edition)
    return min((_apart(_own_lines(one, edition), edition) for one in quoted), default=0)


def name_of(link: str, edition: Edition) -> str:
    """Return the English name of a link's entity, or else any of its names, or else the link itself."""
    entity = edition.entities.get(link)
    return entity.name.get("en") or next(iter(entity.name.values()), link) if entity else link


def link_of(name: str, edition: Edition) -> str:
    """Return the link of a name: the id of its entity, or the name folded."""
    entity = edition.entity_of(name)
    return entity.id if entity else name.strip().casefold()


def _quoted(claim: Claim, edition: Edition) -> tuple[Claim, ...]:
    """Return the claim, or, where a derived one has no quotes, those that it rests on in the end, each once."""
    met: dict[str, Claim] = {}
    waiting = [claim]
    while waiting:
        one = waiting.pop(0)
        if one.id not in met:
            met[one.id] = one
            parts = () if one.quotes else parts_of(one.quantity)
            waiting[:0] = [part for part in map(edition.claims.get, parts) if part]
    return tuple(one for one in met.values() if one.quotes or not parts_of(one.quantity))


def _own_lines(claim: Claim, edition: Edition) -> tuple[Line, ...]:
    return tuple(Line(quote, _links(claim.chain_of(quote), quote, edition)) for quote in claim.quotes)


def _links(chain: Sequence[str], quote: Quote, edition: Edition) -> tuple[str, ...]:
    links = tuple(link_of(name, edition) for name in chain)
    source = edition.sources.get(quote.source)
    publisher = link_of(source.publisher, edition) if source else UNKNOWN
    return links if publisher in (*links, UNKNOWN) else (publisher, *links)


def _heads(every: Sequence[Line], edition: Edition) -> list[tuple[str, ...]]:
    speaking = {link for line in every for link in line.links}
    return [tuple(_head(link, speaking, edition) for link in line.links) for line in every]


def _head(link: str, speaking: set[str], edition: Edition) -> str:
    # Up through bodies and forces, which speak with one voice; up to a place only where that place speaks itself, for
    # two newspapers of one country are two.
    head, one_voice = link, True
    for outer in _above(link, edition):
        one_voice = one_voice and outer.kind in (EntityKind.BODY, EntityKind.FORCE)
        if one_voice or outer.id in speaking:
            head = outer.id
    return head


def _above(link: str, edition: Edition) -> Iterator[Entity]:
    met, entity = {link}, edition.entities.get(link)
    while entity and entity.within and entity.within not in met:
        met.add(entity.within)
        entity = edition.entities.get(entity.within)
        if entity:
            yield entity


def _apart(own: Sequence[Line], edition: Edition) -> int:
    rooted = [line for line in own if line.root]
    found = sorted({frozenset(head) for head in _heads(rooted, edition)}, key=lambda line: (len(line), sorted(line)))
    # A line that holds all the links of another one is never the better choice.
    least = [line for number, line in enumerate(found) if not any(other <= line for other in found[:number])]
    return _most(frozenset(least), {}) if len(least) <= EXACT_UP_TO else _greedy(least)


_Lines = frozenset[frozenset[str]]


def _most(left: _Lines, known: dict[_Lines, int]) -> int:
    """Return the size of the largest set of lines that share no link; `known` are the answers found so far.

    A line that is entangled with one other at most can always be in it; else the most entangled one is in it or is not.
    """
    if left not in known:
        tangled = {line: sum(not line.isdisjoint(other) for other in left) - 1 for line in left}
        free = next((line for line in left if tangled[line] <= 1), None)
        if not left:
            known[left] = 0
        elif free is not None:
            known[left] = 1 + _most(_beside(left, free), known)
        else:
            worst = max(left, key=lambda line: tangled[line])
            known[left] = max(1 + _most(_beside(left, worst), known), _most(left - {worst}, known))
    return known[left]


def _beside(left: _Lines, taken: frozenset[str]) -> _Lines:
    return frozenset(line for line in left if line.isdisjoint(taken))


def _greedy(left: list[frozenset[str]]) -> int:
    taken: set[str] = set()
    number = 0
    for line in left:
        if not line & taken:
            taken |= line
            number += 1
    return number
