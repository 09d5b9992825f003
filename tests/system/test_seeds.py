# SPDX-License-Identifier: Apache-2.0
"""The appeal's ledger holds every statement of the two stories it was drawn from, and finds where they contradict.

The stories themselves may not be handed on: where their pages are at hand, the quotes are looked up in them as well.
"""

import re
import unicodedata
from collections.abc import Callable, Iterator
from functools import cache

import pytest

from safeconduct.evidence.contradictions import Contradiction, contradictions
from safeconduct.evidence.normal import normal
from safeconduct.evidence.quotes import find
from safeconduct.evidence.roots import independent, roots
from safeconduct.evidence.rules import Rule
from safeconduct.evidence.spellings import spellings
from safeconduct.manuscript.reading import Manuscript, read_manuscript
from safeconduct.model.ledger import Claim, Verdict

from .press_room import EXAMPLES, SEEDS

URGE, TARGETS = "seed-urge", "seed-targets"

# Every factual statement of the two stories: its first words, and the claims that carry it.
# No claim is "Related Sources:" at the end of the first story: a label over nothing states nothing.
STATEMENTS = {
    URGE: {
        "North Korean Defectors Urge Troops in Russia": ["troops-in-russia"],
        "has taken to spreading propaganda in Ukraine": ["drift-in-ukraine"],
        "calling on North Korean soldiers stationed in Russia": ["call-to-leave-posts"],
        "tens of thousands of North Korean personnel": ["drift-tens-of-thousands"],
        "comprised of military deserters": ["drift-deserters"],
        "made their way to the Ukrainian Embassy in Seoul": ["embassy-visit"],
        "pamphlets aimed at North Korean troops currently deployed on Russian soil": ["pamphlets-for-troops-in-russia"],
        "The pamphlets contain messages that encourage defection": ["leaflets-encourage-defection"],
        "step-by-step guides on how to leave military service safely": ["drift-safely"],
        "audio messages with similar persuasive content": ["handover-2024-11-11"],
        "the group's leader, Jang Seyul": ["jang-leads"],
        "there are further plans to deliver these materials": ["brussels-plan"],
        "Jang intends to present a letter": ["letter-to-president"],
        "advocating for the implementation of psychological warfare": ["letter-advocates"],
        "a focused psychological campaign could lead": ["campaign-could-lead"],
        "the presence of approximately 10,000": ["us-approximately-10000"],
        "deployed to Russia's western border region": ["us-approximately-10000", "soldiers-in-kursk"],
        "they may soon engage directly in combat": ["combat-may-soon"],
        "a growing discontent among North Korean troops": ["drift-discontent"],
        "the group hopes to reduce the number of boots": ["drift-boots"],
        "the impact of these initiatives remains to be seen": ["impact-not-known"],
        "the actions of these defectors signal": ["actions-signal-complexity"],
        "psychological operations can play a pivotal role": ["psychology-pivotal"],
    },
    TARGETS: {
        "Defector Propaganda Corps targets North Korean troops in Ukraine": ["troops-in-ukraine"],
        "Former North Korean soldiers, operating under the name": ["formed-by-soldiers"],
        "have provided Ukraine with materials": ["provided-materials"],
        "the goal is to persuade soldiers from Pyongyang": ["goal-leave-ranks"],
        "were delivered to the Ukrainian armed forces": ["delivered-to-forces", "delivered-to-both"],
        "was formed by former North Korean soldiers": ["formed-by-soldiers"],
        "The group approached President Volodymyr Zelensky": ["approached-president"],
        "their compatriots fighting on the side of Russia": ["compatriots-fighting"],
        "the first clashes between Ukrainian forces": ["first-clashes"],
        "He responded affirmatively when asked": ["official-involvement"],
        "there could be five North Korean units": ["umerov-five-units", "umerov-fifteen-thousand"],
        "each consisting of approximately 3,000 soldiers": ["umerov-three-thousand-each", "umerov-fifteen-thousand"],
        "is being disseminated by the Polish Press Agency": ["pap-citing-korea-times"],
        "Up to 10,000 North Koreans could fight for Putin": ["headline-could-fight"],
        "10,000 North Korean soldiers have already been deployed": ["us-10000-flat"],
        "already been deployed in the Kursk region": ["us-10000-flat", "soldiers-in-kursk"],
        "they serve more as a tool for escalating the conflict": ["escalation-tool"],
        "The Kremlin denied it for a long time": ["kremlin-denied"],
        "on October 24th, Putin admitted that talks": ["putin-talks"],
        "It was said that the Korean dictator sent him special forces": ["special-forces"],
        "special forces in North Korea are nothing more": ["special-forces-nothing-more"],
        "Kim Jong Un sent Putin's army riflemen—light infantry without heavy equipment": ["riflemen"],
    },
}

