# SPDX-License-Identifier: Apache-2.0
"""What a sealed package is signed with: whose keys count, what is vouched for, who signed it off, what became of it.

The fields, and what they may hold, are specified in docs/package.md.
"""

from collections.abc import Mapping
from datetime import date
from enum import StrEnum

from attrs import frozen

from .canonical import Digest
from .status import Status

Texts = Mapping[str, str]
"""One text per language tag ("en", "uk", "ko", "ru", "ko-KP")."""

KeyId = str
"""The first 16 hexadecimal digits of the SHA-256 of a public key's blob."""

ROOT, PUBLISHER, STATUS, LOG = "root", "publisher", "status", "log"
"""The roles that are no reviewer's."""

ANY = "any"
"""The entry of the policy that is asked of every release."""

READERS = ("en", "uk", "ko", "ru")
"""The languages in which a recipient is told the verdict, and every recall its reason."""


@frozen
class Key:
    """A public key line without comment; `until` is the last day of what it may sign, None while it is in use."""

    key: str
    until: date | None


@frozen
class Role:
    """The ids of the keys that may sign in a role, and how many of them must."""

    keys: tuple[KeyId, ...]
    threshold: int


@frozen
class Root:
    """Whose keys count, for what, and what each kind of piece asks for.

    Signed by the threshold of the root before it and by its own.
    """

    schema: str
    version: int
    issued: date
    expires: date
    name: Texts
    keys: Mapping[KeyId, Key]
    roles: Mapping[str, Role]
    policy: Mapping[str, tuple[str, ...]]
    revoked: Mapping[KeyId, date]

    def asked_for(self, kinds: tuple[str, ...]) -> tuple[str, ...]:
        """Return the roles, sorted, whose sign-off a release with pieces of `kinds` needs."""
        every = {role for roles in self.policy.values() for role in roles}
        asked = {role for kind in (ANY, *kinds) for role in self.policy.get(kind, every)}
        return tuple(sorted(asked))


@frozen
class Release:
    """What the publisher vouches for: `digests` of every file outside data/ that is not signed by itself."""

    schema: str
    id: str
    version: int
    status: Status
    kinds: tuple[str, ...]
    issued: date
    expires: date | None
    titles: Texts
    manuscript: Digest
    toolchain: Digest
    root_version: int
    digests: Mapping[str, Digest]


@frozen
class Attestation:
    """A reviewer's sign-off of a finished release, whole or, with `covers`, of what is named.

    `conditions` are shown to everybody who verifies; after `review_by` it should be looked at anew.
    """

    schema: str
    release: Digest
    role: str
    on: date
    covers: tuple[str, ...]
    conditions: Texts
    review_by: date | None


class Urgency(StrEnum):
    """STOP: do not use it.  CARE: use it with what the reason says in mind."""

    STOP = "stop"
    CARE = "care"


@frozen
class Recall:
    """The versions `first` to `last` of one line of releases, or single `steps` of them, are called back."""

    id: str
    first: int
    last: int
    on: date
    severity: Urgency
    steps: tuple[str, ...]
    reason: Texts
    replaced_by: int | None


@frozen
class StatusWord:
    """The press's latest word on its releases: numbered, dated, and followed by another not later than `next`."""

    schema: str
    version: int
    issued: date
    next: date
    root_version: int
    log_head: Digest | None
    latest: Mapping[str, int]
    recalled: tuple[Recall, ...]
