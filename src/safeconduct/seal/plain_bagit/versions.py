# SPDX-License-Identifier: Apache-2.0
"""The versions of BagIt, and where they differ."""

from collections.abc import Mapping
from typing import Final

from attrs import frozen


@frozen
class Version:
    """`strict`: RFC 8493 holds (1.0), not one of the drafts; `metadata_file`: where the bag describes itself."""

    number: str
    strict: bool
    metadata_file: str


KNOWN: Final[Mapping[str, Version]] = {
    **{number: Version(number, False, "package-info.txt") for number in ("0.93", "0.94", "0.95")},
    **{number: Version(number, False, "bag-info.txt") for number in ("0.96", "0.97")},
    "1.0": Version("1.0", True, "bag-info.txt"),
}
"""draft-kunze-bagit-00 to -04, -05 to -14, RFC 8493.  Another number stands for rules that nobody can look up."""
