# SPDX-License-Identifier: Apache-2.0
"""CURRENT: what the press has said of this release since, and what the calendar says."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date

from attrs import field, frozen

from safeconduct.model.sealed import STATUS as STATUS_ROLE
from safeconduct.model.sealed import Attestation, Recall, Release, Root, StatusWord, Urgency
from safeconduct.seal.layout import RELEASE, STATUS, STATUS_PURPOSE, root_file
from safeconduct.seal.metadata import MetadataError
from safeconduct.seal.reasons import Code, Reason
from safeconduct.seal.records import status_from
from safeconduct.seal.seen import Seen

from .own_files import OwnFiles
from .signing import counting, good_signers


@frozen
class Word:
    """The status: as far as it reads, whether its signatures count, and what is wrong with it."""

    read: StatusWord | None
    counts: bool
    reasons: tuple[Reason, ...]

    @property
    def counted(self) -> StatusWord | None:
        """The status, if it may be believed."""
        return self.read if self.counts else None

    @property
    def is_absent(self) -> bool:
        """Whether there is no status at all."""
        return any(reason.code is Code.NO_STATUS for reason in self.reasons)


def named_root(own: OwnFiles) -> int:
    """Return the version of the root that a status names, signed or not; 0 when there is none that reads."""
    read = _read(own)[1]
    return read.root_version if read else 0


def word_in(own: OwnFiles, root: Root) -> Word:
    """Judge the status that lies in the package by `root`."""
    signatures = own.signatures.get(STATUS, {})
    if STATUS not in own and not signatures:
        return Word(None, False, (Reason(Code.NO_STATUS, STATUS),))
    content, read = _read(own)
    if content is None or read is None:
        return Word(None, False, (Reason(Code.STATUS, STATUS),))
    signers, bad = good_signers(own, signatures, content, STATUS_PURPOSE, STATUS_ROLE, (root,))
    counts = counting(root, STATUS_ROLE, signers, read.issued) >= root.roles[STATUS_ROLE].threshold
    blamed = bad or ([] if counts else [STATUS])
    return Word(read, counts, tuple(Reason(Code.STATUS, name) for name in blamed))


def _read(own: OwnFiles) -> tuple[bytes | None, StatusWord | None]:
    content = own.content(STATUS)
    try:
        return content, None if content is None else status_from(content)
    except MetadataError:
        return content, None


@frozen
class Calendar:
    """The days of issue that can be believed, by file, and `today` by the reader's clock."""

    today: date
    issued: Mapping[str, date] = field()

    @property
    def now(self) -> date:
        """The latest of them: a clock that is behind does not bring an expired package back."""
        return max(self.today, *self.issued.values())

    def oddities(self) -> Iterator[Reason]:
        """Yield a reason for each day of issue that by the reader's clock is yet to come, one day's grace given."""
        for file, day in self.issued.items():
            if (day - self.today).days > 1:
                yield Reason(Code.CLOCK, file, str(day))


def calendar(release: Release, roots: Iterable[Root], status: StatusWord | None, today: date) -> Calendar:
    """Return the calendar for a release, the roots that hold and the status that counts."""
    issued = {RELEASE: release.issued} | {root_file(root.version): root.issued for root in roots}
    return Calendar(today, issued | ({STATUS: status.issued} if status else {}))


def recalls_of(release: Release, status: StatusWord | None) -> tuple[Recall, ...]:
    """Return the recalls in `status` that mean this version."""
    recalled = status.recalled if status else ()
    return tuple(one for one in recalled if one.id == release.id and one.first <= release.version <= one.last)


def _is_rolled_back(word: Word, release: Release, seen: Seen) -> bool:
    """Return whether less is told than was seen before: an older status, or one without a recall of this version."""
    if word.read is None:
        # Where a status lies that is bad, that is said; where none lies, a recall must not be forgotten with it.
        return word.is_absent and seen.calls_back(release.id, release.version)
    if not word.counts:
        return False
    recalls = any(one.severity is Urgency.STOP for one in recalls_of(release, word.read))
    return word.read.version < (seen.status or 0) or (not recalls and seen.calls_back(release.id, release.version))


def seen_in(release: Release, root: Root, status: StatusWord | None) -> Seen:
    """Return what is seen in a package whose newest root is `root` and whose status, if it counts, is `status`."""
    stopped = (
        {(one.id, one.first, one.last) for one in status.recalled if one.severity is Urgency.STOP} if status else ()
    )
    return Seen(root.version, status.version if status else None, {release.id: release.version}, tuple(sorted(stopped)))


def currency(
    release: Release, root: Root, word: Word, given: Mapping[str, Attestation], days: Calendar, seen: Seen | None
) -> Iterator[Reason]:
    """Yield every reason why the release is not current; `given` are the attestations that count."""
    status, now = word.counted, days.now
    yield from word.reasons
    for recall in recalls_of(release, status):
        code = Code.RECALLED if recall.severity is Urgency.STOP else Code.CARE
        yield Reason(code, STATUS, said=((recall.steps, recall.reason),))
    if seen and _is_rolled_back(word, release, seen):
        yield Reason(Code.ROLLBACK, STATUS, str(seen.status or 1))
    if release.expires and now > release.expires:
        yield Reason(Code.EXPIRED, RELEASE, str(release.expires))
    if status and now > status.next:
        yield Reason(Code.SILENT, STATUS, str(status.next))
    newest = max(status.latest.get(release.id, 0) if status else 0, seen.releases.get(release.id, 0) if seen else 0)
    if newest > release.version:
        yield Reason(Code.SUPERSEDED, RELEASE, str(newest))
    for file, attestation in given.items():
        if attestation.review_by and now > attestation.review_by:
            yield Reason(Code.REVIEW, file, str(attestation.review_by))
    if now > root.expires:
        yield Reason(Code.ROOT_EXPIRED, root_file(root.version), str(root.expires))
    yield from days.oddities()
