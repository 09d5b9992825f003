# SPDX-License-Identifier: Apache-2.0
"""The values of the ledger in words, for people who read a report and not the code."""

from collections.abc import Sequence
from datetime import date

from safeconduct.model.ledger import UNKNOWN, Claim, Modality, Quantity, Verdict

from .quantities import counted

VERDICTS = {
    Verdict.USE: "may be used",
    Verdict.ATTRIBUTE: "may be used with its speaker named",
    Verdict.HOLD: "held back for now",
    Verdict.REFUSE: "refused",
    Verdict.DISPUTED: "disputed",
    Verdict.WITHDRAWN: "withdrawn",
}
MODALITIES = {
    Modality.OCCURRED: "it has happened",
    Modality.ONGOING: "it is going on",
    Modality.EXPECTED: "it is expected",
    Modality.POSSIBLE: "it is possible",
    Modality.DENIED: "it is denied",
}
RELIABILITIES = {
    "A": "completely reliable",
    "B": "usually reliable",
    "C": "fairly reliable",
    "D": "not usually reliable",
    "E": "unreliable",
    "F": "its reliability cannot be judged",
}
CREDIBILITIES = {
    1: "confirmed by others",
    2: "probably true",
    3: "possibly true",
    4: "doubtful",
    5: "improbable",
    6: "its truth cannot be judged",
}
_MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]


def reliability(grade: str | None) -> str:
    """Return an Admiralty grade of a source in words: "B, usually reliable"."""
    return f"{grade}, {RELIABILITIES.get(grade, 'an unknown grade')}" if grade else "not graded"


def credibility(grade: int | None) -> str:
    """Return an Admiralty grade of a statement in words: "2, probably true"."""
    return f"{grade}, {CREDIBILITIES.get(grade, 'an unknown grade')}" if grade else "not graded"


def day(value: date) -> str:
    """Return a day as "4 Nov 2024"."""
    return f"{value.day} {_MONTHS[value.month - 1]} {value.year}"


def days(first: date, last: date) -> str:
    """Return the days from `first` to `last`, or the one day."""
    return day(first) if first == last else f"{day(first)} to {day(last)}"


def expiry(expires: date | None, as_of: date) -> str:
    """Return when a claim runs out, seen from the edition's day."""
    if expires is None:
        return "has no expiry"
    left = (expires - as_of).days
    counted = "1 day" if abs(left) == 1 else f"{abs(left)} days"
    if left < 0:
        return f"expired on {day(expires)}, {counted} before the edition's day"
    return f"valid until {day(expires)}, " + (
        "the edition's own day" if left == 0 else f"{counted} after the edition's day"
    )


def chain(links: Sequence[str]) -> str:
    """Return who said that who said, outermost first, as one sentence: "Turan reports that the council said so."."""
    named = [link for link in links if link != UNKNOWN]
    if not named:
        return "Nobody is named who said so."
    if links[-1] == UNKNOWN:
        return " reports that ".join(named) + " says so, and names nobody it comes from."
    if len(named) == 1:
        return f"{named[0]} says so itself."
    return " reports that ".join(named) + " said so."


def roots(names: Sequence[str], independent: int) -> str:
    """Return who a claim comes from in the end, and how many of its lines of evidence share nobody."""
    if not names:
        return "No root: nobody is named whom it comes from."
    listed = "; ".join(names)
    counted = "1 root" if len(names) == 1 else f"{len(names)} roots"
    lines = "1 independent line of evidence" if independent == 1 else f"{independent} independent lines of evidence"
    return f"{counted} ({listed}); {lines}."


def quantity(amount: Quantity) -> str:
    """Return a number with its hedge, unit and scope."""
    return counted(amount) + (f" ({amount.scope})" if amount.scope else "")


def parts(claim: Claim) -> tuple[str, tuple[str, ...]]:
    """Return how a derived number is made ("the product of", "the sum of", or "") and of which claims."""
    amount = claim.quantity
    if amount and amount.product_of:
        return "the product of", amount.product_of
    if amount and amount.sum_of:
        return "the sum of", amount.sum_of
    return "", ()
