# SPDX-License-Identifier: Apache-2.0
"""What people do in the chancery: begin it, write the next root from the plan, sign roots and words."""

import json
from datetime import date, timedelta
from pathlib import Path

from attrs import evolve

from safeconduct.model.refusal import FolderRefusal, UsageRefusal
from safeconduct.model.sealed import ROOT, STATUS, KeyId, Root, StatusWord
from safeconduct.seal.files import read_at_most, why
from safeconduct.seal.layout import MOST_SIGNED, ROOT_PURPOSE, STATUS_PURPOSE, root_file
from safeconduct.seal.metadata import MetadataError
from safeconduct.seal.public_keys import public_key, without_comment
from safeconduct.seal.records import record_bytes, status_from
from safeconduct.seal.retiring import refuse_retired
from safeconduct.seal.signers import Signer, id_of, public_line_in, signed

from .keeping import PLAN, STATUS_HERE, Chancery, Signers
from .plan import root_planned

_ON_THE_WAY = timedelta(days=7)
REVIEWERS = ("author", "translator", "fact-check", "legal")
_STARTER = """\
# Whose keys count, and for what.  Edit this plan, then: safeconduct trust write
# and let each holder of a root key sign: safeconduct trust sign --key KEY
# The lines of the keys stand in the .pub files that `safeconduct keys new FILE` writes.

expires = {expires}           # after this day every package shows yellow until you write a new root

[name]                         # who you are, in the languages of your recipients
en = {name}

[keys]                         # your own name for each key, and its line
{keys}

[roles]                        # keys by name, and how many of them must sign
{roles}

[policy]                       # the roles whose sign-off a finished work needs
any = [{asked}]   # asked of every release; add kinds of pieces that need more:
# fold-guide = ["recipient"]

[until]                        # keys that are retired: the last day of what they signed
# old-key = 2026-12-31

[revoked]                      # keys that were lost or stolen, by their id: they count nowhere, from now on
# 0123456789abcdef = 2026-12-31
"""


def begin(chancery: Chancery, alone: Path | None, expires: date, name: str) -> Path:
    """Write a plan to be edited, or with `alone` (a .pub file) one in which a single key does everything: for trying.

    Raises `UsageRefusal` when there is a plan already, `KeyRefusal` when there is no key that can be used in `alone`.
    """
    line = public_key(without_comment(public_line_in(alone))).line if alone else "ssh-ed25519 AAAA..."
    nicks = ["me"] if alone else ["root-1", "root-2", "root-3", "press-1", "word-1", *(f"{one}-1" for one in REVIEWERS)]
    holders = {ROOT: ["root-1", "root-2", "root-3"], "publisher": ["press-1"], STATUS: ["word-1"], "log": ["word-1"]}
    holders |= {one: [f"{one}-1"] for one in REVIEWERS}
    roles = []
    for role, keys in holders.items():
        listed = ", ".join(f'"{nick}"' for nick in (["me"] if alone else keys))
        threshold = ", threshold = 2" if role == ROOT and not alone else ""
        roles.append(f"{role} = {{ keys = [{listed}]{threshold} }}")
    text = _STARTER.format(
        expires=expires,
        name=json.dumps(name, ensure_ascii=False).replace("\x7f", "\\u007f"),
        keys="\n".join(f'{nick} = "{line}"' for nick in nicks),
        roles="\n".join(roles),
        asked=", ".join(f'"{one}"' for one in REVIEWERS),
    )
    return chancery.put(PLAN, text.encode())


def write_root(chancery: Chancery, today: date) -> Root:
    """Write the root that the plan asks for, in place of a newest one that nobody has signed yet.

    Raises `UsageRefusal` when the plan does not hold or asks for nothing new.
    """
    roots = chancery.roots()
    if roots and not any(one.signed for one in chancery.signers(roots[-1].version)):
        roots = roots[:-1]
    for root in roots:
        for one in chancery.signers(root.version):
            if not one.enough:
                raise UsageRefusal(
                    f"{root_file(root.version)} is still being signed.",
                    "have it signed first: safeconduct trust sign --key KEY; or delete it and its signatures.",
                )
    root = root_planned(_plan(chancery), roots[-1] if roots else None, today)
    if roots and record_bytes(root) == record_bytes(_renumbered(roots[-1], root)):
        raise UsageRefusal(f"The plan says the same as {root_file(roots[-1].version)}.", f"change {PLAN} first.")
    # Signatures of what it replaces were of other bytes: they would turn every package red.
    chancery.put_signed(root_file(root.version), record_bytes(root))
    return root


