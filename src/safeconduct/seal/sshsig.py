# SPDX-License-Identifier: Apache-2.0
"""OpenSSH signatures (SSHSIG, Ed25519, SHA-512) that stock `ssh-keygen -Y sign` and `-Y verify` make and accept.

Format: PROTOCOL.sshsig of OpenSSH.  One signature has one spelling: what differs from it by a bit is refused.
"""

import base64
import binascii
import hashlib
import re
from typing import TYPE_CHECKING, Literal

from safeconduct.model.refusal import TrustRefusal

from .keys import ALGORITHM, KeyRefusal, public_line, public_of, raw_public_key

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

_MAGIC = b"SSHSIG"
_HASH = b"sha512"
_BEGIN = "-----BEGIN SSH SIGNATURE-----\n"
_END = "-----END SSH SIGNATURE-----\n"
_MOST = 4096
_L = 2**252 + 27742317777372353535851937790883648493
_ASK = "Ask the signer for the file again; do not trust what it came with."


class SignatureRefusal(TrustRefusal):
    """A signature is malformed, of another kind, by another key, for another purpose, or simply does not match."""


def sign(private_key: "Ed25519PrivateKey", namespace: str, message: bytes) -> str:
    """Return the armored SSHSIG of `message` for the purpose `namespace`; equal input, equal signature."""
    raw = raw_public_key(public_of(private_key))
    signature = private_key.sign(_signed_bytes(namespace.encode("ascii"), message))
    return _armor(_blob(raw, namespace.encode("ascii"), signature))


def verify(public_key_line: str, namespace: str, message: bytes, untrusted_armored: str) -> Literal[True]:
    """Return True when `public_key_line` signed `message` for `namespace`; otherwise raise.

    Raises `SignatureRefusal`, or `KeyRefusal` when the key line itself is bad.  It never returns False, so that
    neither a forgotten `if` nor a forgotten `try` accepts a forgery.
    """
    from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

    raw = raw_public_key(public_key_line)
    signer, untrusted_namespace, signature = _parts(untrusted_armored)
    if untrusted_namespace != namespace.encode("ascii"):
        raise SignatureRefusal(f"The signature was not made for the purpose {namespace}.", _ASK)
    if signer != raw:
        raise SignatureRefusal("The signature was made with another key.", _ASK)
    if int.from_bytes(signature[32:], "little") >= _L:
        raise SignatureRefusal("The signature is not the one spelling that an honest signer makes.", _ASK)
    try:
        Ed25519PublicKey.from_public_bytes(raw).verify(signature, _signed_bytes(namespace.encode("ascii"), message))
    except (InvalidSignature, UnsupportedAlgorithm, ValueError):
        raise SignatureRefusal("The signature does not match what it should sign.", _ASK) from None
    return True


def signer_of(untrusted_armored: str) -> str:
    """Return the public key line that the signature *says* made it; proves nothing until `verify`.

    Raises `SignatureRefusal` or `KeyRefusal`.
    """
    line = public_line(_parts(untrusted_armored)[0])
    raw_public_key(line)
    return line


def _signed_bytes(namespace: bytes, message: bytes) -> bytes:
    return _MAGIC + b"".join(map(_string, (namespace, b"", _HASH, hashlib.sha512(message).digest())))


def _blob(raw: bytes, namespace: bytes, signature: bytes) -> bytes:
    key = _string(ALGORITHM.encode()) + _string(raw)
    wrapped = _string(ALGORITHM.encode()) + _string(signature)
    return _MAGIC + (1).to_bytes(4) + b"".join(map(_string, (key, namespace, b"", _HASH, wrapped)))


def _armor(blob: bytes) -> str:
    text = base64.b64encode(blob).decode()
    return _BEGIN + "".join(f"{text[n : n + 70]}\n" for n in range(0, len(text), 70)) + _END


def _string(content: bytes) -> bytes:
    return len(content).to_bytes(4) + content


def _parts(untrusted_armored: str) -> tuple[bytes, bytes, bytes]:
    """Return raw key, namespace and 64-byte signature; what does not spell back to the same text is refused."""
    found = re.fullmatch(f"{_BEGIN}([A-Za-z0-9+/=\n]{{1,{_MOST}}}){_END}", untrusted_armored)
    try:
        blob = base64.b64decode(found[1].replace("\n", ""), validate=True) if found else b""
        body = blob.removeprefix(_MAGIC + (1).to_bytes(4))
        key, namespace, _, _, wrapped, _ = _strings(body, 5)
        _, raw, _ = _strings(key, 2)
        _, signature, _ = _strings(wrapped, 2)
    except (ValueError, binascii.Error):
        raw = namespace = signature = b""
    if len(raw) != 32 or len(signature) != 64 or _armor(_blob(raw, namespace, signature)) != untrusted_armored:
        raise SignatureRefusal("This is not an OpenSSH Ed25519 signature as ssh-keygen writes it.", _ASK)
    return raw, namespace, signature


def _strings(untrusted: bytes, count: int) -> list[bytes]:
    """Return `count` length-prefixed strings and what is left; raises `ValueError` when they run over the end."""
    found = []
    for _ in range(count):
        length = int.from_bytes(untrusted[:4])
        if len(untrusted) < 4 + length or len(untrusted) < 4:
            raise ValueError("a length runs over the end")
        found.append(untrusted[4 : 4 + length])
        untrusted = untrusted[4 + length :]
    return [*found, untrusted]


__all__ = ["KeyRefusal", "SignatureRefusal", "sign", "signer_of", "verify"]
