# SPDX-License-Identifier: Apache-2.0
"""Our finals, as they lie in sealed packages: only what verifies as whole and genuine may vouch for a file."""

import hashlib
import os
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path

from attrs import field, frozen

from safeconduct.model.canonical import digest_of
from safeconduct.model.refusal import AlteredRefusal, FolderRefusal, UsageRefusal
from safeconduct.model.sealed import Release
from safeconduct.model.status import Status
from safeconduct.seal.files import slices
from safeconduct.seal.layout import MANIFEST, PAYLOAD, RELEASE
from safeconduct.seal.manifest import Manifest, PackedFile, manifest_from
from safeconduct.seal.metadata import MetadataError
from safeconduct.seal.reasons import Code, Colour, Light
from safeconduct.seal.telling import sentence_of
from safeconduct.seal.verdict import Verdict
from safeconduct.seal.verify import fingerprint_of, verify_for
from safeconduct.seal.verifying.packages import NoPackageError, content_of, opened
from safeconduct.seal.verifying.zip_reading import ZipSpellingError

_LARGEST_MANIFEST = 64 << 20
_GONE = (OSError, KeyError, NoPackageError, ZipSpellingError)
"""What reading raises when a package that was verified is no longer what it was."""


@frozen
class Final:
    """A package that may vouch: where it lies, its release, the files of its kit, and whether it is a specimen.

    `remarks` are sentences that must be told with whatever it vouches for.
    """

    place: Path
    release: Release
    files: tuple[PackedFile, ...] = field(repr=False)
    remarks: tuple[str, ...] = ()

    @property
    def is_specimen(self) -> bool:
        """Whether nobody has confirmed it: then it is none of our finals."""
        return self.release.status is Status.SPECIMEN

    @property
    def name(self) -> str:
        """Its id and version, as it is told."""
        return f"{self.release.id} version {self.release.version}"

    def copy(self, packed: PackedFile, target: Path) -> None:
        """Copy a file of the kit to `target`; raises `AlteredRefusal` when it is no longer what was verified."""
        digest = hashlib.sha256()
        try:
            with opened(self.place) as package, target.open("wb") as out:
                for piece in package.slices(PAYLOAD + packed.path):
                    digest.update(piece)
                    out.write(piece)
            same = digest.hexdigest() == packed.sha256
        except _GONE:
            same = False
        if not same:
            target.unlink(missing_ok=True)
            raise AlteredRefusal(
                f"{packed.path} in {self.place} was changed while it was looked at.", "Verify the package again."
            )


@frozen
class Passed:
    """A package that may not vouch, and why."""

    place: Path
    why: str


def finals(packages: Sequence[Path], today: date, trusted: Sequence[str] = ()) -> Iterator[Final | Passed]:
    """Yield what each of `packages` is on the day `today` to somebody who trusts one of the fingerprints `trusted`.

    A package is a folder, a ZIP file, or stands directly in a folder of packages.  Raises `UsageRefusal` for what is
    neither, or a fingerprint that is none.
    """
    digits = [fingerprint_of(one) for one in trusted]
    for place in packages_in(packages):
        yield _judged(place, verify_for(place, today, digits, lambda _: None))


def packages_in(given: Sequence[Path]) -> tuple[Path, ...]:
    """Return the packages in the order given, each once; raises `UsageRefusal` for a place that holds none."""
    found: dict[Path, Path] = {}
    for place in given:
        if not place.exists():
            raise UsageRefusal(f"{place} does not exist.", "name a sealed package, or a folder of packages.")
        if place.is_file() or (place / RELEASE).is_file():
            here = [place]
        else:
            here = sorted(one.parent.parent for one in place.glob(f"*/{RELEASE}"))
        if not here:
            raise UsageRefusal(f"There is no sealed package in {place}.", "name a sealed package, or a folder of them.")
        for one in here:
            found.setdefault(one.resolve(), one)
    return tuple(found.values())


def _judged(place: Path, verdict: Verdict) -> Final | Passed:
    release = verdict.release
    is_genuine = verdict.lights[Light.GENUINE] is not Colour.RED
    if release is None or verdict.lights[Light.WHOLE] is not Colour.GREEN or not is_genuine:
        return Passed(place, verdict.sentence("en"))
    codes = {reason.code for reason in verdict.reasons}
    unsigned = codes & {Code.ROLE, Code.ATTESTATION}
    if unsigned and release.status is Status.FINAL:
        return Passed(place, verdict.sentence("en"))
    try:
        manifest = _manifest(place, release)
    except (*_GONE, MetadataError):
        return Passed(place, "Its seal/manifest.json cannot be read.")
    return Final(place, release, manifest.artifacts, tuple(_remarks(verdict, codes)))


def _remarks(verdict: Verdict, codes: set[Code]) -> Iterator[str]:
    if Code.NOT_COMPARED in codes:
        yield (
            "Nobody has compared its fingerprint, so this answer is only as good as the package: "
            f"{verdict.fingerprint}. Name the one you trust with --trust."
        )
    for reason in verdict.reasons:
        if reason.light is Light.CURRENT:
            yield sentence_of(reason, "en")


def _manifest(place: Path, release: Release) -> Manifest:
    """Read the manifest that was verified; raises `OSError`, `KeyError` or `MetadataError` when it is not there now."""
    with opened(place) as package:
        content = content_of(package, MANIFEST, _LARGEST_MANIFEST)
    if digest_of(content) != release.digests[MANIFEST]:
        raise MetadataError("It was changed while it was looked at.")
    return manifest_from(content)


def digest_of_asked(path: Path) -> str:
    """Return the SHA-256 of the file that is asked about; raises `FolderRefusal` when it cannot be read."""
    digest = hashlib.sha256()
    try:
        for piece in slices(Path(os.path.realpath(path))):
            digest.update(piece)
    except OSError as fault:
        raise FolderRefusal(f"{path} cannot be read ({fault.strerror or fault}).", "name a file.") from None
    return digest.hexdigest()
