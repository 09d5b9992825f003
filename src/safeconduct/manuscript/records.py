# SPDX-License-Identifier: Apache-2.0
"""The ledger's records, one TOML file each; the file's name is the record's id."""

import re

from safeconduct.model.canonical import Digest
from safeconduct.model.judgement import SignOff
from safeconduct.model.ledger import (
    Capture,
    Claim,
    ClaimKind,
    Consent,
    Modality,
    Promise,
    Quantity,
    Quote,
    Source,
    Verdict,
)

from .toml import Table

_DIGEST = re.compile(r"^sha256:([0-9a-f]{64})$")


def read_source(record_id: str, table: Table) -> Source | None:
    """A source and its capture."""
    title, publisher, language = table.text("title"), table.text("publisher"), table.text("language")
    published = table.date("published", needed=False)
    capture = table.table("capture")
    table.done()
    if capture is None:
        return None
    taken, file = capture.date("taken"), capture.text("file")
    page, words = _digest(capture, "page"), _digest(capture, "words")
    capture.done()
    if not (title and publisher and language and taken and file and page and words):
        return None
    if "/" in file or "\\" in file or file.startswith("."):
        capture.wrong("file", 'file = "name.txt", a name in the archive without folders')
        return None
    return Source(record_id, title, publisher, language, published, Capture(taken, file, page, words), table.at())


def read_claim(record_id: str, table: Table) -> Claim:
    """A claim with its chain and quotes."""
    claim = Claim(
        id=record_id,
        kind=table.choice("kind", ClaimKind, ClaimKind.FACT),
        text=table.text("text"),
        modality=table.choice("modality", Modality, Modality.POSSIBLE),
        chain=table.texts("chain"),
        quotes=_quotes(table, "quote"),
        verdict=table.choice("verdict", Verdict, Verdict.HOLD),
        why=table.text("why"),
        as_of=table.date("as_of", needed=False),
        expires=table.date("expires", needed=False),
        quantity=_quantity(table),
        credit=table.words("credit", needed=False),
        at=table.at(),
    )
    table.done()
    return claim


def read_promise(record_id: str, table: Table) -> Promise:
    """A promise with its promisor and authority."""
    promise = Promise(
        id=record_id,
        text=table.text("text"),
        promisor=table.text("promisor", needed=False),
        authority=_quotes(table, "authority"),
        confirmed=table.date("confirmed", needed=False),
        expires=table.date("expires", needed=False),
        credit=table.words("credit", needed=False),
        at=table.at(),
    )
    table.done()
    return promise


def read_consent(record_id: str, table: Table) -> Consent | None:
    """A consent under a pseudonym."""
    person, terms = table.text("person"), table.text("terms")
    covers = tuple(_as_digest(text) for text in table.texts("covers"))
    given = table.date("given")
    withdrawn, expires = table.date("withdrawn", needed=False), table.date("expires", needed=False)
    table.done()
    if None in covers:
        table.wrong("covers", 'covers = ["sha256:…"], the digests of the recordings')
        return None
    if not given:
        return None
    return Consent(record_id, person, tuple(c for c in covers if c), given, withdrawn, expires, terms, table.at())


def read_sign_off(record_id: str, table: Table) -> SignOff | None:
    """A signed sign-off."""
    role, person, piece = table.text("role"), table.text("person"), table.text("piece")
    saw, on = _digest(table, "saw"), table.date("on")
    language = table.text("language", needed=False) or None
    signature = table.text("signature")
    table.done()
    if not (role and person and piece and saw and on and signature):
        return None
    return SignOff(record_id, role, person, piece, saw, on, language, signature, table.at())


def _quotes(table: Table, key: str) -> tuple[Quote, ...]:
    quotes = []
    for entry in table.tables(key):
        source, exact = entry.text("source"), entry.text("exact")
        entry.done()
        if source and exact:
            quotes.append(Quote(source, exact, entry.at("exact")))
    return tuple(quotes)


def _quantity(table: Table) -> Quantity | None:
    entry = table.table("quantity", needed=False)
    if entry is None:
        return None
    low, high = entry.whole("low"), entry.whole("high", needed=False)
    quantity = Quantity(low or 0, high, entry.text("unit"), entry.text("scope"), entry.flag("approximate"))
    entry.done()
    if high is not None and low is not None and high < low:
        entry.wrong("high", "a number that is not smaller than low")
    return quantity


def _digest(table: Table, key: str) -> Digest | None:
    text = table.text(key)
    digest = _as_digest(text)
    if text and digest is None:
        table.wrong(key, f'{key} = "sha256:" followed by 64 hexadecimal digits')
    return digest


def _as_digest(text: str) -> Digest | None:
    found = _DIGEST.match(text)
    return Digest(found[1]) if found else None
