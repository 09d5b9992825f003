# SPDX-License-Identifier: Apache-2.0
"""The report: every claim with what carries it, limits it and uses it."""

from datetime import date

from attrs import evolve
from gathered import DAY, WORDS, block, edition, gathered, piece, run
from hypothesis import given
from hypothesis import strategies as st
from miniature import claim, quote

from safeconduct.evidence import wording
from safeconduct.evidence.outlining import outline
from safeconduct.evidence.report import AROUND, CapturedWords, Told
from safeconduct.evidence.uses import Use, uses
from safeconduct.language.speech import sentences
from safeconduct.model.edition import BlockKind
from safeconduct.model.ledger import Bound, Modality, Quantity, Verdict


def told(name: str, **words: CapturedWords) -> Told:
    """The claim of that name, as the report has it."""
    return next(each for each in gathered(None, **words).claims if each.claim.id == name)


def test_claims_that_are_told_come_first_then_topics_and_those_without_last() -> None:
    assert [each.claim.id for each in gathered().claims] == ["beds", "shelter", "bridge", "beds-60", "both"]


def test_a_quote_stands_where_it_was_found() -> None:
    anchor = told("beds").quotes[0].anchor
    assert (anchor.file, anchor.line, anchor.fault) == ("post.txt", 3, "")
    assert WORDS["post"][anchor.start : anchor.end] == anchor.exact == "40 beds are ready"
    assert (anchor.before, anchor.after) == ("ost\n\nThe River Agency said that ", ". The bridge holds.\n")
    assert len(anchor.before) <= AROUND


def test_a_quote_that_stands_nowhere_says_why() -> None:
    absent = told("beds", post=CapturedWords("Nothing of it."))
    twice = told("beds", post=CapturedWords("40 beds are ready and 40 beds are ready"))
    lacking = told("beds", post=CapturedWords(fault="The capture is not at hand."))
    faults = [each.quotes[0].anchor.fault for each in (absent, twice, lacking)]
    assert faults == [
        "These words are not in the capture.", "These words stand 2 times in the capture.",
        "The capture is not at hand.",
    ]  # fmt: skip


def test_a_source_that_is_not_there_is_said_to_be_missing() -> None:
    whole = gathered(edition(claim("lost", quote("nowhere"))))
    lost = next(each for each in whole.claims if each.claim.id == "lost")
    assert lost.quotes[0].source is None
    assert lost.quotes[0].anchor.fault == "There is no source “nowhere”."


def test_uses_are_whole_sentences_with_the_words_that_are_the_claim_s() -> None:
    (use,) = told("beds").uses
    assert (use.piece, use.language, use.block) == ("note", "en", "told")
    assert use.sentence == "There are 40 beds, says the agency."
    assert use.words == "There are 40 beds"
    assert use.repeated_by == ()
    assert told("shelter").uses[0].repeated_by == ("brief",)
    assert told("bridge").uses[0].language == "uk"
    assert told("beds-60").uses == ()


def test_a_claim_told_in_a_table_is_told_in_its_cell() -> None:
    row = evolve(block("row", BlockKind.ROW), cells=((run("Beds"),), (run("40", "beds"),)), columns=("en", "uk"))
    whole = evolve(edition(), pieces=(piece("card", {"en": (row,)}),))
    assert [use.sentence for use in uses(whole, sentences)["claim:beds"]] == ["40"]


@given(st.lists(st.tuples(st.text(max_size=12), st.sampled_from(["", "beds", "shelter"])), max_size=6))
def test_every_citation_is_a_use_in_its_sentence(runs: list[tuple[str, str]]) -> None:
    one = block("b", BlockKind.PARAGRAPH, *(run(text, cites) for text, cites in runs))
    found = uses(evolve(edition(), pieces=(piece("note", {"en": (one,)}),)), sentences)
    assert set(found) == {f"claim:{cites}" for _, cites in runs if cites}
    every: list[Use] = [use for told in found.values() for use in told]
    assert all(use.sentence in one.text for use in every)


def test_roots_and_contradictions_are_those_of_the_ledger() -> None:
    whole = gathered()
    beds = told("beds")
    assert [whole.name(root) for root in beds.roots] == ["River Agency"]
    assert beds.independent == 1
    assert [each.claims for each in beds.contradictions] == [("beds", "beds-60")]
    assert whole.contradictions == beds.contradictions
    assert "post.txt:3" in whole.contradictions[0].sentence