# Where the two stories contradict each other, themselves or better sources, as a reader would list it.
CONTRADICTIONS = {
    "how many soldiers": {
        (Rule.FIGURES_DISJOINT, "drift-tens-of-thousands", "headline-could-fight"),
        (Rule.FIGURES_DISJOINT, "drift-tens-of-thousands", "yonhap-thousands"),
        (Rule.PART_EXCEEDS_WHOLE, "headline-could-fight", "umerov-fifteen-thousand"),
        (Rule.HEDGE_LOST, "us-approximately-10000", "us-10000-flat"),
        (Rule.HEDGE_LOST, "us-2024-11-04", "us-10000-flat"),
        (Rule.ORDER_OF_EVENTS, "headline-could-fight", "yonhap-thousands"),
    },
    "whether the units are at the front": {
        (Rule.MODALITY_STRENGTHENED, "umerov-five-units", "kbs-units-expected"),
        (Rule.MODALITY_STRENGTHENED, "umerov-five-units", "kbs-units-deployed"),
        (Rule.MODALITY_STRENGTHENED, "kbs-units-expected", "kbs-units-deployed"),
    },
    "whether they have fought": {
        (Rule.ORDER_OF_EVENTS, "combat-may-soon", "first-clashes"),
        (Rule.ORDER_OF_EVENTS, "combat-may-soon", "umerov-contacts"),
        (Rule.ORDER_OF_EVENTS, "combat-may-soon", "compatriots-fighting"),
    },
    "whether the armed forces have the leaflets": {
        (Rule.PLAN_AGAINST_FACT, "brussels-plan", "delivered-to-forces"),
        (Rule.SETS_DIFFER, "delivered-to-both", "handover-2024-11-11"),
    },
    "who belongs to the group": {
        (Rule.SETS_DIFFER, "drift-deserters", "formed-by-soldiers"),
        (Rule.SETS_DIFFER, "drift-deserters", "group-members"),
        (Rule.SETS_DIFFER, "formed-by-soldiers", "group-members"),
    },
    "where it took place": {
        (Rule.PLACES_DIFFER, "drift-in-ukraine", "embassy-visit"),
        (Rule.PLACES_DIFFER, "drift-in-ukraine", "handover-2024-11-11"),
    },
    "where the soldiers are": {
        (Rule.PLACES_DIFFER, "soldiers-in-kursk", "troops-in-ukraine"),
        (Rule.PLACES_DIFFER, "troops-in-russia", "troops-in-ukraine"),
        (Rule.PLACES_DIFFER, "call-to-leave-posts", "troops-in-ukraine"),
        (Rule.PLACES_DIFFER, "pamphlets-for-troops-in-russia", "troops-in-ukraine"),
    },
    "whether the letter has been handed over": {
        (Rule.PLAN_AGAINST_FACT, "letter-to-president", "approached-president"),
    },
    "what troops were sent": {(Rule.SETS_DIFFER, "riflemen", "special-forces")},
}


@cache
def _read(name: str = "kursk-2024") -> Manuscript:
    return read_manuscript(EXAMPLES / name, (SEEDS,) if SEEDS.is_dir() else ())


def _words_of(manuscript: Manuscript) -> Callable[[str], str | None]:
    return lambda file: manuscript.archive[file].content.decode() if file in manuscript.archive else None


@cache
def _found(name: str = "kursk-2024") -> tuple[Contradiction, ...]:
    manuscript = _read(name)
    return contradictions(manuscript.edition, _words_of(manuscript))


def _unordered(rule: Rule, first: str, second: str) -> tuple[Rule, frozenset[str]]:
    return rule, frozenset((first, second))


def _folded(text: str) -> str:
    return " ".join(unicodedata.normalize("NFC", text).split())


def _at_hand() -> Iterator[tuple[str, str]]:
    """The stories whose pages are at hand: all or, where they may not be handed on, none."""
    manuscript = _read()
    for source in (URGE, TARGETS):
        seen = manuscript.archive.get(manuscript.edition.sources[source].capture.readable)
        if seen:
            yield source, seen.content.decode()


def _quoted(claim: Claim, source: str) -> list[str]:
    return [_folded(quote.exact) for quote in claim.quotes if quote.source == source]


@pytest.mark.parametrize("source", [URGE, TARGETS])
def test_every_statement_of_a_story_is_a_claim_that_quotes_it(source: str) -> None:
    claims = _read().edition.claims
    for words, names in STATEMENTS[source].items():
        for name in names:
            assert any(words in quote or quote in words for quote in _quoted(claims[name], source)), (words, name)


@pytest.mark.parametrize("source", [URGE, TARGETS])
def test_every_claim_that_quotes_a_story_is_one_of_its_statements(source: str) -> None:
    listed = {name for names in STATEMENTS[source].values() for name in names}
    assert {name for name, claim in _read().edition.claims.items() if _quoted(claim, source)} == listed


