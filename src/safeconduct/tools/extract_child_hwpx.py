# SPDX-License-Identifier: Apache-2.0
"""The words of an HWPX (KS X 6101, OWPML): the sections in the order of the spine, with tables, notes and headers.

What was deleted with its traces kept, hidden comments and field codes are left out.
"""

from collections.abc import Iterator
from typing import Final
from xml.etree.ElementTree import Element

from .extract_child_zip import Parts
from .extract_kinds import UnreadableError

_SIGNS: Final = {"tab": "\t", "lineBreak": "\n", "nbSpace": "\u00a0", "fwSpace": "\u3000", "hyphen": "-"}
_UNPRINTED = (
    # comments and memos, which hang on a field; how things look; the code of formulas; readings set above signs
    "hiddenComment fieldBegin memogroup secPr linesegarray shapeComment script subText"
)
_LEFT_OUT: Final = frozenset(_UNPRINTED.split())
_PACKAGE: Final = "application/hwpml-package+xml"


def words(parts: Parts) -> str:
    """Return the words, one line for each paragraph; raises `UnreadableError`."""
    refuse_locked(parts)
    spine = spine_of(parts)
    sections = [name for name in spine if is_section(name)]
    if not sections:
        raise UnreadableError("damaged", parts.what)
    lines = _Lines({raised for name in spine if is_header(name, parts) for raised in _raised(parts.xml(name))})
    for name in sections:
        lines.read(parts.xml(name))
    return "\n".join(lines.told)


def refuse_locked(parts: Parts) -> None:
    """Raise `UnreadableError` for a package with a password."""
    if "META-INF/manifest.xml" in parts and any(
        _name(e) == "encryption-data" for e in parts.xml("META-INF/manifest.xml").iter()
    ):
        raise UnreadableError("locked", parts.what)


def _raised(header: Element) -> Iterator[str | None]:
    """Yield the ids of letterings set as superscript or subscript."""
    for lettering in header.iter():
        if _name(lettering) == "charPr" and any(_name(child) in ("supscript", "subscript") for child in lettering):
            yield lettering.get("id")


def spine_of(parts: Parts) -> list[str]:
    """Return the parts in their order; a section that is named and not there is refused when it is read."""
    roots = [e for e in parts.xml("META-INF/container.xml").iter() if _name(e) == "rootfile"]
    listed = [e.get("full-path", "") for e in roots if e.get("media-type", _PACKAGE) == _PACKAGE]
    if not listed:
        raise UnreadableError("damaged", parts.what)
    package = parts.xml(listed[0])
    files = {e.get("id"): e.get("href", "") for e in package.iter() if _name(e) == "item"}
    spine = [files.get(e.get("idref"), "") for e in package.iter() if _name(e) == "itemref"]
    folder = listed[0].rpartition("/")[0]
    return list(dict.fromkeys(href if href in parts else f"{folder}/{href}" for href in spine))


def is_header(name: str, parts: Parts) -> bool:
    """True for the part that says how things look."""
    return name.endswith("/header.xml") and name in parts


def is_section(name: str) -> bool:
    """True for a part with text."""
    file = name.rpartition("/")[2].casefold()
    return file.startswith("section") and file.endswith(".xml")


def _name(element: Element) -> str:
    return element.tag.rpartition("}")[2]


class _Lines:
    """The lines of the sections while they are gathered; a deletion may begin in one paragraph and end in another."""

    def __init__(self, raised: set[str | None]) -> None:
        """`raised` are the ids of the letterings that stand higher or lower than the line."""
        self.raised = raised
        self.told: list[str] = []
        self.deletions: set[str | None] = set()

    def read(self, element: Element) -> None:
        """Tell every paragraph below `element`; rows of a table as one line where each cell has one."""
        for child in element:
            name = _name(child)
            if name == "p":
                self._paragraph(child)
            elif name == "tr":
                self._row(child)
            elif name not in _LEFT_OUT:
                self.read(child)

    def _row(self, row: Element) -> None:
        begun = len(self.told)
        longest = 0
        for cell in row:
            before = len(self.told)
            self.read(cell)
            longest = max(longest, len(self.told) - before)
        if longest == 1:
            self.told[begun:] = ["\t".join(self.told[begun:])]

    def _paragraph(self, paragraph: Element) -> None:
        said: list[str] = []
        inside: list[Element] = []
        was_raised = False
        for run in paragraph:
            text = "".join(self._run(run, inside))
            raised = run.get("charPrIDRef") in self.raised
            # A raised number behind a figure is no digit of it.
            if raised != was_raised and said and said[-1][-1].isdigit() and text[:1].isdigit():
                said.append(" ")
            if text:
                said.append(text)
                was_raised = raised
        line = "".join(said).strip()
        if line:
            self.told.append(line)
        for element in inside:  # tables, notes, headers: they hang on a place in the line and follow it
            self.read(element)

    def _run(self, run: Element, inside: list[Element]) -> Iterator[str]:
        for child in run if _name(run) == "run" else (run,):
            name = _name(child)
            if name == "t":
                yield from self._say(child)
            elif self.deletions or name in _LEFT_OUT:
                continue
            elif name == "dutmal":
                yield from ("".join(main.itertext()) for main in child if _name(main) == "mainText")
            elif name == "compose":
                yield child.get("composeText", "")
            else:
                inside.append(child)

    def _say(self, text: Element) -> Iterator[str]:
        yield "" if self.deletions else text.text or ""
        for child in text:
            name = _name(child)
            if name == "deleteBegin":
                self.deletions.add(child.get("Id"))
            elif name == "deleteEnd":
                self.deletions.discard(child.get("Id"))
            elif not self.deletions:
                yield _SIGNS.get(name, "")
            yield "" if self.deletions else child.tail or ""
