# SPDX-License-Identifier: Apache-2.0
"""Verifying many signatures of the same few keys: what `sshsig.verify` accepts and refuses, in half the time.

All but the last 64 bytes of such a signature is the same for one key and one purpose, so it is spelled once and
compared.  Whatever is not accepted that way is put before `sshsig.verify`, whose answer and whose sentence count.
"""

import binascii
from functools import lru_cache
from typing import TYPE_CHECKING

from attrs import frozen

from safeconduct.seal.layout import LOG_PURPOSE
from safeconduct.seal.public_keys import PublicKey
from safeconduct.seal.sshsig import Signature, verify

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

_L = 2**252 + 27742317777372353535851937790883648493
_ED25519, _WIDTH = 64, 70


@frozen
class _Prepared:
    begin: str
    end: str
    same: bytes
    blank: Signature
    key: "Ed25519PublicKey"

    def accepts(self, message: bytes, untrusted_armored: str) -> bool:
        """Return True when the signature is right; False means that somebody else must look."""
        from cryptography.exceptions import InvalidSignature

        try:
            blob = binascii.a2b_base64(untrusted_armored[len(self.begin) : -len(self.end)])
        except ValueError:
            return False
        made = blob[-_ED25519:]
        spelled = binascii.b2a_base64(self.same + made, newline=False).decode()
        lines = "".join([f"{spelled[n : n + _WIDTH]}\n" for n in range(0, len(spelled), _WIDTH)])
        if f"{self.begin}{lines}{self.end}" != untrusted_armored or int.from_bytes(made[32:], "little") >= _L:
            return False
        try:
            self.key.verify(made, self.blank.signed_bytes(message))
        except InvalidSignature:
            return False
        return True


@lru_cache(maxsize=64)
def _prepared(signer: PublicKey) -> _Prepared | None:
    """Return None for a key on a token: its signatures differ by more than 64 bytes."""
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

    if signer.application:
        return None
    blank = Signature(signer, LOG_PURPOSE.encode(), bytes(_ED25519))
    begin, *lines, end, _ = blank.armored.split("\n")
    same = binascii.a2b_base64("".join(lines))[:-_ED25519]
    return _Prepared(f"{begin}\n", f"{end}\n", same, blank, Ed25519PublicKey.from_public_bytes(signer.raw))


def verify_line(signer: PublicKey, message: bytes, untrusted_armored: str) -> None:
    """Return when `signer` signed `message` for the log; raises `SignatureRefusal` or `KeyRefusal`."""
    prepared = _prepared(signer)
    if prepared is None or not prepared.accepts(message, untrusted_armored):
        verify(signer.line, LOG_PURPOSE, message, untrusted_armored)
