# SPDX-License-Identifier: Apache-2.0
"""The lines of a DOCX with their shapes: styles, outline levels, lists, bold, tables (ECMA-376 part 1, 17).

Tracked changes are read as if they were accepted.  Comments, notes, hidden text and pictures are counted.
"""

from collections import Counter
from collections.abc import Iterator
from typing import Final
from xml.etree.ElementTree import Element

from .draft_child_styles import Styles, child, flag, name
from .draft_lines import Line, Stretch, in_one_cell
from .extract_child_docx import refuse_programs, related
from .extract_child_zip import Parts
from .extract_kinds import UnreadableError

_SIGNS: Final = {"tab": " ", "ptab": " ", "br": "\n", "cr": "\n", "noBreakHyphen": "\u2011", "softHyphen": "\u00ad"}
_LEFT_OUT: Final = frozenset(
    ["pPr", "rPr", "tblPr", "tblGrid", "trPr", "tcPr", "sectPr", "sdtPr", "Fallback", "rt", "instrText"]
)
_GONE: Final = frozenset({"del", "moveFrom"})
_COME: Final = frozenset({"ins", "moveTo"})
_NOTES: Final = frozenset({"footnoteReference", "endnoteReference"})
_DRAWN: Final = frozenset({"drawing", "pict", "object"})


def outline(parts: Parts) -> tuple[list[Line], dict[str, int]]:
    """Return the lines of the text, and how much of each sort was left out; raises `UnreadableError`."""
    refuse_programs(parts)
    main = next(related(parts, "", "officeDocument"), "")
    if not main:
        raise UnreadableError("damaged", parts.what)
    reader = _Reader(Styles(parts, main))
    reader.read(parts.xml(main))
    reader.close()
    for path in related(parts, main, "comments"):
        reader.left["comments"] += sum(name(element) == "comment" for element in parts.xml(path).iter())
    for kind in ("header", "footer"):
        for path in related(parts, main, kind):
            reader.left["headers"] += any(reader.styles.foreign(p) for p in parts.xml(path).iter() if name(p) == "p")
    return reader.lines, {sort: count for sort, count in reader.left.items() if count}


class _Reader:
    """The lines while they are gathered; `pending` is a paragraph whose end was deleted, with its traces kept."""

    def __init__(self, styles: Styles) -> None:
        self.styles = styles
        self.lines: list[Line] = []
        self.left: Counter[str] = Counter()
        self.pending: list[Stretch] = []
        self.tables = 0

    def read(self, root: Element) -> None:
        """Gather the lines of every paragraph and table below `root`."""
        for element in root:
            named = name(element)
            if named == "p":
                self._paragraph(element)
            elif named == "tbl":
                self._table(element)
            elif named in _GONE:
                self.left["changes"] += 1
            elif named not in _LEFT_OUT:
                self.read(element)

    def close(self) -> None:
        """End a paragraph that no other follows."""
        if self.pending:
            self.lines.append(Line("plain", 1, tuple(self.pending)))
            self.pending = []

    def _table(self, table: Element) -> None:
        self.close()
        self.tables += 1
        number = self.tables
        for row in _own(table, "tr"):
            fate = child(row, "trPr")
            if fate is not None and child(fate, "del") is not None:
                self.left["changes"] += 1
                continue
            cells = tuple(self._cell(cell) for cell in _own(row, "tc"))
            self.lines.append(Line("row", 1, table=number, cells=cells))

    def _cell(self, cell: Element) -> tuple[Stretch, ...]:
        inner = _Reader(self.styles)
        inner.read(cell)
        inner.close()
        self.left.update(inner.left)
        return in_one_cell(inner.lines)

    def _paragraph(self, paragraph: Element) -> None:
        told = [*self.pending, *self._runs(paragraph)]
        self.pending = []
        form = child(paragraph, "pPr")
        mark = child(form, "rPr") if form is not None else None
        if mark is not None and any(child(mark, gone) is not None for gone in _GONE):
            self.left["changes"] += 1
            self.pending = told  # the end of this paragraph was deleted: it goes on with the next
            return
        if any(stretch.text.strip() for stretch in told):
            shape, level = self.styles.shape(form)
            self.lines.append(Line(shape, level, tuple(told)))
        for box in self._boxes(paragraph):
            self.left["boxes"] += 1
            self.read(box)

    def _runs(self, element: Element) -> Iterator[Stretch]:
        for inner in element:
            named = name(inner)
            if named == "r":
                yield from self._run(inner)
            elif named in _GONE:
                self.left["changes"] += 1
            elif named not in _LEFT_OUT and named != "txbxContent":
                self.left["changes"] += named in _COME
                yield from self._runs(inner)

    def _run(self, run: Element) -> Iterator[Stretch]:
        form = child(run, "rPr")
        text = "".join(self._said(run))
        if form is not None and flag(form, "vanish"):
            self.left["hidden"] += bool(text.strip())
        elif text:
            yield Stretch(text, self.styles.strong(form), self.styles.marked(form))

    def _said(self, run: Element) -> Iterator[str]:
        for inner in run:
            named = name(inner)
            if named == "t":
                yield inner.text or ""
            elif named in _SIGNS:
                yield _SIGNS[named]
            elif named == "sym":
                yield "\ufffd"
            elif named in _NOTES:
                self.left["notes"] += 1
            elif named in _DRAWN or named == "AlternateContent":
                self.left["pictures"] += not any(name(e) == "txbxContent" for e in inner.iter())

    def _boxes(self, element: Element) -> Iterator[Element]:
        for inner in element:
            if name(inner) == "txbxContent":
                yield inner
            elif name(inner) not in _LEFT_OUT:
                yield from self._boxes(inner)


def _own(element: Element, named: str) -> Iterator[Element]:
    """Yield the rows of a table, or the cells of a row, and not those of tables inside them."""
    for inner in element:
        if name(inner) == named:
            yield inner
        elif name(inner) not in _LEFT_OUT and name(inner) not in ("tr", "tc", "tbl"):
            yield from _own(inner, named)
