# SPDX-License-Identifier: Apache-2.0
"""Checksum algorithms by the names that manifests bear: RFC 8493, section 2.4."""

import hashlib
from collections.abc import Mapping
from typing import Any, Final

_BY_NAME: Final[Mapping[str, str]] = {
    **{name: name for name in ("md5", "sha1", "sha224", "sha256", "sha384", "sha512", "blake2b", "blake2s")},
    **{f"sha3{bits}": f"sha3_{bits}" for bits in (224, 256, 384, 512)},
    **{f"sha512{bits}": f"sha512_{bits}" for bits in (224, 256)},
    "blake2b512": "blake2b",
    "blake2s256": "blake2s",
}

WEAK: Final = frozenset({"md5", "sha1"})
"""RFC 8493 keeps these two for old bags alone: files can be made that share such a checksum."""


def normalised(untrusted_name: str) -> str:
    """Return an algorithm's name as RFC 8493 wants it: lower case, letters and digits alone ("SHA3-512": "sha3512")."""
    return "".join(sign for sign in untrusted_name.lower() if sign.isascii() and sign.isalnum())


def hasher(name: str) -> Any:
    """Return a new `hashlib` object for the normalised `name`, or None if it cannot be computed here."""
    try:
        return hashlib.new(_BY_NAME[name], usedforsecurity=False)
    except (KeyError, ValueError):
        return None
