# SPDX-License-Identifier: Apache-2.0
"""TBX-Basic (ISO 30042:2019) in and out: DCA or DCT style is read, DCA is written."""

from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import Final
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from safeconduct.model.exchange import Concept, Term, TermStatus
from safeconduct.model.places import Span
from safeconduct.model.refusal import UsageRefusal

from .xml_tree import bare_name, line_of, tree_of

_TBX: Final = "urn:iso:std:iso:30042:ed-2"
_STATUS: Final = "administrativeStatus"
_LANG: Final = "{http://www.w3.org/XML/1998/namespace}lang"
_STATUSES: Final = {
    "preferredTerm-admn-sts": TermStatus.PREFERRED,
    "admittedTerm-admn-sts": TermStatus.ADMITTED,
    "deprecatedTerm-admn-sts": TermStatus.FORBIDDEN,
    # Whoever still writes it writes what was once said: for a reader today that is not to be printed either.
    "supersededTerm-admn-sts": TermStatus.FORBIDDEN,
}
_KNOWN: Final = ("langSec", "termSec", "term", "note")


def concepts_of_tbx(content: bytes, file: str) -> tuple[tuple[Concept, ...], int]:
    """Read a TBX glossary; also return how many of its elements say something that we do not keep.

    A term without a status is admitted.  Raises `UsageRefusal` with the line.
    """
    root = tree_of(content, file)
    space, name = bare_name(root)
    if name != "tbx" or space != _TBX:
        what = "It is TBX of 2008 or older" if name == "martif" else f"It is <{name}>"
        raise UsageRefusal(f"{file}:{line_of(root)}: {what}, not TBX of 2019.", "save it as TBX-Basic version 3.")
    lost = 0
    concepts: dict[str, Concept] = {}
    for number, entry in enumerate(_all(root, "conceptEntry"), 1):
        name, at = entry.get("id") or f"c{number}", f"{file}:{line_of(entry)}"
        if name in concepts:
            raise UsageRefusal(f"{at}: The concept “{name}” stands there twice.", "give each an id of its own.")
        terms = sorted_terms(_terms(entry, file))
        if not terms:
            lost += 1
            continue
        notes = [line for note in entry if bare_name(note)[1] == "note" for line in _words(note).splitlines()]
        line = int(line_of(entry))
        concepts[name] = Concept(name, terms, "\n".join(notes), Span(file, line, line))
        lost += sum(_is_lost(one, entry) for one in entry.iter())
    return tuple(concepts.values()), lost


def _is_lost(element: Element, entry: Element) -> bool:
    name = bare_name(element)[1]
    kept = name in _KNOWN or element is entry or (name == "note" and element not in list(entry))
    return not kept and name != _STATUS and element.get("type") != _STATUS


def _terms(entry: Element, file: str) -> Iterator[Term]:
    for section in _all(entry, "langSec"):
        language = section.get(_LANG, "")
        for one in _all(section, "termSec"):
            words = " ".join(next((_words(term) for term in _all(one, "term")), "").split())
            if not language or not words:
                at = f"{file}:{line_of(one)}"
                raise UsageRefusal(f"{at}: A term has no words or no language.", "write xml:lang and <term>.")
            yield Term(language, words, _status(one, file))


def _status(section: Element, file: str) -> TermStatus:
    for note in section.iter():
        if bare_name(note)[1] == _STATUS or note.get("type") == _STATUS:
            told = _words(note)
            if told not in _STATUSES:
                at = f"{file}:{line_of(note)}"
                raise UsageRefusal(f"{at}: “{told}” is no status of a term.", f"write one of: {', '.join(_STATUSES)}.")
            return _STATUSES[told]
    return TermStatus.ADMITTED


def sorted_terms(terms: Iterable[Term]) -> tuple[Term, ...]:
    """Return terms by language, the preferred first; those of one status in their order."""
    return tuple(sorted(terms, key=lambda term: (term.language, list(TermStatus).index(term.status))))


def tbx_of(concepts: Iterable[Concept], language: str) -> bytes:
    """Return concepts as TBX-Basic in DCA style; `language` is that of the header."""
    root = Element("tbx", {"xmlns": _TBX, "type": "TBX-Basic", "style": "dca", "xml:lang": language})
    described = SubElement(SubElement(SubElement(root, "tbxHeader"), "fileDesc"), "sourceDesc")
    SubElement(described, "p").text = "Glossary of a manuscript of safeconduct."
    body = SubElement(SubElement(root, "text"), "body")
    spelled = {status: name for name, status in reversed(_STATUSES.items())}
    for concept in concepts:
        entry = SubElement(body, "conceptEntry", {"id": concept.id})
        if concept.note:
            SubElement(entry, "note").text = concept.note
        for tag, terms in groupby(concept.terms, key=lambda term: term.language):
            section = SubElement(entry, "langSec", {"xml:lang": tag})
            for term in terms:
                one = SubElement(section, "termSec")
                SubElement(one, "term").text = term.words
                SubElement(one, "termNote", {"type": _STATUS}).text = spelled[term.status]
    indent(root, " ")
    return b'<?xml version="1.0" encoding="UTF-8"?>\n' + tostring(root, "unicode").encode() + b"\n"


def _all(element: Element, name: str) -> Iterator[Element]:
    return (one for one in element.iter() if bare_name(one) == (_TBX, name))


def _words(element: Element) -> str:
    return "".join(element.itertext()).strip()
