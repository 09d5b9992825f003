# SPDX-License-Identifier: Apache-2.0
"""Numbers of claims as intervals: what they leave open, how they are told, and when one is beyond another."""

from safeconduct.model.ledger import Bound, Claim, Quantity, parts_of

_HEDGES = {Bound.ABOUT: "about ", Bound.AT_MOST: "at most ", Bound.AT_LEAST: "at least ", Bound.VAGUE: "vaguely "}


def interval(quantity: Quantity) -> tuple[int, int | None]:
    """Return the least and the greatest number that are meant; “about” one number leaves it a tenth on either side."""
    low, high = quantity.low, quantity.high
    if quantity.bound is Bound.ABOUT and low == high:
        return low - low // 10, low + low // 10
    return low, high


def counted(quantity: Quantity) -> str:
    """Return a number in words: its hedge, its interval and its unit."""
    low, high = f"{quantity.low:,}", "" if quantity.high is None else f"{quantity.high:,}"
    if quantity.bound is Bound.AT_MOST and high:
        number = high
    elif quantity.bound is Bound.AT_LEAST or low == high:
        number = low
    else:
        number = f"{low} to {high}" if high else f"{low} or more"
    return f"{_HEDGES.get(quantity.bound, '')}{number} {quantity.unit}"


def stated(claim: Claim) -> str:
    """Return the number of a claim in words, and what it is derived from."""
    if claim.quantity is None:
        return "no number"
    parts = " and ".join(f"“{part}”" for part in parts_of(claim.quantity))
    return counted(claim.quantity) + (f" (derived from {parts})" if parts else "")


def same_unit(first: Claim, second: Claim) -> bool:
    """True when both count in one unit."""
    units = [one.quantity.unit.strip().casefold() for one in (first, second) if one.quantity]
    return len(units) == 2 and units[0] == units[1]


def beyond(more: Claim, less: Claim) -> bool:
    """True when every number that `more` leaves open is greater than all that `less` does."""
    if not (more.quantity and less.quantity):
        return False
    low, high = interval(more.quantity)[0], interval(less.quantity)[1]
    return high is not None and low > high


def hedge_lost(hedged: Claim, bare: Claim) -> bool:
    """True when `bare` repeats the number of `hedged` and not its hedge; their intervals must overlap."""
    said, repeated = hedged.quantity, bare.quantity
    if not (said and repeated) or repeated.bound is not Bound.EXACT or said.bound is Bound.EXACT:
        return False
    if said.bound is Bound.AT_MOST:
        return repeated.high is not None and repeated.high == said.high
    if said.bound is Bound.AT_LEAST:
        return repeated.low == said.low
    return True  # about or vague, and no contradiction in figures: so they overlap
