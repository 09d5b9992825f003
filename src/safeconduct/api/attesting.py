# SPDX-License-Identifier: Apache-2.0
"""Signing off finished work: what a reviewer signs, or a publisher beside another, is verified first."""

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from attrs import evolve, frozen

from safeconduct.model.refusal import AlteredRefusal, TrustRefusal, UsageRefusal
from safeconduct.model.sealed import PUBLISHER, KeyId
from safeconduct.seal.adding import add, attestation_of, release_in
from safeconduct.seal.chancery.acting import public_line_in
from safeconduct.seal.files import read_at_most, write_new
from safeconduct.seal.keys import public_of
from safeconduct.seal.layout import (
    MOST_SIGNATURE,
    MOST_SIGNED,
    RELEASE,
    RELEASE_PURPOSE,
    attestation_files,
    attestation_purpose,
    signature_file,
)
from safeconduct.seal.metadata import MetadataError
from safeconduct.seal.public_keys import key_id, without_comment
from safeconduct.seal.reasons import Code, Colour, Light
from safeconduct.seal.records import attestation_from
from safeconduct.seal.retiring import refuse_retired
from safeconduct.seal.sshsig import sign, verify
from safeconduct.seal.telling import sentence_of
from safeconduct.seal.verify import verify as judged

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

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


def sign_off_package(package: Path, terms: Terms, key: "Ed25519PrivateKey") -> Path:
    """Sign the finished package off and return the path of what was added.

    Raises `UsageRefusal` for a key that the package's newest list of keys does not give the role: a sign-off that does
    not count would turn a light red.  Raises `AlteredRefusal` or `TrustRefusal` when what lies there is not what the
    publisher signed: a reviewer must not sign the digest of words that they did not read.
    """
    _, release = release_in(package)
    known_as = key_id(public_of(key))
    _refuse_stranger(package, terms, known_as)
    text = terms.text(release)
    return _added(package, terms.files(known_as, text, sign(key, terms.purpose, text).encode()))


def attest_by_hand(package: Path, terms: Terms, public: Path, by_hand: Path) -> Path | None:
    """Write what a token is to sign to `by_hand`, or, when it is signed (`by_hand`.sig), take it into the package.

    Returns the path of what was added, or None when it is still to be signed.  Raises like `sign_off_package`, and
    `UsageRefusal` when what is in `by_hand` is no sign-off of this release on these terms.
    """
    _, release = release_in(package)
    line = without_comment(public_line_in(public))
    known_as = key_id(line)
    _refuse_stranger(package, terms, known_as)
    asked = terms.text(release)
    content = _content(by_hand, MOST_SIGNED)
    if content is None:
        try:
            write_new(by_hand, asked)
        except OSError as fault:
            raise UsageRefusal(f"{by_hand} cannot be written ({fault.strerror}).", "name a new file.") from None
        return None
    _refuse_other_terms(by_hand, content, asked)
    armored = _content(Path(f"{by_hand}.sig"), MOST_SIGNATURE)
    if armored is None:
        return None
    verify(line, terms.purpose, content, armored.decode("ascii", "replace"))
    return _added(package, terms.files(known_as, content, armored))


def _added(package: Path, files: Mapping[str, bytes]) -> Path:
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


def _refuse_other_terms(by_hand: Path, content: bytes, asked: bytes) -> None:
    if content == asked:
        return
    try:
        told = attestation_from(asked)
        written = attestation_from(content)
    except MetadataError as fault:
        raise UsageRefusal(f"{by_hand} was edited. {fault}", "delete it and begin again.") from None
    if written.release != told.release:
        raise UsageRefusal(f"{by_hand} is about another release.", "delete it and begin again.")
    if evolve(written, on=told.on) != told:
        raise UsageRefusal(
            f"{by_hand} was written for other terms (role, conditions, what it covers, day of review).",
            "give the same command as the first time, or delete it and begin again.",
        )


def _content(path: Path, most: int) -> bytes | None:
    try:
        return read_at_most(path, most)
    except FileNotFoundError:
        return None
    except OSError as fault:
        raise UsageRefusal(f"{path} cannot be read ({fault.strerror or fault}).", "name a new file.") from None