def test_no_sentence_of_a_story_is_without_a_claim() -> None:
    claims = _read().edition.claims.values()
    stories = dict(_at_hand())
    assert set(stories) == ({URGE, TARGETS} if SEEDS.is_dir() else set())
    for source, text in stories.items():
        quotes = [quote for claim in claims for quote in _quoted(claim, source)]
        for line in text.splitlines():
            for sentence in re.split(r"(?<=[a-z]\.) (?=[A-Z])", _folded(line)):
                said = sentence not in ("", "Related Sources:")
                assert not said or any(quote in sentence for quote in quotes), sentence


def test_every_quote_of_the_example_is_found_exactly_once() -> None:
    manuscript = _read()
    looked_up = 0
    for claim in manuscript.edition.claims.values():
        for quote in claim.quotes:
            seen = manuscript.archive.get(manuscript.edition.sources[quote.source].capture.readable)
            if seen:
                looked_up += 1
                assert find(quote, normal(seen.content.decode())).times == 1, (claim.id, quote.exact)
    # Without the stories there are still the quotes from our own notes.
    assert looked_up >= (75 if SEEDS.is_dir() else 26)


@pytest.mark.parametrize("what", CONTRADICTIONS)
def test_a_contradiction_is_found_by_rule(what: str) -> None:
    assert {_unordered(*one) for one in CONTRADICTIONS[what]} <= {_unordered(one.rule, *one.claims) for one in _found()}


def test_no_other_contradiction_is_found() -> None:
    known = {_unordered(*one) for found in CONTRADICTIONS.values() for one in found}
    assert {_unordered(one.rule, *one.claims) for one in _found()} == known


def test_the_names_that_differ_are_found_with_their_lines() -> None:
    manuscript = _read()
    found = {one.entity.id: one for one in spellings(manuscript.edition, _words_of(manuscript))}
    if not SEEDS.is_dir():
        assert "zelenskyy" not in found  # only the stories spell him in two ways
        return
    assert {"defector-propaganda-corps", "jang-se-yul", "zelenskyy"} <= set(found)
    for one in found.values():
        assert all(standing.line for standing in one.standing), one.sentence
    corps = {standing.words for standing in found["defector-propaganda-corps"].standing}
    assert {"Defector Propaganda Corps", "Defectors Propaganda Corps"} <= corps


def test_a_contradiction_names_both_quotes_and_where_they_stand() -> None:
    lacking = set() if SEEDS.is_dir() else {URGE, TARGETS}
    for one in _found():
        for side in one.sides:
            told = side.quotes[0]
            assert told.words in one.sentence
            assert f"; {told.at})" in one.sentence
            assert f"({told.file}:{told.line};" in one.sentence or told.source in lacking, one.sentence
    assert {one.itself for one in _found()} >= {URGE, TARGETS}


def test_every_contradiction_that_touches_what_is_printed_was_settled_by_an_editor() -> None:
    edition = _read().edition
    cited = {cite for piece in edition.pieces for copy in piece.copies.values() for cite, _ in copy.cites()}
    touched = [one for one in _found() if {f"claim:{name}" for name in one.claims} & cited]
    assert len(touched) >= 4
    assert [one.sentence for one in touched if not one.settled] == []


def test_nothing_is_set_against_a_claim_that_it_does_not_contradict() -> None:
    pairs = {frozenset(one.claims) for one in _found()}
    for claim in _read().edition.claims.values():
        for against in claim.against:
            assert frozenset((claim.id, against.claim)) in pairs, (claim.id, against.claim)


def test_fifteen_thousand_is_derived_and_nowhere_typed() -> None:
    claim = _read().edition.claims["umerov-fifteen-thousand"]
    assert claim.quantity is not None
    assert claim.quantity.product_of == ("umerov-five-units", "umerov-three-thousand-each")
    assert (claim.quantity.low, claim.quantity.high) == (13_500, 16_500)
    for path in (EXAMPLES / "kursk-2024").glob("**/*.toml"):
        assert not re.search(r"1[3-6][,_ ]?[05]00\b", path.read_text("utf-8")), path
    assert claim.verdict is Verdict.HOLD


def test_no_contradiction_is_found_in_the_flood_notice() -> None:
    assert len(_read("river-town").edition.claims) >= 6
    assert _found("river-town") == ()


def test_no_claim_counts_two_roots_where_there_is_one() -> None:
    edition = _read().edition
    for claim in edition.claims.values():
        assert len(roots(claim, edition)) <= 1, claim.id
        assert independent(claim, edition) <= 1, claim.id
        assert claim.credibility != 1, claim.id
    assert roots(edition.claims["soldiers-in-kursk"], edition) == ("united-states",)
    assert len(edition.claims["soldiers-in-kursk"].quotes) == 3


def test_everything_is_graded_and_says_why() -> None:
    edition = _read().edition
    for source in edition.sources.values():
        assert source.reliability, source.id
        assert source.grounds, source.id
    for claim in edition.claims.values():
        assert claim.credibility, claim.id
        assert claim.topic, claim.id
        assert claim.why, claim.id
