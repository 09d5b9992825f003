# SPDX-License-Identifier: Apache-2.0
"""Contradictions are found by rule: each rule where it holds, and silence where dates or parts excuse it."""

from datetime import date

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st
from miniature import claim, entity, ledger, number, quote, source

from safeconduct.evidence.contradictions import contradictions, settled
from safeconduct.model.edition import Edition
from safeconduct.model.ledger import Bound, Claim

EARLY, LATE = date(2026, 10, 1), date(2026, 10, 9)
PAGE = "The first line.\nTens of thousands of soldiers\nhelp. There are 10,000 soldiers.\n"


def found(*claims: Claim, edition: Edition | None = None) -> list[tuple[str, str, str]]:
    every = contradictions(edition or ledger(claims))
    return [(one.rule.value, *one.claims) for one in every]


def figure(
    name: str, low: int, high: int | None, bound: str = "exact", unit: str = "soldiers", **more: object
) -> Claim:
    return claim(name, kind="quantity", quantity=number(low, high, bound, unit), **more)  # type: ignore[arg-type]


def test_figures_that_no_number_satisfies() -> None:
    many, some = figure("many", 20_000, None, "vague"), figure("some", 10_000, 10_000)
    assert found(many, some) == [("figures-disjoint", "many", "some")]
    assert found(some, figure("up-to", 0, 12_000, "at-most")) == []


def test_figures_of_different_days_coexist() -> None:
    assert found(figure("a", 1, 1, as_of=EARLY), figure("b", 2, 2, as_of=LATE)) == []
    assert found(figure("a", 1, 1, as_of=LATE), figure("b", 2, 2, as_of=LATE)) == [("figures-disjoint", "a", "b")]
    assert found(figure("a", 1, 1, as_of=EARLY), figure("b", 2, 2)) == [("figures-disjoint", "a", "b")]


def test_only_one_unit_is_compared() -> None:
    assert found(figure("a", 5, 5, unit="units"), figure("b", 3_000, 3_000)) == []


def test_topics_apart_are_not_compared() -> None:
    assert found(figure("a", 1, 1, topic="beds/north"), figure("b", 2, 2, topic="beds/south")) == []
    assert found(figure("a", 1, 1, topic=""), figure("b", 2, 2, topic="")) == []
    assert found(figure("a", 2, 2, topic="beds"), figure("b", 1, 1, topic="bedsteads")) == []


def test_more_may_be_expected_than_has_come_but_not_less() -> None:
    assert found(figure("come", 10, 10), figure("foreseen", 15, 15, modality="expected")) == []
    assert found(figure("come", 20, 20), figure("foreseen", 0, 10, "at-most", modality="possible")) == [
        ("figures-disjoint", "come", "foreseen")
    ]


def test_about_one_number_leaves_it_a_tenth() -> None:
    about = figure("about", 10_000, 10_000, "about")
    assert found(about, figure("bare", 10_900, 10_900)) == [("hedge-lost", "about", "bare")]
    assert found(about, figure("bare", 11_100, 11_100)) == [("figures-disjoint", "about", "bare")]


@pytest.mark.parametrize(
    ("hedged", "bare", "lost"),
    [
        ((0, 10, "at-most"), 10, True),
        ((0, 10, "at-most"), 9, False),
        ((10, None, "at-least"), 10, True),
        ((10, None, "at-least"), 11, False),
        ((9, 11, "about"), 10, True),
        ((2_000, None, "vague"), 3_000, True),
    ],
)
def test_a_hedge_is_lost_when_the_same_number_stands_bare(hedged: tuple[int, int, str], bare: int, lost: bool) -> None:
    assert found(figure("a", *hedged), figure("b", bare, bare)) == ([("hedge-lost", "a", "b")] if lost else [])


def test_a_part_is_not_more_than_its_whole() -> None:
    whole, part = figure("whole", 0, 10, "at-most", topic="sent"), figure("part", 13, 16, "about", topic="sent/a/b")
    assert found(whole, part) == [("part-exceeds-whole", "whole", "part")]
    assert found(evolve(whole, topic="sent/a/b"), evolve(part, topic="sent")) == []
    assert found(evolve(whole, as_of=EARLY), evolve(part, as_of=LATE)) == []


