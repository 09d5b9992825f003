# SPDX-License-Identifier: Apache-2.0
"""Private Ed25519 keys in OpenSSH's own files, open or locked with a passphrase."""

import os
from pathlib import Path
from typing import TYPE_CHECKING

from safeconduct.model.refusal import UsageRefusal

from .files import read_at_most, write_new
from .public_keys import PublicKey

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

_MOST = 1 << 16
_ROUNDS = 64


def make_key(seed: bytes) -> "Ed25519PrivateKey":
    """Return the private key of `seed`: 32 bytes that the caller drew from the operating system's randomness."""
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    if len(seed) != 32:
        raise UsageRefusal("A key grows from exactly 32 random bytes.", "Draw 32 bytes with secrets.token_bytes(32).")
    return Ed25519PrivateKey.from_private_bytes(seed)


def public_of(private_key: "Ed25519PrivateKey") -> str:
    """Return the public key line of `private_key`."""
    return PublicKey(private_key.public_key().public_bytes_raw()).line


def save_key(private_key: "Ed25519PrivateKey", path: Path, passphrase: bytes = b"") -> None:
    """Write the OpenSSH private key file `path` (mode 0600) and its public line beside it in `path`.pub.

    With a `passphrase` the file is encrypted as `ssh-keygen` does (bcrypt, 64 rounds, AES-256-CTR).  Raises
    `UsageRefusal` when one of the two is taken, or cannot be written: then neither is, and no key is overwritten.
    """
    if path.suffix == ".pub":
        raise UsageRefusal("A file .pub is the one that is given away.", "Name the private key otherwise.")
    private, public = _private_text(private_key, passphrase), f"{public_of(private_key)}\n".encode()
    beside = Path(f"{path}.pub")
    written: list[Path] = []
    try:
        for file, content, rights in ((path, private, 0o600), (beside, public, 0o644)):
            write_new(file, content, rights)
            written.append(file)
    except OSError as fault:
        for file in written:
            file.unlink(missing_ok=True)
        if isinstance(fault, FileExistsError):
            taken = beside if written else path
            raise UsageRefusal(
                f"There is already a file {taken.name}.", "Choose another name: keys are kept."
            ) from None
        raise UsageRefusal(
            f"The key file {path.name} cannot be written ({fault.strerror}).", "Choose a folder that you may write."
        ) from None


def change_passphrase(private_key: "Ed25519PrivateKey", path: Path, passphrase: bytes) -> None:
    """Write the key file `path` anew with another passphrase (b"" for none): whole, or as it was."""
    beside = path.with_name(f".{path.name}.new")
    try:
        beside.unlink(missing_ok=True)
        write_new(beside, _private_text(private_key, passphrase), 0o600)
        beside.replace(path)
    except OSError as fault:
        raise UsageRefusal(
            f"The key file {path.name} cannot be written ({fault.strerror}).", "Choose a folder that you may write."
        ) from None


def is_locked(path: Path) -> bool:
    """Return whether the private key file `path` asks for a passphrase; raises `UsageRefusal` when it is no key."""
    return _loaded(path, None) is None


def load_key(path: Path, passphrase: bytes = b"") -> "Ed25519PrivateKey":
    """Read an OpenSSH Ed25519 private key file; raises `UsageRefusal`, also for a wrong or a missing passphrase."""
    key = _loaded(path, passphrase or None)
    if key is None:
        raise UsageRefusal(f"The key file {path.name} is locked with a passphrase.", "Give its passphrase.")
    if os.name == "posix" and path.stat().st_mode & 0o077:
        raise UsageRefusal(
            f"Other people on this machine can read the key file {path.name}.",
            f'Take their right away: chmod 600 "{path.name}"; a stick that knows no rights is no place for a key. '
            "If somebody may have read it, make a new one.",
        )
    return key


def _loaded(path: Path, passphrase: bytes | None) -> "Ed25519PrivateKey | None":
    """Return the key, or None when a passphrase is asked for and none was given."""
    from cryptography.exceptions import UnsupportedAlgorithm
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
    from cryptography.hazmat.primitives.serialization import load_ssh_private_key

    try:
        text = read_at_most(path, _MOST)
    except OSError as fault:
        raise UsageRefusal(
            f"The key file {path} cannot be read ({fault.strerror or fault}).", "Name your private key file."
        ) from None
    try:
        key = load_ssh_private_key(text, password=passphrase)
    except TypeError:
        # Raised for a locked key without a passphrase, and for an open one with a passphrase.
        return _loaded(path, None) if passphrase else None
    except (ValueError, UnsupportedAlgorithm):
        key = None
    if isinstance(key, Ed25519PrivateKey):
        return key
    if passphrase:
        raise UsageRefusal(f"This passphrase does not open the key file {path.name}.", "Type it again.")
    raise UsageRefusal(
        f"{path.name} is not an OpenSSH Ed25519 private key.",
        "Name the private key file, or make one: safeconduct keys new FILE",
    )


def _private_text(private_key: "Ed25519PrivateKey", passphrase: bytes) -> bytes:
    from cryptography.hazmat.primitives.serialization import (
        Encoding,
        KeySerializationEncryption,
        NoEncryption,
        PrivateFormat,
    )

    locked: KeySerializationEncryption = NoEncryption()
    if passphrase:
        locked = PrivateFormat.OpenSSH.encryption_builder().kdf_rounds(_ROUNDS).build(passphrase)
    return private_key.private_bytes(Encoding.PEM, PrivateFormat.OpenSSH, locked)
