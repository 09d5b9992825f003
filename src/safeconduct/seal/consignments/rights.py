# SPDX-License-Identifier: Apache-2.0
"""Who may write in the log: the keys that the newest root lists under the role `log`, and those that it gave up."""

from collections.abc import Mapping
from datetime import date
from enum import StrEnum

from attrs import field, frozen

from safeconduct.model.canonical import Digest
from safeconduct.model.sealed import LOG, Key, KeyId, Root, StatusWord
from safeconduct.seal.public_keys import PublicKey, public_key


class Right(StrEnum):
    """Whether a key may have written a line of a day."""

    HELD = "held"
    UNKNOWN = "unknown-key"
    RETIRED = "retired-key"
    REVOKED = "revoked-key"


@frozen
class Rights:
    """The keys of the log by id, the days on which keys were revoked, and the head that the status vouches for.

    `vouched` is a head of the log and the day of the status that names it.  What a revoked key wrote counts nowhere,
    but the status, signed with other keys and issued since, says again that the lines up to its head are the press's.
    """

    keys: Mapping[KeyId, Key]
    revoked: Mapping[KeyId, date] = field(factory=dict)
    vouched: tuple[Digest, date] | None = None

    @property
    def signers(self) -> dict[KeyId, PublicKey]:
        """The keys by their ids; raises `KeyRefusal` when a line of one is no key."""
        return {known_as: public_key(key.key) for known_as, key in self.keys.items()}

    def of(self, key: KeyId, on: date) -> Right:
        """Return the right of the key with the id `key` to a line of the day `on`."""
        if key in self.revoked:
            return Right.REVOKED
        if key not in self.keys:
            return Right.UNKNOWN
        until = self.keys[key].until
        return Right.HELD if until is None or on <= until else Right.RETIRED

    def vouched_since(self, key: KeyId) -> Digest | None:
        """Return the head up to which what the revoked `key` wrote was vouched for again, or None."""
        if self.vouched is None or key not in self.revoked or self.vouched[1] < self.revoked[key]:
            return None
        return self.vouched[0]


def rights_of(root: Root, status: StatusWord | None = None) -> Rights:
    """Return the rights that `root` gives; `status` is the latest word of the press, if there is one."""
    role = root.roles.get(LOG)
    keys = {key: root.keys[key] for key in (role.keys if role else ())}
    vouched = (status.log_head, status.issued) if status and status.log_head else None
    return Rights(keys, root.revoked, vouched)
