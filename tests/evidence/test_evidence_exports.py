# SPDX-License-Identifier: Apache-2.0
"""The exports: the properties that each vocabulary asks for, closed contexts, and the same bytes every time."""

import json
from collections.abc import Callable, Iterator, Mapping
from datetime import date, datetime
from typing import Any

import pytest
from attrs import evolve
from gathered import DAY, WORDS, claims, edition, gathered, sources, with_text
from hypothesis import given, settings
from hypothesis import strategies as st
from miniature import claim

from safeconduct.evidence.exports.annotations import annotations
from safeconduct.evidence.exports.claim_review import claim_reviews
from safeconduct.evidence.exports.names import bytes_name, moment, record_name, written
from safeconduct.evidence.exports.provenance import provenance
from safeconduct.evidence.report import CapturedWords, Report
from safeconduct.model.canonical import digest_of

EXPORTS: list[Callable[[Report], Any]] = [claim_reviews, annotations, provenance]
KEYWORDS = {"@context", "@graph", "@id", "@type", "@value", "@language"}


def sha(name: str) -> str:
    return f"urn:sha256:{digest_of(WORDS[name].encode())}"


def urn(*parts: str) -> str:
    return ":".join(("urn:safeconduct:small", *parts))


def nodes(value: Any) -> Iterator[Mapping[str, Any]]:
    """Every node of an export, at any depth, its context left out."""
    if isinstance(value, dict):
        yield value
        for key, each in value.items():
            if key != "@context":
                yield from nodes(each)
    elif isinstance(value, list):
        for each in value:
            yield from nodes(each)


def by_id(export: Any, name: str) -> Mapping[str, Any]:
    return next(node for node in nodes(export) if name in (node.get("@id"), node.get("id")))


@pytest.mark.parametrize("export", EXPORTS)
def test_contexts_are_inline_and_define_every_term_that_is_used(export: Callable[[Report], Any]) -> None:
    made = export(gathered())
    context = made["@context"]
    assert isinstance(context, dict)  # an address there would have to be fetched
    for node in nodes(made):
        assert set(node) <= KEYWORDS | set(context) or "@vocab" in context
    for definition in context.values():
        iri = definition["@id"] if isinstance(definition, dict) else definition
        if isinstance(iri, str) and not iri.startswith(("http", "@")):
            assert iri.partition(":")[0] in context


@pytest.mark.parametrize("export", EXPORTS)
def test_every_name_is_whole(export: Callable[[Report], Any]) -> None:
    for node in nodes(export(gathered())):
        for key in ("@id", "id", "source", "cached", "wasQuotedFrom", "agent"):
            if isinstance(node.get(key), str):
                assert str(node[key]).startswith("urn:")


def test_a_claim_review_as_schema_org_has_it() -> None:
    review = by_id(claim_reviews(gathered()), urn("review", "beds"))
    assert review == {
        "@id": urn("review", "beds"),
        "@type": "ClaimReview",
        "author": [
            {
                "@type": "Organization",
                "name": [
                    {"@language": "en", "@value": "Brook Guild"},
                    {"@language": "uk", "@value": "Гільдія Брука"},
                ],
            }
        ],
        "claimReviewed": "The text of beds.",
        "datePublished": "2026-11-01",
        "expires": "2026-11-30",
        "itemReviewed": {
            "@id": urn("claim", "beds"),
            "@type": "Claim",
            "appearance": [
                {
                    "@id": sha("post"),
                    "@type": "CreativeWork",
                    "datePublished": "2026-10-20",
                    "inLanguage": "en",
                    "name": "post",
                    "publisher": {"name": "Brook Post"},
                }
            ],
            "author": [
                {
                    "@id": urn("entity", "agency"),
                    "@type": "Organization",
                    "name": [
                        {"@language": "en", "@value": "River Agency"},
                        {"@language": "uk", "@value": "Річкова агенція"},
                    ],
                }
            ],
            "dateCreated": "2026-10-20",
            "text": "The text of beds.",
        },
        "reviewRating": [
            {
                "@type": "Rating",
                "alternateName": "may be used with its speaker named",
                "ratingExplanation": "An agency says so.",
                "reviewAspect": "what may be printed",
            }
        ],
    }


def test_every_claim_has_one_review_with_what_is_required() -> None:
    reviews = claim_reviews(gathered())["@graph"]
    assert isinstance(reviews, list)
    assert len(reviews) == len(claims())
    for review in reviews:
        assert {"@type", "claimReviewed", "itemReviewed", "reviewRating", "datePublished", "author"} <= set(review)
        assert all(rating["alternateName"] for rating in review["reviewRating"])


