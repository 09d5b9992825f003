# SPDX-License-Identifier: Apache-2.0
"""The numbers that were given to releases in this copy of the chancery: two different ones never bear the same.

Between sealing a release and the word that names it days may pass, and another may be sealed meanwhile.  numbers.json
holds {"schema": …, "sealed": [{"id": ID, "version": N, "release": DIGEST of release.json}]}, in the order of sealing.
"""

from typing import Final

from attrs import frozen

from safeconduct.model.canonical import Digest, canonical
from safeconduct.model.codec import plain
from safeconduct.model.refusal import FolderRefusal, UsageRefusal
from safeconduct.seal.metadata import MetadataError, record_of

from .keeping import Chancery

NUMBERS: Final = "numbers.json"
_SCHEMA: Final = "safeconduct.numbers/1"


@frozen
class Given:
    """A number that a release of the line `id` got, and the digest of its release.json."""

    id: str
    version: int
    release: Digest


@frozen
class _Numbers:
    schema: str
    sealed: tuple[Given, ...]


def next_number(chancery: Chancery, line: str) -> int:
    """Return the number after the highest that a release of this line bears; raises `FolderRefusal`."""
    status = chancery.status()
    spoken_of = status.latest.get(line, 0) if status else 0
    return max(spoken_of, *(one.version for one in _numbers(chancery) if one.id == line), 0) + 1


def refuse_given(chancery: Chancery, line: str, version: int, release: Digest) -> None:
    """Raise `UsageRefusal` when another release of the line bears the number; the very same may bear it again."""
    given = [one for one in _numbers(chancery) if (one.id, one.version) == (line, version)]
    status = chancery.status()
    told = not given and status is not None and version <= status.latest.get(line, 0)
    if told or any(one.release != release for one in given):
        raise UsageRefusal(
            f"Version {version} of {line} was sealed before, with other content: nobody could tell the two apart.",
            "leave --version out, or name one that was not given yet.",
        )


def note_given(chancery: Chancery, line: str, version: int, release: Digest) -> None:
    """Note that this release bears the number; raises `FolderRefusal`."""
    given, new = _numbers(chancery), Given(line, version, release)
    if new not in given:
        chancery.put(NUMBERS, canonical(plain(_Numbers(_SCHEMA, (*given, new)))), anew=True)


def _numbers(chancery: Chancery) -> tuple[Given, ...]:
    content = chancery.content_if_there(NUMBERS)
    if content is None:
        return ()
    try:
        return record_of(content, _Numbers, _SCHEMA).sealed
    except MetadataError as fault:
        raise FolderRefusal(
            f"{NUMBERS} in the chancery cannot be read. {fault}",
            "put it back from a copy, or name another with --chancery.",
        ) from None
