# SPDX-License-Identifier: Apache-2.0
"""The wholeness of a package: every file against every list, and every list against the release above it."""

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import TypeVar

from attrs import frozen

from safeconduct.model.canonical import Digest, digest_of

from .files import TooLargeError, digest_of_file, read_at_most
from .keys import KeyRefusal, raw_public_key
from .manifest import Manifest, manifest_faults, manifest_from, wrongly_marked
from .metadata import MetadataError, checksums_of
from .names import name_faults
from .release import (
    BAGIT,
    BAGIT_BYTES,
    CHECKSUMS,
    MANIFEST,
    PAYLOAD,
    PRESS_KEY,
    RELEASE,
    SIGNATURE,
    TAG_CHECKSUMS,
    TAG_FILES,
    Release,
    release_from,
    release_id,
)
from .survey import Survey
from .verdict import Kind, Problem, problem

Read = TypeVar("Read")
_MOST = 64 << 20
"""No small file is larger: about 300,000 files could still be listed."""
_TOO_LARGE = "It is far larger than such a file ever is."


@frozen
class Contents:
    """The small files of a package; None where one is missing, unreadable or not what it must be."""

    release_bytes: bytes | None
    signature: bytes | None
    release: Release | None
    manifest: Manifest | None
    payload: Mapping[str, Digest] | None
    tags: Mapping[str, Digest] | None
    press_key: bytes | None
    digests: Mapping[str, Digest]


def read_contents(package: Path, seen: Survey) -> tuple[Contents, list[Problem]]:
    """Read the small files of `package`; a missing one is left to `wholeness`, a bad one is a problem."""
    problems: list[Problem] = []
    small: dict[str, bytes] = {}
    for name in sorted(TAG_FILES | {RELEASE, SIGNATURE}):
        if name in seen.files:
            try:
                small[name] = read_at_most(package / name, _MOST)
            except TooLargeError:
                problems.append(problem(Kind.ALTERED, name, _TOO_LARGE))
            except OSError as fault:
                problems.append(problem(Kind.UNREADABLE, name, detail=f"({fault.strerror or fault}.)"))

    def read(name: str, reader: Callable[[bytes], Read]) -> Read | None:
        try:
            return reader(small[name]) if name in small else None
        except MetadataError as fault:
            problems.append(problem(Kind.METADATA, name, str(fault)))
            return None

    contents = Contents(
        release_bytes=small.get(RELEASE),
        signature=small.get(SIGNATURE),
        release=read(RELEASE, release_from),
        manifest=read(MANIFEST, manifest_from),
        payload=read(CHECKSUMS, checksums_of),
        tags=read(TAG_CHECKSUMS, checksums_of),
        press_key=read(PRESS_KEY, _press_key),
        digests={name: digest_of(content) for name, content in small.items()},
    )
    read(BAGIT, _bagit)
    return contents, problems


def wholeness(package: Path, seen: Survey, contents: Contents) -> list[Problem]:
    """Return everything that is altered, missing, not listed, badly named, or listed differently in two places."""
    problems = list(seen.barred.values())
    expected = _expected(contents)
    sizes = {PAYLOAD + one.path: one.size for one in contents.manifest.artifacts} if contents.manifest else {}
    problems += [problem(Kind.NAME, name, "Its name is not allowed.", why) for name, why in name_faults(expected)]
    for name in sorted(expected):
        if name in seen.files:
            problems += _compared(package, name, expected[name], sizes.get(name, seen.files[name]), seen, contents)
        elif name not in seen.barred:
            problems.append(problem(Kind.MISSING, name))
    own = {RELEASE, SIGNATURE}
    problems += [problem(Kind.UNLISTED, name) for name in sorted(seen.files.keys() - expected.keys() - own)]
    known = {parent for name in expected.keys() | own | seen.files.keys() for parent in _parents(name)}
    problems += [
        problem(Kind.UNLISTED, name + "/", "This folder does not belong to this package.")
        for name in sorted(seen.folders - known)
    ]
    if RELEASE not in seen.files:
        problems.append(problem(Kind.MISSING, RELEASE))
    return problems + list(_contradictions(contents))


