# SPDX-License-Identifier: Apache-2.0
"""Strict reading of the small files of a package: what is not spelled exactly as we spell it is refused.

Two programs must never read two different things in one file: no byte order mark, no CRLF, no key twice, no second
spelling of a number.  The test is always the same: read it, write it again, and compare every byte.
"""

import json
import re
from collections.abc import Mapping
from typing import TypeVar

from safeconduct.model.canonical import Digest, canonical
from safeconduct.model.codec import CodecError, plain, record_from

Record = TypeVar("Record")
_CHECKSUM = re.compile(r"([0-9a-f]{64})  (.+)")


class MetadataError(ValueError):
    """A small file of the package is not what it must be; the text is a whole sentence."""


def record_of(untrusted: bytes, kind: type[Record], schema: str) -> Record:
    """Return the `kind` written in `untrusted` as canonical JSON with "schema" equal to `schema`.

    Raises `MetadataError`.
    """
    try:
        value = json.loads(untrusted.decode("utf-8"), parse_float=_refuse, parse_constant=_refuse)
        if isinstance(value, dict) and isinstance(value.get("schema"), str) and value["schema"] != schema:
            raise MetadataError("It is written in a form that this version of safeconduct does not know.")
        if canonical(value) != untrusted:
            raise MetadataError("It is not spelled in the one canonical way.")
        record = record_from(value, kind)
        if canonical(plain(record)) != untrusted:
            raise MetadataError("It does not hold the fields that it must hold.")
    except CodecError:
        raise MetadataError("It does not hold the fields that it must hold.") from None
    except MetadataError:
        raise
    except (ValueError, TypeError, RecursionError, OverflowError):
        raise MetadataError("It is not canonical JSON.") from None
    return record


def checksum_lines(digests: Mapping[str, Digest]) -> bytes:
    """Write a checksum list as `sha256sum` and BagIt read it: sorted by path, LF, UTF-8."""
    return "".join(f"{digests[path]}  {path}\n" for path in sorted(digests)).encode()


def checksums_of(untrusted: bytes) -> dict[str, Digest]:
    """Return path -> SHA-256 from a checksum list exactly as `checksum_lines` writes it; raises `MetadataError`."""
    digests: dict[str, Digest] = {}
    try:
        for line in untrusted.decode("utf-8").split("\n")[:-1]:
            if not (found := _CHECKSUM.fullmatch(line)):
                raise MetadataError("It holds a line that is not a checksum, two spaces and a path.")
            digests[found[2]] = Digest(found[1])
    except UnicodeDecodeError:
        raise MetadataError("It is not plain UTF-8 text.") from None
    if not digests:
        raise MetadataError("It lists no file.")
    if checksum_lines(digests) != untrusted:
        raise MetadataError("It is not sorted, or lists a file twice, or is cut off.")
    return digests


def _refuse(number: str) -> object:
    raise MetadataError(f"It holds a number that is not whole ({number[:20]}).")