def newest_root(chancery: Chancery) -> Root:
    """Return the newest root, signed or not; raises `UsageRefusal` when there is none."""
    roots = chancery.roots()
    if not roots:
        raise UsageRefusal("There is no root to sign.", "write one: safeconduct trust write")
    return roots[-1]


def sign_root(chancery: Chancery, signer: Signer, shown: Root | None = None) -> tuple[Root, tuple[Signers, ...]]:
    """Sign the newest root; return it with who signed it.

    Raises `UsageRefusal` for a key that is no root key, or when it is not the one that was `shown` to whoever signs;
    by hand also what `signed` raises.
    """
    root, known_as = newest_root(chancery), id_of(signer)
    if shown not in (None, root):
        raise _changed(root_file(root.version))
    listing = [one for one in chancery.roots()[-2:] if known_as in one.roles[ROOT].keys]
    if known_as in root.revoked or not listing:
        raise UsageRefusal(
            f"The key {known_as} is no root key.", f"sign with one of: {', '.join(root.roles[ROOT].keys)}."
        )
    # A key that the new root retires still signs for the root before it.
    refuse_retired(max(listing, key=lambda one: one.keys[known_as].until or date.max), known_as, root.issued)
    _, armored = signed(signer, ROOT_PURPOSE, record_bytes(root))
    chancery.put_signature(root_file(root.version), known_as, armored)
    return root, chancery.signers(root.version)


def give_word(chancery: Chancery, word: StatusWord, signer: Signer) -> StatusWord:
    """Sign the word, put it in the place of the last one and return it; `UsageRefusal` for a key that may not.

    By hand also what `signed` raises, and it is the word that was written out, perhaps on the day before.
    """
    known_as, content, armored = _signed_word(chancery, record_bytes(word), signer)
    chancery.put_signed(STATUS_HERE, content, {known_as: armored})
    return status_from(content)


def sign_word(chancery: Chancery, signer: Signer, shown: bytes | None = None) -> None:
    """Add a signature to the latest word, where more than one must sign.

    Raises `UsageRefusal` for a key that may not, or when it is not the one that was `shown` to whoever signs; by hand
    also what `signed` raises.
    """
    content = chancery.status_draft()
    if shown not in (None, content):
        raise _changed(STATUS_HERE)
    known_as, _, armored = _signed_word(chancery, content, signer)
    chancery.put_signature(STATUS_HERE, known_as, armored)


def _changed(name: str) -> UsageRefusal:
    return UsageRefusal(f"{name} has changed since it was shown. Nothing was signed.", "look at it, and sign again.")


def _signed_word(chancery: Chancery, content: bytes, signer: Signer) -> tuple[KeyId, bytes, bytes]:
    known_as = id_of(signer)
    root = chancery.root()
    role = root.roles[STATUS]
    if known_as not in role.keys:
        raise UsageRefusal(
            f"The key {known_as} may not give the press's word.", f"sign with one of: {', '.join(role.keys)}."
        )
    refuse_retired(root, known_as, status_from(content).issued)
    return known_as, *signed(signer, STATUS_PURPOSE, content, lambda other: _same_but_days(other, content))


def _same_but_days(written: bytes, asked: bytes) -> bool:
    """Whether a word says the same, written at most a week before: a token may lie elsewhere, and midnight comes."""
    ours = status_from(asked)
    try:
        theirs = status_from(written)
    except MetadataError:
        return False
    if not timedelta() <= ours.issued - theirs.issued <= _ON_THE_WAY or len(theirs.recalled) != len(ours.recalled):
        return False
    recalled = tuple(evolve(one, on=same.on) for one, same in zip(theirs.recalled, ours.recalled, strict=True))
    return evolve(theirs, issued=ours.issued, recalled=recalled) == ours


def _plan(chancery: Chancery) -> bytes:
    try:
        return read_at_most(chancery.folder / PLAN, MOST_SIGNED)
    except (FileNotFoundError, NotADirectoryError):
        raise UsageRefusal(f"There is no {PLAN} in {chancery.folder}.", "begin one: safeconduct trust begin") from None
    except (OSError, ValueError) as fault:
        raise FolderRefusal(
            f"{PLAN} in {chancery.folder} cannot be read ({why(fault)}).", "put a plain file of yours in its place."
        ) from None


def _renumbered(old: Root, new: Root) -> Root:
    return evolve(old, version=new.version, issued=new.issued)
