# SPDX-License-Identifier: Apache-2.0
"""Logs to be tried out: lines made in memory, a chancery's log on the disk, and what is looked at in them."""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from pathlib import Path

from attrs import evolve
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import strategies as st

from safeconduct.model.canonical import Digest, digest_of
from safeconduct.model.sealed import Key, Urgency
from safeconduct.seal.consignments.chain import Examined, examine
from safeconduct.seal.consignments.deeds import (
    Consignment,
    Deed,
    Medium,
    RecallNamed,
    Receipt,
    Released,
    Returned,
    Told,
    numbered,
)
from safeconduct.seal.consignments.entries import Entry
from safeconduct.seal.consignments.faults import Wrong
from safeconduct.seal.consignments.reading import Lines, line_at, log_file
from safeconduct.seal.consignments.receipts import receipt_code
from safeconduct.seal.consignments.rights import Rights
from safeconduct.seal.keys import make_key, public_of
from safeconduct.seal.layout import LOG_PURPOSE
from safeconduct.seal.public_keys import key_id
from safeconduct.seal.sshsig import sign

DAY = date(2026, 3, 1)
RELEASE = digest_of(b"release")


def made_key(name: str) -> Ed25519PrivateKey:
    """The same key for the same name."""
    return make_key(hashlib.sha256(name.encode()).digest())


CLERK, STRANGER, RECIPIENT = made_key("clerk"), made_key("stranger"), made_key("recipient")


def id_of(key: Ed25519PrivateKey) -> str:
    return key_id(public_of(key))


def rights(until: date | None = None, revoked: Mapping[str, date] | None = None) -> Rights:
    """The clerk may write, until a day or for good."""
    return Rights({id_of(CLERK): Key(public_of(CLERK), until)}, revoked or {})


def given(n: int, to: str = "heron", version: int = 3, medium: Medium = Medium.STICK) -> Consignment:
    return Consignment(numbered(n), Released("kursk-2024", version, RELEASE), to, 2, medium, f"{n:08d}", None)


def received(n: int) -> Receipt:
    """The receipt of the consignment in line `n` as `given` makes it."""
    return Receipt(numbered(n), receipt_code(f"{n:08d}", RELEASE), None, None)


def recall(first: int = 1, last: int = 3, on: date = DAY, steps: tuple[str, ...] = ()) -> RecallNamed:
    return RecallNamed("kursk-2024", first, last, on, Urgency.STOP, steps)


def signed(entry: Entry, key: Ed25519PrivateKey = CLERK) -> bytes:
    """The line of `entry`, signed with `key`."""
    named = evolve(entry, key=id_of(key))
    return evolve(named, sig=sign(key, LOG_PURPOSE, named.message)).line


def chained(
    deeds: Iterable[Deed], days: Sequence[date] = (), keys: Sequence[Ed25519PrivateKey] = (), before: bytes = b""
) -> list[bytes]:
    """The lines of a log that tells of `deeds`, each by the next of `keys` (the clerk where they end)."""
    lines: list[bytes] = []
    prev = digest_of(before) if before else None
    for index, deed in enumerate(deeds):
        day = days[index] if index < len(days) else (days[-1] if days else DAY)
        key = keys[index] if index < len(keys) else CLERK
        lines.append(signed(Entry(index + 1, prev, day, "", deed), key))
        prev = digest_of(lines[-1])
    return lines


def lines_of(raw: Sequence[bytes], known: Rights | None = None) -> Lines:
    """What is read from a file with these bytes."""
    *whole, torn = b"".join(raw).split(b"\n")
    signers = (known or rights()).signers
    return Lines(tuple(line_at(place, one + b"\n", signers) for place, one in enumerate(whole, 1)), torn)


def looked_at(raw: Sequence[bytes], known: Rights | None = None, **noted: Digest) -> Examined:
    return examine(lines_of(raw, known), known or rights(), noted)


def named(examined: Examined, wrong: Wrong) -> list[int | None]:
    """The numbers of the lines of which `wrong` is said."""
    return [fault.number for fault in examined.faults if fault.wrong is wrong]


def laid_down(chancery: Path, raw: Sequence[bytes]) -> Path:
    """Put a log into a chancery and return its file."""
    path = log_file(chancery)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(b"".join(raw))
    return path


@st.composite
def logs(draw: st.DrawFn, least: int = 1, most: int = 14) -> list[bytes]:
    """The lines of a log that is right."""
    deeds: list[Deed] = []
    waiting: list[int] = []
    out: list[int] = []
    for n in range(1, draw(st.integers(least, most)) + 1):
        kind = draw(st.sampled_from(["given", "given", "received", "returned", "told"]))
        if kind == "received" and waiting:
            deeds.append(received(waiting.pop()))
        elif kind == "returned" and out:
            deeds.append(Returned(numbered(out.pop())))
        elif kind == "told":
            steps = draw(st.sampled_from([(), ("call#walk",)]))
            deeds.append(Told(draw(st.sampled_from(["heron", "reed"])), recall(steps=steps)))
        else:
            deeds.append(given(n, draw(st.sampled_from(["heron", "reed", "o-1"])), draw(st.integers(1, 4))))
            waiting.append(n)
            out.append(n)
    days = sorted(draw(st.lists(st.dates(date(2026, 1, 1), date(2026, 12, 31)), min_size=1, max_size=len(deeds))))
    return chained(deeds, days)
