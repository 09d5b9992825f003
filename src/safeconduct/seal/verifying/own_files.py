# SPDX-License-Identifier: Apache-2.0
"""The files of a package that are signed themselves, by what they are."""

from collections import defaultdict
from collections.abc import Mapping

from safeconduct.model.sealed import KeyId
from safeconduct.seal.layout import (
    ATTESTATION_FILE,
    MOST_SIGNATURE,
    MOST_SIGNED,
    PAYLOAD,
    RELEASE,
    ROOT_FILE,
    SIGNATURE_FILE,
    STATUS,
)

from .packages import Package, content_of


def most_bytes_of(own: str) -> int:
    """Return how many bytes the own file `own` may have."""
    return MOST_SIGNATURE if own.endswith(".sig") else MOST_SIGNED


class OwnFiles:
    """`names`: all of them.  `signatures`: of each signed file, key id -> name.  `attestations`: role and key id of
    each, with its two files or one.  `highest_root`: that a root or a signature of one names, 0 for none."""

    def __init__(self, package: Package) -> None:
        self._package = package
        self.names: set[str] = set()
        self.signatures: Mapping[str, dict[KeyId, str]] = defaultdict(dict)
        self.attestations: Mapping[tuple[str, KeyId], set[str]] = defaultdict(set)
        self.highest_root = 0
        for name in sorted(package.files):
            if not name.startswith(PAYLOAD) and self._filed(name):
                self.names.add(name)

    def _filed(self, name: str) -> bool:
        if found := SIGNATURE_FILE.fullmatch(name):
            self.signatures[found[1]][found[2]] = name
            self._root(found[1])
            return True
        if found := ATTESTATION_FILE.fullmatch(name):
            self.attestations[found[1], found[2]].add(name)
            return True
        return name in (RELEASE, STATUS) or self._root(name)

    def _root(self, name: str) -> bool:
        if found := ROOT_FILE.fullmatch(name):
            self.highest_root = max(self.highest_root, int(found[1]))
        return found is not None

    def __contains__(self, name: str) -> bool:
        return name in self.names

    def content(self, name: str) -> bytes | None:
        """Return the bytes of an own file; None when it is not there, too large, or cannot be read."""
        try:
            return content_of(self._package, name, most_bytes_of(name)) if name in self.names else None
        except OSError:
            return None
