# SPDX-License-Identifier: Apache-2.0
"""OpenSSH signatures (SSHSIG, Ed25519, SHA-512) that stock `ssh-keygen -Y sign` and `-Y verify` make and accept.

Format: PROTOCOL.sshsig and PROTOCOL.u2f of OpenSSH.  One signature has one spelling: what differs by a bit is refused.
Signatures of FIDO tokens (sk-ssh-ed25519) are accepted; making them is the token's affair, through `ssh-keygen`.
"""

import base64
import binascii
import hashlib
import re
from typing import TYPE_CHECKING, Literal

from attrs import frozen

from safeconduct.model.refusal import TrustRefusal

from .keys import public_of
from .public_keys import KeyRefusal, PublicKey, key_of_blob, public_key, ssh_string, ssh_strings

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

_MAGIC = b"SSHSIG"
_HASH = b"sha512"
_BEGIN = "-----BEGIN SSH SIGNATURE-----\n"
_END = "-----END SSH SIGNATURE-----\n"
_MOST = 4096
_L = 2**252 + 27742317777372353535851937790883648493
_PRESENT = 1
_ASK = "Ask the signer for the file again; do not trust what it came with."


class SignatureRefusal(TrustRefusal):
    """A signature is malformed, of another kind, by another key, for another purpose, or simply does not match."""


@frozen
class Signature:
    """What an armored signature says of itself: nothing of it is proven until `verify`.

    `touched` holds the flags (1 byte) and the counter (4 bytes) of a token, b"" for a key in a file.
    """

    key: PublicKey
    namespace: bytes
    ed25519: bytes
    touched: bytes = b""

    @property
    def armored(self) -> str:
        """The one spelling of it."""
        made = ssh_string(self.key.algorithm.encode()) + ssh_string(self.ed25519) + self.touched
        parts = (self.key.blob, self.namespace, b"", _HASH, made)
        text = base64.b64encode(_MAGIC + (1).to_bytes(4) + b"".join(map(ssh_string, parts))).decode()
        return _BEGIN + "".join(f"{text[n : n + 70]}\n" for n in range(0, len(text), 70)) + _END

    def signed_bytes(self, message: bytes) -> bytes:
        """Return the bytes that the Ed25519 signature covers when `message` was signed."""
        told = _signed_bytes(self.namespace, message)
        if not self.key.application:
            return told
        return b"".join(
            (
                hashlib.sha256(self.key.application.encode()).digest(),
                self.touched,
                hashlib.sha256(told).digest(),
            )
        )


def sign(private_key: "Ed25519PrivateKey", namespace: str, message: bytes) -> str:
    """Return the armored SSHSIG of `message` for the purpose `namespace`; equal input, equal signature."""
    key = public_key(public_of(private_key))
    purpose = namespace.encode("ascii")
    return Signature(key, purpose, private_key.sign(_signed_bytes(purpose, message))).armored


def verify(public_key_line: str, namespace: str, message: bytes, untrusted_armored: str) -> Literal[True]:
    """Return True when `public_key_line` signed `message` for `namespace`; otherwise raise.

    Raises `SignatureRefusal`, or `KeyRefusal` when the key line itself is bad.  It never returns False, so that
    neither a forgotten `if` nor a forgotten `try` accepts a forgery.
    """
    key = public_key(public_key_line)
    untrusted = signature_in(untrusted_armored)
    if untrusted.namespace != namespace.encode("ascii"):
        raise SignatureRefusal(f"The signature was not made for the purpose {namespace}.", _ASK)
    if untrusted.key != key:
        raise SignatureRefusal("The signature was made with another key.", _ASK)
    if untrusted.touched and not untrusted.touched[0] & _PRESENT:
        raise SignatureRefusal("The token signed although nobody touched it.", _ASK)
    if not holds(key.raw, untrusted.ed25519, untrusted.signed_bytes(message)):
        raise SignatureRefusal("The signature does not match what it should sign.", _ASK)
    return True


def holds(raw_key: bytes, ed25519: bytes, signed: bytes) -> bool:
    """Return whether the 64 bytes `ed25519` sign `signed` by a key of 32 bytes (RFC 8032): S is below L, no cofactor.

    Whether the key is one that may sign at all (`public_key`) is asked before.
    """
    from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

    if len(ed25519) != 64 or int.from_bytes(ed25519[32:], "little") >= _L:
        return False
    try:
        Ed25519PublicKey.from_public_bytes(raw_key).verify(ed25519, signed)
    except (InvalidSignature, UnsupportedAlgorithm, ValueError):
        return False
    return True


def signature_in(untrusted_armored: str) -> Signature:
    """Read an armored signature; what does not spell back to the same text is refused.

    Raises `SignatureRefusal` or `KeyRefusal`.
    """
    found = re.fullmatch(f"{_BEGIN}([A-Za-z0-9+/=\n]{{1,{_MOST}}}){_END}", untrusted_armored)
    try:
        blob = base64.b64decode(found[1].replace("\n", ""), validate=True) if found else b""
        body = blob.removeprefix(_MAGIC + (1).to_bytes(4))
        key_blob, namespace, _, _, made, _ = ssh_strings(body, 5)
        _, ed25519, touched = ssh_strings(made, 2)
    except (ValueError, binascii.Error):
        raise _no_signature() from None
    read = Signature(key_of_blob(key_blob), namespace, ed25519, touched)
    whole = len(ed25519) == 64 and len(touched) == (5 if read.key.application else 0)
    if not whole or read.armored != untrusted_armored:
        raise _no_signature()
    return read


def signer_of(untrusted_armored: str) -> str:
    """Return the public key line that the signature *says* made it; proves nothing until `verify`.

    Raises `SignatureRefusal` or `KeyRefusal`.
    """
    return signature_in(untrusted_armored).key.line


def _signed_bytes(namespace: bytes, message: bytes) -> bytes:
    return _MAGIC + b"".join(map(ssh_string, (namespace, b"", _HASH, hashlib.sha512(message).digest())))


def _no_signature() -> SignatureRefusal:
    return SignatureRefusal("This is not an OpenSSH Ed25519 signature as ssh-keygen writes it.", _ASK)


__all__ = ["KeyRefusal", "Signature", "SignatureRefusal", "holds", "sign", "signature_in", "signer_of", "verify"]