def test_grades_stay_at_home_unless_they_are_asked_for() -> None:
    kept, told = json.dumps(claim_reviews(gathered())), claim_reviews(gathered(), grades=True)
    assert "reliab" not in kept
    assert "credib" not in kept
    review = by_id(told, urn("review", "beds"))
    assert review["reviewRating"][1]["alternateName"] == "2, probably true"
    assert review["itemReviewed"]["appearance"][0]["review"]["reviewRating"] == {
        "@type": "Rating", "alternateName": "B, usually reliable", "ratingExplanation": "It is old.",
        "reviewAspect": "reliability",
    }  # fmt: skip


def test_a_law_is_what_a_claim_is_based_on_and_no_author() -> None:
    item = by_id(claim_reviews(gathered()), urn("review", "shelter"))["itemReviewed"]
    assert "author" not in item
    assert item["isBasedOn"] == [
        {"@id": urn("entity", "shelter-law"), "@type": "Legislation",
         "name": [{"@language": "en", "@value": "Shelter Law"}]}
    ]  # fmt: skip


def test_nobody_named_is_no_author() -> None:
    assert "author" not in by_id(claim_reviews(gathered()), urn("review", "bridge"))["itemReviewed"]


def test_an_annotation_as_the_recommendation_has_it() -> None:
    annotation = by_id(annotations(gathered()), urn("quote", "beds", "1"))
    start = WORDS["post"].index("40 beds")
    assert annotation == {
        "id": urn("quote", "beds", "1"),
        "type": "Annotation",
        "motivation": "linking",
        "body": {
            "id": urn("claim", "beds"), "type": "TextualBody", "value": "The text of beds.", "format": "text/plain",
            "purpose": "describing",
        },
        "target": {
            "type": "SpecificResource",
            "source": {"id": sha("post"), "language": "en"},
            "selector": [
                {
                    "type": "TextQuoteSelector", "exact": "40 beds are ready",
                    "prefix": "ost\n\nThe River Agency said that ", "suffix": ". The bridge holds.\n",
                },
                {"type": "TextPositionSelector", "start": start, "end": start + len("40 beds are ready")},
            ],
            "state": {
                "type": "TimeState", "cached": sha("post"),
                "sourceDateStart": "2026-10-30T00:00:00Z", "sourceDateEnd": "2026-10-30T23:59:59Z",
            },
        },
    }  # fmt: skip


def test_the_collection_counts_its_annotations() -> None:
    collection = annotations(gathered())
    page = collection["first"]
    assert isinstance(page, dict)
    assert collection["type"] == "AnnotationCollection"
    assert collection["total"] == len(page["items"]) == 5
    assert page["partOf"] == collection["id"]
    for annotation in page["items"]:
        assert annotation["target"]["selector"][0]["exact"]


def test_a_quote_that_was_not_found_has_words_but_no_position() -> None:
    lost = gathered(None, post=CapturedWords(fault="The capture is not at hand."))
    (selector,) = by_id(annotations(lost), urn("quote", "beds", "1"))["target"]["selector"]
    assert selector == {"type": "TextQuoteSelector", "exact": "40 beds are ready"}


def test_provenance_leads_from_the_piece_to_the_page() -> None:
    made = provenance(gathered())
    assert by_id(made, urn("piece", "note"))["wasDerivedFrom"] == [
        urn("claim", "beds"), urn("claim", "bridge"), urn("claim", "shelter"), urn("promise", "tea"),
    ]  # fmt: skip
    assert by_id(made, urn("piece", "brief"))["wasDerivedFrom"] == [urn("piece", "note")]
    assert by_id(made, urn("claim", "beds"))["wasDerivedFrom"] == [urn("quote", "beds", "1")]
    assert by_id(made, urn("claim", "both"))["wasDerivedFrom"] == [urn("claim", "beds"), urn("claim", "beds-60")]
    quote = by_id(made, urn("quote", "beds", "1"))
    assert quote["wasQuotedFrom"] == sha("post")
    assert quote["value"] == "40 beds are ready"
    assert quote["qualifiedAttribution"] == [
        {"@type": "prov:Attribution", "agent": urn("name", "brook%20post"), "hadRole": urn("role", "reporter")},
        {"@type": "prov:Attribution", "agent": urn("entity", "agency"), "hadRole": urn("role", "speaker")},
    ]
    assert by_id(made, sha("post"))["generatedAtTime"] == "2026-10-30T00:00:00Z"


