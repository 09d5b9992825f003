# SPDX-License-Identifier: Apache-2.0
"""What a reader has seen of a press before, so that nobody can hand them something older without their noticing."""

from collections.abc import Mapping

from attrs import frozen


@frozen
class Seen:
    """The highest root, status (None: never one) and, by id, release version of one press, each at least 1.

    `recalled` holds (id, first version, last version) of every recall with `stop` that a status told, sorted: what was
    called back stays so, whatever a later status says.
    """

    root: int
    status: int | None
    releases: Mapping[str, int]
    recalled: tuple[tuple[str, int, int], ...] = ()

    def and_also(self, other: "Seen | None") -> "Seen":
        """Return the highest, and every recall, of both."""
        if other is None:
            return self
        ids = self.releases.keys() | other.releases.keys()
        return Seen(
            max(self.root, other.root),
            max(self.status or 0, other.status or 0) or None,
            {one: max(self.releases.get(one, 0), other.releases.get(one, 0)) for one in sorted(ids)},
            tuple(sorted({*self.recalled, *other.recalled})),
        )

    def calls_back(self, release: str, version: int) -> bool:
        """Return whether this version of a release was seen called back."""
        return any(one == release and first <= version <= last for one, first, last in self.recalled)
