# SPDX-License-Identifier: Apache-2.0
"""The ledger's records, one TOML file each; the file's name is the record's id."""

from safeconduct.model.ledger import (
    Against,
    Bound,
    Capture,
    Claim,
    ClaimKind,
    Consent,
    Entity,
    EntityKind,
    Explained,
    Happened,
    Modality,
    Promise,
    Quantity,
    Quote,
    Source,
    Verdict,
    Voice,
)

from .toml import Table

RELIABILITY = ("A", "B", "C", "D", "E", "F")
CREDIBILITY = range(1, 7)


def read_source(record_id: str, table: Table) -> Source | None:
    """A source and its capture."""
    title, publisher, language = table.text("title"), table.text("publisher"), table.text("language")
    published = table.date("published", needed=False)
    reliability, grounds = table.text("reliability", needed=False), table.text("grounds", needed=False)
    if reliability and reliability not in RELIABILITY:
        table.wrong("reliability", f'reliability = one of: {", ".join(RELIABILITY)}, as "B"')
        reliability = ""
    capture = table.table("capture")
    table.done()
    if capture is None:
        return None
    taken, file = capture.date("taken"), capture.text("file")
    page, words = capture.digest("page"), capture.digest("words")
    words_file, extractor = capture.text("words_file", needed=False), capture.text("extractor", needed=False)
    capture.done()
    if not (title and publisher and language and taken and file and page and words):
        return None
    for key, name in (("file", file), ("words_file", words_file)):
        if "/" in name or "\\" in name or name.startswith("."):
            capture.wrong(key, f'{key} = "name.txt", a name in the archive without folders')
            return None
    taking = Capture(taken, file, page, words, words_file or None, extractor or None)
    return Source(record_id, title, publisher, language, published, taking, table.at(), reliability or None, grounds)


def _topic(table: Table) -> str:
    topic = table.text("topic", needed=False)
    if topic and not all(part.strip() for part in topic.split("/")):
        table.wrong("topic", 'topic = "whole/part", with words on both sides of each slash')
        return ""
    return topic


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
        topic=_topic(table),
        place=table.text("place", needed=False) or None,
        members=table.texts("members", needed=False),
        happened=_happened(table),
        credibility=_credibility(table),
        against=_against(table),
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
    covers = table.digests("covers")
    given = table.date("given")
    withdrawn, expires = table.date("withdrawn", needed=False), table.date("expires", needed=False)
    voice = table.choice("voice", Voice, Voice.OWN) if "voice" in table.values else Voice.OWN
    use, asked_by = table.text("use", needed=False), table.text("asked_by", needed=False)
    explained = _explained(table)
    table.done()
    if not (covers and given):
        return None
    return Consent(
        record_id, person, covers, given, withdrawn, expires, terms, table.at(), voice, use, explained, asked_by
    )


def _explained(table: Table) -> Explained | None:
    entry = table.table("risks_explained", needed=False)
    if entry is None:
        return None
    language, on = entry.text("language"), entry.date("on")
    entry.done()
    return Explained(language, on) if language and on else None


def read_entity(record_id: str, table: Table) -> Entity:
    """An entity with its names per language."""
    entity = Entity(
        id=record_id,
        kind=table.choice("kind", EntityKind, EntityKind.BODY),
        name=table.words("name"),
        forms=_names(table, "forms"),
        also=_names(table, "also"),
        within=table.text("within", needed=False) or None,
        at=table.at(),
    )
    table.done()
    return entity


def _names(table: Table, key: str) -> dict[str, tuple[str, ...]]:
    entry = table.table(key, needed=False)
    names = {str(language): entry.texts(str(language)) for language in entry.values} if entry else {}
    return {language: texts for language, texts in names.items() if texts}


def _happened(table: Table) -> Happened | None:
    entry = table.table("happened", needed=False)
    if entry is None:
        return None
    first, last = entry.date("first"), entry.date("last", needed=False)
    entry.done()
    if first and last and last < first:
        entry.wrong("last", "a day that is not before first")
    return Happened(first, max(first, last or first)) if first else None


def _credibility(table: Table) -> int | None:
    grade = table.whole("credibility", needed=False)
    if grade is not None and grade not in CREDIBILITY:
        table.wrong("credibility", "credibility = a whole number from 1 (confirmed) to 6 (cannot be judged)")
        return None
    return grade


def _against(table: Table) -> tuple[Against, ...]:
    against = []
    for entry in table.tables("against"):
        claim, why = entry.text("claim"), entry.text("why")
        entry.done()
        if claim and why:
            against.append(Against(claim, why, entry.at("claim")))
    return tuple(against)


def _quotes(table: Table, key: str) -> tuple[Quote, ...]:
    quotes = []
    for entry in table.tables(key):
        source, exact = entry.text("source"), entry.text("exact")
        before, after = entry.text("before", needed=False), entry.text("after", needed=False)
        chain = entry.texts("chain", needed=False)
        entry.done()
        if source and exact:
            quotes.append(Quote(source, exact, entry.at("exact"), before, after, chain))
    return tuple(quotes)


def _quantity(table: Table) -> Quantity | None:
    entry = table.table("quantity", needed=False)
    if entry is None:
        return None
    product_of, sum_of = entry.texts("product_of", needed=False), entry.texts("sum_of", needed=False)
    derived = bool(product_of or sum_of)
    low, high = (None, None) if derived else (entry.whole("low"), entry.whole("high", needed=False))
    bound = Bound.ABOUT if derived else entry.choice("bound", Bound, Bound.EXACT)
    quantity = Quantity(low or 0, high, entry.text("unit"), entry.text("scope"), bound, product_of, sum_of)
    entry.done()
    if product_of and sum_of:
        entry.wrong("sum_of", "either product_of or sum_of")
    if high is not None and low is not None and high < low:
        entry.wrong("high", "a number that is not smaller than low")
    return quantity
