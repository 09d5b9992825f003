# SPDX-License-Identifier: Apache-2.0
"""Derived numbers, and names that must lead somewhere."""

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from safeconduct.manuscript.deriving import check_names, derived
from safeconduct.manuscript.faults import Faults
from safeconduct.model.edition import Attribution, Piece
from safeconduct.model.ledger import Against, Bound, Claim, ClaimKind, Entity, EntityKind, Modality, Quantity, Verdict
from safeconduct.model.places import Span

LOW_HIGH = st.tuples(st.integers(0, 10**6), st.integers(0, 10**6) | st.none()).map(
    lambda pair: (pair[0], None if pair[1] is None else pair[0] + pair[1])
)


def number(low: int, high: int | None, bound: Bound = Bound.EXACT) -> Quantity:
    return Quantity(low, high, "soldiers", "the front", bound)


def claim(name: str, quantity: Quantity | None) -> Claim:
    return Claim(
        id=name,
        kind=ClaimKind.QUANTITY,
        text=name,
        modality=Modality.EXPECTED,
        chain=("KBS",),
        quotes=(),
        verdict=Verdict.HOLD,
        why="",
        as_of=None,
        expires=None,
        quantity=quantity,
        credit={},
        at=Span(f"claims/{name}.toml"),
    )


def ledger(**quantities: Quantity | None) -> dict[str, Claim]:
    return {name: claim(name, quantity) for name, quantity in quantities.items()}


def product(*parts: str) -> Quantity:
    return Quantity(0, None, "soldiers", "the front", Bound.ABOUT, product_of=parts)


@given(LOW_HIGH, LOW_HIGH)
def test_a_product_holds_every_product_of_what_it_is_made_of(
    one: tuple[int, int | None], other: tuple[int, int | None]
) -> None:
    faults = Faults()
    found = derived(ledger(units=number(*one), each=number(*other), all=product("units", "each")), faults)
    quantity = found["all"].quantity
    assert quantity is not None
    assert not faults.found
    assert quantity.low == one[0] * other[0]
    assert quantity.high == (None if None in (one[1], other[1]) else (one[1] or 0) * (other[1] or 0))
    assert quantity.product_of == ("units", "each")


def test_five_units_of_about_three_thousand() -> None:
    found = derived(
        ledger(units=number(5, 5), each=number(2700, 3300, Bound.ABOUT), all=product("units", "each")), Faults()
    )
    quantity = found["all"].quantity
    assert quantity is not None
    assert (quantity.low, quantity.high, quantity.bound) == (13_500, 16_500, Bound.ABOUT)


def test_a_sum_and_a_number_derived_from_a_derived_one() -> None:
    both = evolve(product(), sum_of=("all", "guard"))
    found = derived(
        ledger(both=both, units=number(5, 5), each=number(3, 3), guard=number(1, 2), all=product("units", "each")),
        Faults(),
    )
    quantity = found["both"].quantity
    assert quantity is not None
    assert (quantity.low, quantity.high) == (16, 17)


def test_what_rests_on_itself_or_on_nothing_is_a_fault() -> None:
    faults = Faults()
    found = derived(
        ledger(a=product("b"), b=product("a"), lost=product("nobody"), bare=product("word"), word=None), faults
    )
    assert {fault.place.file for fault in faults.found if isinstance(fault.place, Span)} >= {
        "claims/b.toml",
        "claims/lost.toml",
        "claims/bare.toml",
    }
    assert all(found[name].quantity is None for name in ("a", "b", "lost", "bare"))


@pytest.mark.parametrize(
    ("low", "join", "parts"), [(9, "product_of", 2), (9, "sum_of", 2), (0, "sum_of", 2), (9, "sum_of", 1)]
)
def test_what_grows_beyond_every_measure_is_a_fault_at_once(low: int, join: str, parts: int) -> None:
    claims = ledger(c0000=number(low, None))
    for at in range(1, 3000):
        rests = product(*(f"c{at - 1:04}",) * parts)
        rests = evolve(rests, product_of=(), sum_of=rests.product_of) if join == "sum_of" else rests
        claims[f"c{at:04}"] = claim(f"c{at:04}", rests)
    faults = Faults()
    found = derived(dict(reversed(claims.items())), faults)
    assert faults.found
    assert found["c2999"].quantity is None


def test_names_lead_somewhere() -> None:
    faults = Faults()
    here, there = Span("claims/a.toml", 3, 3), Span("entities/kursk.toml")
    told = evolve(claim("a", None), place="kursk", against=(Against("b", "It is older.", here),))
    kursk = Entity("kursk", EntityKind.PLACE, {"en": "Kursk"}, {}, {}, "russia", there)
    main = Span("pieces/letter/piece.toml")
    letter = Piece("letter", "letter", (), Attribution({"en": "We"}), {}, (), {}, None, (), main, "embassy")
    check_names({"a": told}, {"kursk": kursk}, [letter, evolve(letter, addressee="kursk")], faults)
    assert [(fault.check, fault.place) for fault in faults.found] == [
        ("value-wrong", here),
        ("value-wrong", there),
        ("value-wrong", main),
    ]
    assert "claims/b.toml" in faults.found[0].message
    assert "entities/russia.toml" in faults.found[1].message
    assert "entities/embassy.toml" in faults.found[2].message
