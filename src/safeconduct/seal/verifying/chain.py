# SPDX-License-Identifier: Apache-2.0
"""The chain of roots: each is signed by the one before it and by itself, from the first on, without a gap."""

from attrs import frozen

from safeconduct.model.sealed import ROOT, Root
from safeconduct.seal.layout import ROOT_PURPOSE, root_file
from safeconduct.seal.metadata import MetadataError
from safeconduct.seal.reasons import Code, Reason
from safeconduct.seal.records import root_from

from .own_files import OwnFiles
from .signing import counting, good_signers


@frozen
class Chain:
    """The roots that hold, the first one first, and where the chain breaks."""

    roots: tuple[Root, ...]
    reasons: tuple[Reason, ...]

    @property
    def newest(self) -> Root | None:
        """The root that counts: none when the chain is broken."""
        return self.roots[-1] if self.roots and not self.reasons else None


def chain_in(own: OwnFiles) -> Chain:
    """Walk the chain up to the highest root that is there, or to where it breaks; no later root is looked at."""
    roots: list[Root] = []
    for version in range(1, max(own.highest_root, 1) + 1):
        root, faults = _link(own, version, roots[-1:])
        if root is None or faults:
            return Chain(tuple(roots), tuple(Reason(Code.ROOT, name) for name in faults or [root_file(version)]))
        roots.append(root)
    return Chain(tuple(roots), ())


def _link(own: OwnFiles, version: int, before: list[Root]) -> tuple[Root | None, list[str]]:
    """Return the root `version` if it is one, and the files that are to blame if the chain does not hold there."""
    name = root_file(version)
    content = own.content(name)
    try:
        root = None if content is None else root_from(content)
    except MetadataError:
        root = None
    if content is None or root is None or root.version != version:
        return None, [name]
    asked = (*before, root)
    signers, bad = good_signers(own, own.signatures.get(name, {}), content, ROOT_PURPOSE, ROOT, asked)
    if not bad and any(counting(one, ROOT, signers, root.issued) < one.roles[ROOT].threshold for one in asked):
        return None, [name]
    return root, bad
