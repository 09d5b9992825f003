# SPDX-License-Identifier: Apache-2.0
"""Fingerprints that can be read over the phone or radio: eight groups of five decimal digits."""

import hashlib
from collections.abc import Mapping

from .canonical import Digest


def spoken_groups(sha256: bytes) -> str:
    """Return a SHA-256 (32 bytes) as eight groups of five digits.

    Group n is the last five digits, in decimal, of the n-th 32-bit word, the first byte being the highest.
    """
    return " ".join(f"{int.from_bytes(sha256[n : n + 4]) % 100000:05d}" for n in range(0, 32, 4))


def fingerprint_of(content: bytes) -> str:
    """Return the fingerprint of a file: the groups of its SHA-256.  That of a press is of its first root."""
    return spoken_groups(hashlib.sha256(content).digest())


def list_of(files: Mapping[str, Digest]) -> bytes:
    """Return the list that `LC_ALL=C sha256sum *` prints for `files` (name -> SHA-256), names in plain ASCII."""
    return "".join(f"{files[name]}  {name}\n" for name in sorted(files)).encode("ascii")


def list_fingerprint(files: Mapping[str, Digest]) -> str:
    """Return the fingerprint of a list of files: the groups of the SHA-256 of `list_of` them."""
    return fingerprint_of(list_of(files))
