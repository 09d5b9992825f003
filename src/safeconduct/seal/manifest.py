# SPDX-License-Identifier: Apache-2.0
"""The manifest: every file of a kit, what was checked, found and waived, who signed, and with what it was made."""

import re
from collections.abc import Iterable, Mapping
from datetime import date
from enum import StrEnum

from attrs import frozen

from safeconduct.model.canonical import Digest, canonical
from safeconduct.model.codec import plain
from safeconduct.model.judgement import Finding, Outcome, Severity, Waived
from safeconduct.model.signed import Signed, namespace, signed_message
from safeconduct.model.status import Status
from safeconduct.model.works import Artifact

from .metadata import record_of
from .names import fault_of_name

SCHEMA = "safeconduct.manifest/1"
SPECIMEN = "SPECIMEN"
_DIGEST = re.compile(r"[0-9a-f]{64}")


class Rebuild(StrEnum):
    """EXACT: building again gives these bytes, on any processor.  SEALED: the same to the ear or eye, not to the bit.

    See docs/rebuilding.md for which files are which.
    """

    EXACT = "exact"
    SEALED = "sealed"


@frozen
class PackedFile:
    """A file of the kit; `path` below data/, `size` in bytes, `key` that of the step that made it, "" if none did."""

    path: str
    sha256: Digest
    size: int
    piece: str
    language: str
    channel: str
    media_type: str
    key: str
    rebuild: Rebuild = Rebuild.EXACT


@frozen
class CheckRun:
    """How many subjects a check examined and how many findings it has; `not_run` says why it could not run."""

    check: str
    examined: int
    findings: int
    not_run: str | None


@frozen
class FoundFault:
    """One finding; `place` as it is printed, in the manuscript or on the product."""

    check: str
    severity: Severity
    place: str
    message: str


@frozen
class WaivedFault:
    """One finding that does not stand against `piece`, who waived it, why, and to and with which day."""

    check: str
    place: str
    message: str
    piece: str
    person: str
    reason: str
    until: date


@frozen
class SignedText:
    """What a person signed, with the public key line, so that anybody can check it again.

    `message` is the signed text itself and `namespace` its purpose: `ssh-keygen -Y verify` takes both.
    """

    namespace: str
    person: str
    piece: str
    on: date
    message: str
    key: str
    signature: str


@frozen
class Manifest:
    """What is handed over.  `title` per language tag; `made_with` distribution -> version."""

    schema: str
    edition: str
    title: Mapping[str, str]
    as_of: date
    status: Status
    valid_until: date | None
    artifacts: tuple[PackedFile, ...]
    outcomes: tuple[CheckRun, ...]
    findings: tuple[FoundFault, ...]
    waived: tuple[WaivedFault, ...]
    signed: tuple[SignedText, ...]
    made_with: Mapping[str, str]


def write_up(
    edition: str,
    title: Mapping[str, str],
    as_of: date,
    status: Status,
    valid_until: date | None,
    artifacts: Iterable[Artifact | PackedFile],
    outcomes: Iterable[Outcome],
    waived: Iterable[Waived],
    signed: Iterable[Signed],
    signer_keys: Mapping[str, str],
    made_with: Mapping[str, str],
) -> Manifest:
    """Return the manifest of a finished kit, sorted so that equal kits have equal manifests.

    `signer_keys` maps each person to their public key line (missing: "").
    """
    outcomes = tuple(outcomes)
    packed = (_packed(artifact) if isinstance(artifact, Artifact) else artifact for artifact in artifacts)
    runs = (CheckRun(run.check, run.examined, len(run.findings), run.not_run) for run in outcomes)
    faults = {_found(finding) for run in outcomes for finding in run.findings}
    let_pass = (_waived(one) for one in waived)
    texts = (_signed(record, signer_keys.get(record.person, "")) for record in signed)
    return Manifest(
        schema=SCHEMA,
        edition=edition,
        title=dict(title),
        as_of=as_of,
        status=status,
        valid_until=valid_until,
        artifacts=tuple(sorted(packed, key=lambda artifact: artifact.path)),
        outcomes=tuple(sorted(runs, key=lambda run: run.check)),
        findings=tuple(sorted(faults, key=lambda fault: (fault.check, fault.place, fault.message, fault.severity))),
        waived=tuple(sorted(let_pass, key=lambda one: (one.piece, one.check, one.place, one.message))),
        signed=tuple(sorted(texts, key=lambda one: (one.piece, one.namespace, one.person, one.message))),
        made_with=dict(made_with),
    )


def manifest_bytes(manifest: Manifest) -> bytes:
    """Return the one spelling of `manifest`."""
    return canonical(plain(manifest))


def manifest_from(untrusted: bytes) -> Manifest:
    """Read a manifest; raises `MetadataError`.  Names and digests in it are still to be judged."""
    return record_of(untrusted, Manifest, SCHEMA)


def manifest_faults(manifest: Manifest) -> tuple[str, ...]:
    """Return a sentence for everything that contradicts itself in `manifest`; bad file names are not repeated here."""
    faults = []
    paths = [artifact.path for artifact in manifest.artifacts]
    if not paths:
        faults.append("It lists no file.")
    if paths != sorted(set(paths)):
        faults.append("Its files are not sorted, or one is listed twice.")
    if any(not _DIGEST.fullmatch(artifact.sha256) or artifact.size < 0 for artifact in manifest.artifacts):
        faults.append("It gives a file an impossible digest or size.")
    if "/" in manifest.edition or fault_of_name(manifest.edition):
        faults.append("The name of its edition is not plain letters, digits, dots, hyphens and underscores.")
    if not any(title.strip() for title in manifest.title.values()):
        faults.append("It has no title.")
    return tuple(faults)


def wrongly_marked(manifest: Manifest) -> tuple[str, ...]:
    """Return the files whose name says SPECIMEN although the status does not, or the other way round."""
    specimen = manifest.status is Status.SPECIMEN
    return tuple(one.path for one in manifest.artifacts if (SPECIMEN in one.path.rsplit("/", 1)[-1]) != specimen)


def _packed(artifact: Artifact) -> PackedFile:
    return PackedFile(
        path=artifact.file,
        sha256=artifact.sha256,
        size=artifact.size,
        piece=artifact.piece,
        language=artifact.language,
        channel=artifact.channel,
        media_type=artifact.media_type,
        key=artifact.key,
        rebuild=Rebuild.SEALED if artifact.sealed else Rebuild.EXACT,
    )


def _found(finding: Finding) -> FoundFault:
    return FoundFault(finding.check, finding.severity, str(finding.place), finding.message)


def _waived(one: Waived) -> WaivedFault:
    finding, waiver = one.finding, one.waiver
    return WaivedFault(
        check=finding.check,
        place=str(finding.place),
        message=finding.message,
        piece=one.piece,
        person=waiver.person,
        reason=waiver.reason,
        until=waiver.until,
    )


def _signed(record: Signed, key: str) -> SignedText:
    return SignedText(
        namespace=namespace(record),
        person=record.person,
        piece=record.piece,
        on=record.on,
        message=signed_message(record).decode(),
        key=key,
        signature=record.signature,
    )
