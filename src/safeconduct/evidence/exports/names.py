# SPDX-License-Identifier: Apache-2.0
"""Names and days as linked data writes them.

Bytes are named by their SHA-256, the records of an edition by its id and theirs.  Both are urns that nobody looks up:
nothing here needs a network, and nothing promises that an address will still answer in ten years.
"""

import json
from collections.abc import Mapping, Sequence
from datetime import date
from urllib.parse import quote

from safeconduct.evidence.report import Report
from safeconduct.model.canonical import Digest
from safeconduct.model.edition import Edition
from safeconduct.model.ledger import EntityKind

Json = None | bool | int | float | str | Sequence["Json"] | Mapping[str, "Json"]
Node = dict[str, Json]

SCHEMA_TYPES = {
    EntityKind.PERSON: "Person",
    EntityKind.BODY: "Organization",
    EntityKind.FORCE: "Organization",
    EntityKind.PLACE: "Place",
    EntityKind.LAW: "Legislation",
}


def bytes_name(digest: Digest) -> str:
    """Return the name of the bytes with that digest."""
    return f"urn:sha256:{digest}"


def record_name(edition: Edition, kind: str, *parts: str) -> str:
    """Return the name of a record of the edition: "urn:safeconduct:kursk-2024:claim:x"."""
    return ":".join(("urn:safeconduct", *(quote(part, safe="") for part in (edition.id, kind, *parts))))


def quote_name(edition: Edition, kind: str, name: str, number: int) -> str:
    """Return the name of the quote of that number (from 1) in a claim or, if `kind` is "promise", in a promise."""
    return record_name(edition, "quote" if kind == "claim" else "authority", name, str(number))


def link_name(report: Report, link: str) -> str:
    """Return the name of whoever a chain names: an entity, or a name that no entity has."""
    kind = "entity" if link in report.edition.entities else "name"
    return record_name(report.edition, kind, link)


def moment(day: date, *, last: bool = False) -> str:
    """Return the first (or last) second of a day in UTC, where a vocabulary knows only moments."""
    return f"{day.isoformat()}T{'23:59:59' if last else '00:00:00'}Z"


def in_languages(words: Mapping[str, str]) -> list[Json]:
    """Return words per language as language-tagged strings, in the order of the tags."""
    return [{"@language": tag, "@value": text} for tag, text in sorted(words.items())]


def written(value: Mapping[str, Json]) -> bytes:
    """Write a value as JSON with sorted keys, one to a line: the same value gives the same bytes."""
    return (json.dumps(value, ensure_ascii=False, indent=1, sort_keys=True) + "\n").encode()
