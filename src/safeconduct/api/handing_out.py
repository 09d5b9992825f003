# SPDX-License-Identifier: Apache-2.0
"""Handing sealed packages out: package, chancery and log brought together.

A *handover* of the manuscript is planned and printed; a *consignment* of the log has happened.
"""

from collections.abc import Callable, Iterable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from attrs import frozen

from safeconduct.model.canonical import Digest
from safeconduct.model.refusal import AlteredRefusal, FolderRefusal, TrustRefusal, UsageRefusal
from safeconduct.seal.chancery.keeping import Chancery
from safeconduct.seal.consignments.appending import append
from safeconduct.seal.consignments.chain import Examined, examine
from safeconduct.seal.consignments.deeds import Consignment, Deed, Medium, Receipt, Released, Returned, numbered
from safeconduct.seal.consignments.entries import Entry
from safeconduct.seal.consignments.looking_up import given
from safeconduct.seal.consignments.reading import read_lines
from safeconduct.seal.consignments.receipts import received_by_code, received_by_key
from safeconduct.seal.consignments.rights import Rights, rights_of
from safeconduct.seal.reasons import Code, Light
from safeconduct.seal.telling import sentence_of
from safeconduct.seal.verify import verify

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

STATUS_FOLDER = "status"


@frozen
class Terms:
    """To whom a package goes, on what, how often; `handover` is the id of a handover of the manuscript, if it was
    planned there; `conditions_read` says that the reviewers' conditions were read and are met."""

    to: str
    medium: Medium = Medium.STICK
    copies: int = 1
    handover: str | None = None
    conditions_read: bool = False


@frozen
class Writer:
    """Who writes in the log, of which day, and what day it is."""

    key: "Ed25519PrivateKey"
    on: date
    today: date

    def append(self, chancery: Chancery, deed: Callable[[int], Deed], rights: Rights) -> Entry:
        """Write the next line, like `appending.append`."""
        return append(chancery.folder, deed, self.on, self.key, rights, self.today)


def consign(package: Path, chancery: Chancery, terms: Terms, challenge: str, writer: Writer) -> Consignment:
    """Verify `package` with the latest word of the press, and write in the log that it goes out.

    `challenge` is eight digits drawn from the system's source.  Raises `AlteredRefusal` or `TrustRefusal` when the
    package is not fit to be handed out, and what `append` raises; then the log is as it was.
    """
    rights = rights_in(chancery)
    release = _fit(package, chancery, writer.today, terms.conditions_read)

    def deed(n: int) -> Consignment:
        return Consignment(numbered(n), release, terms.to, terms.copies, terms.medium, challenge, terms.handover)

    return deed(writer.append(chancery, deed, rights).n)


def receive_code(chancery: Chancery, consignment: str, heard: str, writer: Writer) -> Entry:
    """Write in the log that a consignment arrived, when `heard` is its code; raises `TrustRefusal` when it is not."""
    return _receive(chancery, consignment, lambda told: received_by_code(told, heard), writer)


def receive_signature(chancery: Chancery, consignment: str, signature: str, key_line: str, writer: Writer) -> Entry:
    """Write in the log that a consignment arrived, when `key_line` signed its receipt text; raises `TrustRefusal`."""
    return _receive(chancery, consignment, lambda told: received_by_key(told, signature, key_line), writer)


def take_back(chancery: Chancery, consignment: str, writer: Writer) -> Entry:
    """Write in the log that all copies of a consignment came back, or were destroyed; raises `UsageRefusal`."""
    rights = rights_in(chancery)

    def deed(_: int) -> Returned:
        found = given(chancery.folder, consignment, rights)
        if found.returned:
            raise UsageRefusal(f"{found.consignment.consignment} came back already.", "see: safeconduct log show")
        return Returned(found.consignment.consignment)

    return writer.append(chancery, deed, rights)


def consignment_in(chancery: Chancery, consignment: str) -> Consignment:
    """Return a consignment of the log; raises like `looking_up.given`."""
    return given(chancery.folder, consignment, rights_in(chancery)).consignment


def examined(chancery: Chancery, heads: Iterable[Digest] = ()) -> Examined:
    """Verify the whole log: `heads` are digests of lines that somebody noted, beside the one in the status."""
    rights = rights_in(chancery)
    noted = {f"the note {head[:8]}…": head for head in heads}
    if rights.vouched:
        noted["the status"] = rights.vouched[0]
    return examine(read_lines(chancery.folder, rights), rights, noted)


def rights_in(chancery: Chancery) -> Rights:
    """Return who may write in the log of a chancery; raises `TrustRefusal` when its keys are not signed for."""
    return rights_of(chancery.root(), chancery.status())


def head_to_name(chancery: Chancery) -> Digest | None:
    """Return the digest of the last line, for the next status to name; None while nothing was handed out.

    The status role vouches for the log with it, so the whole is looked at first.  Where a line was touched, or the log
    cannot be read, the head
    stays the one that was named last: `log verify` goes on telling, and no recall has to wait for it.  Lines of a key
    that was revoked since do not hinder: that they are the press's is what the status then says.
    """
    try:
        found = examined(chancery)
    except FolderRefusal:
        found = None
    if found is None or found.exit_code == AlteredRefusal.code:
        status = chancery.status()
        return status.log_head if status else None
    return found.head


def _receive(
    chancery: Chancery, consignment: str, receipt_of: Callable[[Consignment], Receipt], writer: Writer
) -> Entry:
    rights = rights_in(chancery)

    def deed(_: int) -> Receipt:
        found = given(chancery.folder, consignment, rights)
        if found.received:
            raise UsageRefusal(
                f"{found.consignment.consignment} was received already. Nothing was written.",
                "look at it with: safeconduct log show",
            )
        return receipt_of(found.consignment)

    return writer.append(chancery, deed, rights)


def _fit(package: Path, chancery: Chancery, today: date, conditions_read: bool) -> Released:
    word = chancery.folder / STATUS_FOLDER if chancery.status() else None
    verdict = verify(package, today, chancery.fingerprint, status=word)
    passed = {Code.NOT_COMPARED} | ({Code.CONDITIONS} if conditions_read else set())
    standing = [reason for reason in verdict.reasons if reason.code not in passed]
    if standing or verdict.release is None or verdict.release_digest is None:
        first = standing[0] if standing else None
        kind = AlteredRefusal if first is None or first.light is Light.WHOLE else TrustRefusal
        raise kind(
            f"This package must not be handed out: {sentence_of(first, 'en')} Nothing was written.",
            _remedy(first.code if first else None, package),
        )
    return Released(verdict.release.id, verdict.release.version, verdict.release_digest)


def _remedy(code: Code | None, package: Path) -> str:
    if code is Code.CONDITIONS:
        return "read the conditions (safeconduct verify), and say --conditions-read when they are met."
    if code in (Code.NO_STATUS, Code.SILENT, Code.ROOT_WITHHELD, Code.ROLLBACK):
        return f"give a word (safeconduct status give), then: safeconduct status put {package}"
    return f"see all that is said of it: safeconduct verify {package}"
