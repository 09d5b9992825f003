# SPDX-License-Identifier: Apache-2.0
"""The judgement on an opened package: four lights, on a day, for somebody who trusts and remembers."""

from collections.abc import Callable, Collection, Iterator
from datetime import date

from attrs import evolve

from safeconduct.model.canonical import digest_of
from safeconduct.model.fingerprints import fingerprint_of
from safeconduct.model.sealed import PUBLISHER, Release, Root
from safeconduct.seal.layout import FIRST_ROOT, RELEASE, RELEASE_PURPOSE, root_file
from safeconduct.seal.metadata import MetadataError
from safeconduct.seal.reasons import Code, Colour, Light, Reason
from safeconduct.seal.records import release_from
from safeconduct.seal.seen import Seen
from safeconduct.seal.verdict import Verdict, grey_but_whole, verdict_of

from .chain import chain_in
from .currency import calendar, currency, named_root, recalls_of, seen_in, word_in
from .own_files import OwnFiles
from .packages import Package
from .sign_offs import sign_offs, specimen
from .signing import counting, good_signers
from .wholeness import wholeness

SeenOf = Callable[[str], Seen | None]
"""What the reader has seen before of the press with this fingerprint."""


def judge(
    package: Package, today: date, trusted: Collection[str], seen_of: SeenOf, as_sealed: Package | None = None
) -> Verdict:
    """Return the verdict on `package` for whoever trusts the fingerprints `trusted` (none: to be compared).

    `as_sealed` is the package before its status was replaced by a newer one: that word counts as seen.
    """
    own = OwnFiles(package)
    if RELEASE not in package.files and RELEASE not in package.barred:
        closed = [Reason(Code.UNREADABLE, name) for name in package.folders if name]
        return grey_but_whole(closed or [Reason(Code.NOT_A_PACKAGE, "")])
    content = own.content(RELEASE)
    release = _release(content)
    reasons = wholeness(package, own, release)
    if content is None or release is None:
        return grey_but_whole(reasons)
    first = own.content(FIRST_ROOT)
    fingerprint = fingerprint_of(first) if first is not None else None
    seen = seen_of(fingerprint) if fingerprint else None
    chain = chain_in(own)
    reasons += chain.reasons
    if fingerprint:
        reasons += _compared(fingerprint, trusted)
    highest = max(release.root_version, named_root(own), seen.root if seen else 0)
    if highest > len(chain.roots):
        reasons.append(Reason(Code.ROOT_WITHHELD, root_file(highest), str(highest)))
    reasons += specimen(release)
    digest, root = digest_of(content), chain.newest
    if root is None:
        verdict = verdict_of(reasons)
        return evolve(verdict, release=release, release_digest=digest, fingerprint=fingerprint)
    reasons += _published(own, content, release, root)
    offs = sign_offs(own, release, digest, root)
    word = word_in(own, root)
    before = word_in(OwnFiles(as_sealed), root).counted if as_sealed else None
    known = seen_in(release, root, before).and_also(seen) if before else seen
    days = calendar(release, chain.roots, word.counted, today)
    verdict = verdict_of([*reasons, *offs.reasons, *currency(release, root, word, offs.given, days, known)])
    status = word.counted
    genuine = verdict.lights[Light.GENUINE]
    told = genuine is not Colour.RED
    now_seen = seen_in(release, root, status).and_also(known)
    return evolve(
        verdict,
        release=release,
        release_digest=digest,
        root=root,
        status=status,
        fingerprint=fingerprint,
        conditions={file: one.conditions for file, one in offs.given.items() if one.conditions} if told else {},
        recalls=recalls_of(release, status) if told else (),
        newly_seen=now_seen if genuine is Colour.GREEN else None,
    )


def _release(content: bytes | None) -> Release | None:
    try:
        return None if content is None else release_from(content)
    except MetadataError:
        return None


def _compared(fingerprint: str, trusted: Collection[str]) -> Iterator[Reason]:
    if not trusted:
        yield Reason(Code.NOT_COMPARED, FIRST_ROOT, fingerprint)
    elif fingerprint not in trusted:
        yield Reason(Code.OTHER_ROOT, FIRST_ROOT, fingerprint)


def _published(own: OwnFiles, content: bytes, release: Release, root: Root) -> Iterator[Reason]:
    files = own.signatures.get(RELEASE, {})
    signers, bad = good_signers(own, files, content, RELEASE_PURPOSE, PUBLISHER, (root,))
    few = counting(root, PUBLISHER, signers, release.issued) < root.roles[PUBLISHER].threshold
    for name in bad or ([RELEASE] if few else []):
        yield Reason(Code.PUBLISHER, name)
