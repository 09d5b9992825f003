# SPDX-License-Identifier: Apache-2.0
"""Packing: a BagIt 1.0 folder, sealed by one signature, that appears whole or not at all."""

import hashlib
import os
import shutil
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime, time
from pathlib import Path
from typing import TYPE_CHECKING

from safeconduct.model.canonical import Digest, digest_of
from safeconduct.model.refusal import AlteredRefusal, FolderRefusal

from .files import NotRegularError, slices
from .keys import fingerprint, public_of
from .manifest import Manifest, manifest_bytes, manifest_faults, wrongly_marked
from .metadata import checksum_lines
from .names import name_faults, shown
from .read_me import bag_info, read_me
from .release import (
    BAG_INFO,
    BAGIT,
    BAGIT_BYTES,
    CHECKSUMS,
    MANIFEST,
    NAMESPACE,
    PAYLOAD,
    PRESS_KEY,
    READ_ME,
    RELEASE,
    SCHEMA,
    SIGNATURE,
    TAG_CHECKSUMS,
    Release,
    release_bytes,
    release_id,
)
from .sshsig import sign

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

_AGAIN = "Build the edition again, and seal that."


def kit_files_in(kit: Path) -> dict[str, Path]:
    """Return every file below the folder `kit` by its name in the package; links too: `pack` refuses them."""
    return {path.relative_to(kit).as_posix(): path for path in kit.rglob("*") if path.is_symlink() or not path.is_dir()}


def pack(kit_files: Mapping[str, Path], manifest: Manifest, key: "Ed25519PrivateKey", folder: Path) -> None:
    """Write the sealed package `folder` from `kit_files` (name below data/ -> file) and `manifest`.

    Equal files, manifest and key give equal bytes.  Raises `AlteredRefusal` when a file is not the one that the
    manifest lists, or is not listed, or is not named after the status; `FolderRefusal` when `folder` exists and is
    not empty, or cannot be written.  Whatever happens, `folder` is afterwards a whole package or as it was.
    """
    _refuse_faults(kit_files, manifest)
    folder = folder.absolute()
    _refuse_taken(folder)
    try:
        with _beside(folder) as bag:
            _copy_payload(kit_files, manifest, bag)
            for name, content in _tag_files(manifest, key).items():
                _write(bag / name, [content])
            _settle(bag, manifest)
            _refuse_taken(folder)
            if os.name == "nt" and folder.exists():
                folder.rmdir()
            bag.rename(folder)
            _sync(folder.parent)
    except OSError as fault:
        raise FolderRefusal(
            f"The package {folder.name} cannot be written ({fault.strerror or fault}).",
            "Choose a folder that you may write, on a disk with enough room.",
        ) from None


def _refuse_faults(kit_files: Mapping[str, Path], manifest: Manifest) -> None:
    listed = {artifact.path for artifact in manifest.artifacts}
    faults = [*manifest_faults(manifest), *(f"{shown(name)}: {why}" for name, why in name_faults(listed))]
    faults += [f"{shown(name)} is not in the manifest." for name in sorted(set(kit_files) - listed)]
    faults += [f"{shown(name)} is missing from the kit." for name in sorted(listed - set(kit_files))]
    faults += [f"{shown(name)} is not named after the status {manifest.status}." for name in wrongly_marked(manifest)]
    if faults:
        raise AlteredRefusal(f"This kit cannot be sealed. {' '.join(faults)}", _AGAIN)


def _refuse_taken(folder: Path) -> None:
    if folder.is_symlink() or (folder.exists() and not folder.is_dir()):
        raise FolderRefusal(f"{folder.name} is not a folder.", "Name a new or an empty folder.")
    try:
        if folder.is_dir() and any(folder.iterdir()):
            raise FolderRefusal(f"The folder {folder.name} is not empty.", "Name a new or an empty folder.")
    except PermissionError:
        raise FolderRefusal(f"The folder {folder.name} cannot be read.", "Name a new or an empty folder.") from None


@contextmanager
def _beside(folder: Path) -> Iterator[Path]:
    """Give a new folder on the same disk as `folder`; what is left of it is removed, however this ends."""
    folder.parent.mkdir(parents=True, exist_ok=True)
    bag = Path(tempfile.mkdtemp(prefix=f".{folder.name}.", suffix=".partial", dir=folder.parent))
    try:
        yield bag
    finally:
        shutil.rmtree(bag, ignore_errors=True)


def _copy_payload(kit_files: Mapping[str, Path], manifest: Manifest, bag: Path) -> None:
    """Copy and hash in one reading, so that the bytes judged are the bytes packed."""
    faults = []
    for artifact in manifest.artifacts:
        try:
            digest, size = _write(bag / PAYLOAD / artifact.path, slices(kit_files[artifact.path]))
        except (NotRegularError, FileNotFoundError, PermissionError) as fault:
            faults.append(f"{artifact.path} cannot be read ({fault.strerror or fault}).")
            continue
        if (digest, size) != (artifact.sha256, artifact.size):
            faults.append(f"{artifact.path} is not the file that the manifest lists.")
    if faults:
        raise AlteredRefusal(f"This kit was altered after it was built. {' '.join(faults)}", _AGAIN)


def _tag_files(manifest: Manifest, key: "Ed25519PrivateKey") -> dict[str, bytes]:
    payload = checksum_lines({PAYLOAD + artifact.path: artifact.sha256 for artifact in manifest.artifacts})
    line = public_of(key)
    identifier = release_id(manifest.edition, manifest.as_of, digest_of(payload))
    tags = {
        BAGIT: BAGIT_BYTES,
        BAG_INFO: bag_info(manifest, identifier),
        CHECKSUMS: payload,
        READ_ME: read_me(manifest, identifier, fingerprint(line)),
        MANIFEST: manifest_bytes(manifest),
        PRESS_KEY: f"{line}\n".encode(),
    }
    digests: dict[str, Digest] = {name: digest_of(content) for name, content in tags.items()}
    tags[TAG_CHECKSUMS] = checksum_lines(digests)
    digests[TAG_CHECKSUMS] = digest_of(tags[TAG_CHECKSUMS])
    release = Release(
        schema=SCHEMA,
        id=identifier,
        edition=manifest.edition,
        status=manifest.status,
        issued=manifest.as_of,
        valid_until=manifest.valid_until,
        digests=digests,
    )
    tags[RELEASE] = release_bytes(release)
    tags[SIGNATURE] = sign(key, NAMESPACE, tags[RELEASE]).encode()
    return tags


def _write(path: Path, content: Iterator[bytes] | list[bytes]) -> tuple[Digest, int]:
    digest, size = hashlib.sha256(), 0
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("xb") as file:
        for piece in content:
            file.write(piece)
            digest.update(piece)
            size += len(piece)
        file.flush()
        os.fsync(file.fileno())
    return Digest(digest.hexdigest()), size


def _settle(bag: Path, manifest: Manifest) -> None:
    """Give every file the same rights and the day of the edition: a time of day tells where and when one worked."""
    noon = datetime.combine(manifest.as_of, time(12), UTC).timestamp()
    for path in [*bag.rglob("*"), bag]:
        path.chmod(0o755 if path.is_dir() else 0o644)
        os.utime(path, (noon, noon))
        if path.is_dir():
            _sync(path)


def _sync(folder: Path) -> None:
    if os.name == "posix":
        opened = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(opened)
        finally:
            os.close(opened)
