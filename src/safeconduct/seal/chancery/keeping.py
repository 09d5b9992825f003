# SPDX-License-Identifier: Apache-2.0
"""Reading and writing the folder: trust.toml (the plan), trust/ (the roots, signed), status/ (the latest word)."""

from collections.abc import Collection, Iterator, Mapping
from datetime import date
from pathlib import Path
from types import MappingProxyType

from attrs import frozen

from safeconduct.model.fingerprints import fingerprint_of
from safeconduct.model.refusal import FolderRefusal, TrustRefusal, UsageRefusal
from safeconduct.model.sealed import ROOT, Key, KeyId, Root, StatusWord
from safeconduct.model.sealed import STATUS as STATUS_ROLE
from safeconduct.seal.files import read_at_most, why
from safeconduct.seal.layout import (
    FIRST_ROOT,
    MOST_SIGNED,
    ROOT_PURPOSE,
    STATUS,
    STATUS_PURPOSE,
    root_file,
    signature_file,
)
from safeconduct.seal.metadata import MetadataError
from safeconduct.seal.public_keys import KeyRefusal
from safeconduct.seal.records import KEY_ID, root_from, status_from
from safeconduct.seal.sshsig import SignatureRefusal, verify

from .writing import put_file, put_signed

PLAN = "trust.toml"
STATUS_HERE = "status/status.json"


@frozen
class Signers:
    """Who has signed a file in a role, how many must, and who still may."""

    signed: tuple[KeyId, ...]
    threshold: int
    open: tuple[KeyId, ...]

    @property
    def enough(self) -> bool:
        """Whether as many signed as must."""
        return len(self.signed) >= self.threshold


