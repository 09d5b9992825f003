# SPDX-License-Identifier: Apache-2.0
"""Where everything lies in a package, and for which purpose each file is signed (docs/package.md)."""

import re

PAYLOAD = "data/"
BAGIT, BAG_INFO, READ_ME = "bagit.txt", "bag-info.txt", "READ-ME.txt"
CHECKSUMS, TAG_CHECKSUMS = "manifest-sha256.txt", "tagmanifest-sha256.txt"
MANIFEST, RELEASE, STATUS = "seal/manifest.json", "seal/release.json", "seal/status.json"
PAGE, STAND_ALONE = "verify.html", "verify.py"
FIRST_ROOT = "trust/1.root.json"

TAG_FILES = frozenset({BAGIT, BAG_INFO, READ_ME, CHECKSUMS, TAG_CHECKSUMS, MANIFEST, PAGE, STAND_ALONE})
"""What every release must give a digest for; a later release may name more."""

BAGIT_BYTES = b"BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"

MOST_SIGNED, MOST_SIGNATURE = 1 << 20, 8 << 10
"""Bytes that a file which is signed itself, and a signature, may have."""

ROOT_PURPOSE, RELEASE_PURPOSE, STATUS_PURPOSE = "safeconduct.root", "safeconduct.release", "safeconduct.status"
LOG_PURPOSE, RECEIPT_PURPOSE = "safeconduct.log", "safeconduct.receipt"

ROOT_FILE = re.compile(r"trust/([1-9][0-9]{0,5})\.root\.json")
SIGNATURE_FILE = re.compile(
    r"(seal/release\.json|seal/status\.json|trust/[1-9][0-9]{0,5}\.root\.json)\.sigs/([0-9a-f]{16})\.sig"
)
ATTESTATION_FILE = re.compile(r"seal/attestations/([a-z0-9][a-z0-9-]{0,39})\.([0-9a-f]{16})\.(json|sig)")


def attestation_purpose(role: str) -> str:
    """Return the namespace of the signatures of `role`: one for one role is none for another."""
    return f"safeconduct.attestation.{role}"


def root_file(version: int) -> str:
    """Return where the root of this version lies."""
    return f"trust/{version}.root.json"


def signature_file(signed: str, key_id: str) -> str:
    """Return where the signature by `key_id` of the file `signed` lies."""
    return f"{signed}.sigs/{key_id}.sig"


def attestation_files(role: str, key_id: str) -> tuple[str, str]:
    """Return where an attestation and its signature lie."""
    stem = f"seal/attestations/{role}.{key_id}"
    return f"{stem}.json", f"{stem}.sig"


def is_own(name: str) -> bool:
    """Return whether `name` is one of the files that are signed themselves and stand in no list."""
    return name in (RELEASE, STATUS) or any(
        form.fullmatch(name) for form in (ROOT_FILE, SIGNATURE_FILE, ATTESTATION_FILE)
    )
