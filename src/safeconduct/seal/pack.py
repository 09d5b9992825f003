# SPDX-License-Identifier: Apache-2.0
"""Packing: a BagIt 1.0 folder under stricter rules, signed by the publisher, that appears whole or not at all."""

import os
import shutil
import tempfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import date
from pathlib import Path

from attrs import frozen

from safeconduct.model.canonical import Digest, digest_of
from safeconduct.model.refusal import AlteredRefusal, FolderRefusal, UsageRefusal
from safeconduct.model.sealed import PUBLISHER, KeyId, Release, Root

from .files import NotRegularError, settle, slices, synced, write_hashed
from .layout import (
    BAG_INFO,
    BAGIT,
    BAGIT_BYTES,
    CHECKSUMS,
    MANIFEST,
    PAGE,
    PAYLOAD,
    READ_ME,
    RELEASE,
    RELEASE_PURPOSE,
    STAND_ALONE,
    TAG_CHECKSUMS,
    signature_file,
)
from .manifest import Manifest, manifest_bytes, manifest_faults, wrongly_marked
from .metadata import MetadataError, checksum_lines
from .names import name_faults, shown
from .read_me import bag_info, read_me
from .recipient.assembling import verify_page
from .recipient.stand_alone import stand_alone_verifier
from .records import RELEASE_SCHEMA, record_bytes, release_from
from .retiring import refuse_retired
from .signers import Signer, id_of
from .signers import signed as signed_by
from .stock import ALLOWED_SIGNERS, allowed_signers

_AGAIN = "Build the edition again, and seal that."


@frozen
class Terms:
    """What a release says beyond its manifest: its number, its kinds of pieces, from what and with what it was made.

    `manuscript` and `toolchain` are digests.
    """

    version: int
    kinds: tuple[str, ...]
    manuscript: Digest
    toolchain: Digest


def kit_files_in(kit: Path) -> dict[str, Path]:
    """Return every file below the folder `kit` by its name in the package; links too: `pack` refuses them."""
    return {path.relative_to(kit).as_posix(): path for path in kit.rglob("*") if path.is_symlink() or not path.is_dir()}


def pack(
    kit_files: Mapping[str, Path],
    manifest: Manifest,
    terms: Terms,
    root: Root,
    signed: Mapping[str, bytes],
    signer: Signer,
    folder: Path,
    agree: Callable[[bytes], None] = lambda _release: None,
) -> None:
    """Write the sealed package `folder` from `kit_files` (name below data/ -> file) and `manifest`.

    `root` is the newest root; `signed` are the files of trust/ and, where there is one, of the status, by their names
    in the package.  `agree` is handed the bytes of release.json before anything is signed or written, and may refuse.
    Equal input gives equal bytes.  Raises `AlteredRefusal` when a file is not the one that the manifest lists, or is
    not listed, or is not named after the status; `UsageRefusal` when `signer` is no publisher or the terms cannot be
    spelled; `FolderRefusal` when `folder` exists and is not empty, or cannot be written.  Whatever happens, `folder` is
    afterwards a whole package or as it was.
    """
    _refuse_faults(kit_files, manifest)
    known_as = refuse_stranger(root, signer, manifest.as_of)
    tags = _tag_files(manifest, terms, root)
    folder = folder.absolute()
    # By hand a signature costs a walk to the token: whatever can be refused is refused before.
    refuse_taken(folder)
    agree(tags[RELEASE])
    tags[signature_file(RELEASE, known_as)] = signed_by(signer, RELEASE_PURPOSE, tags[RELEASE])[1]
    try:
        with _beside(folder) as bag:
            _copy_payload(kit_files, manifest, bag)
            for name, content in {**tags, **signed}.items():
                write_hashed(bag / name, [content])
            settle(bag, manifest.as_of)
            refuse_taken(folder)
            if os.name == "nt" and folder.exists():
                folder.rmdir()
            bag.rename(folder)
            synced(folder.parent)
    except OSError as fault:
        raise FolderRefusal(
            f"The package {folder.name} could not be written ({fault.strerror or fault}).",
            "Make room on the disk, or name a folder that you may write.",
        ) from None


def _refuse_faults(kit_files: Mapping[str, Path], manifest: Manifest) -> None:
    listed = {artifact.path for artifact in manifest.artifacts}
    faults = [*manifest_faults(manifest), *(f"{shown(name)}: {why}" for name, why in name_faults(listed))]
    faults += [f"{shown(name)} is not in the manifest." for name in sorted(set(kit_files) - listed)]
    faults += [f"{shown(name)} is missing from the kit." for name in sorted(listed - set(kit_files))]
    faults += [f"{shown(name)} is not named after the status {manifest.status}." for name in wrongly_marked(manifest)]
    if faults:
        raise AlteredRefusal(f"This kit cannot be sealed. {' '.join(faults)}", _AGAIN)


def refuse_taken(folder: Path) -> None:
    """Raise `FolderRefusal` when a package cannot become `folder`, because there is something already."""
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
            digest, size = write_hashed(bag / PAYLOAD / artifact.path, slices(kit_files[artifact.path]))
        except (NotRegularError, FileNotFoundError, PermissionError) as fault:
            faults.append(f"{artifact.path} cannot be read ({fault.strerror or fault}).")
            continue
        if (digest, size) != (artifact.sha256, artifact.size):
            faults.append(f"{artifact.path} is not the file that the manifest lists.")
    if faults:
        raise AlteredRefusal(f"This kit was altered after it was built. {' '.join(faults)}", _AGAIN)


def refuse_stranger(root: Root, signer: Signer, day: date) -> KeyId:
    """Return the id of the key; raises `UsageRefusal` when it may not publish, by `root`, what is issued on `day`."""
    known_as = id_of(signer)
    if known_as not in root.roles[PUBLISHER].keys:
        raise UsageRefusal(
            f"The key {known_as} is not a publisher's: {root.version}.root.json does not list it in that role.",
            "name a publisher's key, or list this one: edit trust.toml, then safeconduct trust write.",
        )
    refuse_retired(root, known_as, day)
    return known_as


def _tag_files(manifest: Manifest, terms: Terms, root: Root) -> dict[str, bytes]:
    tags = {
        BAGIT: BAGIT_BYTES,
        BAG_INFO: bag_info(manifest, terms.version),
        CHECKSUMS: checksum_lines({PAYLOAD + artifact.path: artifact.sha256 for artifact in manifest.artifacts}),
        READ_ME: read_me(manifest, terms.version, terms.kinds, root),
        MANIFEST: manifest_bytes(manifest),
        PAGE: verify_page(),
        STAND_ALONE: stand_alone_verifier(),
        ALLOWED_SIGNERS: allowed_signers(root),
    }
    digests: dict[str, Digest] = {name: digest_of(content) for name, content in tags.items()}
    tags[TAG_CHECKSUMS] = checksum_lines(digests)
    digests[TAG_CHECKSUMS] = digest_of(tags[TAG_CHECKSUMS])
    release = Release(
        schema=RELEASE_SCHEMA,
        id=manifest.edition,
        version=terms.version,
        status=manifest.status,
        kinds=terms.kinds,
        issued=manifest.as_of,
        expires=manifest.valid_until,
        titles=manifest.title,
        manuscript=terms.manuscript,
        toolchain=terms.toolchain,
        root_version=root.version,
        digests=digests,
    )
    tags[RELEASE] = record_bytes(release)
    try:
        release_from(tags[RELEASE])
    except MetadataError as fault:
        raise UsageRefusal(f"A release of this edition cannot be written. {fault}", "Mend edition.toml.") from None
    return tags
