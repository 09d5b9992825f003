# SPDX-License-Identifier: Apache-2.0
"""SIGNED OFF: whether everybody whom the root asks for signed this very release off."""

from collections.abc import Mapping

from attrs import frozen

from safeconduct.model.canonical import Digest
from safeconduct.model.sealed import Attestation, KeyId, Release, Root
from safeconduct.model.status import Status
from safeconduct.seal.layout import RELEASE, attestation_files, attestation_purpose
from safeconduct.seal.metadata import MetadataError
from safeconduct.seal.reasons import Code, Reason
from safeconduct.seal.records import attestation_from

from .own_files import OwnFiles
from .signing import counting, good_signers


@frozen
class SignOffs:
    """The attestations that count, by file, and what is wrong."""

    given: Mapping[str, Attestation]
    reasons: tuple[Reason, ...]


def specimen(release: Release) -> list[Reason]:
    """Return the reason that a specimen gives; it is said whoever signed."""
    return [Reason(Code.SPECIMEN, RELEASE)] if release.status is Status.SPECIMEN else []


def sign_offs(own: OwnFiles, release: Release, digest: Digest, root: Root) -> SignOffs:
    """Judge the attestations of `release`, whose file has this `digest`, by `root`."""
    given: dict[str, Attestation] = {}
    reasons: list[Reason] = []
    keys: dict[str, int] = {}
    for role, key_id in sorted(own.attestations):
        record, _ = attestation_files(role, key_id)
        attestation, counts, bad = _judged(own, role, key_id, digest, root)
        if attestation and counts:
            given[record] = attestation
            keys[role] = keys.get(role, 0) + 1
            if attestation.conditions:
                reasons.append(Reason(Code.CONDITIONS, record, said=(((), attestation.conditions),)))
        reasons += [Reason(Code.ATTESTATION, name) for name in bad]
    for role in root.asked_for(release.kinds):
        if keys.get(role, 0) < root.roles[role].threshold:
            reasons.append(Reason(Code.ROLE, role))
    return SignOffs(given, tuple(reasons))


def _judged(
    own: OwnFiles, role: str, key_id: KeyId, digest: Digest, root: Root
) -> tuple[Attestation | None, bool, list[str]]:
    """Return the attestation, whether it counts, and the file that is bad, if one is."""
    record, signature = attestation_files(role, key_id)
    if record not in own:
        return None, False, [signature]
    content = own.content(record)
    try:
        attestation = None if content is None else attestation_from(content)
    except MetadataError:
        attestation = None
    fits = attestation and (attestation.role, attestation.release) == (role, digest)
    if content is None or not attestation or not fits or signature not in own:
        return None, False, [record]
    signers, bad = good_signers(own, {key_id: signature}, content, attestation_purpose(role), role, (root,))
    return attestation, bool(counting(root, role, signers, attestation.on)), bad
