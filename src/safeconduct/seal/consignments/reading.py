# SPDX-License-Identifier: Apache-2.0
"""The log as it lies on the disk: its lines, each with what it says of itself and whether that is signed."""

from collections.abc import Mapping
from pathlib import Path

from attrs import frozen

from safeconduct.model.canonical import Digest
from safeconduct.model.refusal import AlteredRefusal, FolderRefusal
from safeconduct.model.sealed import KeyId
from safeconduct.seal.files import TooLargeError, read_at_most
from safeconduct.seal.metadata import MetadataError
from safeconduct.seal.public_keys import KeyRefusal, PublicKey
from safeconduct.seal.sshsig import SignatureRefusal, signature_in

from .entries import Entry, digest_of_line, entry_and_message
from .prepared import verify_line
from .rights import Rights

FOLDER, FILE = "log", "consignments.jsonl"
MOST = 1 << 30
"""Bytes that a log may have: a million lines."""


@frozen
class Line:
    """The line at `place` (from 1) of the file.

    `entry` is None when it cannot be read, and `authentic` whether the key that it names signed exactly this;
    `fault` is a sentence when either is not so.
    """

    place: int
    digest: Digest
    entry: Entry | None
    authentic: bool
    fault: str = ""


@frozen
class Lines:
    """Every whole line, and what is left behind the last line feed: a line that was not written to its end."""

    whole: tuple[Line, ...]
    torn: bytes

    @property
    def head(self) -> Digest | None:
        """The digest of the last whole line."""
        return self.whole[-1].digest if self.whole else None


def log_file(chancery: Path) -> Path:
    """Return where the log of a chancery lies."""
    return chancery / FOLDER / FILE


def read_lines(chancery: Path, rights: Rights) -> Lines:
    """Read the whole log; without a file there are no lines.

    Raises `FolderRefusal` when it cannot be read, `AlteredRefusal` when it is larger than a log can be.
    """
    *lines, torn = content_of(chancery).split(b"\n")
    signers = rights.signers
    return Lines(tuple(line_at(place, raw + b"\n", signers) for place, raw in enumerate(lines, 1)), torn)


def content_of(chancery: Path) -> bytes:
    """Return the bytes of the log, b"" when there is none; raises like `read_lines`."""
    path = log_file(chancery)
    try:
        return read_at_most(path, MOST)
    except FileNotFoundError:
        return b""
    except TooLargeError:
        raise AlteredRefusal(f"{path} is larger than a log can be.", "keep it aside and ask who wrote in it.") from None
    except OSError as fault:
        raise FolderRefusal(
            f"The log {path} cannot be read ({fault.strerror or fault}).", "name the chancery with --chancery DIR."
        ) from None


def line_at(place: int, untrusted: bytes, signers: Mapping[KeyId, PublicKey]) -> Line:
    """Read one line, line feed included, and look whether the key that it names signed it, be it one of ours or not.

    `signers` are the keys that are known by their ids.
    """
    digest = digest_of_line(untrusted)
    try:
        entry, message = entry_and_message(untrusted)
    except MetadataError as fault:
        return Line(place, digest, None, False, str(fault))
    try:
        signer = signers.get(entry.key) or signature_in(entry.sig).key
        if signer.id != entry.key:
            return Line(place, digest, entry, False, "It is signed with another key than it says.")
        verify_line(signer, message, entry.sig)
    except (SignatureRefusal, KeyRefusal) as refusal:
        return Line(place, digest, entry, False, refusal.what)
    return Line(place, digest, entry, True)
