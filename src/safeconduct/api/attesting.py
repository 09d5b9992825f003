# SPDX-License-Identifier: Apache-2.0
"""Signing off finished work, and giving the press's word on it: chancery, package and log brought together."""

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from safeconduct.model.canonical import digest_of
from safeconduct.model.refusal import UsageRefusal
from safeconduct.model.sealed import Recall, Root, StatusWord
from safeconduct.seal.adding import add, attest, attestation_of, release_in
from safeconduct.seal.chancery.acting import give_word as give
from safeconduct.seal.chancery.acting import public_line_in
from safeconduct.seal.chancery.keeping import Chancery
from safeconduct.seal.chancery.word import following
from safeconduct.seal.files import read_at_most, write_new
from safeconduct.seal.keys import public_of
from safeconduct.seal.layout import MOST_SIGNATURE, MOST_SIGNED, attestation_files, attestation_purpose, root_file
from safeconduct.seal.metadata import MetadataError
from safeconduct.seal.public_keys import key_id, without_comment
from safeconduct.seal.records import root_from
from safeconduct.seal.sshsig import verify

from .handing_out import head_to_name

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey


def sign_off_package(
    package: Path, role: str, key: "Ed25519PrivateKey", on: date, covers: tuple[str, ...],
    conditions: Mapping[str, str], review_by: date | None,
) -> Path:  # fmt: skip
    """Sign the finished package off in `role` and return the attestation's path.

    Raises `UsageRefusal` for a key that the package's newest list of keys does not give the role: a sign-off that does
    not count would turn a light red.
    """
    _, release = release_in(package)
    _refuse_stranger(package, role, key_id(public_of(key)))
    return attest(package, attestation_of(release, role, on, covers, conditions, review_by), role, key)


def attest_by_hand(
    package: Path, role: str, public: Path, by_hand: Path, on: date, covers: tuple[str, ...],
    conditions: Mapping[str, str], review_by: date | None,
) -> Path | None:  # fmt: skip
    """Write what a token is to sign to `by_hand`, or, when it is signed (`by_hand`.sig), take it into the package.

    Returns the attestation's path, or None when it is still to be signed.
    """
    _, release = release_in(package)
    line = without_comment(public_line_in(public))
    known_as = key_id(line)
    _refuse_stranger(package, role, known_as)
    signature = by_hand.with_name(by_hand.name + ".sig")
    if not by_hand.exists():
        write_new(by_hand, attestation_of(release, role, on, covers, conditions, review_by))
        return None
    content = read_at_most(by_hand, MOST_SIGNED)
    if f'"release":"{digest_of(release)}"'.encode() not in content:
        raise UsageRefusal(f"{by_hand.name} is about another release.", "delete it and begin again.")
    if not signature.exists():
        return None
    armored = read_at_most(signature, MOST_SIGNATURE)
    verify(line, attestation_purpose(role), content, armored.decode("ascii", "replace"))
    record, signed = attestation_files(role, known_as)
    add(package, {record: content, signed: armored})
    return package / record


def give_word(
    chancery: Chancery, key: "Ed25519PrivateKey", today: date, next_by: date, latest: tuple[str, ...],
    recalled: tuple[Recall, ...],
) -> StatusWord:  # fmt: skip
    """Give the word that follows the last one, and return it; the head of the log, if there is one, goes with it."""
    numbers = {}
    for one in latest:
        line, parted, version = one.partition("=")
        if not parted or not version.isdecimal():
            raise UsageRefusal(f"“{one}” is not an id and a number.", "write it as kursk-2024=3.")
        numbers[line] = int(version)
    head = head_to_name(chancery)
    word = following(chancery.status(), today, next_by, chancery.root().version, head, numbers, recalled)
    give(chancery, word, key)
    return word


def put_word(chancery: Chancery, package: Path) -> list[str]:
    """Put the latest word and every root into a package of this press, and return their names.

    Raises `UsageRefusal` when the package is another press's, or no word has been given.
    """
    files = chancery.signed_files()
    first = root_file(1)
    try:
        theirs = read_at_most(package / first, MOST_SIGNED)
    except OSError:
        theirs = b""
    if files[first] != theirs:
        raise UsageRefusal(f"{package.name} is not a package of this press.", "name the chancery that sealed it.")
    if not chancery.status_files():
        raise UsageRefusal("No word has been given yet.", "give one: safeconduct status give --key KEY --next DAY")
    for path in sorted((package / "seal/status.json.sigs").glob("*.sig")):
        path.unlink()
    add(package, files)
    return sorted(name for name in files if name.endswith(".json"))


def _refuse_stranger(package: Path, role: str, known_as: str) -> None:
    root = _newest_root(package)
    listed = root.roles[role].keys if role in root.roles else ()
    if known_as not in listed:
        roles = ", ".join(sorted(one for one, held in root.roles.items() if known_as in held.keys)) or "none"
        raise UsageRefusal(
            f"The key {known_as} is not listed for the role “{role}” (its roles: {roles}).",
            "sign with a key of that role, or have it listed in trust.toml.",
        )


def _newest_root(package: Path) -> Root:
    version = 1
    while (package / root_file(version + 1)).exists():
        version += 1
    try:
        return root_from(read_at_most(package / root_file(version), MOST_SIGNED))
    except (OSError, MetadataError) as fault:
        raise UsageRefusal(
            f"{root_file(version)} in {package.name} cannot be read ({fault}).", "name a sealed package."
        ) from None
