# SPDX-License-Identifier: Apache-2.0
"""Adding to a package what is signed by itself: sign-offs, a newer status, a newer root."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from safeconduct.model.canonical import digest_of
from safeconduct.model.refusal import FolderRefusal, UsageRefusal
from safeconduct.model.sealed import Attestation, Release, Texts

from .files import NotRegularError, read_at_most, settle, write_new
from .keys import public_of
from .layout import MOST_SIGNED, RELEASE, STATUS, attestation_files, attestation_purpose, is_own
from .metadata import MetadataError
from .public_keys import key_id
from .records import ATTESTATION_SCHEMA, attestation_from, record_bytes, release_from
from .sshsig import sign

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey


def release_in(package: Path) -> tuple[Release, bytes]:
    """Return the release of a package folder and its bytes; raises `FolderRefusal` when there is none to be read."""
    try:
        content = read_at_most(package / RELEASE, MOST_SIGNED)
        return release_from(content), content
    except (OSError, MetadataError) as fault:
        why = fault.strerror or str(fault) if isinstance(fault, OSError) else str(fault)
        raise FolderRefusal(
            f"{package.name}/{RELEASE} cannot be read ({why.rstrip('.')}).", "Name the folder of a sealed package."
        ) from None


def attestation_of(
    release: bytes, role: str, on: date, covers: tuple[str, ...], conditions: Texts, review_by: date | None
) -> bytes:
    """Return the attestation, ready to be signed, of the release whose bytes are `release`.

    Raises `UsageRefusal` when it cannot be spelled.
    """
    attestation = Attestation(
        schema=ATTESTATION_SCHEMA,
        release=digest_of(release),
        role=role,
        on=on,
        covers=tuple(sorted(set(covers))),
        conditions=conditions,
        review_by=review_by,
    )
    content = record_bytes(attestation)
    try:
        attestation_from(content)
    except MetadataError as fault:
        raise UsageRefusal(f"This sign-off cannot be written. {fault}", "Mend what it names.") from None
    return content


def attest(package: Path, attestation: bytes, role: str, key: "Ed25519PrivateKey") -> Path:
    """Sign `attestation` and put both into the package; return the path of the attestation."""
    record, signature = attestation_files(role, key_id(public_of(key)))
    armored = sign(key, attestation_purpose(role), attestation)
    add(package, {record: attestation, signature: armored.encode()})
    return package / record


def replace_status(package: Path, own_files: Mapping[str, bytes]) -> None:
    """Put a status, its signatures and the roots into a package, in place of the status and signatures there.

    Raises like `add`; then the old ones are still there.
    """
    release, _ = release_in(package)
    add(package, own_files)
    with _changing(package):
        # Not before the new ones are in, and the folder was seen to be no link.
        for path in sorted((package / f"{STATUS}.sigs").iterdir()):
            if path.relative_to(package).as_posix() not in own_files:
                path.unlink()
        settle(package, release.issued)


def add(package: Path, own_files: Mapping[str, bytes]) -> None:
    """Put files that are signed themselves into a package, in place of those of the same name, each whole.

    Raises `UsageRefusal` for a name that is none of theirs, `FolderRefusal` when the disk refuses.
    """
    release, _ = release_in(package)
    for name in own_files:
        if name == RELEASE or not is_own(name):
            raise UsageRefusal(f"{name} is not a file that can be added to a sealed package.", "seal it anew.")
    with _changing(package):
        for name, content in sorted(own_files.items()):
            _put(package / name, content)
        settle(package, release.issued)


@contextmanager
def _changing(package: Path) -> Iterator[None]:
    try:
        yield
    except OSError as fault:
        raise FolderRefusal(
            f"The package {package.name} could not be changed ({fault.strerror or fault}).",
            "Make room on the disk, or copy the package to a folder that you may write.",
        ) from None


def _put(path: Path, content: bytes) -> None:
    if any(one.is_symlink() for one in (path, path.parent, path.parent.parent)):
        raise NotRegularError(f"{path.name} is a link")
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_name(f".{path.name}.new")
    try:
        beside.unlink(missing_ok=True)
        write_new(beside, content)
        beside.replace(path)
    finally:
        # Whatever lies in a package and is not listed turns a light red.
        beside.unlink(missing_ok=True)