def test_the_summary_counts_and_says_what_expires_next() -> None:
    whole = gathered()
    assert whole.verdicts == {Verdict.USE: 2, Verdict.ATTRIBUTE: 1, Verdict.HOLD: 1, Verdict.REFUSE: 1}
    assert [each.claim.id for each in whole.expired] == ["bridge"]
    assert [each.claim.id for each in whole.expiring_next] == ["beds"]
    assert outline(whole).sentences == (
        "5 claims, 3 told in a piece; 1 promise; 3 sources.",
        "1 claim that is told has expired.",
        "Next to expire: 1 claim on 30 Nov 2026, in 29 days.",
        "1 open contradiction, 0 settled.",
        "Fewer than two independent lines of evidence: 3 of 3 claims told.",
    )


def test_the_outline_says_everything_about_a_claim() -> None:
    beds = outline(gathered()).claims[0]
    assert dict(beds.facts) == {
        "Roots": "1 root (River Agency); 1 independent line of evidence.",
        "Kind": "fact; it has happened",
        "Credibility": "2, probably true",
        "Number": "40 beds",
        "Topic": "beds",
        "Made for": "20 Oct 2026",
        "Validity": "valid until 30 Nov 2026, 29 days after the edition's day",
    }
    assert ("Happened", "18 Oct 2026 to 19 Oct 2026") in outline(gathered()).claims[2].facts
    assert beds.quotes[0].chain == "Brook Post reports that River Agency said so."
    assert (beds.quotes[0].before, beds.quotes[0].after) == ("\nThe River Agency said that ", ". The bridge holds.\n")
    assert beds.quotes[0].place == "post.txt, line 3"
    assert beds.quotes[0].reliability == "B, usually reliable"
    assert beds.contradictions[0].sides[1].claim == "beds-60"
    assert [fact for fact in outline(gathered()).claims[4].facts if fact[0] == "Derived"] == [
        ("Derived", "the sum of beds, beds-60")
    ]


def test_a_promise_is_told_with_its_promisor_and_the_quotes_that_prove_the_authority() -> None:
    (tea,) = outline(gathered()).promises
    assert tea.facts == (
        ("Promised by", "River Agency"),
        ("Confirmed", "25 Oct 2026"),
        ("Validity", "expired on 31 Oct 2026, 1 day before the edition's day"),
    )
    assert tea.expired
    assert (tea.quotes[0].place, tea.quotes[0].chain) == ("post.txt, line 3", "River Agency says so itself.")
    assert [(use.piece, use.words) for use in tea.uses] == [("note", "Be calm.")]
    post = outline(gathered()).sources[0]
    assert post.carries == (("claim", "beds"), ("claim", "bridge"), ("promise", "tea"))


def test_what_could_not_be_read_is_said_first() -> None:
    assert outline(gathered(edition(), "claims/x.toml:3: It is broken.")).faults == ("claims/x.toml:3: It is broken.",)


def test_chains_in_words() -> None:
    assert wording.chain(["Turan", "the department"]) == "Turan reports that the department said so."
    assert wording.chain(["A", "B", "C"]) == "A reports that B reports that C said so."
    assert wording.chain(["KBS"]) == "KBS says so itself."
    assert wording.chain(["KBS", "unknown"]) == "KBS says so, and names nobody it comes from."
    assert wording.chain(["A", "B", "unknown"]) == "A reports that B says so, and names nobody it comes from."
    assert wording.chain(["unknown"]) == wording.chain([]) == "Nobody is named who said so."


def test_numbers_in_words() -> None:
    def said(low: int, high: int | None, bound: Bound) -> str:
        return wording.quantity(Quantity(low, high, "soldiers", "Kursk", bound))

    assert said(10000, 10000, Bound.EXACT) == "10,000 soldiers (Kursk)"
    assert said(0, 10000, Bound.AT_MOST) == "at most 10,000 soldiers (Kursk)"
    assert said(500, None, Bound.AT_LEAST) == "at least 500 soldiers (Kursk)"
    assert said(20000, None, Bound.VAGUE) == "vaguely 20,000 or more soldiers (Kursk)"
    assert said(2000, 9000, Bound.ABOUT) == "about 2,000 to 9,000 soldiers (Kursk)"


def test_days_in_words() -> None:
    assert wording.expiry(None, DAY) == "has no expiry"
    assert wording.expiry(DAY, DAY) == "valid until 1 Nov 2026, the edition's own day"
    assert wording.expiry(date(2026, 10, 31), DAY) == "expired on 31 Oct 2026, 1 day before the edition's day"
    assert wording.days(DAY, date(2026, 11, 3)) == "1 Nov 2026 to 3 Nov 2026"


def test_every_value_of_the_ledger_has_words() -> None:
    assert set(wording.VERDICTS) == set(Verdict)
    assert set(wording.MODALITIES) == set(Modality)
