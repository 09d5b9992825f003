# SPDX-License-Identifier: Apache-2.0
"""W3C Web Annotation (Recommendation of 23 February 2017): each quote as an annotation of the captured page.

The context repeats the terms used of http://www.w3.org/ns/anno.jsonld, so that no reader has to fetch it.
"""

from collections.abc import Iterator

from safeconduct.evidence.report import Carried, Report

from .names import Json, Node, bytes_name, moment, quote_name, record_name

_OA, _AS, _XSD = (
    "http://www.w3.org/ns/oa#",
    "http://www.w3.org/ns/activitystreams#",
    "http://www.w3.org/2001/XMLSchema#",
)
_COUNT = _XSD + "nonNegativeInteger"

CONTEXT: Node = {
    "@version": 1.1,
    "id": "@id",
    "type": "@type",
    "oa": _OA,
    "as": _AS,
    "Annotation": "oa:Annotation",
    "AnnotationCollection": "as:OrderedCollection",
    "AnnotationPage": "as:OrderedCollectionPage",
    "TextualBody": "oa:TextualBody",
    "SpecificResource": "oa:SpecificResource",
    "TextQuoteSelector": "oa:TextQuoteSelector",
    "TextPositionSelector": "oa:TextPositionSelector",
    "TimeState": "oa:TimeState",
    "linking": "oa:linking",
    "describing": "oa:describing",
    "motivation": {"@id": "oa:motivatedBy", "@type": "@vocab"},
    "purpose": {"@id": "oa:hasPurpose", "@type": "@vocab"},
    "body": {"@id": "oa:hasBody", "@type": "@id"},
    "target": {"@id": "oa:hasTarget", "@type": "@id"},
    "source": {"@id": "oa:hasSource", "@type": "@id"},
    "selector": {"@id": "oa:hasSelector", "@type": "@id"},
    "state": {"@id": "oa:hasState", "@type": "@id"},
    "cached": {"@id": "oa:cachedSource", "@type": "@id"},
    "exact": "oa:exact",
    "prefix": "oa:prefix",
    "suffix": "oa:suffix",
    "start": {"@id": "oa:start", "@type": _COUNT},
    "end": {"@id": "oa:end", "@type": _COUNT},
    "sourceDateStart": {"@id": "oa:sourceDateStart", "@type": _XSD + "dateTime"},
    "sourceDateEnd": {"@id": "oa:sourceDateEnd", "@type": _XSD + "dateTime"},
    "value": "http://www.w3.org/1999/02/22-rdf-syntax-ns#value",
    "format": "http://purl.org/dc/elements/1.1/format",
    "language": "http://purl.org/dc/elements/1.1/language",
    "label": "http://www.w3.org/2000/01/rdf-schema#label",
    "first": {"@id": "as:first", "@type": "@id"},
    "items": {"@id": "as:items", "@type": "@id", "@container": "@list"},
    "partOf": {"@id": "as:partOf", "@type": "@id"},
    "startIndex": {"@id": "as:startIndex", "@type": _COUNT},
    "total": {"@id": "as:totalItems", "@type": _COUNT},
}


def annotations(report: Report) -> Node:
    """Return an AnnotationCollection of one page, one annotation a quote, in the order of the report."""
    items: list[Json] = [
        _annotation(kind, name, text, carried, i, report)
        for kind, name, text, quotes in _quoting(report)
        for i, carried in enumerate(quotes, 1)
        if carried.source is not None
    ]
    collection = record_name(report.edition, "annotations")
    page: Node = {
        "id": f"{collection}:1",
        "type": "AnnotationPage",
        "items": items,
        "partOf": collection,
        "startIndex": 0,
    }
    label = f"Quotes of {report.edition.id} as of {report.as_of.isoformat()}"
    return {
        "@context": CONTEXT,
        "id": collection,
        "type": "AnnotationCollection",
        "label": label,
        "total": len(items),
        "first": page,
    }


def _quoting(report: Report) -> Iterator[tuple[str, str, str, tuple[Carried, ...]]]:
    yield from (("claim", told.claim.id, told.claim.text, told.quotes) for told in report.claims)
    yield from (("promise", each.promise.id, each.promise.text, each.quotes) for each in report.promises)


def _annotation(kind: str, name: str, text: str, carried: Carried, number: int, report: Report) -> Node:
    edition, source = report.edition, carried.source
    assert source is not None  # noqa: S101 - quotes of unknown sources are left out above
    anchor, quote, capture = carried.anchor, carried.quote, source.capture
    exact: Node = {"type": "TextQuoteSelector", "exact": anchor.exact or quote.exact}
    for key, words in (("prefix", anchor.before or quote.before), ("suffix", anchor.after or quote.after)):
        if words:
            exact[key] = words
    selectors: list[Json] = [exact]
    if not anchor.fault:
        selectors.append({"type": "TextPositionSelector", "start": anchor.start, "end": anchor.end})
    # The page is the source; the positions count in its plain words, the representation that was captured that day.
    state: Node = {
        "type": "TimeState",
        "cached": bytes_name(capture.words),
        "sourceDateStart": moment(capture.taken),
        "sourceDateEnd": moment(capture.taken, last=True),
    }
    return {
        "id": quote_name(edition, kind, name, number),
        "type": "Annotation",
        "motivation": "linking",
        "body": {
            "id": record_name(edition, kind, name),
            "type": "TextualBody",
            "value": text,
            "format": "text/plain",
            "purpose": "describing",
        },
        "target": {
            "type": "SpecificResource",
            "source": {"id": bytes_name(capture.page), "language": source.language},
            "selector": selectors,
            "state": state,
        },
    }
