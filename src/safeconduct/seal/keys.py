# SPDX-License-Identifier: Apache-2.0
"""Ed25519 keys in OpenSSH's own files: public lines, fingerprints that can be read over the phone, private keys."""

import base64
import binascii
import hashlib
import os
import re
from pathlib import Path
from typing import TYPE_CHECKING

from safeconduct.model.fingerprints import spoken_groups
from safeconduct.model.refusal import TrustRefusal, UsageRefusal

from .files import read_at_most

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

ALGORITHM = "ssh-ed25519"
_LINE = re.compile(r"ssh-ed25519 ([A-Za-z0-9+/]{68})")
_HEAD = b"\x00\x00\x00\x0bssh-ed25519\x00\x00\x00\x20"
_MOST = 1 << 16
_P = 2**255 - 19
_Y8 = 2707385501144840649318225287225658788936804267575313519463743609750303402022
# The y of every point whose order divides 8 (RFC 8032 curve): a key there accepts signatures nobody made.
_SMALL_ORDER = frozenset({0, 1, _P - 1, _Y8, _P - _Y8})


class KeyRefusal(TrustRefusal):
    """A public key line is not one that we trust to mean one key."""


def public_line(raw: bytes) -> str:
    """Return the OpenSSH public key line, without comment, of a 32-byte Ed25519 public key."""
    return f"{ALGORITHM} {base64.b64encode(_HEAD + raw).decode()}"


def raw_public_key(untrusted_line: str) -> bytes:
    """Return the 32 bytes of the key in `untrusted_line` ("ssh-ed25519 AAAA…", nothing after it).

    Raises `KeyRefusal` for another algorithm, a comment, a second spelling of the same bytes, or a degenerate point.
    """
    found = _LINE.fullmatch(untrusted_line)
    blob = b""
    if found:
        try:
            blob = base64.b64decode(found[1], validate=True)
        except binascii.Error:
            blob = b""
    if not blob.startswith(_HEAD) or len(blob) != len(_HEAD) + 32:
        raise KeyRefusal(
            "This is not a public Ed25519 key line.",
            "Give one line that begins with ssh-ed25519 AAAA and has no comment behind the key.",
        )
    raw = blob[len(_HEAD) :]
    y = int.from_bytes(raw, "little") & (1 << 255) - 1
    if y >= _P or y in _SMALL_ORDER:
        raise KeyRefusal("This public key is not a point that an honest key can have.", "Ask for another key.")
    return raw


def without_comment(line: str) -> str:
    """Return a public key line as people paste it, stripped of surrounding space and of the comment."""
    return " ".join(line.split()[:2])


def fingerprint(public_key_line: str) -> str:
    """Return 8 groups of 5 digits for a public key line, to be compared over phone or radio.

    Group n is the last five digits, in decimal, of the n-th 32-bit word of the SHA-256 that OpenSSH also shows
    (`ssh-keygen -lf`).  Raises `KeyRefusal`.
    """
    digest = hashlib.sha256(_HEAD + raw_public_key(public_key_line)).digest()
    return spoken_groups(digest)


def make_key(seed: bytes) -> "Ed25519PrivateKey":
    """Return the private key of `seed`: 32 bytes that the caller drew from the operating system's randomness."""
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    if len(seed) != 32:
        raise UsageRefusal("A key grows from exactly 32 random bytes.", "Draw 32 bytes with secrets.token_bytes(32).")
    return Ed25519PrivateKey.from_private_bytes(seed)


def public_of(private_key: "Ed25519PrivateKey") -> str:
    """Return the public key line of `private_key`."""
    return public_line(private_key.public_key().public_bytes_raw())


def save_key(private_key: "Ed25519PrivateKey", path: Path) -> None:
    """Write the OpenSSH private key file `path` (mode 0600) and its public line beside it in `path`.pub.

    Raises `UsageRefusal` when `path` is taken: a key is never overwritten.
    """
    from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

    text = private_key.private_bytes(Encoding.PEM, PrivateFormat.OpenSSH, NoEncryption())
    try:
        opened = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(opened, "wb") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        path.with_name(path.name + ".pub").write_bytes(f"{public_of(private_key)}\n".encode())
    except FileExistsError:
        raise UsageRefusal(f"There is already a file {path.name}.", "Choose another name: keys are kept.") from None
    except OSError as fault:
        raise UsageRefusal(
            f"The key file {path.name} cannot be written ({fault.strerror}).", "Choose a folder that you may write."
        ) from None


def load_key(path: Path) -> "Ed25519PrivateKey":
    """Read an OpenSSH Ed25519 private key file without passphrase; raises `UsageRefusal`."""
    from cryptography.exceptions import UnsupportedAlgorithm
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
    from cryptography.hazmat.primitives.serialization import load_ssh_private_key

    try:
        text = read_at_most(path, _MOST)
        rights = path.stat().st_mode
    except OSError as fault:
        raise UsageRefusal(
            f"The key file {path.name} cannot be read ({fault.strerror or fault}).", "Name your private key file."
        ) from None
    try:
        key = load_ssh_private_key(text, password=None)
    except (ValueError, TypeError, UnsupportedAlgorithm):
        key = None
    if not isinstance(key, Ed25519PrivateKey):
        raise UsageRefusal(
            f"{path.name} is not an OpenSSH Ed25519 private key without passphrase.",
            'Name the private key file, or make one: ssh-keygen -t ed25519 -N "" -C "" -f press.key',
        )
    if os.name == "posix" and rights & 0o077:
        raise UsageRefusal(
            f"Other people on this machine can read the key file {path.name}.",
            f'Take their right away: chmod 600 "{path.name}". If somebody may have read it, make a new key.',
        )
    return key
