# SPDX-License-Identifier: Apache-2.0
"""Rebuilding: a package's kit is made again from its manuscript, and its files are compared to the bit."""

from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path

from attrs import frozen

from safeconduct.graph.store import Store
from safeconduct.model.canonical import Digest, digest_of_value
from safeconduct.model.refusal import AlteredRefusal, FolderRefusal, StepRefusal
from safeconduct.model.sealed import Release
from safeconduct.seal.files import TooLargeError
from safeconduct.seal.layout import MANIFEST, MOST_SIGNED, RELEASE
from safeconduct.seal.manifest import Manifest, Rebuild, manifest_from
from safeconduct.seal.metadata import MetadataError
from safeconduct.seal.records import release_from
from safeconduct.seal.verify import verify
from safeconduct.seal.verifying.packages import NoPackageError, content_of, opened
from safeconduct.seal.verifying.zip_reading import ZipSpellingError

from .differing import Reasons, why_they_differ
from .judging import Judged, judge
from .making import Made
from .toolchain import made_with

_MOST = 64 << 20
_NAME_IT = "Name a sealed package: its folder, or its ZIP file."


@frozen
class Compared:
    """What came of it: files by name.  `same` and `differing` are EXACT ones; `heard` are SEALED and were made again.

    `why` says of each differing file what its making differed in, as far as the store knows; `tools` maps what was
    made with another version to (then, now); `manuscript_differs` is whether the manuscript is another one than was
    sealed.
    """

    same: tuple[str, ...]
    differing: tuple[str, ...]
    missing: tuple[str, ...]
    added: tuple[str, ...]
    heard: tuple[str, ...]
    why: Reasons
    tools: Mapping[str, tuple[str, str]]
    manuscript_differs: bool

    @property
    def holds(self) -> bool:
        """Whether every file that must be the same to the bit is, and none is missing or new."""
        return not (self.differing or self.missing or self.added)


def sealed_kit(package: Path, today: date) -> tuple[Release, Manifest]:
    """Return release and manifest of a package, a folder or a ZIP file, that is whole.

    Raises `AlteredRefusal` when it is not: what was altered cannot be compared; `FolderRefusal` when it is none.
    """
    try:
        with opened(package) as found:
            verdict = verify(package, today, None, None, None)
            if verdict.exit_code == AlteredRefusal.code:
                raise AlteredRefusal(verdict.sentence("en"), "rebuild from a package that is whole.")
            release = release_from(content_of(found, RELEASE, MOST_SIGNED))
            return release, manifest_from(content_of(found, MANIFEST, _MOST))
    except (NoPackageError, ZipSpellingError):
        raise FolderRefusal(f"{package} is no package, and no ZIP file of one.", _NAME_IT) from None
    except (OSError, KeyError, TooLargeError, MetadataError) as fault:
        raise FolderRefusal(f"{package} cannot be read ({fault}).", _NAME_IT) from None


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


def compared(release: Release, manifest: Manifest, made: Made, store: Store) -> Compared:
    """Compare a kit just made in `store`, uniformly marked, with the sealed one.

    Raises `StepRefusal` when it was not made.
    """
    if made.failed is not None:
        raise StepRefusal("The kit could not be made again.", "mend what `build` reports first.")
    now: dict[str, Digest] = {one.file: one.sha256 for one in made.artifacts}
    then = {one.path: one for one in manifest.artifacts}
    both = sorted(now.keys() & then.keys())
    exact = [name for name in both if then[name].rebuild is Rebuild.EXACT]
    differing = tuple(name for name in exact if now[name] != then[name].sha256)
    installed = made_with(made)
    return Compared(
        same=tuple(name for name in exact if now[name] == then[name].sha256),
        differing=differing,
        missing=tuple(sorted(then.keys() - now.keys())),
        added=tuple(sorted(now.keys() - then.keys())),
        heard=tuple(name for name in both if then[name].rebuild is Rebuild.SEALED),
        why=why_they_differ({name: Digest(then[name].key) for name in differing}, made, store),
        tools={
            tool: (manifest.made_with.get(tool, "-"), installed.get(tool, "-"))
            for tool in sorted(manifest.made_with.keys() | installed.keys())
            if manifest.made_with.get(tool) != installed.get(tool)
        },
        manuscript_differs=digest_of_value(made.judged.edition.files) != release.manuscript,
    )
