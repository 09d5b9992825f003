# SPDX-License-Identifier: Apache-2.0
"""PROV-O (W3C Recommendation of 30 April 2013): from the captured pages to the pieces that are printed.

"Turan reports that the department said" becomes two qualified attributions, one a reporter's and one a speaker's:
nobody acts on behalf of whom they quote, so `actedOnBehalfOf` is kept for pieces that say in whose name they speak.
"""

from collections.abc import Iterator, Sequence

from safeconduct.evidence.report import Carried, Pledged, Report, Told
from safeconduct.evidence.roots import link_of
from safeconduct.model.edition import Piece
from safeconduct.model.ledger import UNKNOWN, Entity, EntityKind, Source, parts_of

from .names import Json, Node, bytes_name, in_languages, link_name, moment, quote_name, record_name

_PROV, _XSD = "http://www.w3.org/ns/prov#", "http://www.w3.org/2001/XMLSchema#"
_LINKS = (
    "wasDerivedFrom wasQuotedFrom wasAttributedTo wasGeneratedBy wasAssociatedWith actedOnBehalfOf agent hadRole "
    "hadPrimarySource used"
)
CONTEXT: Node = {
    "prov": _PROV,
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "label": "rdfs:label",
    "value": "prov:value",
    "generatedAtTime": {"@id": "prov:generatedAtTime", "@type": _XSD + "dateTime"},
    "qualifiedAttribution": {"@id": "prov:qualifiedAttribution", "@type": "@id"},
    **{name: {"@id": f"prov:{name}", "@type": "@id"} for name in _LINKS.split()},
}
_AGENTS = {EntityKind.PERSON: ["prov:Agent", "prov:Person"], EntityKind.BODY: ["prov:Agent", "prov:Organization"]}


def provenance(report: Report) -> Node:
    """Return pages, words, quotes, claims and pieces with what each was made from and whom it goes back to."""
    nodes: dict[str, Node] = {}
    for node in _nodes(report):
        name = str(node["@id"])
        nodes[name] = _both(nodes[name], node) if name in nodes else node
    return {"@context": CONTEXT, "@graph": [nodes[name] for name in sorted(nodes)]}


def _both(one: Node, other: Node) -> Node:
    # Two sources may have captured the same bytes: one node, with what both say of it.
    same: Node = {**one, **other}
    for key in one.keys() & other.keys():
        if one[key] != other[key]:
            values = [each if isinstance(each, list) else [each] for each in (one[key], other[key])]
            same[key] = [*values[0], *(value for value in values[1] if value not in values[0])]
    return same


def _nodes(report: Report) -> Iterator[Node]:
    for _, source in sorted(report.edition.sources.items()):
        yield from _capture(source, report)
    for told in report.claims:
        yield from _claim(told, report)
    for pledged in report.promises:
        yield from _promise(pledged, report)
    for piece in report.edition.pieces:
        yield from _piece(piece, report)
    for role, label in (("reporter", "reports what somebody else said"), ("speaker", "said it")):
        yield {"@id": record_name(report.edition, "role", role), "@type": "prov:Role", "label": label}


def _capture(source: Source, report: Report) -> Iterator[Node]:
    capture = source.capture
    page, publisher = bytes_name(capture.page), link_of(source.publisher, report.edition)
    by = link_name(report, publisher)
    yield {
        "@id": page,
        "@type": "prov:Entity",
        "label": source.title,
        "generatedAtTime": moment(capture.taken),
        **({"hadPrimarySource": [by]} if _is_law(publisher, report) else {"wasAttributedTo": [by]}),
    }
    yield _agent(publisher, report)
    if capture.words == capture.page:
        return
    words: Node = {"@id": bytes_name(capture.words), "@type": "prov:Entity", "wasDerivedFrom": page}
    if capture.extractor:
        activity = record_name(report.edition, "extraction", source.id)
        program = record_name(report.edition, "extractor", capture.extractor)
        words["wasGeneratedBy"] = activity
        yield {"@id": activity, "@type": "prov:Activity", "used": page, "wasAssociatedWith": program}
        yield {"@id": program, "@type": ["prov:Agent", "prov:SoftwareAgent"], "label": capture.extractor}
    yield words


def _claim(told: Told, report: Report) -> Iterator[Node]:
    claim, edition = told.claim, report.edition
    parts = [record_name(edition, "claim", part) for part in parts_of(claim.quantity) if part in edition.claims]
    yield from _record("claim", claim.id, claim.text, told.quotes, parts, report)


