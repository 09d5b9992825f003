# SPDX-License-Identifier: Apache-2.0
"""Rebuilding: a package's kit is made again from its manuscript, and its files are compared to the bit."""

from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path

from attrs import frozen

from safeconduct.model.canonical import Digest, digest_of_value
from safeconduct.model.refusal import AlteredRefusal, FolderRefusal, StepRefusal
from safeconduct.model.sealed import Release
from safeconduct.seal.adding import release_in
from safeconduct.seal.files import read_at_most
from safeconduct.seal.layout import MANIFEST
from safeconduct.seal.manifest import Manifest, Rebuild, manifest_from
from safeconduct.seal.metadata import MetadataError
from safeconduct.seal.verify import verify

from .judging import Judged, judge
from .making import Made
from .sealing import made_with

_MOST = 64 << 20


@frozen
class Compared:
    """What came of it: files by name.  `same` and `differing` are EXACT ones; `heard` are SEALED and were made again.

    `tools` maps what was made with another version to (then, now); `manuscript_differs` is whether the manuscript is
    another one than was sealed.
    """

    same: tuple[str, ...]
    differing: tuple[str, ...]
    missing: tuple[str, ...]
    added: tuple[str, ...]
    heard: tuple[str, ...]
    tools: Mapping[str, tuple[str, str]]
    manuscript_differs: bool

    @property
    def holds(self) -> bool:
        """Whether every file that must be the same to the bit is, and none is missing or new."""
        return not (self.differing or self.missing or self.added)


def sealed_kit(package: Path, today: date) -> tuple[Release, Manifest]:
    """Return release and manifest of a package folder that is whole.

    Raises `AlteredRefusal` when it is not: what was altered cannot be compared.
    """
    verdict = verify(package, today, None, None, None)
    if verdict.exit_code == AlteredRefusal.code:
        raise AlteredRefusal(verdict.sentence("en"), "rebuild from a package that is whole.")
    try:
        return release_in(package)[0], manifest_from(read_at_most(package / MANIFEST, _MOST))
    except (OSError, MetadataError) as fault:
        raise FolderRefusal(f"{MANIFEST} cannot be read ({fault}).", "Name the folder of a sealed package.") from None


def judged_as_sealed(manifest: Manifest, manuscript: Path, archives: Iterable[Path]) -> Judged:
    """Judge the manuscript as on the day of sealing.

    That day is the edition's, or the one of the last signature under it: later ones were not there, and what has
    expired since had not.
    """
    day = max([manifest.as_of, *(one.on for one in manifest.signed)])
    pieces = {one.piece for one in manifest.artifacts}
    judged = judge(manuscript, archives, manifest.as_of, day)
    if judged.edition.id != manifest.edition or not pieces <= {piece.id for piece in judged.edition.pieces}:
        raise FolderRefusal(
            f"{manuscript} is not the manuscript of “{manifest.edition}” with all its pieces.",
            "name the manuscript that was sealed.",
        )
    return judged


def compared(release: Release, manifest: Manifest, made: Made) -> Compared:
    """Compare a kit just made, uniformly marked, with the sealed one; raises `StepRefusal` when it was not made."""
    if made.failed is not None:
        raise StepRefusal("The kit could not be made again.", "mend what `build` reports first.")
    now: dict[str, Digest] = {one.file: one.sha256 for one in made.artifacts}
    then = {one.path: one for one in manifest.artifacts}
    both = sorted(now.keys() & then.keys())
    exact = [name for name in both if then[name].rebuild is Rebuild.EXACT]
    installed = made_with(made)
    return Compared(
        same=tuple(name for name in exact if now[name] == then[name].sha256),
        differing=tuple(name for name in exact if now[name] != then[name].sha256),
        missing=tuple(sorted(then.keys() - now.keys())),
        added=tuple(sorted(now.keys() - then.keys())),
        heard=tuple(name for name in both if then[name].rebuild is Rebuild.SEALED),
        tools={
            tool: (manifest.made_with.get(tool, "-"), installed.get(tool, "-"))
            for tool in sorted(manifest.made_with.keys() | installed.keys())
            if manifest.made_with.get(tool) != installed.get(tool)
        },
        manuscript_differs=digest_of_value(made.judged.edition.files) != release.manuscript,
    )
