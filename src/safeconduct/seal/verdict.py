# SPDX-License-Identifier: Apache-2.0
"""The verdict on a package: three lights, every problem, and one plain sentence."""

from collections.abc import Iterable
from enum import StrEnum

from attrs import frozen

from safeconduct.model.judgement import Status

from .names import shown


class Kind(StrEnum):
    """What is wrong."""

    NOT_A_PACKAGE = "not-a-package"
    ALTERED = "altered"
    MISSING = "missing"
    UNLISTED = "unlisted"
    LINK = "link"
    SPECIAL = "special"
    NAME = "name"
    METADATA = "metadata"
    UNREADABLE = "unreadable"
    UNSIGNED = "unsigned"
    SIGNATURE = "signature"
    NOT_TRUSTED = "not-trusted"
    EXPIRED = "expired"
    CLOCK = "clock"
    SPECIMEN = "specimen"


TRUST = frozenset({Kind.UNSIGNED, Kind.SIGNATURE, Kind.NOT_TRUSTED, Kind.EXPIRED})
"""Problems of the signature or the date: exit 7.  Those in neither this nor `REMARKS` mean exit 6."""

REMARKS = frozenset({Kind.CLOCK, Kind.SPECIMEN})
"""Said aloud, but no reason to fail."""

_WORDS = {
    Kind.NOT_A_PACKAGE: "This is not a sealed package.",
    Kind.ALTERED: "It was altered after it was sealed.",
    Kind.MISSING: "It is missing.",
    Kind.UNLISTED: "It does not belong to this package.",
    Kind.LINK: "It is a link; a package holds only files, so it was not opened.",
    Kind.SPECIAL: "It is neither a file nor a folder, so it was not opened.",
    Kind.UNREADABLE: "It cannot be read.",
    Kind.UNSIGNED: "The signature is missing.",
}


@frozen
class Problem:
    """One thing wrong with `file`, a path in the package made safe to print ("" for the package itself)."""

    kind: Kind
    file: str
    sentence: str

    def __str__(self) -> str:
        return f"{self.file}: {self.sentence}" if self.file else self.sentence


def problem(kind: Kind, untrusted_file: str = "", sentence: str = "", detail: str = "") -> Problem:
    """Return a problem with the house's sentence for `kind` unless another is given; `detail` follows it."""
    return Problem(kind, shown(untrusted_file), f"{sentence or _WORDS[kind]} {detail}".rstrip())


@frozen
class Verdict:
    """`whole`: nothing altered, missing or added.  `genuine`: signed by a trusted key.  `current`: not expired.

    `signed_by` is the fingerprint of the key that made a valid signature, trusted or not; `status` what the release
    says, to be believed only when `genuine`; `why` explains `current`; `exit_code` is 0, 6 or 7.
    """

    whole: bool
    genuine: bool
    current: bool
    why: str
    signed_by: str | None
    status: Status | None
    edition: str | None
    problems: tuple[Problem, ...]
    exit_code: int
    sentence: str


def exit_code_of(problems: Iterable[Problem]) -> int:
    """Return 6 when the package is altered or incomplete, else 7 when it cannot be trusted now, else 0."""
    kinds = {one.kind for one in problems} - REMARKS
    return 6 if kinds - TRUST else 7 if kinds else 0
