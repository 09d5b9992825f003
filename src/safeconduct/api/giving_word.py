# SPDX-License-Identifier: Apache-2.0
"""Giving the press's word on its releases, and putting it into packages: chancery, log, memory and package together."""

import re
from datetime import date
from pathlib import Path

from safeconduct.model.refusal import UsageRefusal
from safeconduct.model.sealed import Recall, StatusWord
from safeconduct.seal.adding import replace_status
from safeconduct.seal.chancery.acting import give_word as give
from safeconduct.seal.chancery.keeping import Chancery
from safeconduct.seal.chancery.word import following
from safeconduct.seal.chancery.writing import alone
from safeconduct.seal.files import read_at_most
from safeconduct.seal.layout import MOST_SIGNED, STATUS, root_file
from safeconduct.seal.metadata import MetadataError
from safeconduct.seal.records import status_from
from safeconduct.seal.seen import Seen
from safeconduct.seal.signers import Signer

from .handing_out import head_to_name

_NUMBER = re.compile(r"[0-9]{1,16}")


def give_word(
    chancery: Chancery, signer: Signer, today: date, next_by: date, latest: tuple[str, ...],
    recalled: tuple[Recall, ...], seen: Seen | None = None,
) -> StatusWord:  # fmt: skip
    """Give the word that follows the last one, and return it; the head of the log, if there is one, goes with it.

    `seen` is what was seen of this press on this machine.  Raises `UsageRefusal` when the chancery is older than that:
    an old copy would give two words one number; `BusyRefusal` when somebody else is giving a word; by hand also what
    `signed` raises.
    """
    numbers = dict(map(_numbered, latest))
    with alone(chancery.folder):
        before, root = chancery.status(), chancery.root()
        if seen is not None:
            _refuse_old_copy(before, root.version, seen)
        word = following(before, today, next_by, root.version, head_to_name(chancery), numbers, recalled)
        return give(chancery, word, signer)


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
