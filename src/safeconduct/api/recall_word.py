# SPDX-License-Identifier: Apache-2.0
"""The word that a recall stands in: read from a package or a chancery, with everything that speaks against it."""

from collections.abc import Collection
from datetime import date
from pathlib import Path
from typing import Final

from attrs import field, frozen

from safeconduct.model.fingerprints import fingerprint_of
from safeconduct.model.refusal import FolderRefusal, TrustRefusal
from safeconduct.model.sealed import StatusWord, Texts
from safeconduct.seal.chancery.keeping import PLAN, Chancery
from safeconduct.seal.layout import FIRST_ROOT, STATUS
from safeconduct.seal.metadata import MetadataError
from safeconduct.seal.reasons import Code, Reason
from safeconduct.seal.records import root_from, status_from
from safeconduct.seal.telling import sentence_of
from safeconduct.seal.verify import verify_for
from safeconduct.seal.verifying.judging import SeenOf
from safeconduct.seal.verifying.own_files import OwnFiles
from safeconduct.seal.verifying.packages import NoPackageError, opened
from safeconduct.seal.verifying.status_beside import newer_status
from safeconduct.seal.verifying.zip_reading import ZipSpellingError

AGAINST: Final = frozenset(
    {
        Code.OTHER_ROOT,
        Code.ROOT,
        Code.ROOT_WITHHELD,
        Code.PUBLISHER,
        Code.NOT_COMPARED,
        Code.STATUS,
        Code.ROLLBACK,
    }
)
"""What makes of a notice a specimen.  An altered leaflet beside the word does not, nor that the release has expired."""

_NOT_COMPARED: Final = "Nobody has compared the fingerprint of the press: give it with --trust."


@frozen
class RecallWord:
    """A status and whose it is: the press by language, its fingerprint, the titles of the appeals that are known by id.

    `doubts` are sentences that speak against it; with none, its signatures count and the fingerprint was compared.
    """

    status: StatusWord
    press: Texts
    fingerprint: str
    titles: dict[str, Texts] = field(factory=dict)
    doubts: tuple[str, ...] = ()


def recall_word(
    place: Path,
    today: date,
    trusted: Collection[str],
    status: Path | None = None,
    seen_of: SeenOf = lambda _: None,
) -> RecallWord:
    """Return the word in a package, a folder or a ZIP file, or in the folder of a chancery.

    `trusted` are the fingerprints (8 groups of 5 digits) that the reader compared; `status` is a newer status.json than
    that of the package; `seen_of` tells what the reader has seen of a press before: an older word is a doubt.  Raises
    `FolderRefusal` when there is no word to be read, `TrustRefusal` when it cannot even be said whose it is.
    """
    if (place / PLAN).is_file():
        return _of_chancery(Chancery(place), trusted)
    return _of_package(place, today, trusted, status, seen_of)


def _of_package(place: Path, today: date, trusted: Collection[str], beside: Path | None, seen_of: SeenOf) -> RecallWord:
    status, name, fingerprint = _read(place, beside)
    verdict = verify_for(place, today, trusted, seen_of, beside)
    doubts = [sentence_of(one, "en") for one in verdict.reasons if one.code in AGAINST]
    if verdict.status != status and not any(one.code is Code.STATUS for one in verdict.reasons):
        doubts.append(sentence_of(Reason(Code.STATUS, STATUS), "en"))
    release = verdict.release
    titles = {release.id: release.titles} if release else {}
    return RecallWord(status, verdict.root.name if verdict.root else name, fingerprint, titles, tuple(doubts))


def _read(place: Path, beside: Path | None) -> tuple[StatusWord, Texts, str]:
    """Return what there is to be read, proven or not: the status, the name of the press, its fingerprint."""
    try:
        with opened(place) as package:
            own = OwnFiles(package)
            first, word = own.content(FIRST_ROOT), own.content(STATUS)
    except (NoPackageError, ZipSpellingError):
        raise FolderRefusal(
            f"{place} is no sealed package.", "name a package, or the folder of your chancery (with its trust.toml)."
        ) from None
    if beside:
        word = newer_status(beside)[STATUS]
    if word is None:
        raise FolderRefusal(
            f"There is no {STATUS} in {place}.", f"put the latest word in: safeconduct status put {place}"
        )
    if first is None:
        raise TrustRefusal(
            f"{FIRST_ROOT} is missing, so it cannot be said whose word this is.", "ask the press for a whole package."
        )
    try:
        return status_from(word), root_from(first).name, fingerprint_of(first)
    except MetadataError as fault:
        raise TrustRefusal(
            f"The word or the list of keys in {place} is not written as it must be. {fault}",
            "ask the press for it again.",
        ) from None


def _of_chancery(chancery: Chancery, trusted: Collection[str]) -> RecallWord:
    doubts: list[str] = []
    try:
        root, status = chancery.root(), chancery.status()
    except TrustRefusal as unsigned:
        doubts.append(unsigned.what)
        root, status = chancery.roots()[0], _draft(chancery)
    if status is None:
        raise FolderRefusal(
            f"No word has been given yet in {chancery.folder}.",
            "recall first: safeconduct recall ID --first N --reason en=… --next DAY --key KEY",
        )
    if status.root_version > root.version:
        doubts.append(sentence_of(Reason(Code.ROOT_WITHHELD, "", str(status.root_version)), "en"))
    if chancery.fingerprint not in trusted:
        doubts.append(_NOT_COMPARED)
    return RecallWord(status, root.name, chancery.fingerprint, {}, tuple(doubts))


def _draft(chancery: Chancery) -> StatusWord:
    try:
        return status_from(chancery.status_draft())
    except MetadataError as fault:
        raise FolderRefusal(f"The word in the chancery cannot be read. {fault}", "give it anew.") from None
