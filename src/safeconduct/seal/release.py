# SPDX-License-Identifier: Apache-2.0
"""The release: the one small file that is signed, and the places of everything else in a package."""

from collections.abc import Mapping
from datetime import date

from attrs import frozen

from safeconduct.model.canonical import Digest, canonical
from safeconduct.model.codec import plain
from safeconduct.model.judgement import Status

from .metadata import record_of

SCHEMA = "safeconduct.release/1"
NAMESPACE = "safeconduct.release"

PAYLOAD = "data/"
BAGIT, BAG_INFO, READ_ME = "bagit.txt", "bag-info.txt", "READ-ME.txt"
CHECKSUMS, TAG_CHECKSUMS = "manifest-sha256.txt", "tagmanifest-sha256.txt"
MANIFEST, RELEASE, SIGNATURE = "seal/manifest.json", "seal/release.json", "seal/release.json.sig"
PRESS_KEY = "trust/press.pub"

TAG_FILES = frozenset({BAGIT, BAG_INFO, READ_ME, CHECKSUMS, TAG_CHECKSUMS, MANIFEST, PRESS_KEY})
"""What every release must give a digest for; a later release may name more."""

BAGIT_BYTES = b"BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"


@frozen
class Release:
    """What the press vouches for: `digests` of the payload's checksum list and of every tag file but these two.

    The tag manifest itself is among `digests`; the release and its signature are in no list, because the list would
    have to hold its own digest.
    """

    schema: str
    id: str
    edition: str
    status: Status
    issued: date
    valid_until: date | None
    digests: Mapping[str, Digest]


def release_id(edition: str, issued: date, payload_checksums: Digest) -> str:
    """Return the id of a release: it names the edition, the day, and, by the payload's digest, the very bytes."""
    return f"{edition}_{issued.isoformat()}_{payload_checksums[:12]}"


def release_bytes(release: Release) -> bytes:
    """Return the one spelling of `release`."""
    return canonical(plain(release))


def release_from(untrusted: bytes) -> Release:
    """Read a release; raises `MetadataError`."""
    return record_of(untrusted, Release, SCHEMA)