def test_a_plan_and_a_deed() -> None:
    plan = claim("plan", kind="plan", modality="expected", as_of=EARLY)
    assert found(plan, claim("deed")) == [("plan-against-fact", "plan", "deed")]
    assert found(plan, claim("deed", happened=LATE)) == [], "a plan dated before the deed is none"
    assert found(plan, claim("deed", happened=(EARLY, LATE))) == [("plan-against-fact", "plan", "deed")]


def test_an_expectation_and_an_event() -> None:
    may = claim("may", quote("s"), chain=("Paper", "Mill"), modality="possible")
    had = claim("had", quote("r"), chain=("Radio", "Reed"))
    assert found(may, had) == [("order-of-events", "may", "had")]
    assert found(evolve(may, as_of=EARLY), evolve(had, as_of=LATE)) == []
    assert found(evolve(may, as_of=LATE), evolve(had, as_of=EARLY)) == [("order-of-events", "may", "had")]
    same = evolve(had, chain=("Radio", "Mill"))
    assert found(may, same) == [("modality-strengthened", "may", "had")]
    will = evolve(same, modality=evolve(may).modality.EXPECTED)
    assert found(may, will) == [("modality-strengthened", "may", "had")]


def test_an_event_dated_to_two_days() -> None:
    assert found(claim("a", happened=EARLY), claim("b", happened=LATE)) == [("order-of-events", "a", "b")]
    assert found(claim("a", happened=EARLY), claim("b", happened=(EARLY, LATE))) == []


def test_sets_differ_by_who_is_in_them_and_not_by_their_names() -> None:
    parents = entity("parents", "body", None, "mothers and fathers")
    both = claim("a", members=("former soldiers", "parents"))
    assert found(both, claim("b", members=("former soldiers",))) == [("sets-differ", "a", "b")]
    same = claim("b", members=("Mothers and fathers", "Former soldiers"))
    assert found(edition=ledger([both, same], (), [parents])) == []


def test_places_differ_unless_one_lies_within_the_other() -> None:
    entities = [entity("land", "place"), entity("town", "place", "land"), entity("sea", "place")]
    at = {name: claim(name, place=name) for name in ("land", "town", "sea")}
    assert found(edition=ledger([at["land"], at["town"]], (), entities)) == []
    assert found(edition=ledger([at["town"], at["sea"]], (), entities)) == [("places-differ", "sea", "town")]


def test_a_denial() -> None:
    no, yes = claim("no", modality="denied", topic="sent"), claim("yes", modality="ongoing", topic="sent")
    assert found(no, yes) == [("denial", "no", "yes")]
    assert found(no, evolve(yes, topic="sent/north")) == [("denial", "no", "yes")]
    assert found(evolve(no, topic="sent/north"), yes) == []
    assert found(evolve(no, as_of=EARLY), evolve(yes, as_of=LATE)) == []
    assert found(no, evolve(no, id="never")) == []
    assert found(no, evolve(yes, modality=yes.modality.EXPECTED)) == []


def test_a_derived_figure_is_not_compared_with_its_parts_and_names_them() -> None:
    units = figure("units", 5, 5, unit="units")
    each = claim("each", quote("s", "3,000 each"), quantity=number(3_000, 3_000, "about"))
    total = claim("total", quantity=number(15_000, 15_000, "about", product_of=("units", "each")))
    flat = figure("flat", 10_000, 10_000)
    every = contradictions(ledger([units, each, total, flat], [source("s")]))
    assert [one.claims for one in every] == [("each", "flat"), ("flat", "total")]
    side = every[1].second
    assert side.derived_from == ("units", "each")
    assert [one.words for one in side.quotes] == ["3,000 each"]
    assert "(derived from “units” and “each”)" in every[1].sentence


def test_both_quotes_are_named_with_file_and_line_and_one_source_against_itself() -> None:
    many = figure("many", 20_000, None, "vague")
    many = evolve(many, quotes=(quote("other"), quote("s", "Tens of thousands of  soldiers help")))
    some = evolve(figure("some", 10_000, 10_000), quotes=(quote("s", "10,000 soldiers", at=12),))
    (one,) = contradictions(ledger([many, some], [source("s"), source("other")]), {"s.txt": PAGE}.get)
    assert one.itself == "s"
    assert one.sentence == (
        "“many” says vaguely 20,000 or more soldiers and “some” 10,000 soldiers; no number satisfies both: “Tens of "
        "thousands of soldiers help” (s.txt:2; claims/some.toml:9) against “10,000 soldiers” (s.txt:3; "
        "claims/some.toml:12); one source, s, against itself."
    )


