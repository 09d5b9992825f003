# SPDX-License-Identifier: Apache-2.0
"""Miniature ledgers for the rules: a claim, a source or an entity in one short call, and an edition that holds them."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from safeconduct.model.canonical import Digest
from safeconduct.model.edition import Edition
from safeconduct.model.ledger import (
    Against,
    Bound,
    Capture,
    Claim,
    ClaimKind,
    Entity,
    EntityKind,
    Happened,
    Modality,
    Quantity,
    Quote,
    Source,
    Verdict,
)
from safeconduct.model.places import Span

NONE = Digest("0" * 64)
DAY = date(2026, 11, 1)


def source(name: str, publisher: str = "unknown", language: str = "en") -> Source:
    capture = Capture(DAY, f"{name}.txt", NONE, NONE, None, None)
    return Source(name, name, publisher, language, None, capture, Span(f"sources/{name}.toml"))


def quote(source_id: str, exact: str = "words", *chain: str, at: int = 9) -> Quote:
    return Quote(source_id, exact, Span("claims/some.toml", at, at), chain=chain)


def claim(
    name: str,
    *quotes: Quote,
    chain: tuple[str, ...] = ("unknown",),
    kind: str = "fact",
    modality: str = "occurred",
    verdict: str = "use",
    against: tuple[str, ...] = (),
    happened: date | tuple[date, date] | None = None,
    **more: Any,
) -> Claim:
    days = happened if isinstance(happened, tuple) else happened and (happened, happened)
    return Claim(
        id=name,
        kind=ClaimKind(kind),
        text=f"The text of {name}.",
        modality=Modality(modality),
        chain=chain,
        quotes=quotes,
        verdict=Verdict(verdict),
        why="",
        expires=None,
        quantity=more.pop("quantity", None),
        credit={},
        at=Span(f"claims/{name}.toml"),
        as_of=more.pop("as_of", None),
        topic=more.pop("topic", "t"),
        happened=Happened(*days) if days else None,
        against=tuple(Against(other, "It was mended.", Span(f"claims/{name}.toml", 20, 20)) for other in against),
        **more,
    )


def number(low: int, high: int | None, bound: str = "exact", unit: str = "soldiers", **more: Any) -> Quantity:
    return Quantity(low, high, unit, "", Bound(bound), **more)


def entity(name: str, kind: str = "body", within: str | None = None, *also: str, **names: str) -> Entity:
    printed = names or {"en": name.title()}
    return Entity(
        name, EntityKind(kind), printed, {}, {"en": also} if also else {}, within, Span(f"entities/{name}.toml")
    )


def ledger(claims: Iterable[Claim], sources: Iterable[Source] = (), entities: Iterable[Entity] = ()) -> Edition:
    return Edition(
        id="small",
        title={"en": "Small"},
        as_of=DAY,
        languages=("en",),
        readers="en",
        notice={},
        pieces=(),
        sources={one.id: one for one in sources},
        claims={one.id: one for one in claims},
        promises={},
        consents=(),
        signers=(),
        sign_offs=(),
        files={},
        at=Span("edition.toml"),
        entities={one.id: one for one in entities},
    )