@frozen
class Chancery:
    """The folder of a press; every method reads it anew."""

    folder: Path

    def roots(self) -> tuple[Root, ...]:
        """Return the roots, oldest first, signed or not; raises `FolderRefusal` when one cannot be read."""
        return tuple(self._root(version) for version in self._versions())

    def _versions(self) -> Iterator[int]:
        version = 1
        while self._is_there(root_file(version)):
            yield version
            version += 1

    def _is_there(self, name: str) -> bool:
        """Whether something bears this name, be it a link: what is no plain file is told when it is read."""
        try:
            (self.folder / name).lstat()
        except (FileNotFoundError, NotADirectoryError):
            return False
        except (OSError, ValueError) as fault:
            raise _unreadable(name, f"({why(fault)})") from None
        return True

    def _root(self, version: int) -> Root:
        try:
            root = root_from(self._content(root_file(version)))
        except MetadataError as fault:
            raise _unreadable(root_file(version), str(fault)) from None
        if root.version != version:
            raise _unreadable(root_file(version), f"It is version {root.version}.")
        return root

    def signers(self, version: int) -> tuple[Signers, ...]:
        """Return who signed the root of this version: by the root before it, if there is one, and by itself."""
        roots = [self._root(one) for one in (version - 1, version) if one]
        content = self._content(root_file(version))
        signatures = self._signatures(root_file(version))
        # Whom one of the two revokes counts for neither: a thief must not sign the list that shuts them out.
        revoked = {known_as for root in roots for known_as in root.revoked}
        left = {known_as: one for known_as, one in signatures.items() if known_as not in revoked}
        return tuple(_signers(content, ROOT_PURPOSE, root, ROOT, roots[-1].issued, left) for root in roots)

    def root(self) -> Root:
        """Return the newest root that as many signed as must; a newer one is a draft until they have.

        Raises `TrustRefusal` when there is none.
        """
        held: Root | None = None
        for root in self.roots():
            wanting = [one for one in self.signers(root.version) if not one.enough]
            if wanting and held is None:
                raise TrustRefusal(
                    f"{root_file(root.version)} is signed by {len(wanting[0].signed)} of {wanting[0].threshold} keys "
                    "that must.",
                    f"have it signed: safeconduct trust sign --key KEY (still open: {', '.join(wanting[0].open)})",
                )
            if wanting:
                break
            held = root
        if held is None:
            raise TrustRefusal(
                f"The chancery {self.folder} has no list of keys yet.",
                "begin one: safeconduct trust begin (for a try with one key of your own: add --alone KEY.pub)",
            )
        return held

    @property
    def fingerprint(self) -> str:
        """The fingerprint of the press: eight groups of five digits of its first root."""
        return fingerprint_of(self._content(FIRST_ROOT))

    def status(self) -> StatusWord | None:
        """Return the latest word if there is one; raises `FolderRefusal`, and `TrustRefusal` when too few signed it."""
        if not self._is_there(STATUS_HERE):
            return None
        status, found = self._word_and_signers()
        if not found.enough:
            raise TrustRefusal(
                f"{STATUS_HERE} is signed by {len(found.signed)} of {found.threshold} keys that must.",
                f"have it signed: safeconduct status sign --key KEY (still open: {', '.join(found.open)})",
            )
        return status

    def _word_and_signers(self) -> tuple[StatusWord, Signers]:
        content = self.status_draft()
        status, signatures = status_from(content), self._signatures(STATUS_HERE)
        return status, _signers(content, STATUS_PURPOSE, self.root(), STATUS_ROLE, status.issued, signatures)

    def signed_files(self) -> dict[str, bytes]:
        """Return what goes into every package, by its name there: roots, the latest word, their signatures.

        Only signatures that count: any other that lies there would turn a light of the package red.
        """
        return self.root_files() | self.status_files()

    def root_files(self) -> dict[str, bytes]:
        """Return the roots and their signatures by their names in a package."""
        files: dict[str, bytes] = {}
        for version in range(1, self.root().version + 1):
            signed = {known_as for one in self.signers(version) for known_as in one.signed}
            files |= self._with_signatures(root_file(version), root_file(version), signed)
        return files

    def status_files(self) -> dict[str, bytes]:
        """Return the latest word and its signatures by their names in a package; none when there is none."""
        if self.status() is None:
            return {}
        return self._with_signatures(STATUS_HERE, STATUS, self._word_and_signers()[1].signed)

    def put(self, name: str, content: bytes, *, anew: bool = False) -> Path:
        """Write a file whole; raises `UsageRefusal` when it exists and not `anew`, `FolderRefusal` for the disk."""
        if not anew and self._is_there(name):
            raise UsageRefusal(f"There is already a file {name}.", "keep it, or move it away first.")
        return put_file(self.folder, name, content)

    def put_signed(self, name: str, content: bytes, signatures: Mapping[KeyId, bytes] = MappingProxyType({})) -> Path:
        """Put a file and its signatures in the place of an older one and of all its signatures; `FolderRefusal`."""
        return put_signed(self.folder, name, content, signatures)

    def put_signature(self, name: str, known_as: KeyId, armored: bytes) -> None:
        """Put one more signature beside the file `name`; raises `FolderRefusal`."""
        put_file(self.folder, signature_file(name, known_as), armored)

    def status_draft(self) -> bytes:
        """Return the bytes of the latest word, signed by enough or not; raises `FolderRefusal` when it is no word."""
        content = self._content(STATUS_HERE)
        try:
            status_from(content)
        except MetadataError as fault:
            raise _unreadable(STATUS_HERE, str(fault)) from None
        return content

    def content_if_there(self, name: str) -> bytes | None:
        """Return the bytes of a file, None when nothing bears its name; raises `FolderRefusal`."""
        return self._content(name) if self._is_there(name) else None

    def _with_signatures(self, here: str, there: str, signed: Collection[KeyId]) -> dict[str, bytes]:
        files = {there: self._content(here)}
        return files | {signature_file(there, one): self._content(signature_file(here, one)) for one in sorted(signed)}

    def _signatures(self, signed: str) -> dict[KeyId, bytes]:
        folder = self.folder / f"{signed}.sigs"
        try:
            known = [
                path.stem for path in sorted(folder.iterdir()) if KEY_ID.fullmatch(path.stem) and path.suffix == ".sig"
            ]
        except FileNotFoundError:
            return {}
        except OSError as fault:
            raise _unreadable(f"{signed}.sigs", f"({fault.strerror or fault})") from None
        return {known_as: self._content(signature_file(signed, known_as)) for known_as in known}

    def _content(self, name: str) -> bytes:
        try:
            return read_at_most(self.folder / name, MOST_SIGNED)
        except OSError as fault:
            raise _unreadable(name, f"({fault.strerror or fault})") from None


def _signers(
    content: bytes, purpose: str, root: Root, role: str, issued: date, signatures: Mapping[KeyId, bytes]
) -> Signers:
    keys = [one for one in root.roles[role].keys if (until := root.keys[one].until) is None or issued <= until]
    signed = tuple(
        one for one in keys if one in signatures and _right(content, purpose, root.keys[one], signatures[one])
    )
    return Signers(signed, root.roles[role].threshold, tuple(one for one in keys if one not in signed))


def _right(content: bytes, purpose: str, key: Key, untrusted: bytes) -> bool:
    try:
        return verify(key.key, purpose, content, untrusted.decode("ascii"))
    except (UnicodeDecodeError, SignatureRefusal, KeyRefusal):
        return False


def _unreadable(name: str, why: str) -> FolderRefusal:
    return FolderRefusal(
        f"{name} in the chancery cannot be read. {why}", "put it back from a copy, or name another with --chancery."
    )
