# SPDX-License-Identifier: Apache-2.0
"""Which signatures of a file are right, and which of them count for a role."""

from collections.abc import Mapping
from datetime import date

from safeconduct.model.sealed import KeyId, Root
from safeconduct.seal.public_keys import KeyRefusal
from safeconduct.seal.sshsig import SignatureRefusal, signature_in, verify

from .own_files import OwnFiles

GoodSigners = Mapping[KeyId, str]
"""The public key lines, by id, of whose signatures are right."""


def good_signers(
    own: OwnFiles, files: Mapping[KeyId, str], signed: bytes, purpose: str, role: str, roots: tuple[Root, ...]
) -> tuple[GoodSigners, list[str]]:
    """Return who signed `signed` for `purpose`, of the keys that `roots` list under `role`, and the bad signatures.

    `files` gives the signature file of each key id.  A signature of a key that one of `roots` revokes is neither good
    nor bad, as long as it is well-formed.
    """
    good: dict[KeyId, str] = {}
    bad: list[str] = []
    for key_id, name in files.items():
        armored = _text(own.content(name))
        line = _line_of(armored, key_id, purpose)
        if line and any(key_id in root.revoked for root in roots):
            continue
        known = any(_listed(root, role, key_id, line) for root in roots) if line else False
        if line and known and _is_right(line, purpose, signed, armored):
            good[key_id] = line
        else:
            bad.append(name)
    return good, bad


def counting(root: Root, role: str, signers: GoodSigners, day: date) -> int:
    """Return how many of `signers` count for `role` in `root`, for what was signed on `day`."""
    return sum(
        _listed(root, role, key_id, line) and (root.keys[key_id].until or date.max) >= day
        for key_id, line in signers.items()
    )


def _listed(root: Root, role: str, key_id: KeyId, line: str) -> bool:
    """Return whether `root` lists this very key, and not only one of the same id, under `role`."""
    return role in root.roles and key_id in root.roles[role].keys and root.keys[key_id].key == line


def _text(untrusted: bytes | None) -> str:
    try:
        return (untrusted or b"").decode("ascii")
    except UnicodeDecodeError:
        return ""


def _line_of(armored: str, key_id: KeyId, purpose: str) -> str | None:
    """Return the key line in a well-formed signature by the key `key_id` for `purpose`; None for any other."""
    try:
        signature = signature_in(armored)
    except (SignatureRefusal, KeyRefusal):
        return None
    fits = (signature.key.id, signature.namespace) == (key_id, purpose.encode())
    return signature.key.line if fits else None


def _is_right(line: str, purpose: str, signed: bytes, armored: str) -> bool:
    try:
        return verify(line, purpose, signed, armored)
    except (SignatureRefusal, KeyRefusal):
        return False
