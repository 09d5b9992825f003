# SPDX-License-Identifier: Apache-2.0
"""Public Ed25519 keys as OpenSSH writes them, on a token or in a file, their ids and their spoken fingerprints."""

import base64
import binascii
import hashlib
import re

from attrs import frozen

from safeconduct.model.fingerprints import fingerprint_of
from safeconduct.model.refusal import TrustRefusal
from safeconduct.model.sealed import KeyId

ALGORITHM = "ssh-ed25519"
ON_A_TOKEN = "sk-" + ALGORITHM + "@openssh.com"
_LINE = re.compile(r"(ssh-ed25519|sk-ssh-ed25519@openssh\.com) ([A-Za-z0-9+/]{68,200}={0,2})")
_APPLICATION = re.compile(r"ssh:[!-~]{0,60}")
_P = 2**255 - 19
_Y8 = 2707385501144840649318225287225658788936804267575313519463743609750303402022
# The y of every point whose order divides 8 (RFC 8032 curve): a key there accepts signatures nobody made.
_SMALL_ORDER = frozenset({0, 1, _P - 1, _Y8, _P - _Y8})


class KeyRefusal(TrustRefusal):
    """A public key line is not one that we trust to mean one key."""


@frozen
class PublicKey:
    """32 bytes of an Ed25519 key; `application` is what a FIDO token signs for ("ssh:…"), "" for a key in a file."""

    raw: bytes
    application: str = ""

    @property
    def algorithm(self) -> str:
        """The name OpenSSH gives to this kind of key."""
        return ON_A_TOKEN if self.application else ALGORITHM

    @property
    def blob(self) -> bytes:
        """The key as SSH writes it: what stands base64-encoded in its line."""
        parts = [self.algorithm.encode(), self.raw, *([self.application.encode()] if self.application else [])]
        return b"".join(map(ssh_string, parts))

    @property
    def line(self) -> str:
        """The OpenSSH public key line, without comment."""
        return f"{self.algorithm} {base64.b64encode(self.blob).decode()}"

    @property
    def id(self) -> KeyId:
        """The first 16 hexadecimal digits of the SHA-256 of the blob."""
        return hashlib.sha256(self.blob).hexdigest()[:16]


def ssh_string(content: bytes) -> bytes:
    """Return `content` behind its length in four bytes (RFC 4251)."""
    return len(content).to_bytes(4) + content


def ssh_strings(untrusted: bytes, count: int) -> list[bytes]:
    """Return `count` length-prefixed strings and what is left; raises `ValueError` when they run over the end."""
    found = []
    for _ in range(count):
        length = int.from_bytes(untrusted[:4])
        if len(untrusted) < 4 + length or len(untrusted) < 4:
            raise ValueError("a length runs over the end")
        found.append(untrusted[4 : 4 + length])
        untrusted = untrusted[4 + length :]
    return [*found, untrusted]


def key_of_blob(untrusted: bytes) -> PublicKey:
    """Return the key that SSH writes as `untrusted`; raises `KeyRefusal`, for a degenerate point too."""
    try:
        algorithm, raw, rest = ssh_strings(untrusted, 2)
        application = ""
        if algorithm == ON_A_TOKEN.encode():
            told, rest = ssh_strings(rest, 1)
            application = told.decode("ascii")
            if not _APPLICATION.fullmatch(application):
                raise ValueError("another purpose")
        if (len(raw), rest) != (32, b"") or algorithm not in (ALGORITHM.encode(), ON_A_TOKEN.encode()):
            raise ValueError("another kind of key")
    except ValueError:
        raise _no_key_line() from None
    y = int.from_bytes(raw, "little") & (1 << 255) - 1
    if y >= _P or y in _SMALL_ORDER:
        raise KeyRefusal("This public key is not a point that an honest key can have.", "Ask for another key.")
    return PublicKey(raw, application)


def public_key(untrusted_line: str) -> PublicKey:
    """Return the key in `untrusted_line` ("ssh-ed25519 AAAA…" or "sk-ssh-ed25519@openssh.com AAAA…", nothing after it).

    Raises `KeyRefusal` for another algorithm, a comment, a second spelling of the same bytes, or a degenerate point.
    """
    found = _LINE.fullmatch(untrusted_line)
    try:
        key = key_of_blob(base64.b64decode(found[2], validate=True)) if found else None
    except binascii.Error:
        key = None
    if key is None or key.line != untrusted_line:
        raise _no_key_line()
    return key


def raw_public_key(untrusted_line: str) -> bytes:
    """Return the 32 bytes of the key in `untrusted_line`; raises `KeyRefusal`."""
    return public_key(untrusted_line).raw


def key_id(untrusted_line: str) -> KeyId:
    """Return the id under which a root lists the key in `untrusted_line`; raises `KeyRefusal`."""
    return public_key(untrusted_line).id


def _no_key_line() -> KeyRefusal:
    return KeyRefusal(
        "This is not a public Ed25519 key line.",
        "Give one line that begins with ssh-ed25519 AAAA and has no comment behind the key.",
    )


def without_comment(line: str) -> str:
    """Return a public key line as people paste it, stripped of surrounding space and of the comment."""
    return " ".join(line.split()[:2])


def fingerprint(public_key_line: str) -> str:
    """Return 8 groups of 5 digits for a public key line, to be compared over phone or radio.

    Group n is the last five digits, in decimal, of the n-th 32-bit word of the SHA-256 that OpenSSH also shows
    (`ssh-keygen -lf`).  Raises `KeyRefusal`.
    """
    return fingerprint_of(public_key(public_key_line).blob)
