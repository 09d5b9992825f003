# SPDX-License-Identifier: Apache-2.0
"""One strict codec between records and plain values: unknown keys are errors, dates are ISO, tuples are lists."""

from datetime import date
from functools import cache
from typing import Any, TypeVar, get_args, get_origin

from cattrs import Converter
from cattrs.errors import BaseValidationError, ForbiddenExtraKeysError

Record = TypeVar("Record")


class CodecError(ValueError):
    """A value does not have the shape of the record."""


@cache
def _converter() -> Converter:
    converter = Converter(forbid_extra_keys=True, detailed_validation=False)
    converter.register_unstructure_hook(date, lambda value: value.isoformat())
    converter.register_structure_hook(date, lambda value, _: date.fromisoformat(value))
    # Left to itself, cattrs calls `str`, `bool` and `tuple` on whatever comes: "false" would be true.
    for kind, spelled_as in ((str, (str,)), (int, (int,)), (bool, (bool,)), (float, (int, float))):
        converter.register_structure_hook(kind, _exactly(spelled_as))
    converter.register_structure_hook_func(_is_tuple, _tuple)
    return converter


def _exactly(spelled_as: tuple[type, ...]) -> Any:
    def structure(value: object, kind: Any) -> Any:
        if not isinstance(value, spelled_as) or (isinstance(value, bool) and bool not in spelled_as):
            raise TypeError(f"{value!r} is not a {kind.__name__}")
        return kind(value)

    return structure


def _is_tuple(kind: Any) -> bool:
    origin: object = get_origin(kind)
    return origin is tuple


def _tuple(value: object, kind: Any) -> Any:
    if not isinstance(value, list | tuple):
        raise TypeError(f"{value!r} is not a list")
    kinds = get_args(kind)
    if kinds[-1] is Ellipsis:
        kinds = kinds[:1] * len(value)
    return tuple(_converter().structure(element, kind) for element, kind in zip(value, kinds, strict=True))


def plain(record: object) -> Any:
    """Return `record` (attrs, enums, dates, tuples) as plain JSON values."""
    return _converter().unstructure(record)


def record_from(value: object, kind: type[Record]) -> Record:
    """Build a `kind` from plain values; raises `CodecError` when a key is missing, unknown or of the wrong type."""
    try:
        return _converter().structure(value, kind)
    except (BaseValidationError, ForbiddenExtraKeysError, TypeError, ValueError, KeyError, AttributeError) as fault:
        raise CodecError(f"not a {kind.__name__}: {fault}") from None
