# SPDX-License-Identifier: Apache-2.0
"""Canonical JSON, so that one value has one spelling and therefore one digest."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from typing import NewType

Digest = NewType("Digest", str)
"""A SHA-256 as 64 lower-case hexadecimal digits."""

type_error = "canonical JSON holds text, whole and finite numbers, booleans, null, lists and tables, but not {}."


def digest_of(content: bytes) -> Digest:
    """Return the SHA-256 of `content`."""
    return Digest(hashlib.sha256(content).hexdigest())


def canonical(value: object) -> bytes:
    """Write `value` as RFC 8785 canonical JSON (keys sorted by UTF-16, shortest numbers, no spaces), UTF-8.

    Raises `TypeError` for anything JSON cannot hold exactly, numbers outside 1e-6 … 1e15 included: where the two
    spellings of a float (Python's and JCS's) part ways we do not guess.
    """
    return json.dumps(_plain(value), ensure_ascii=False, separators=(",", ":"), allow_nan=False).encode()


def digest_of_value(value: object) -> Digest:
    """Return the SHA-256 of the canonical JSON of `value`."""
    return digest_of(canonical(value))


def _plain(value: object) -> object:
    if value is None or isinstance(value, bool | str):
        return str(value) if isinstance(value, str) else value
    if isinstance(value, int):
        return value
    if isinstance(value, float):
        if value == int(value) and abs(value) < 1e15:
            return int(value)
        if not 1e-6 <= abs(value) < 1e15:
            raise TypeError(type_error.format(value))
        return value
    if isinstance(value, Mapping):
        if not all(isinstance(key, str) for key in value):
            raise TypeError(type_error.format("keys that are not text"))
        return {str(key): _plain(value[key]) for key in sorted(value, key=lambda k: k.encode("utf-16-be"))}
    if isinstance(value, Sequence) and not isinstance(value, bytes | bytearray):
        return [_plain(element) for element in value]
    raise TypeError(type_error.format(type(value).__name__))
