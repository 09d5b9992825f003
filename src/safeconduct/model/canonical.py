# SPDX-License-Identifier: Apache-2.0
"""Canonical JSON, so that one value has one spelling and therefore one digest."""

import hashlib
from collections.abc import Mapping, Sequence
from decimal import Decimal
from json.encoder import encode_basestring as quoted
from math import isfinite
from typing import NewType

Digest = NewType("Digest", str)
"""A SHA-256 as 64 lower-case hexadecimal digits."""

type_error = "canonical JSON holds text, numbers that a double holds exactly, true, false, null, lists, tables; not {}."


def digest_of(content: bytes) -> Digest:
    """Return the SHA-256 of `content`."""
    return Digest(hashlib.sha256(content).hexdigest())


def canonical(value: object) -> bytes:
    """Write `value` as RFC 8785 canonical JSON (keys sorted by UTF-16, shortest numbers, no spaces), UTF-8.

    Raises `TypeError` for anything such JSON cannot hold exactly: whole numbers that a double would round, NaN,
    infinities, and halves of surrogate pairs included.
    """
    try:
        return _written(value).encode()
    except UnicodeEncodeError:
        raise TypeError(type_error.format("half a surrogate pair")) from None


def digest_of_value(value: object) -> Digest:
    """Return the SHA-256 of the canonical JSON of `value`."""
    return digest_of(canonical(value))


def _written(value: object) -> str:
    if isinstance(value, str):
        return quoted(value)
    if value is None or isinstance(value, bool):
        return "null" if value is None else "true" if value else "false"
    if isinstance(value, int):
        return _whole(value)
    if isinstance(value, float):
        return _number(value)
    # dict and list by name first: asking the abstract classes costs ten times as much, and keys are made of these.
    if isinstance(value, dict) or (not isinstance(value, list | tuple) and isinstance(value, Mapping)):
        try:
            keys = sorted(value) if all(map(str.isascii, value)) else sorted(value, key=_units)
        except (AttributeError, TypeError):
            raise TypeError(type_error.format("keys that are not text")) from None
        return "{" + ",".join([f"{quoted(key)}:{_written(value[key])}" for key in keys]) + "}"
    if isinstance(value, Sequence) and not isinstance(value, bytes | bytearray):
        return "[" + ",".join([_written(element) for element in value]) + "]"
    raise TypeError(type_error.format(type(value).__name__))


def _units(key: str) -> bytes:
    return key.encode("utf-16-be", "surrogatepass")


def _whole(value: int) -> str:
    text = int.__repr__(value)
    if abs(value) > 2**53 and (abs(value) >= 10**21 or _number(float(value)) != text):
        raise TypeError(type_error.format(text))
    return text


def _number(value: float) -> str:
    """Spell `value` as ECMAScript's Number::toString does: Python's digits are the same, its layout is not."""
    if not isfinite(value):
        raise TypeError(type_error.format(value))
    if value == 0:
        return "0"
    sign, numerals, exponent = Decimal(float.__repr__(value)).normalize().as_tuple()
    digits, minus = "".join(map(str, numerals)), "-" if sign else ""
    point = len(digits) + int(exponent)
    if 0 < point <= 21:
        whole, rest = digits[:point].ljust(point, "0"), digits[point:]
        return f"{minus}{whole}.{rest}" if rest else minus + whole
    if -6 < point <= 0:
        return f"{minus}0.{'0' * -point}{digits}"
    mantissa = f"{digits[0]}.{digits[1:]}" if len(digits) > 1 else digits
    return f"{minus}{mantissa}e{point - 1:+d}"
