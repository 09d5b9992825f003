# SPDX-License-Identifier: Apache-2.0
"""Signing off finished work, and giving the press's word on it: chancery, package and log brought together."""

import re
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from attrs import evolve

from safeconduct.model.refusal import AlteredRefusal, TrustRefusal, UsageRefusal
from safeconduct.model.sealed import Recall, StatusWord
from safeconduct.seal.adding import add, attest, attestation_of, release_in, replace_status
from safeconduct.seal.chancery.acting import give_word as give
from safeconduct.seal.chancery.acting import public_line_in
from safeconduct.seal.chancery.keeping import Chancery
from safeconduct.seal.chancery.word import following
from safeconduct.seal.chancery.writing import alone
from safeconduct.seal.files import read_at_most, write_new
from safeconduct.seal.keys import public_of
from safeconduct.seal.layout import (
    MOST_SIGNATURE,
    MOST_SIGNED,
    STATUS,
    attestation_files,
    attestation_purpose,
    root_file,
)
from safeconduct.seal.metadata import MetadataError
from safeconduct.seal.public_keys import key_id, without_comment
from safeconduct.seal.reasons import Colour, Light
from safeconduct.seal.records import attestation_from, status_from
from safeconduct.seal.retiring import refuse_retired
from safeconduct.seal.seen import Seen
from safeconduct.seal.sshsig import verify
from safeconduct.seal.telling import sentence_of
from safeconduct.seal.verify import verify as judged

from .handing_out import head_to_name

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

_READ = (Light.WHOLE, Light.GENUINE)
_NUMBER = re.compile(r"[0-9]{1,16}")


def sign_off_package(
    package: Path, role: str, key: "Ed25519PrivateKey", on: date, covers: tuple[str, ...],
    conditions: Mapping[str, str], review_by: date | None,
) -> Path:  # fmt: skip
    """Sign the finished package off in `role` and return the attestation's path.

    Raises `UsageRefusal` for a key that the package's newest list of keys does not give the role: a sign-off that does
    not count would turn a light red.  Raises `AlteredRefusal` or `TrustRefusal` when what lies there is not what the
    publisher signed: a reviewer must not sign the digest of words that they did not read.
    """
    _, release = release_in(package)
    _refuse_stranger(package, role, key_id(public_of(key)), on)
    return attest(package, attestation_of(release, role, on, covers, conditions, review_by), role, key)


def attest_by_hand(
    package: Path, role: str, public: Path, by_hand: Path, on: date, covers: tuple[str, ...],
    conditions: Mapping[str, str], review_by: date | None,
) -> Path | None:  # fmt: skip
    """Write what a token is to sign to `by_hand`, or, when it is signed (`by_hand`.sig), take it into the package.

    Returns the attestation's path, or None when it is still to be signed.  Raises like `sign_off_package`, and
    `UsageRefusal` when what is in `by_hand` is no sign-off of this release on these terms.
    """
    _, release = release_in(package)
    line = without_comment(public_line_in(public))
    known_as = key_id(line)
    _refuse_stranger(package, role, known_as, on)
    asked = attestation_of(release, role, on, covers, conditions, review_by)
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
    verify(line, attestation_purpose(role), content, armored.decode("ascii", "replace"))
    record, signed = attestation_files(role, known_as)
    add(package, {record: content, signed: armored})
    return package / record


def give_word(
    chancery: Chancery, key: "Ed25519PrivateKey", today: date, next_by: date, latest: tuple[str, ...],
    recalled: tuple[Recall, ...], seen: Seen | None = None,
) -> StatusWord:  # fmt: skip
    """Give the word that follows the last one, and return it; the head of the log, if there is one, goes with it.

    `seen` is what was seen of this press on this machine.  Raises `UsageRefusal` when the chancery is older than that:
    an old copy would give two words one number; `BusyRefusal` when somebody else is giving a word.
    """
    numbers = dict(map(_numbered, latest))
    with alone(chancery.folder):
        before, root = chancery.status(), chancery.root()
        if seen is not None:
            _refuse_old_copy(before, root.version, seen)
        word = following(before, today, next_by, root.version, head_to_name(chancery), numbers, recalled)
        give(chancery, word, key)
    return word


def put_word(chancery: Chancery, package: Path) -> list[str]:
    """Put the latest word and every root into a package of this press, and return their names.

    Raises `UsageRefusal` when the package is another press's or holds a newer word, or no word has been given.
    """
    files = chancery.signed_files()
    first = root_file(1)
    try:
        theirs = read_at_most(package / first, MOST_SIGNED)
    except OSError:
        theirs = b""
    if files[first] != theirs:
        raise UsageRefusal(f"{package.name} is not a package of this press.", "name the chancery that sealed it.")
    if STATUS not in files:
        raise UsageRefusal("No word has been given yet.", "give one: safeconduct status give --key KEY --next DAY")
    _refuse_older(package, files[STATUS])
    replace_status(package, files)
    return sorted(name for name in files if name.endswith(".json"))


def _refuse_stranger(package: Path, role: str, known_as: str, on: date) -> None:
    verdict = judged(package, on)
    first = next((one for one in verdict.reasons if one.light in _READ and one.colour is Colour.RED), None)
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
    refuse_retired(root, known_as, on)


def _refuse_other_terms(by_hand: Path, content: bytes, asked: bytes) -> None:
    told = attestation_from(asked)
    try:
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


def _numbered(said: str) -> tuple[str, int]:
    line, _, version = said.partition("=")
    if not _NUMBER.fullmatch(version):
        raise UsageRefusal(f"“{said[:80]}” is not an id and a number.", "write it as kursk-2024=3.")
    return line, int(version)


def _refuse_old_copy(before: StatusWord | None, root: int, seen: Seen) -> None:
    known = before.version if before else 0
    if known < (seen.status or 0) or root < seen.root:
        what = f"word {seen.status}" if known < (seen.status or 0) else root_file(seen.root)
        raise UsageRefusal(
            f"This chancery is an old copy: {what} of this press was seen on this machine already.",
            "fetch the newest copy; two words must never bear one number.",
        )


def _refuse_older(package: Path, ours: bytes) -> None:
    try:
        theirs = read_at_most(package / STATUS, MOST_SIGNED)
        held, given = status_from(theirs).version, status_from(ours).version
    except (OSError, MetadataError):
        return
    if held > given or (held == given and theirs != ours):
        what = f"word {held}, and the chancery's last is {given}" if held > given else f"another word {held}"
        raise UsageRefusal(
            f"{package.name} holds {what}.", "fetch the newest copy of the chancery, or look at who wrote that word."
        )