def test_what_settles_a_contradiction() -> None:
    one, other = figure("one", 1, 1), figure("two", 2, 2)
    assert settled(one, other) == ""
    stands = figure("one", 1, 1, against=("two",))
    assert settled(stands, other) == "“one” stands against “two” (It was mended)"
    assert settled(other, stands) == "", "the other one does not stand"
    assert settled(one, figure("two", 2, 2, verdict="refuse")) == "“two” is refused"
    assert settled(one, figure("two", 2, 2, verdict="withdrawn")) == "“two” is withdrawn"
    assert settled(one, figure("two", 2, 2, verdict="hold")) == ""
    (found_one,) = contradictions(ledger([stands, other]))
    assert found_one.sentence.endswith("; settled: “one” stands against “two” (It was mended).")


BOUNDS = st.sampled_from([bound.value for bound in Bound])
INTERVALS = st.tuples(st.integers(0, 12), st.none() | st.integers(0, 12), BOUNDS).filter(
    lambda i: i[1] is None or i[0] <= i[1]
)
CLAIMS = st.builds(
    lambda modality, kind, as_of, happened, interval, topic, members, place: claim(
        "x", modality=modality, kind=kind, as_of=as_of, happened=happened, topic=topic, members=members, place=place,
        quantity=number(*interval) if interval else None,
    ),
    modality=st.sampled_from(["occurred", "ongoing", "expected", "possible", "denied"]),
    kind=st.sampled_from(["fact", "plan", "quantity"]),
    as_of=st.none() | st.sampled_from([EARLY, LATE]),
    happened=st.none() | st.sampled_from([EARLY, LATE, (EARLY, LATE)]),
    interval=st.none() | INTERVALS,
    topic=st.sampled_from(["t", "t/a", "t/a/b", "u"]),
    members=st.sampled_from([(), ("m",), ("m", "n")]),
    place=st.sampled_from([None, "p", "q"]),
)  # fmt: skip
LEDGERS = st.lists(CLAIMS, max_size=8).map(lambda claims: [evolve(c, id=f"c{n}") for n, c in enumerate(claims)])


@given(INTERVALS, INTERVALS)
def test_disjoint_figures_against_brute_force(first: tuple[int, int | None, str], second: tuple[int, int, str]) -> None:
    """Disjoint is: no whole number of a wide range lies in both."""

    def holds(one: tuple[int, int | None, str], n: int) -> bool:
        low, high, bound = one
        if bound == "about" and low == high:
            return low - low // 10 <= n <= low + low // 10
        return low <= n and (high is None or n <= high)

    disjoint = not any(holds(first, n) and holds(second, n) for n in range(15))
    rules = {rule for rule, *_ in found(figure("a", *first), figure("b", *second))}
    assert ("figures-disjoint" in rules) is disjoint
    part = {rule for rule, *_ in found(figure("a", *first), figure("b", *second, topic="t/part"))}
    more = not any(holds(first, n) and m <= n and holds(second, m) for n in range(15) for m in range(15))
    assert ("part-exceeds-whole" in part) is more


@given(LEDGERS.flatmap(lambda claims: st.tuples(st.just(claims), st.permutations(claims))))
def test_the_order_of_the_ledger_does_not_matter(both: tuple[list[Claim], list[Claim]]) -> None:
    assert contradictions(ledger(both[0])) == contradictions(ledger(both[1]))


@given(LEDGERS)
def test_a_ledger_contradicts_itself_pair_by_pair(claims: list[Claim]) -> None:
    """What is found in the whole ledger is what is found in each pair of its claims alone."""
    pairs = [pair for n, one in enumerate(claims) for other in claims[:n] for pair in found(one, other)]
    assert sorted(found(*claims)) == sorted(pairs)


@given(CLAIMS)
def test_no_claim_contradicts_its_copy(one: Claim) -> None:
    assert found(evolve(one, id="a"), evolve(one, id="b")) == []


def test_what_a_claim_is_called_decides_nothing() -> None:
    many, some = figure("z", 20_000, None, "vague"), figure("a", 10_000, 10_000)
    assert found(many, some) == [("figures-disjoint", "a", "z")]
