# SPDX-License-Identifier: Apache-2.0
"""Verifying: is this package whole, genuine and current?  Every problem is collected before the answer.

Nothing here believes a file before its digest or signature was checked against the next thing up: payload < checksum
list and manifest < release < signature < a key that the caller trusts.  Needs the standard library, the model and
`cryptography`; neither typesetting nor sound.
"""

import stat
from collections.abc import Collection
from datetime import date
from pathlib import Path

from safeconduct.model.judgement import Status
from safeconduct.model.refusal import UsageRefusal

from .contents import Contents, read_contents, wholeness
from .keys import fingerprint, raw_public_key, without_comment
from .release import BAGIT, NAMESPACE, PRESS_KEY, RELEASE, SIGNATURE
from .sshsig import KeyRefusal, SignatureRefusal, signer_of
from .sshsig import verify as verify_signature
from .survey import survey
from .verdict import REMARKS, TRUST, Kind, Problem, Verdict, exit_code_of, problem

_UNKNOWN = "Whether it is still valid cannot be known."


def verify(package: Path, trusted: Collection[str], today: date) -> Verdict:
    """Return the verdict on the folder `package` for somebody who trusts the keys in `trusted`, on the day `today`.

    `trusted` holds public key lines (a comment is ignored) or fingerprints of 8 groups of 5 digits; raises
    `UsageRefusal` when one is neither.  Any fault of the package itself is a problem in the verdict, never an error.
    """
    trusted_prints = frozenset(map(_fingerprint_of, trusted))
    try:
        mode = package.lstat().st_mode
    except (OSError, ValueError):
        return _no_package("There is no folder of this name.")
    if stat.S_ISLNK(mode):
        return _no_package("This is a link. Name the folder itself.")
    if not stat.S_ISDIR(mode):
        return _no_package("This is a file. Unpack the package first, then name its folder.")
    seen = survey(package)
    if "" in seen.barred:
        return _no_package(f"The folder cannot be read. {seen.barred[''].sentence}")
    if not seen.files.keys() & {RELEASE, BAGIT}:
        found = "The folder is empty" if not seen.files else "The folder holds neither seal/release.json nor bagit.txt"
        return _no_package(f"This is not a sealed package. {found}.")
    contents, problems = read_contents(package, seen)
    problems += wholeness(package, seen, contents)
    signed_by, trust_problems = _signature(contents, trusted_prints)
    genuine = not trust_problems
    problems += trust_problems
    current, why, date_problems = _currency(contents, genuine, today)
    problems += date_problems
    status = contents.release.status if contents.release else None
    if status is Status.SPECIMEN:
        problems.append(problem(Kind.SPECIMEN, sentence="It is a SPECIMEN: nobody has confirmed its text."))
    ordered = tuple(sorted(set(problems), key=lambda one: (one.kind in REMARKS, one.kind in TRUST, one.file, one.kind)))
    whole = all(one.kind in TRUST | REMARKS for one in ordered)
    return Verdict(
        whole=whole,
        genuine=genuine,
        current=current,
        why=why,
        signed_by=signed_by,
        status=status,
        edition=contents.release.edition if contents.release else None,
        problems=ordered,
        exit_code=exit_code_of(ordered),
        sentence=_sentence(whole, status, ordered, why),
    )


def _fingerprint_of(trusted: str) -> str:
    digits = "".join(trusted.replace("-", " ").split())
    if len(digits) == 40 and digits.isascii() and digits.isdigit():
        return " ".join(digits[n : n + 5] for n in range(0, 40, 5))
    try:
        return fingerprint(without_comment(trusted))
    except KeyRefusal:
        raise UsageRefusal(
            "One of the trusted keys is neither a public key line nor a fingerprint.",
            "Give a line that begins with ssh-ed25519, or 8 groups of 5 digits.",
        ) from None


