# SPDX-License-Identifier: Apache-2.0
"""One strict codec between records and plain values: unknown keys are errors, dates are ISO, tuples are lists."""

from datetime import date
from functools import cache
from typing import Any, TypeVar

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
    return converter


def plain(record: object) -> Any:
    """Return `record` (attrs, enums, dates, tuples) as plain JSON values."""
    return _converter().unstructure(record)


def record_from(value: object, kind: type[Record]) -> Record:
    """Build a `kind` from plain values; raises `CodecError` when a key is missing, unknown or of the wrong type."""
    try:
        return _converter().structure(value, kind)
    except (BaseValidationError, ForbiddenExtraKeysError, TypeError, ValueError, KeyError, AttributeError) as fault:
        raise CodecError(f"not a {kind.__name__}: {fault}") from None