def _promise(pledged: Pledged, report: Report) -> Iterator[Node]:
    promise = pledged.promise
    yield from _record("promise", promise.id, promise.text, pledged.quotes, [], report)
    yield _agent(link_of(promise.promisor, report.edition), report)


def _record(
    kind: str, name: str, text: str, carried: Sequence[Carried], parts: Sequence[str], report: Report
) -> Iterator[Node]:
    edition = report.edition
    quotes: list[Json] = []
    roles: dict[tuple[str, str], None] = {}
    for number, each in enumerate(carried, 1):
        said = [link for link in each.links if link != UNKNOWN]
        # Where the inner end is nobody, even the innermost name only passes on what it heard.
        spoken = bool(each.links) and each.links[-1] != UNKNOWN
        own = [(link, "speaker" if spoken and link == said[-1] else "reporter") for link in said]
        roles.update(dict.fromkeys(own))
        if each.source is None:
            continue
        quotes.append(quote_name(edition, kind, name, number))
        yield {
            "@id": quotes[-1],
            "@type": "prov:Entity",
            "value": each.anchor.exact or each.quote.exact,
            "wasQuotedFrom": bytes_name(each.source.capture.words),
            **_attributed(list(own), report),
        }
    for link, _ in roles:
        yield _agent(link, report)
    node: Node = {"@id": record_name(edition, kind, name), "@type": "prov:Entity", "label": text}
    if quotes or parts:
        node["wasDerivedFrom"] = [*quotes, *parts]
    yield {**node, **_attributed(list(roles), report)}


def _attributed(roles: list[tuple[str, str]], report: Report) -> Node:
    # A law speaks to nobody: it is where the words come from, not one who says them.
    laws: list[Json] = [link_name(report, link) for link, _ in roles if _is_law(link, report)]
    primary: Node = {"hadPrimarySource": list(dict.fromkeys(laws))} if laws else {}
    roles = [(link, role) for link, role in roles if not _is_law(link, report)]
    if not roles:
        return primary
    qualified: list[Json] = [
        {
            "@type": "prov:Attribution",
            "agent": link_name(report, link),
            "hadRole": record_name(report.edition, "role", role),
        }
        for link, role in roles
    ]
    agents = dict.fromkeys(link_name(report, link) for link, _ in roles)
    return {**primary, "wasAttributedTo": list(agents), "qualifiedAttribution": qualified}


def _is_law(link: str, report: Report) -> bool:
    return link in report.edition.entities and report.edition.entities[link].kind is EntityKind.LAW


def _agent(link: str, report: Report) -> Node:
    entity: Entity | None = report.edition.entities.get(link)
    label: Json = in_languages(entity.name) if entity else report.name(link)
    if _is_law(link, report):
        return {"@id": link_name(report, link), "@type": "prov:Entity", "label": label}
    kinds: Json = _AGENTS.get(entity.kind, "prov:Agent") if entity else "prov:Agent"
    return {"@id": link_name(report, link), "@type": kinds, "label": label}


def _piece(piece: Piece, report: Report) -> Iterator[Node]:
    edition = report.edition
    claims = [told.claim.id for told in report.claims if any(use.piece == piece.id for use in told.uses)]
    promises = [each.promise.id for each in report.promises if any(use.piece == piece.id for use in each.uses)]
    sender = record_name(edition, "sender", piece.id)
    node: Node = {
        "@id": record_name(edition, "piece", piece.id),
        "@type": "prov:Entity",
        "label": in_languages({language: copy.title or piece.id for language, copy in piece.copies.items()}),
        "wasAttributedTo": sender,
    }
    from_other = [record_name(edition, "piece", name) for name in piece.covers if edition.piece(name)]
    derived = [
        *(record_name(edition, "claim", claim) for claim in sorted(claims)),
        *(record_name(edition, "promise", promise) for promise in promises),
        *from_other,
    ]
    yield {**node, "wasDerivedFrom": derived} if derived else node
    speaker: Node = {"@id": sender, "@type": "prov:Agent", "label": in_languages(piece.attribution.speaker)}
    if piece.attribution.on_behalf_of:
        behalf = record_name(edition, "principal", piece.id)
        yield {"@id": behalf, "@type": "prov:Agent", "label": in_languages(piece.attribution.on_behalf_of)}
        speaker["actedOnBehalfOf"] = behalf
    yield speaker
