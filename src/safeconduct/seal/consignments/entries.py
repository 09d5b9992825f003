# SPDX-License-Identifier: Apache-2.0
"""The lines of the log: how each is spelled, signed and read.

A line is one canonical JSON object and a line feed.  It names the digest of the line before, so that none can be taken
out, moved or changed without the next one showing it.
"""

import json
import re
from datetime import date
from typing import Any

from attrs import fields, frozen

from safeconduct.model.canonical import Digest, canonical, digest_of
from safeconduct.model.codec import CodecError, plain, record_from
from safeconduct.model.sealed import KeyId
from safeconduct.seal.metadata import MetadataError
from safeconduct.seal.records import DIGEST, KEY_ID

from .deeds import FORM, KINDS, Consignment, Deed, Told, fault_of, numbered

SCHEMA = "safeconduct.log/1"
MOST_BYTES = 16 << 10
"""Bytes that one line may have."""

_DAY = re.compile(r"[2-9][0-9]{3}-[0-9]{2}-[0-9]{2}")
_MOST_ARMOR = 4096
_IN_ONE_WAY = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"))
_KIND_OF = {deed: kind for kind, deed in KINDS.items()}
_HEAD = frozenset({"schema", "n", "prev", "kind", "on", "key", "sig"})
_OWN = {kind: frozenset(field.name for field in fields(deed)) for kind, deed in KINDS.items()}


@frozen
class Entry:
    """Line number `n`, written on a day behind the line with the digest `prev`, signed by the key with the id `key`."""

    n: int
    prev: Digest | None
    on: date
    key: KeyId
    deed: Deed
    sig: str = ""

    @property
    def kind(self) -> str:
        """The word by which the log knows what was done."""
        return _KIND_OF[type(self.deed)]

    @property
    def message(self) -> bytes:
        """What is signed: the canonical line without its signature and its line feed."""
        return canonical(self._plain())

    @property
    def line(self) -> bytes:
        """The line as it lies in the log."""
        return canonical({**self._plain(), "sig": self.sig}) + b"\n"

    def _plain(self) -> dict[str, Any]:
        told: dict[str, Any] = plain(self.deed)
        head = {"schema": SCHEMA, "n": self.n, "prev": self.prev, "kind": self.kind, "key": self.key}
        return {**told, **head, "on": self.on.isoformat()}


def digest_of_line(line: bytes) -> Digest:
    """Return the SHA-256 of a line, line feed included: `tail -n 1 FILE | sha256sum` gives it for the last one."""
    return digest_of(line)


def entry_of(untrusted: bytes) -> Entry:
    """Read one line, line feed included; raises `MetadataError`.  Whether it is rightly signed is not looked at."""
    return entry_and_message(untrusted)[0]


def entry_and_message(untrusted: bytes) -> tuple[Entry, bytes]:
    """Read one line like `entry_of`, and return also what its signature must be over."""
    if not untrusted.endswith(b"\n") or len(untrusted) > MOST_BYTES:
        raise MetadataError("It is cut off, or longer than a line of the log can be.")
    try:
        value = json.loads(untrusted[:-1].decode("utf-8"))
        entry = _entry(value)
        if _spelled(value) + b"\n" != untrusted:
            raise MetadataError("It is not spelled in the one canonical way.")
        del value["sig"]
        return entry, _spelled(value)
    except CodecError:
        raise MetadataError(FORM) from None
    except MetadataError:
        raise
    except (ValueError, TypeError, RecursionError, OverflowError):
        raise MetadataError("It is not canonical JSON.") from None


def _spelled(value: dict[str, Any]) -> bytes:
    # What `canonical` writes, at a third of its time: here are ASCII keys, texts and whole numbers only.
    return _IN_ONE_WAY.encode(value).encode()


def _entry(value: Any) -> Entry:
    if not isinstance(value, dict) or not isinstance(value.get("kind"), str) or value["kind"] not in KINDS:
        raise MetadataError(FORM)
    kind = value["kind"]
    _hold(value.get("schema") == SCHEMA, "It is written in a form that this version of safeconduct does not know.")
    _hold(value.keys() == _HEAD | _OWN[kind], FORM)
    n, prev, sig = value["n"], value["prev"], value["sig"]
    _hold(type(n) is int and 1 <= n < 2**53, "Its number is not a whole number from 1 up.")
    _hold((prev is None) == (n == 1), "The first line follows no other, and every other follows one.")
    _hold(prev is None or _is(DIGEST, prev), "It gives an impossible digest.")
    _hold(_is(_DAY, value["on"]), "Its day is not a day.")
    _hold(_is(KEY_ID, value["key"]) and isinstance(sig, str) and 0 < len(sig) <= _MOST_ARMOR, "It is not signed.")
    told = {name: value[name] for name in _OWN[kind]}
    deed = record_from(told, KINDS[kind])
    fault = fault_of(deed)
    _hold(fault is None, fault or FORM)
    own_number = not isinstance(deed, Consignment) or deed.consignment == numbered(n)
    _hold(own_number, "The number of the consignment is not the number of the line.")
    # Only a day within has a second spelling that the codec takes.
    _hold(not isinstance(deed, Told) or plain(deed) == told, FORM)
    return Entry(n, prev, date.fromisoformat(value["on"]), value["key"], deed, sig)


def _is(form: "re.Pattern[str]", value: object) -> bool:
    return isinstance(value, str) and form.fullmatch(value) is not None


def _hold(held: bool, sentence: str) -> None:
    if not held:
        raise MetadataError(sentence)