def _signature(contents: Contents, trusted_prints: frozenset[str]) -> tuple[str | None, list[Problem]]:
    """Return the fingerprint of the key that validly signed the release, and what is wrong with that."""
    if contents.signature is None:
        return None, [problem(Kind.UNSIGNED, SIGNATURE)]
    if contents.release_bytes is None:
        return None, [problem(Kind.SIGNATURE, SIGNATURE, "What it should sign is missing.")]
    try:
        armored = contents.signature.decode("ascii")
        signer = signer_of(armored)
    except (UnicodeDecodeError, SignatureRefusal, KeyRefusal):
        return None, [problem(Kind.SIGNATURE, SIGNATURE, "This is not a signature as the press makes it.")]
    try:
        verify_signature(signer, NAMESPACE, contents.release_bytes, armored)
    except SignatureRefusal as refusal:
        return None, [
            problem(Kind.SIGNATURE, RELEASE, f"It and its signature {SIGNATURE} do not belong together.", refusal.what)
        ]
    signed_by = fingerprint(signer)
    if signed_by not in trusted_prints:
        return signed_by, [
            problem(
                Kind.NOT_TRUSTED,
                SIGNATURE,
                f"It is signed with a key that you do not trust: {signed_by}.",
                "Ask the press for its eight groups of digits by telephone or letter, and compare.",
            )
        ]
    # An altered key file is named as such by its digest; it does not make the signature any less the signer's.
    vouched = contents.release.digests.get(PRESS_KEY) if contents.release else None
    if vouched == contents.digests.get(PRESS_KEY) and contents.press_key != raw_public_key(signer):
        return signed_by, [problem(Kind.SIGNATURE, SIGNATURE, "It is made with another key than trust/press.pub.")]
    return signed_by, []


def _currency(contents: Contents, genuine: bool, today: date) -> tuple[bool, str, list[Problem]]:
    """Return whether the release is still valid, why, and the problems of date.

    A clock that is behind does not bring an expired package back: now is never before the day of issue.  Whoever forged
    a release may write any end date, so an end that has come is believed, and one still to come only if `genuine`.
    """
    release = contents.release
    if release is None:
        return False, _UNKNOWN, []
    problems = []
    if release.issued > today:
        problems.append(
            problem(
                Kind.CLOCK,
                sentence=f"This machine says that today is {today}, before the package was issued ({release.issued}).",
                detail="Set the clock.",
            )
        )
    now = max(today, release.issued)
    if release.valid_until and now > release.valid_until:
        why = f"It was valid until {release.valid_until}."
        problems.append(problem(Kind.EXPIRED, sentence=why, detail="Ask the press for the next edition."))
        return False, why, problems
    if not genuine:
        return False, _UNKNOWN, problems
    if release.valid_until is None:
        return True, "It has no end date.", problems
    return True, f"It is valid until {release.valid_until}.", problems


def _sentence(whole: bool, status: Status | None, problems: tuple[Problem, ...], why: str) -> str:
    faults = [one for one in problems if one.kind not in REMARKS]
    loud = "It is also a SPECIMEN, which nobody has confirmed." if status is Status.SPECIMEN else ""
    if not whole:
        more = f" and {len(faults) - 1} more problems" if len(faults) > 2 else " and 1 more" if len(faults) == 2 else ""
        return f"DO NOT USE this package: it is altered or incomplete ({_bare(faults[0])}{more}). {loud}".rstrip()
    if any(one.kind is not Kind.EXPIRED for one in faults):
        return f"DO NOT TRUST this package: {_bare(faults[0])}. {loud}".rstrip()
    if faults:
        return f"OUT OF DATE: this package is whole and genuine, but do not hand it out. {why} {loud}".rstrip()
    if status is Status.SPECIMEN:
        return (
            "SPECIMEN - DO NOT USE, DO NOT HAND OUT: this package is whole and genuine, "
            "but nobody has confirmed what it says."
        )
    return f"This package is whole, genuine and current. {why}"


def _bare(one: Problem) -> str:
    return str(one).rstrip(".")


def _no_package(sentence: str) -> Verdict:
    only = problem(Kind.NOT_A_PACKAGE, sentence=sentence)
    return Verdict(False, False, False, _UNKNOWN, None, None, None, (only,), exit_code_of([only]), sentence)
