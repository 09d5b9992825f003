# SPDX-License-Identifier: Apache-2.0
"""The words of a DOCX as it prints: headers, text and tables, foot- and endnotes, footers (ECMA-376 part 1, 17).

What was deleted with its traces kept, what is hidden, comments and field codes are left out.
"""

from collections.abc import Iterator
from posixpath import dirname, join, normpath
from typing import Final
from xml.etree.ElementTree import Element

from .extract_child_zip import Parts
from .extract_kinds import UnreadableError

_OFFICE: Final = (
    "http://schemas.openxmlformats.org/officeDocument/2006/relationships/",
    "http://purl.oclc.org/ooxml/officeDocument/relationships/",
)
_IN_ORDER: Final = ("header", "", "footnotes", "endnotes", "footer")  # "": the text itself stands here

_UNPRINTED = (
    # deleted or moved away; how things look; the second telling of a text box for older programs; readings of signs
    "del moveFrom pPr rPr tblPr tblGrid trPr tcPr sectPr sdtPr Fallback rt"
)
_LEFT_OUT: Final = frozenset(_UNPRINTED.split())
_SIGNS: Final = {"tab": "\t", "ptab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "\u2011", "softHyphen": "\u00ad"}


def words(parts: Parts) -> str:
    """Return the words, one line for each paragraph; raises `UnreadableError`."""
    refuse_programs(parts)
    main = next(related(parts, "", "officeDocument"), "")
    if not main:
        raise UnreadableError("damaged", parts.what)
    told: list[str] = []
    for kind in _IN_ORDER:
        for name in related(parts, main, kind) if kind else (main,):
            told.extend(_lines(parts.xml(name)))
    return "\n".join(told)


def refuse_programs(parts: Parts) -> None:
    """Raise `UnreadableError` for a package with macros, controls or embedded objects."""
    # What a part is, its type and whoever refers to it say; its name may be any.
    told = [name for name in parts if name == "[Content_Types].xml" or name.casefold().endswith(".rels")]
    kinds = "\n".join(kind for name in told for kind in _kinds(parts.xml(name))).casefold()
    names = "\n".join(f"/{name}" for name in parts).casefold()
    if "macroenabled" in kinds or "vbaproject" in kinds + names:
        raise UnreadableError("macros")
    if "activex" in kinds or "/relationships/control" in kinds or "/activex" in names:
        raise UnreadableError("controls")
    if "oleobject" in kinds + names:
        raise UnreadableError("objects")


def _kinds(root: Element) -> Iterator[str]:
    yield from root.itertext()
    for element in root.iter():
        yield from (element.get("Type", ""), element.get("ContentType", ""))


def related(parts: Parts, name: str, kind: str) -> Iterator[str]:
    """Yield the parts that `name` ("": the package) refers to as `kind`; what lies outside is never looked for."""
    folder, _, file = name.rpartition("/")
    relations = f"{folder}/_rels/{file}.rels".lstrip("/")
    if relations not in parts:
        return
    seen = set()
    for relation in parts.xml(relations):
        target = relation.get("Target", "")
        if relation.get("TargetMode") == "External" or relation.get("Type") not in [
            office + kind for office in _OFFICE
        ]:
            continue
        path = target.lstrip("/") if target.startswith("/") else normpath(join(dirname(name), target))
        if path in parts and path not in seen:
            seen.add(path)
            yield path


def _name(element: Element) -> str:
    return element.tag.rpartition("}")[2]


def _value(element: Element | None, key: str = "val") -> str | None:
    if element is None:
        return None
    return next((value for name, value in element.items() if name.rpartition("}")[2] == key), None)


def _child(element: Element, name: str) -> Element | None:
    return next((child for child in element if _name(child) == name), None)


def _lines(root: Element) -> Iterator[str]:
    """Yield the line of every paragraph; a paragraph inside another (in a text box) follows it."""
    for element in root:
        name = _name(element)
        if name == "p":
            yield from _paragraph(element)
        elif name == "tr":
            yield from _row(element)
        elif name not in _LEFT_OUT and not _is_line(element):
            yield from _lines(element)


def _is_line(element: Element) -> bool:
    return _name(element) in ("footnote", "endnote") and _value(element, "type") not in (None, "normal")


def _row(row: Element) -> Iterator[str]:
    """Yield a row whose cells hold one line each as one line with tabs, any other line by line."""
    cells = [list(_lines(cell)) for cell in row if _name(cell) not in _LEFT_OUT]
    if all(len(cell) <= 1 for cell in cells):
        line = "\t".join(cell[0] for cell in cells if cell)
        if line:
            yield line
        return
    for cell in cells:
        yield from cell


def _paragraph(paragraph: Element) -> Iterator[str]:
    said: list[str] = []
    was_raised, last = False, ""
    for run, raised in _runs(paragraph, raised=False):
        text = _said(run)
        # A raised number behind a figure is no digit of it.
        if raised != was_raised and last.isdigit() and text[:1].isdigit():
            said.append(" ")
        if text:
            said.append(text)
            was_raised, last = raised, text[-1]
    line = "".join(said).strip()
    if line:
        yield line
    for box in _boxes(paragraph):
        yield from _lines(box)


def _runs(element: Element, raised: bool) -> Iterator[tuple[Element, bool]]:
    """Yield every run that is printed, and whether it stands higher or lower than the line."""
    for child in element:
        name = _name(child)
        if name == "r":
            format_ = _child(child, "rPr")
            hidden = _child(format_, "vanish") if format_ is not None else None
            if hidden is None or _value(hidden) in ("0", "false", "off"):
                moved = _value(_child(format_, "vertAlign")) if format_ is not None else None
                yield child, raised or moved in ("superscript", "subscript")
        elif name not in _LEFT_OUT:
            yield from _runs(child, raised or name in ("sup", "sub"))


def _said(run: Element) -> str:
    said = []
    for child in run:
        name = _name(child)
        if name == "t":
            said.append(child.text or "")
        elif name in _SIGNS:
            said.append(_SIGNS[name])
        elif name == "sym":
            said.append(_sign(_value(child, "char") or ""))
    return "".join(said)


def _sign(code: str) -> str:
    """The letter of a symbol; one that only its own typeface knows is told as unknown, and not left out."""
    try:
        letter = chr(int(code, 16))
    except (ValueError, OverflowError):
        return "\ufffd"
    return letter if letter.isprintable() else "\ufffd"


def _boxes(element: Element) -> Iterator[Element]:
    for child in element:
        if _name(child) == "txbxContent":
            yield child
        elif _name(child) not in _LEFT_OUT:
            yield from _boxes(child)
