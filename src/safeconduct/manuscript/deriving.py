# SPDX-License-Identifier: Apache-2.0
"""What follows from several records together: derived numbers, and names that must lead somewhere."""

from collections.abc import Iterable, Iterator, Mapping
from math import prod

from attrs import evolve

from safeconduct.model.edition import Piece
from safeconduct.model.ledger import Bound, Claim, Entity, Quantity, parts_of
from safeconduct.model.places import Span

from .faults import Faults
from .toml import MOST_WHOLE

DEEPEST = 40
"""A number is derived from derived ones over at most so many steps."""


def derived(claims: Mapping[str, Claim], faults: Faults) -> dict[str, Claim]:
    """Return the claims with every derived number computed from the claims it names.

    The product (or sum) of intervals is the interval of the least and the greatest product (or sum).  A name without a
    number behind it, or a number that in the end rests on itself, is a fault, and the claim loses its number.
    """
    found = dict(claims)
    done: set[str] = set()
    for name in claims:
        _derive(name, found, faults, (), done)
    return found


def _derive(
    name: str, claims: dict[str, Claim], faults: Faults, above: tuple[str, ...], done: set[str]
) -> Quantity | None:
    claim = claims[name]
    quantity = claim.quantity
    parts = parts_of(quantity)
    if quantity is None or not parts or name in done:
        return quantity
    numbers: list[Quantity] = []
    for part in parts:
        lost = part in (*above, name) or part not in claims or len(above) >= DEEPEST
        number = None if lost else _derive(part, claims, faults, (*above, name), done)
        if number is None:
            faults.stop(
                "value-wrong",
                claim.at,
                f"The number of “{name}” is derived from “{part}”, which has no number that stands without it"
                f"{f' in {DEEPEST} steps' if len(above) >= DEEPEST else ''}.",
                "name claims that have a [quantity] of their own.",
            )
            claims[name] = evolve(claim, quantity=None)
            return None
        numbers.append(number)
    join = prod if quantity.product_of else sum
    highs = [number.high for number in numbers if number.high is not None]
    firm = all(number.bound is Bound.EXACT for number in numbers)
    result = evolve(
        quantity,
        low=join(number.low for number in numbers),
        high=join(highs) if len(highs) == len(numbers) else None,
        bound=Bound.EXACT if firm else Bound.ABOUT,
    )
    if max(result.low, result.high or 0) > MOST_WHOLE:
        faults.stop(
            "value-wrong",
            claim.at,
            f"The number of “{name}” comes to more than {MOST_WHOLE}, and nobody can have counted that.",
            "correct the claims that it is derived from.",
        )
        claims[name] = evolve(claim, quantity=None)
        return None
    done.add(name)
    claims[name] = evolve(claim, quantity=result)
    return result


def check_names(
    claims: Mapping[str, Claim], entities: Mapping[str, Entity], pieces: Iterable[Piece], faults: Faults
) -> None:
    """Report every place or addressee that is no entity, and every claim or entity that is named and does not exist."""
    for at, name, known, folder in _named(claims, entities, pieces):
        if name not in known:
            faults.stop(
                "value-wrong",
                at,
                f"“{name}” is named here, and there is no {folder}/{name}.toml that can be read.",
                f"write the id of a file in {folder}/, or add that file.",
            )


def _named(
    claims: Mapping[str, Claim], entities: Mapping[str, Entity], pieces: Iterable[Piece]
) -> Iterator[tuple[Span, str, Mapping[str, object], str]]:
    for claim in claims.values():
        if claim.place:
            yield claim.at, claim.place, entities, "entities"
        for against in claim.against:
            yield against.at, against.claim, claims, "claims"
    for entity in entities.values():
        if entity.within:
            yield entity.at, entity.within, entities, "entities"
    for piece in pieces:
        if piece.addressee:
            yield piece.at, piece.addressee, entities, "entities"
