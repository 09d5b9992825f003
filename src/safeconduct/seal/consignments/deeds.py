# SPDX-License-Identifier: Apache-2.0
"""What the log tells: a release given away, received, come back, and who was told of a recall.

No field can hold a person, a reader, an address or a place: what is not a number, a day, a digest or one of a few fixed
words is a pseudonym or an id of small letters.
"""

import re
from collections.abc import Mapping
from datetime import date
from enum import StrEnum

from attrs import frozen

from safeconduct.model.canonical import Digest
from safeconduct.model.sealed import Recall, Urgency
from safeconduct.seal.records import DIGEST, ID, NAME

CODE = re.compile(r"[0-9]{5}( [0-9]{5}){3}")
CHALLENGE = re.compile(r"[0-9]{8}")
CONSIGNMENT = re.compile(r"C-[0-9]{4,9}")
_MOST_DIGITS = 4
_MOST_ARMOR, _MOST_KEY_LINE = 4096, 400
FORM = "It does not hold the fields that a line of the log must hold."


class Medium(StrEnum):
    """What the package travels on."""

    STICK = "stick"
    CARD = "card"
    DISC = "disc"
    DRIVE = "drive"
    PAPER = "paper"
    MAIL = "mail"
    DOWNLOAD = "download"


@frozen
class Released:
    """One sealed release: the line of releases it belongs to, its version, and the digest of its release.json."""

    id: str
    version: int
    digest: Digest


@frozen
class Consignment:
    """`copies` of a release on their way to an institution; `handover` is an id of the manuscript, where there is one.

    `challenge` is eight digits for the covering letter: with the release they make the code that is read back.
    """

    consignment: str
    release: Released
    to: str
    copies: int
    medium: Medium
    challenge: str
    handover: str | None


@frozen
class Receipt:
    """A consignment arrived: the code was read back, or the recipient's key signed the receipt text."""

    consignment: str
    code: str | None
    signed_by: str | None
    signature: str | None


@frozen
class Returned:
    """All copies of a consignment came back, or were destroyed: nobody holds them any more."""

    consignment: str


@frozen
class RecallNamed:
    """Which recall is meant: all that a recall says but its reason."""

    id: str
    first: int
    last: int
    on: date
    severity: Urgency
    steps: tuple[str, ...]

    def covers(self, release: Released) -> bool:
        """Return whether this release is called back, wholly or in steps."""
        return release.id == self.id and self.first <= release.version <= self.last


@frozen
class Told:
    """An institution was told of a recall."""

    to: str
    recall: RecallNamed


Deed = Consignment | Receipt | Returned | Told
KINDS: Mapping[str, type[Deed]] = {"consignment": Consignment, "receipt": Receipt, "returned": Returned, "told": Told}


def fault_of(deed: Deed) -> str | None:
    """Return the sentence that says why `deed` may not stand in the log, or None."""
    match deed:
        case Consignment(consignment, release, to, copies, _, challenge, handover):
            held = _is(ID, release.id) and _is(DIGEST, release.digest) and 1 <= release.version < 2**53
            held = held and _is(CONSIGNMENT, consignment) and 1 <= copies < 2**53 and _is(CHALLENGE, challenge)
            held = held and (handover is None or _is(ID, handover))
            return fault_of_pseudonym(to) if held else FORM
        case Receipt(consignment, code, signed_by, signature):
            by_code = code is not None and _is(CODE, code) and signed_by is None and signature is None
            by_key = code is None and signed_by is not None and signature is not None
            by_key = by_key and len(signed_by or "") <= _MOST_KEY_LINE and len(signature or "") <= _MOST_ARMOR
            return None if _is(CONSIGNMENT, consignment) and (by_code or by_key) else FORM
        case Returned(consignment):
            return None if _is(CONSIGNMENT, consignment) else FORM
        case Told(to, recall):
            held = _is(ID, recall.id) and 1 <= recall.first <= recall.last < 2**53 and recall.on.year >= 2000
            return fault_of_pseudonym(to) if held and all(_is(NAME, step) for step in recall.steps) else FORM


def fault_of_pseudonym(text: str) -> str | None:
    """Return the sentence that says why `text` is no pseudonym, or None.

    Nobody can tell a pseudonym from a name; but a number of a telephone, a place or a day has more than four digits.
    """
    if not _is(ID, text):
        return "A pseudonym has 1 to 40 small letters a to z, digits and hyphens, and begins with a letter or a digit."
    if sum(map(str.isdigit, text)) > _MOST_DIGITS:
        return "A pseudonym has at most four digits, so that no telephone number, place or day stands in the log."
    return None


def numbered(n: int) -> str:
    """Return the id of the consignment that is told in line `n`: C-0012 is told in line 12."""
    return f"C-{n:04d}"


def recall_named(recall: Recall) -> RecallNamed:
    """Return how the log names a recall of status.json."""
    return RecallNamed(recall.id, recall.first, recall.last, recall.on, recall.severity, tuple(recall.steps))


def _is(form: "re.Pattern[str]", text: str) -> bool:
    return form.fullmatch(text) is not None
