# SPDX-License-Identifier: Apache-2.0
"""Who signs: a key in a file at once; a key on a token by hand, through `ssh-keygen` and a file in between."""

import shlex
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Union

from attrs import frozen

from safeconduct.model.refusal import StillToSign, UsageRefusal
from safeconduct.model.sealed import KeyId

from .files import read_at_most, write_new
from .keys import public_of
from .layout import MOST_SIGNATURE, MOST_SIGNED
from .public_keys import key_id, public_key, without_comment
from .sshsig import sign, verify

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

Signer = Union["Ed25519PrivateKey", "ByHand"]


@frozen
class ByHand:
    """A key that is not in a file: the line in `public`, a .pub file, and `file`, in which what is to be signed lies.

    Its holder signs `file`, and the signature then lies in `file`.sig.
    """

    public: Path
    file: Path

    @property
    def line(self) -> str:
        """The public key line; raises `UsageRefusal` and `KeyRefusal`."""
        return public_key(without_comment(public_line_in(self.public))).line


def public_line_in(path: Path) -> str:
    """Return the line in a .pub file; raises `UsageRefusal`."""
    try:
        return read_at_most(path, MOST_SIGNED).decode("utf-8").strip()
    except (OSError, ValueError):
        raise UsageRefusal(f"The public key file {path} cannot be read.", "name a .pub file.") from None


def id_of(signer: Signer) -> KeyId:
    """Return the id of the key that will sign; raises `UsageRefusal` and `KeyRefusal`."""
    return key_id(signer.line if isinstance(signer, ByHand) else public_of(signer))


def signed(
    signer: Signer, purpose: str, asked: bytes, same: Callable[[bytes], bool] = lambda _: False
) -> tuple[bytes, bytes]:
    """Return what was signed and the armored signature of it for `purpose`.

    By hand it is what lies in the file: `asked`, or what is the `same` in other words.  Raises `StillToSign` after
    `asked` was written there, and until it is signed; `UsageRefusal` when anything else lies there, or no file can;
    `SignatureRefusal` when the signature is wrong.
    """
    if not isinstance(signer, ByHand):
        return asked, sign(signer, purpose, asked).encode()
    content, beside = _content(signer.file, MOST_SIGNED), Path(f"{signer.file}.sig")
    armored = _content(beside, MOST_SIGNATURE)
    if content is None:
        if armored is not None:
            raise UsageRefusal(f"{beside} is a signature of something else.", "name a new file, or move it away.")
        content = asked
        try:
            write_new(signer.file, asked)
        except OSError as fault:
            raise UsageRefusal(f"{signer.file} cannot be written ({fault.strerror}).", "name a new file.") from None
    if content != asked and not same(content):
        raise UsageRefusal(
            f"{signer.file} holds something else than what is to be signed now.", "name a new file after --by-hand."
        )
    if armored is None:
        command = ["ssh-keygen", "-Y", "sign", "-f", str(signer.public), "-n", purpose, str(signer.file)]
        raise StillToSign(
            f"What is to be signed lies in {signer.file}.",
            f"sign it with your token, then give the same command again: {shlex.join(command)}",
        )
    verify(signer.line, purpose, content, armored.decode("ascii", "replace"))
    return content, armored


def _content(path: Path, most: int) -> bytes | None:
    try:
        return read_at_most(path, most)
    except FileNotFoundError:
        return None
    except OSError as fault:
        raise UsageRefusal(f"{path} cannot be read ({fault.strerror or fault}).", "name a new file.") from None