def test_a_promise_goes_back_to_its_promisor_by_the_words_that_prove_it() -> None:
    tea, words = urn("promise", "tea"), urn("authority", "tea", "1")
    made = provenance(gathered())
    assert by_id(made, tea)["wasDerivedFrom"] == [words]
    assert by_id(made, tea)["wasAttributedTo"] == [urn("entity", "agency")]
    assert by_id(made, words)["wasQuotedFrom"] == sha("post")
    assert by_id(annotations(gathered()), words)["body"]["id"] == tea


def test_where_nobody_is_named_everybody_only_reports() -> None:
    quote = by_id(provenance(gathered()), urn("quote", "bridge", "1"))
    assert [each["hadRole"] for each in quote["qualifiedAttribution"]] == [urn("role", "reporter")]


def test_a_law_is_a_primary_source_and_no_agent() -> None:
    made = provenance(gathered())
    assert by_id(made, urn("claim", "shelter"))["hadPrimarySource"] == [urn("entity", "shelter-law")]
    assert "wasAttributedTo" not in by_id(made, urn("claim", "shelter"))
    assert by_id(made, urn("entity", "shelter-law"))["@type"] == "prov:Entity"


def test_words_found_in_a_page_are_derived_from_it_by_a_program() -> None:
    page, words = digest_of(b"page"), digest_of(b"words")
    post = sources()[0]
    capture = evolve(post.capture, page=page, words=words, words_file="post.words.txt", extractor="reader 1.2")
    whole = edition()
    made = provenance(gathered(evolve(whole, sources={**whole.sources, "post": evolve(post, capture=capture)})))
    activity, program = urn("extraction", "post"), urn("extractor", "reader%201.2")
    assert by_id(made, bytes_name(words)) == {
        "@id": bytes_name(words), "@type": "prov:Entity", "wasDerivedFrom": bytes_name(page),
        "wasGeneratedBy": activity,
    }  # fmt: skip
    assert by_id(made, activity) == {
        "@id": activity, "@type": "prov:Activity", "used": bytes_name(page), "wasAssociatedWith": program,
    }  # fmt: skip
    assert by_id(made, program)["@type"] == ["prov:Agent", "prov:SoftwareAgent"]
    assert by_id(made, urn("quote", "beds", "1"))["wasQuotedFrom"] == bytes_name(words)


def test_two_sources_with_the_same_bytes_are_one_page_with_what_both_say_of_it() -> None:
    whole, post = edition(), sources()[0]
    reprint = evolve(post, id="reprint", title="A reprint", publisher="River News")
    page = by_id(provenance(gathered(evolve(whole, sources={**whole.sources, "reprint": reprint}))), sha("post"))
    assert page["label"] == ["post", "A reprint"]
    assert page["wasAttributedTo"] == [urn("name", "brook%20post"), urn("name", "river%20news")]
    assert page["@type"] == "prov:Entity"


def test_every_provenance_link_leads_to_a_node_of_the_right_kind() -> None:
    graph = provenance(gathered())["@graph"]
    assert isinstance(graph, list)
    kinds = {node["@id"]: node["@type"] for node in graph}
    assert len(kinds) == len(graph)
    ranges = {
        "wasDerivedFrom": "prov:Entity", "wasQuotedFrom": "prov:Entity", "hadPrimarySource": "prov:Entity",
        "used": "prov:Entity", "wasAttributedTo": "prov:Agent", "agent": "prov:Agent", "hadRole": "prov:Role",
        "actedOnBehalfOf": "prov:Agent", "wasAssociatedWith": "prov:Agent", "wasGeneratedBy": "prov:Activity",
    }  # fmt: skip
    for node in nodes(graph):
        for key in set(node) & set(ranges):
            for target in [node[key]] if isinstance(node[key], str) else node[key]:
                assert ranges[key] in ([kinds[target]] if isinstance(kinds[target], str) else kinds[target])


def test_days_are_whole() -> None:
    assert moment(DAY) == "2026-11-01T00:00:00Z"
    assert datetime.fromisoformat(moment(date(2024, 2, 29), last=True)).day == 29


def test_names_hold_any_id() -> None:
    assert record_name(edition(claim("a b")), "claim", "a:b/ñ") == "urn:safeconduct:small:claim:a%3Ab%2F%C3%B1"


@settings(max_examples=40, deadline=None)
@given(st.text(min_size=1))
def test_any_text_survives_the_way_out_and_in_again(text: str) -> None:
    report = with_text(text)
    for export in EXPORTS:
        made = export(report)
        content = written(made)
        assert json.loads(content) == made
        assert written(json.loads(content)) == content
        assert text in [each for node in nodes(made) for each in node.values() if isinstance(each, str)]
