# SPDX-License-Identifier: Apache-2.0
"""schema.org ClaimReview (schema.org, release 29): what others can read about our judgement of each claim.

A verdict of the ledger says what may be printed, not what is true, so the rating has words and no number.
"""

from safeconduct.evidence.report import Report, Told
from safeconduct.evidence.wording import VERDICTS, credibility, reliability
from safeconduct.model.ledger import EntityKind, Source

from .names import SCHEMA_TYPES, Json, Node, bytes_name, in_languages, link_name, record_name

DATES = ("dateCreated", "dateModified", "datePublished", "expires")
CONTEXT: Node = {
    "@vocab": "https://schema.org/",
    **{name: {"@id": f"https://schema.org/{name}", "@type": "https://schema.org/Date"} for name in DATES},
}


def claim_reviews(report: Report, *, grades: bool = False) -> Node:
    """Return one ClaimReview a claim; `grades` adds the Admiralty grades, which a group may not want to publish."""
    return {"@context": CONTEXT, "@graph": [_review(told, report, grades) for told in report.claims]}


def _review(told: Told, report: Report, grades: bool) -> Node:
    claim, edition = told.claim, report.edition
    ratings: list[Json] = [_rating("what may be printed", VERDICTS[claim.verdict], claim.why)]
    if grades and claim.credibility:
        ratings.append(_rating("credibility", credibility(claim.credibility), ""))
    node: Node = {
        "@id": record_name(edition, "review", claim.id),
        "@type": "ClaimReview",
        "claimReviewed": claim.text,
        "datePublished": report.as_of.isoformat(),
        "itemReviewed": _claim(told, report, grades),
        "reviewRating": ratings,
    }
    if claim.expires:
        node["expires"] = claim.expires.isoformat()
    if senders := _senders(report):
        node["author"] = senders
    return node


def _rating(aspect: str, words: str, why: str) -> Node:
    rating: Node = {"@type": "Rating", "alternateName": words, "reviewAspect": aspect}
    return {**rating, "ratingExplanation": why} if why else rating


def _claim(told: Told, report: Report, grades: bool) -> Node:
    claim, entities = told.claim, report.edition.entities
    node: Node = {"@id": record_name(report.edition, "claim", claim.id), "@type": "Claim", "text": claim.text}
    laws = [root for root in told.roots if root in entities and entities[root].kind is EntityKind.LAW]
    speakers = [root for root in told.roots if root not in laws]
    if speakers:
        node["author"] = [_somebody(report, root) for root in speakers]
    if laws:
        node["isBasedOn"] = [_somebody(report, root) for root in laws]
    works = {carried.source.id: carried.source for carried in told.quotes if carried.source}
    if works:
        node["appearance"] = [_work(source, grades) for source in works.values()]
    if claim.as_of:
        node["dateCreated"] = claim.as_of.isoformat()
    return node


def _somebody(report: Report, link: str) -> Node:
    # What the ledger does not know, the export does not make up: a name without an entity gets no type.
    node: Node = {"@id": link_name(report, link), "name": report.name(link)}
    entity = report.edition.entities.get(link)
    return {**node, "@type": SCHEMA_TYPES[entity.kind], "name": in_languages(entity.name)} if entity else node


def _work(source: Source, grades: bool) -> Node:
    node: Node = {
        "@id": bytes_name(source.capture.page),
        "@type": "CreativeWork",
        "inLanguage": source.language,
        "name": source.title,
        "publisher": {"name": source.publisher},
    }
    if source.published:
        node["datePublished"] = source.published.isoformat()
    if grades and source.reliability:
        rating = _rating("reliability", reliability(source.reliability), source.grounds)
        node["review"] = {"@type": "Review", "reviewRating": rating}
    return node


def _senders(report: Report) -> list[Json]:
    # One sender, with more languages in one piece than in another, is still one.
    every: list[dict[str, str]] = []
    for piece in report.edition.pieces:
        speaker = piece.attribution.speaker
        known = next((other for other in every if other.items() & speaker.items()), None)
        if known is None:
            every.append(dict(speaker))
        else:
            known.update({tag: words for tag, words in speaker.items() if tag not in known})
    return [{"@type": "Organization", "name": in_languages(speaker)} for speaker in every]
