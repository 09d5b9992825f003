# SPDX-License-Identifier: Apache-2.0
"""Roots, not papers: two papers that cite one agency are one source."""

from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st
from miniature import claim, entity, ledger, number, quote, source

from safeconduct.evidence.roots import Line, independent, lines, name_of, roots, shared_roots
from safeconduct.model.edition import Edition
from safeconduct.model.ledger import Claim, Entity


def told(*chains: tuple[str, ...], entities: tuple[Entity, ...] = ()) -> tuple[Claim, Edition]:
    """A claim with one quote a chain, each from a source whose publisher is not named."""
    one = claim("c", *(quote(f"s{n}", "words", *chain) for n, chain in enumerate(chains)))
    return one, ledger([one], [source(f"s{n}") for n in range(len(chains))], entities)


def test_two_papers_citing_one_agency_are_one_source() -> None:
    one, edition = told(("Paper A", "Agency"), ("Paper B", "Agency"))
    assert roots(one, edition) == ("agency",)
    assert independent(one, edition) == 1


def test_two_papers_with_two_witnesses_are_two() -> None:
    one, edition = told(("Paper A", "Mill"), ("Paper B", "Reed"))
    assert (roots(one, edition), independent(one, edition)) == (("mill", "reed"), 2)


def test_one_paper_with_two_witnesses_is_one_line() -> None:
    one, edition = told(("Paper A", "Mill"), ("Paper A", "Reed"))
    assert (roots(one, edition), independent(one, edition)) == (("mill", "reed"), 1)


def test_the_publisher_is_the_outermost_link_even_if_the_chain_leaves_it_out() -> None:
    one = claim("c", quote("s", "words", "Mill"), quote("r", "words", "The Brook Post", "Reed"))
    edition = ledger([one], [source("s", "Brook Post"), source("r", "Brook Post")],
                     [entity("brook-post", "body", None, "The Brook Post", en="Brook Post")])  # fmt: skip
    assert [line.links for line in lines(one, edition)] == [("brook-post", "mill"), ("brook-post", "reed")]
    assert independent(one, edition) == 1


def test_the_claim_s_chain_serves_where_a_quote_has_none() -> None:
    one = claim("c", quote("s"), chain=("Paper", "Mill"))
    assert lines(one, ledger([one])) == (Line(one.quotes[0], ("paper", "mill")),)


def test_nobody_named_is_no_root() -> None:
    one, edition = told(("Paper A", "unknown"), ("Paper B", "unknown"))
    assert (roots(one, edition), independent(one, edition)) == ((), 0)


def test_lines_through_somebody_unnamed_cannot_be_shown_to_be_apart() -> None:
    one, edition = told(("Paper A", "unknown", "Mill"), ("Paper B", "unknown", "Reed"))
    assert independent(one, edition) == 1


def test_aliases_are_one_entity() -> None:
    state = entity("us", "body", None, "U.S. Department of State", "the United States", en="US State Department")
    one, edition = told(("A", "U.S. Department of State"), ("B", "The United States"), entities=(state,))
    assert (roots(one, edition), independent(one, edition)) == (("us",), 1)
    assert name_of("us", edition) == "US State Department"


def test_a_force_within_a_state_is_not_a_second_root_of_that_state() -> None:
    for kind in ("body", "place"):
        state = entity("northland", kind)
        force = entity("river-force", "force", "northland")
        one, edition = told(("A", "Northland"), ("B", "River-Force"), entities=(state, force))
        assert (roots(one, edition), independent(one, edition)) == (("northland",), 1)


def test_two_departments_of_one_government_are_one_root() -> None:
    entities = (entity("gov"), entity("war", "body", "gov"), entity("peace", "body", "gov"))
    one, edition = told(("A", "war"), ("B", "peace"), entities=entities)
    assert (roots(one, edition), independent(one, edition)) == (("gov",), 1)


def test_two_newspapers_of_one_country_are_two_roots() -> None:
    entities = (entity("northland", "place"), entity("post", "body", "northland"), entity("echo", "body", "northland"))
    one, edition = told(("post",), ("echo",), entities=entities)
    assert (roots(one, edition), independent(one, edition)) == (("post", "echo"), 2)


def test_entities_within_one_another_do_not_hang_the_reader() -> None:
    one, edition = told(("a",), ("b",), entities=(entity("a", "body", "b"), entity("b", "body", "a")))
    assert independent(one, edition) in (1, 2)


def test_a_derived_claim_is_no_better_confirmed_than_the_least_of_its_parts() -> None:
    units = claim("units", quote("s", "five", "A", "Mill"), quote("r", "five", "B", "Reed"))
    each = claim("each", quote("s", "3,000", "A", "Mill"))
    total = claim("total", quantity=number(15000, 15000, "about", product_of=("units", "each")))
    edition = ledger([units, each, total])
    assert (roots(total, edition), independent(total, edition)) == (("mill", "reed"), 1)
    assert independent(units, edition) == 2


def test_a_derived_claim_counts_what_it_rests_on_once_however_often_it_is_named() -> None:
    """Each number is the sum of the two before it: there are more ways down than anybody can walk."""
    first = [claim(f"c{n}", quote("s"), chain=(f"witness {n}",)) for n in (0, 1)]
    sums = [
        claim(f"c{n}", kind="quantity", quantity=number(1, 1, sum_of=(f"c{n - 1}", f"c{n - 2}"))) for n in range(2, 60)
    ]
    small = ledger([*first, *sums], [source("s", "paper")])
    assert len(lines(sums[-1], small)) == 2
    assert independent(sums[-1], small) == 1


def test_two_claims_share_a_root_whatever_it_is_called() -> None:
    state = entity("us", "body", None, "Washington", en="United States")
    first, second = claim("a", chain=("Paper", "Washington")), claim("b", chain=("Radio", "United States"))
    first, second = (claim(c.id, quote("s"), chain=c.chain) for c in (first, second))
    assert shared_roots(first, second, ledger([first, second], (), [state])) == ("us",)
    nobody = claim("c", quote("s"), chain=("Paper", "unknown"))
    assert shared_roots(nobody, nobody, ledger([nobody])) == ()


CHAINS = st.lists(st.lists(st.sampled_from("abcdefgh"), min_size=1, max_size=3, unique=True), max_size=8)


@given(CHAINS)
def test_the_largest_set_is_found(chains: list[list[str]]) -> None:
    """Against brute force over every subset of the lines."""
    one, edition = told(*(tuple(chain) for chain in chains))
    sets = [set(chain) for chain in chains]
    apart = (
        n
        for n in range(len(sets), -1, -1)
        for some in combinations(sets, n)
        if all(not left & right for left, right in combinations(some, 2))
    )
    assert independent(one, edition) == next(apart)


@given(CHAINS.flatmap(lambda chains: st.tuples(st.just(chains), st.permutations(chains))))
def test_the_order_of_the_quotes_does_not_matter(both: tuple[list[list[str]], list[list[str]]]) -> None:
    (one, edition), (other, other_edition) = (told(*(tuple(chain) for chain in chains)) for chains in both)
    assert independent(one, edition) == independent(other, other_edition)
    assert set(roots(one, edition)) == set(roots(other, other_edition))


def test_very_many_lines_are_never_overrated() -> None:
    """A hundred papers of which each two share an agency: one, and found at once."""
    one, edition = told(*((f"paper {n}", "agency") for n in range(100)))
    assert independent(one, edition) == 1
    one, edition = told(*((f"paper {n}", f"witness {n}") for n in range(100)))
    assert independent(one, edition) == 100