def _expected(contents: Contents) -> dict[str, set[Digest]]:
    """Return each file that must be there with the digests its lists give.

    A list that is itself not the one the release names is not asked, as long as another can answer: otherwise one
    altered list would accuse every innocent file.
    """
    expected: dict[str, set[Digest]] = {name: set() for name in TAG_FILES}
    vouched = contents.release.digests if contents.release else contents.tags or {}
    for name, digest in vouched.items():
        expected.setdefault(name, set()).add(digest)
    payload = dict(contents.payload or {})
    listed = {PAYLOAD + one.path: one.sha256 for one in contents.manifest.artifacts} if contents.manifest else {}
    good = [
        digests
        for name, digests in ((CHECKSUMS, payload), (MANIFEST, listed))
        if digests and vouched.get(name, contents.digests.get(name)) == contents.digests.get(name)
    ]
    for digests in good or (payload, listed):
        for name, digest in digests.items():
            expected.setdefault(name, set()).add(digest)
    expected.pop(RELEASE, None)
    expected.pop(SIGNATURE, None)
    return expected


def _compared(
    package: Path, name: str, wanted: set[Digest], size: int, seen: Survey, contents: Contents
) -> Iterator[Problem]:
    if seen.files[name] != size:
        yield problem(Kind.ALTERED, name, detail=f"It should hold {size} bytes and holds {seen.files[name]}.")
        return
    if size > _MOST and not name.startswith(PAYLOAD):
        yield problem(Kind.ALTERED, name, _TOO_LARGE)
        return
    try:
        digest = contents.digests.get(name) or digest_of_file(package / name)[0]
    except OSError as fault:
        yield problem(Kind.UNREADABLE, name, detail=f"({fault.strerror or fault}.)")
        return
    if wanted - {digest}:
        yield problem(Kind.ALTERED, name)


def _contradictions(contents: Contents) -> Iterator[Problem]:
    """Yield what the lists and the release say differently, each being well-formed by itself."""
    release, manifest = contents.release, contents.manifest
    if release:
        if not set(release.digests) >= TAG_FILES:
            yield problem(Kind.METADATA, RELEASE, "It does not give the digest of every small file.")
        if any(name.startswith(PAYLOAD) for name in release.digests):
            yield problem(Kind.METADATA, RELEASE, "It lists a file that belongs in manifest-sha256.txt.")
        beside = {name: digest for name, digest in release.digests.items() if name != TAG_CHECKSUMS}
        if contents.tags is not None and contents.tags != beside:
            yield problem(Kind.METADATA, TAG_CHECKSUMS, f"It and {RELEASE} give different digests.")
        if release.id != release_id(release.edition, release.issued, release.digests.get(CHECKSUMS, Digest(""))):
            yield problem(Kind.METADATA, RELEASE, "Its id is not made from its edition, day and digest.")
    if manifest:
        for sentence in manifest_faults(manifest):
            yield problem(Kind.METADATA, MANIFEST, sentence)
        for name in wrongly_marked(manifest):
            yield problem(Kind.NAME, PAYLOAD + name, f"Its name does not fit the status {manifest.status}.")
        listed = {PAYLOAD + one.path: one.sha256 for one in manifest.artifacts}
        if contents.payload is not None and contents.payload != listed:
            yield problem(Kind.METADATA, CHECKSUMS, f"It and {MANIFEST} do not list the same files.")
    if release and manifest:
        said = (release.edition, release.status, release.issued, release.valid_until)
        if said != (manifest.edition, manifest.status, manifest.as_of, manifest.valid_until):
            yield problem(Kind.METADATA, MANIFEST, f"It and {RELEASE} differ in edition, status or dates.")


def _parents(name: str) -> Iterator[str]:
    parts = name.split("/")[:-1]
    yield from ("/".join(parts[:n]) for n in range(1, len(parts) + 1))


def _press_key(untrusted: bytes) -> bytes:
    try:
        text = untrusted.decode("ascii")
        raw = raw_public_key(text.removesuffix("\n"))
    except (UnicodeDecodeError, KeyRefusal):
        raise MetadataError("It is not a public Ed25519 key line.") from None
    if not text.endswith("\n"):
        raise MetadataError("It is cut off.")
    return raw


def _bagit(untrusted: bytes) -> None:
    if untrusted != BAGIT_BYTES:
        raise MetadataError("It is not the declaration of a BagIt 1.0 package in UTF-8.")
