# SPDX-License-Identifier: Apache-2.0
"""Signing off finished work: what a reviewer signs, or a publisher beside another, is verified first."""

from collections.abc import Mapping
from datetime import date
from pathlib import Path

from attrs import evolve, frozen

from safeconduct.model.refusal import AlteredRefusal, TrustRefusal, UsageRefusal
from safeconduct.model.sealed import PUBLISHER, KeyId
from safeconduct.seal.adding import add, attestation_of, release_in
from safeconduct.seal.layout import (
    RELEASE,
    RELEASE_PURPOSE,
    attestation_files,
    attestation_purpose,
    signature_file,
)
from safeconduct.seal.metadata import MetadataError
from safeconduct.seal.reasons import Code, Colour, Light
from safeconduct.seal.records import attestation_from
from safeconduct.seal.retiring import refuse_retired
from safeconduct.seal.signers import Signer, id_of, signed
from safeconduct.seal.telling import sentence_of
from safeconduct.seal.verify import verify as judged

_READ = (Light.WHOLE, Light.GENUINE)


@frozen
class Terms:
    """What is signed: in which role, on which day, and, in a reviewer's role, of which parts and under what conditions.

    A publisher signs the release itself, beside another publisher, and has no terms.
    """

    role: str
    on: date
    covers: tuple[str, ...] = ()
    conditions: Mapping[str, str] = {}
    review_by: date | None = None

    @property
    def purpose(self) -> str:
        """The namespace of the signature."""
        return RELEASE_PURPOSE if self.role == PUBLISHER else attestation_purpose(self.role)

    def text(self, release: bytes) -> bytes:
        """Return what is to be signed; raises `UsageRefusal` when it cannot be spelled."""
        if self.role != PUBLISHER:
            return attestation_of(release, self.role, self.on, self.covers, self.conditions, self.review_by)
        if self.covers or self.conditions or self.review_by:
            raise UsageRefusal(
                "A publisher signs the release as it is.", "leave conditions, parts and days to the reviewers."
            )
        return release

    def files(self, known_as: KeyId, text: bytes, armored: bytes) -> dict[str, bytes]:
        """Return the files that go into the package, the one to look at first."""
        if self.role == PUBLISHER:
            return {signature_file(RELEASE, known_as): armored}
        record, signature = attestation_files(self.role, known_as)
        return {record: text, signature: armored}


def sign_off_package(package: Path, terms: Terms, signer: Signer) -> Path:
    """Sign the finished package off and return the path of what was added.

    Raises `UsageRefusal` for a key that the package's newest list of keys does not give the role: a sign-off that does
    not count would turn a light red.  Raises `AlteredRefusal` or `TrustRefusal` when what lies there is not what the
    publisher signed: a reviewer must not sign the digest of words that they did not read.  By hand also what `signed`
    raises: what lies in the file may be of an earlier day, and nothing else.
    """
    _, release = release_in(package)
    known_as = id_of(signer)
    _refuse_stranger(package, terms, known_as)
    asked = terms.text(release)
    files = terms.files(known_as, *signed(signer, terms.purpose, asked, lambda other: _same_terms(other, asked)))
    add(package, files)
    return package / next(iter(files))


def _refuse_stranger(package: Path, terms: Terms, known_as: KeyId) -> None:
    verdict, role = judged(package, terms.on), terms.role
    red = (one for one in verdict.reasons if one.light in _READ and one.colour is Colour.RED)
    if role == PUBLISHER:
        # Where several publishers must sign, this is how the second one does.
        red = (one for one in red if (one.code, one.untrusted_file) != (Code.PUBLISHER, RELEASE))
    first = next(red, None)
    if first is not None or verdict.root is None:
        kind = AlteredRefusal if first is None or first.light is Light.WHOLE else TrustRefusal
        raise kind(
            f"This package must not be signed off: {sentence_of(first, 'en')} Nothing was signed.",
            f"see all that is said of it: safeconduct verify {package}",
        )
    root = verdict.root
    listed = root.roles[role].keys if role in root.roles else ()
    if known_as not in listed:
        roles = ", ".join(sorted(one for one, held in root.roles.items() if known_as in held.keys)) or "none"
        raise UsageRefusal(
            f"The key {known_as} is not listed for the role “{role}” (its roles: {roles}).",
            "sign with a key of that role, or have it listed in trust.toml.",
        )
    refuse_retired(root, known_as, terms.on)


def _same_terms(written: bytes, asked: bytes) -> bool:
    try:
        theirs, ours = attestation_from(written), attestation_from(asked)
    except MetadataError as fault:
        raise UsageRefusal(f"What is to be signed was edited. {fault}", "name a new file after --by-hand.") from None
    if theirs.release != ours.release:
        raise UsageRefusal("What is to be signed is about another release.", "name a new file after --by-hand.")
    if evolve(theirs, on=ours.on) != ours:
        raise UsageRefusal(
            "What is to be signed was written for other terms (role, conditions, what it covers, day of review).",
            "give the same command as the first time, or name a new file after --by-hand.",
        )
    return True
