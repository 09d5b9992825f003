# SPDX-License-Identifier: Apache-2.0
"""Strict reading of the records of a package: every rule of docs/package.md on what a field may hold."""

import re
from collections.abc import Iterable, Mapping
from datetime import date

from safeconduct.model.canonical import Digest, canonical
from safeconduct.model.codec import plain
from safeconduct.model.sealed import ANY, PUBLISHER, READERS, ROOT, STATUS, Attestation, Release, Root, StatusWord
from safeconduct.model.sealed import Texts as TextsByTag

from .layout import PAYLOAD, TAG_FILES, is_own
from .metadata import MetadataError, record_of
from .names import name_faults
from .public_keys import KeyRefusal, key_id, raw_public_key

ROOT_SCHEMA, RELEASE_SCHEMA = "safeconduct.root/1", "safeconduct.release/2"
ATTESTATION_SCHEMA, STATUS_SCHEMA = "safeconduct.attestation/1", "safeconduct.status/1"

ID = re.compile(r"[a-z0-9][a-z0-9-]{0,39}")
NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._/:#-]{0,199}")
LANGUAGE = re.compile(r"[a-z]{2}(-[A-Z]{2})?")
DIGEST = re.compile(r"[0-9a-f]{64}")
KEY_ID = re.compile(r"[0-9a-f]{16}")
_BARRED = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]")
_MOST_TEXT = 2000
_FIRST_YEAR = 2000
_NOT_REVIEWERS = frozenset({ROOT, STATUS, PUBLISHER})


def root_from(untrusted: bytes) -> Root:
    """Read a root; raises `MetadataError`.  Whether it is signed is another question."""
    root = record_of(untrusted, Root, ROOT_SCHEMA)
    _count(root.version)
    _days(root.issued, root.expires, *root.revoked.values(), *(key.until for key in root.keys.values()))
    _texts(root.name, ("en",))
    raws = set()
    for known_as, key in root.keys.items():
        try:
            raws.add(raw_public_key(key.key))
            _hold(key_id(key.key) == known_as, "A key in it is listed under another key's id.")
        except KeyRefusal as refusal:
            raise MetadataError(f"A key in it is no key that can be trusted. {refusal.what}") from None
    _hold(len(raws) == len(root.keys), "It lists one key twice.")
    _all(KEY_ID, root.revoked, "An id of a revoked key in it is not 16 hexadecimal digits.")
    _hold(not root.revoked.keys() & root.keys.keys(), "It lists a key that it also revokes.")
    _all(ID, root.roles, "The name of a role in it is not plain small letters, digits and hyphens.")
    _hold({ROOT, PUBLISHER, STATUS} <= root.roles.keys(), "It lacks the role root, publisher or status.")
    for role in root.roles.values():
        _sorted(role.keys)
        _hold(set(role.keys) <= root.keys.keys(), "A role in it has a key that it does not list.")
        _hold(1 <= role.threshold <= len(role.keys), "A role in it asks for no key, or for more than it has.")
    _hold(ANY in root.policy, "Its policy does not say what every release needs.")
    _all(ID, root.policy, "The name of a kind in it is not plain small letters, digits and hyphens.")
    for asked in root.policy.values():
        _sorted(asked)
        _hold(set(asked) <= root.roles.keys() - _NOT_REVIEWERS, "Its policy asks for a role that no reviewer has.")
    return root


def release_from(untrusted: bytes) -> Release:
    """Read a release; raises `MetadataError`."""
    release = record_of(untrusted, Release, RELEASE_SCHEMA)
    _all(ID, (release.id, *release.kinds), "Its id or a kind is not plain small letters, digits and hyphens.")
    _count(release.version, release.root_version)
    _hold(bool(release.kinds), "It names no kind of piece.")
    _sorted(release.kinds)
    _days(release.issued, release.expires)
    _texts(release.titles, ("en",))
    _all(DIGEST, (release.manuscript, release.toolchain, *release.digests.values()), "It gives an impossible digest.")
    _hold(release.digests.keys() >= TAG_FILES, "It does not give the digest of every small file.")
    _hold(
        not any(name.startswith(PAYLOAD) or is_own(name) for name in release.digests),
        "It lists a file that belongs elsewhere.",
    )
    _hold(not name_faults(release.digests), "It lists a file by a name that is not allowed.")
    return release


def attestation_from(untrusted: bytes) -> Attestation:
    """Read an attestation; raises `MetadataError`."""
    attestation = record_of(untrusted, Attestation, ATTESTATION_SCHEMA)
    _all(ID, (attestation.role,), "Its role is not plain small letters, digits and hyphens.")
    _all(DIGEST, (attestation.release,), "It gives an impossible digest.")
    _days(attestation.on, attestation.review_by)
    _all(NAME, attestation.covers, "What it covers is not named plainly.")
    _sorted(attestation.covers)
    _texts(attestation.conditions, ())
    # Whoever signs a part off counts for the role, and so it must be shown to everybody.
    _hold(not attestation.covers or bool(attestation.conditions), "It covers a part, and no condition says so.")
    return attestation


def status_from(untrusted: bytes) -> StatusWord:
    """Read a status; raises `MetadataError`."""
    status = record_of(untrusted, StatusWord, STATUS_SCHEMA)
    _count(status.version, status.root_version, *status.latest.values())
    _days(status.issued, status.next)
    _all(ID, status.latest, "An id in it is not plain small letters, digits and hyphens.")
    if status.log_head is not None:
        _all(DIGEST, (status.log_head,), "It gives an impossible digest.")
    for recall in status.recalled:
        _all(ID, (recall.id,), "An id in it is not plain small letters, digits and hyphens.")
        _count(recall.first, recall.last, *(() if recall.replaced_by is None else (recall.replaced_by,)))
        _hold(recall.first <= recall.last, "A recall in it ends before it begins.")
        _days(recall.on)
        _all(NAME, recall.steps, "A recalled step in it is not named plainly.")
        _texts(recall.reason, READERS)
    return status


def record_bytes(record: Root | Release | Attestation | StatusWord) -> bytes:
    """Return the one spelling of a record."""
    return canonical(plain(record))


def _hold(held: bool, sentence: str) -> None:
    if not held:
        raise MetadataError(sentence)


def _all(form: "re.Pattern[str]", texts: Iterable[str | Digest], sentence: str) -> None:
    _hold(all(form.fullmatch(text) for text in texts), sentence)


def _sorted(names: tuple[str, ...]) -> None:
    _hold(list(names) == sorted(set(names)), "A list in it is not sorted, or names something twice.")


def _count(*numbers: int) -> None:
    _hold(all(1 <= number < 2**53 for number in numbers), "A number in it is not from 1 up.")


def _days(*days: date | None) -> None:
    _hold(all(day is None or day.year >= _FIRST_YEAR for day in days), "A day in it is before the year 2000.")


def _texts(texts: TextsByTag | Mapping[str, str], needed: tuple[str, ...]) -> None:
    _all(LANGUAGE, texts, "A language in it is not a tag such as en or ko-KP.")
    _hold(set(needed) <= texts.keys(), f"A text in it is missing in one of: {', '.join(needed)}.")
    for text in texts.values():
        _hold(len(text.strip()) > 0 and len(text) <= _MOST_TEXT, "A text in it is empty or longer than 2,000 signs.")
        _hold(not _BARRED.search(text), "A text in it holds control or direction signs.")
