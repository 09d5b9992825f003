# SPDX-License-Identifier: Apache-2.0
"""XLIFF 2.1 out: the units of several pieces as one text (OASIS XLIFF Version 2.1, 13 February 2018)."""

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Final
from xml.etree.ElementTree import Element, SubElement, tostring

from attrs import frozen

from safeconduct.model.exchange import SegmentState

from .content import BOLD, PICTURE, Codes, Content, Side
from .sentences import cut
from .units import Unit, fingerprint

NAMESPACE: Final = "urn:oasis:names:tc:xliff:document:2.0"
METADATA: Final = "urn:oasis:names:tc:xliff:metadata:2.0"
MACHINE: Final = "safeconduct:machine"
REOPENED: Final = "safeconduct:reopened"
CATEGORY: Final = "safeconduct"
_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_WHOLE = ("source", "target", "data", "note", "mda:meta")


@frozen
class Exported:
    """The units of one piece; `original` is the path of the copy in the manuscript, `notes` are for all of them."""

    piece: str
    original: str
    units: tuple[Unit, ...]
    notes: tuple[str, ...]


def xliff(pieces: Iterable[Exported], source: str, target: str) -> bytes:
    """Return the pieces as XLIFF 2.1 from one language to another."""
    root = Element(
        "xliff",
        {"xmlns": NAMESPACE, "xmlns:mda": METADATA, "version": "2.1", "srcLang": source, "trgLang": target},
    )
    for piece in pieces:
        file = SubElement(
            root,
            "file",
            {"id": piece.piece, "original": piece.original, "canResegment": "yes", "xml:space": "preserve"},
        )
        _notes(file, piece.notes)
        for unit in piece.units:
            _unit(file, unit)
    _indent(root, 0)
    return b'<?xml version="1.0" encoding="UTF-8"?>\n' + tostring(root, "unicode").encode() + b"\n"


def _unit(file: Element, unit: Unit) -> None:
    kind = "picture" if unit.part == PICTURE else unit.block.kind.value
    element = SubElement(file, "unit", {"id": unit.id, "type": f"{CATEGORY}:{kind}"})
    group = SubElement(SubElement(element, "mda:metadata"), "mda:metaGroup", {"category": CATEGORY})
    for name, digits in (
        ("source", fingerprint(unit.source, unit.codes)),
        ("target", fingerprint(unit.target, unit.target_codes)),
    ):
        SubElement(group, "mda:meta", {"type": name}).text = digits
    _notes(element, unit.notes)
    if unit.known:
        kept = SubElement(element, "originalData")
        for code, means in unit.known.items():
            for name, text in _original(code, means).items():
                SubElement(kept, "data", {"id": name}).text = text
    said = [("initial", REOPENED)] if unit.reopened else [(unit.state.value, MACHINE if unit.machine else "")]
    for number, (there, here) in enumerate(_paired(unit), 1):
        _segment(element, f"s{number}", unit, (there[0], here[0] if here else None), said[0])
        if there[1]:
            spaces = SubElement(element, "ignorable", {"id": f"i{number}"})
            _fill(SubElement(spaces, "source"), there[1], unit.known)
            if here:
                _fill(SubElement(spaces, "target"), here[1], unit.known)


def _paired(unit: Unit) -> Sequence[tuple[tuple[Content, Content], tuple[Content, Content] | None]]:
    """Return the segments of a unit with their translation: one, where the sentences do not match in number."""
    source = cut(unit.source)
    if unit.target is None:
        return [(one, None) for one in source]
    target = cut(unit.target)
    if len(source) == len(target):
        return list(zip(source, target, strict=True))
    return [((unit.source, ()), (unit.target, ()))]


def _segment(
    unit: Element, name: str, told: Unit, contents: tuple[Content, Content | None], said: tuple[str, str]
) -> None:
    source, target = contents
    state, sub = said if target is not None else (SegmentState.INITIAL.value, "")
    segment = SubElement(unit, "segment", {"id": name, "state": state, **({"subState": sub} if sub else {})})
    _fill(SubElement(segment, "source"), source, told.known)
    if target is not None:
        _fill(SubElement(segment, "target"), target, told.known)


def _original(code: str, means: str) -> Mapping[str, str]:
    """The mark-up of a code in a copy, by the id under which `dataRef` names it."""
    if means == BOLD:
        return {f"d{code}": "**"}
    if means.startswith(PICTURE):
        return {f"d{code}": f"![]({means.partition(' ')[2]})"}
    return {f"d{code}s": "[", f"d{code}e": f"]({means})"}


def _attributes(code: str, means: str) -> dict[str, str]:
    fixed = {"id": code, "canCopy": "no", "canDelete": "no"}
    refs = list(_original(code, means))
    if means.startswith(PICTURE):
        return {**fixed, "type": "image", "dataRef": refs[0], "disp": means}
    both = {**fixed, "dataRefStart": refs[0], "dataRefEnd": refs[-1], "dispStart": means, "dispEnd": means}
    if means == BOLD:
        return {**both, "type": "fmt", "subType": "xlf:b"}
    return {**both, "type": "link", "subType": f"{CATEGORY}:{means.partition(':')[0]}"}


def _fill(element: Element, content: Content, codes: Codes) -> None:
    inside = [element]
    for part in content:
        if isinstance(part, str):
            _add(inside[-1], part)
        elif part.side is Side.END:
            inside.pop()
        else:
            tag = "ph" if part.side is Side.ALONE else "pc"
            made = SubElement(inside[-1], tag, _attributes(part.code, codes[part.code]))
            inside += [made] if tag == "pc" else []


def _add(element: Element, text: str) -> None:
    """Add words behind whatever the element holds; what XML cannot hold becomes `<cp>`."""
    at = 0
    for found in _NOT_XML.finditer(text):
        _append(element, text[at : found.start()])
        SubElement(element, "cp", {"hex": f"{ord(found[0]):04X}"})
        at = found.end()
    _append(element, text[at:])


def _append(element: Element, text: str) -> None:
    if len(element):
        element[-1].tail = (element[-1].tail or "") + text
    else:
        element.text = (element.text or "") + text


def _notes(element: Element, notes: Sequence[str]) -> None:
    if notes:
        told = SubElement(element, "notes")
        for number, note in enumerate(notes, 1):
            SubElement(told, "note", {"id": f"n{number}"}).text = _NOT_XML.sub("\N{REPLACEMENT CHARACTER}", note)


def _indent(element: Element, depth: int) -> None:
    # Elements that hold words keep every space; the others come one to a line, so that two exports can be compared.
    if element.tag in _WHOLE or not len(element):
        return
    element.text = "\n" + " " * (depth + 1)
    for child in element:
        _indent(child, depth + 1)
        child.tail = "\n" + " " * (depth + 1)
    element[-1].tail = "\n" + " " * depth
