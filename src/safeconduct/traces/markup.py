# SPDX-License-Identifier: Apache-2.0
"""XML: what it says beside its words (remarks, orders to programs, other programs' names), and SVG drawings."""

import re
from collections.abc import Iterator
from typing import Any, Final

from defusedxml.ElementTree import fromstring

from safeconduct.model.traces import Trace

from .allowed import Allowed
from .embedded import in_address
from .text import text_of
from .words import shown

_REMARK: Final = re.compile(r"<!--(.*?)-->", re.DOTALL)
_ORDER: Final = re.compile(r"<\?(?!xml\s+version\b)(.*?)\?>", re.DOTALL)
_LICENCE: Final = re.compile(r"\s*SPDX-[A-Za-z-]+: [\w .+-]+\s*")
# A drawing may say under its hands what it shows; who drew it, when and with what, it may not.
_PROGRAM: Final = re.compile(
    r"created|generat|export|author|drawn by|inkscape|illustrator|sketch|figma|corel|affinity|\d{4}-\d\d-\d\d", re.I
)
_SVG: Final = "http://www.w3.org/2000/svg"
_OWN: Final = {"", _SVG, "http://www.w3.org/XML/1998/namespace", "http://www.w3.org/1999/xlink"}
_NOT_DRAWN: Final = {"metadata", "script", "foreignObject"}
# Who changed a sentence, when and with what: XLIFF, TMX and TBX call it so.
_WHO: Final = re.compile(
    r"(?:author|creator|creation(?:id|date|tool)|change(?:id|date)|last-?modified(?:by)?|date|tool-?(?:id|name)|user|"
    r"company|contact-?\w*|responsib\w*|transactionType|build-num)",
    re.I,
)


def beside_words(text: str, where: str = "") -> Iterator[Trace]:
    """Yield a trace for each remark that is no licence, and each order to a program."""
    for found in _REMARK.finditer(text):
        if not _LICENCE.fullmatch(found.group(1)):
            yield Trace("comment", _at(where, found.start()), shown(found.group(1)))
    for found in _ORDER.finditer(text):
        yield Trace("processing instruction", _at(where, found.start()), shown(found.group(1)))


def traces_in_xml(content: bytes, allowed: Allowed) -> Iterator[Trace]:
    """Yield what stands beside the words of a file for exchange, who it names, and what its words lead back to."""
    text = text_of(content)
    yield from beside_words(text)
    for each in fromstring(content).iter():
        tag = _bare(each.tag)[1]
        if _WHO.fullmatch(tag) and (each.text or "").strip():
            yield Trace(f"element {tag}", "", shown(each.text or ""))
        for key, value in each.attrib.items():
            name = _bare(key)[1]
            if _WHO.fullmatch(name) or (tag == "descrip" and _WHO.fullmatch(value)):
                yield Trace(f"attribute {name}", tag, shown(value))
            yield from allowed.fields(value, f"attribute {name}", tag)
        for words in (each.text, each.tail):
            yield from allowed.words(words or "", tag)


def traces_in_svg(content: bytes, allowed: Allowed, where: str = "") -> Iterator[Trace]:
    """Yield a trace for whatever a drawing holds besides shapes and their names in words."""
    text = text_of(content)
    if "<!DOCTYPE" in text or "<!ENTITY" in text:
        yield Trace("document type", where, "")
    for found in _REMARK.finditer(text):
        if _PROGRAM.search(found.group(1)):
            yield Trace("comment", _at(where, found.start()), shown(found.group(1)))
        yield from allowed.fields(found.group(1), "comment", where)
    for found in _ORDER.finditer(text):
        yield Trace("processing instruction", _at(where, found.start()), shown(found.group(1)))
    root = fromstring(content, forbid_dtd=False)
    if _bare(root.tag)[1] != "svg":
        yield Trace("format", where, "no SVG")
    for each in root.iter():
        yield from _drawn(each, allowed, where)


def _drawn(each: Any, allowed: Allowed, where: str) -> Iterator[Trace]:
    space, tag = _bare(each.tag)
    if space not in _OWN or tag in _NOT_DRAWN:
        yield Trace(f"element {tag}", where, shown(" ".join(each.itertext())))
        return
    for key, value in each.attrib.items():
        space, name = _bare(key)
        if space not in _OWN or name.startswith("data-"):
            yield Trace(f"attribute {name}", where or tag, shown(value))
        elif name in ("href", "src"):
            yield from in_address(value, allowed, f"{where} {tag} {name}".strip())
        else:
            yield from allowed.fields(value, f"attribute {name}", tag)
    for words in (each.text, each.tail):
        yield from allowed.words(words or "", tag, where)


def _bare(tag: object) -> tuple[str, str]:
    space, _, name = str(tag).rpartition("}")
    return space.lstrip("{"), name


def _at(where: str, at: int) -> str:
    return f"{where} sign {at}".strip()
