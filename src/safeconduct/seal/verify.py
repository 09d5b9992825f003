# SPDX-License-Identifier: Apache-2.0
"""Verifying: is this package whole, genuine, signed off and current?  Every reason is collected before the answer.

Nothing here believes a file before its digest or signature was checked against the next thing up: kit < checksum list <
release < signatures < roots < a fingerprint that the reader compared.  Specified in docs/package.md; verify.py and
verify.html follow the same specification by themselves.  Needs the standard library, the model and `cryptography`.
"""

from collections.abc import Collection
from datetime import date
from pathlib import Path

from safeconduct.model.refusal import UsageRefusal

from .reasons import Code, Reason
from .seen import Seen
from .verdict import Verdict, grey_but_whole
from .verifying.judging import SeenOf, judge
from .verifying.packages import NoPackageError, Package, opened
from .verifying.status_beside import WithStatus, newer_status
from .verifying.zip_reading import ZipSpellingError

_GROUPS, _DIGITS = 8, 5


def verify(
    package: Path, today: date, trusted: str | None = None, seen: Seen | None = None, status: Path | None = None
) -> Verdict:
    """Return the verdict on the folder or ZIP file `package` on the day `today`.

    `trusted` is the fingerprint (40 digits, spaces and hyphens as you like) of the press that the reader trusts, None
    when it was never compared; `seen` what the reader has seen of that press before; `status` a status.json or a folder
    with one that replaces the package's for this look.  Raises `UsageRefusal` when `trusted` is no fingerprint and
    `FolderRefusal` when `status` cannot be read; a fault of the package is a reason in the verdict, never an error.
    """
    digits = [] if trusted is None else [fingerprint_of(trusted)]
    return verify_for(package, today, digits, lambda _: seen, status)


def verify_for(
    package: Path, today: date, trusted: Collection[str], seen_of: SeenOf, status: Path | None = None
) -> Verdict:
    """Return the verdict for a reader who trusts any of `trusted` (8 groups of 5 digits each), and remembers by press.

    Raises `FolderRefusal` when `status` cannot be read.
    """
    newer = newer_status(status) if status else None
    try:
        with opened(package) as found:
            looked_at: Package = WithStatus(found, newer) if newer else found
            return judge(looked_at, today, trusted, seen_of, found if newer else None)
    except NoPackageError:
        return grey_but_whole([Reason(Code.NOT_A_PACKAGE, "")])
    except ZipSpellingError:
        return grey_but_whole([Reason(Code.ZIP, "")])


def fingerprint_of(said: str) -> str:
    """Return 8 groups of 5 digits from a fingerprint as people write it; raises `UsageRefusal`."""
    digits = "".join(said.replace("-", " ").split())
    if len(digits) != _GROUPS * _DIGITS or not (digits.isascii() and digits.isdigit()):
        raise UsageRefusal(
            "A fingerprint has 8 groups of 5 digits.", "give the 40 digits that the press told you, in quotation marks."
        )
    return " ".join(digits[n : n + _DIGITS] for n in range(0, len(digits), _DIGITS))
