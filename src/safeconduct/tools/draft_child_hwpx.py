# SPDX-License-Identifier: Apache-2.0
"""The lines of an HWPX with their shapes: styles, outline, numbering, bold, tables (KS X 6101, OWPML).

Tracked changes are read as if they were accepted.  Comments, memos, notes and pictures are counted.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Final
from xml.etree.ElementTree import Element

from .draft_child_styles import child, name, squeezed
from .draft_lines import HEADER_STYLE, MARK_COLOUR, STYLES, TITLE_STYLE, Line, Stretch, in_one_cell
from .extract_child_hwpx import is_header, is_section, refuse_locked, spine_of
from .extract_child_zip import Parts
from .extract_kinds import UnreadableError

_SIGNS: Final = {"tab": " ", "lineBreak": "\n", "nbSpace": "\u00a0", "fwSpace": " ", "hyphen": "-"}
_SHAPED: Final = {"OUTLINE": "heading", "NUMBER": "step", "BULLET": "point"}
_TITLES: Final = (TITLE_STYLE, "제목")
_COUNTED: Final = {
    "hiddenComment": "comments",
    "footNote": "notes",
    "endNote": "notes",
    "pic": "pictures",
    "equation": "pictures",
    "ole": "pictures",
    "chart": "pictures",
    "header": "headers",
    "footer": "headers",
}
_LEFT_OUT: Final = frozenset(["fieldEnd", "memogroup", "secPr", "linesegarray", "shapeComment", "script", "subText"])


def outline(parts: Parts) -> tuple[list[Line], dict[str, int]]:
    """Return the lines of the text, and how much of each sort was left out; raises `UnreadableError`."""
    refuse_locked(parts)
    spine = spine_of(parts)
    sections = [path for path in spine if is_section(path)]
    if not sections:
        raise UnreadableError("damaged", parts.what)
    reader = _Reader(_Looks([parts.xml(path) for path in spine if is_header(path, parts)]))
    for path in sections:
        reader.read(parts.xml(path))
    return reader.lines, {sort: count for sort, count in reader.left.items() if count}


class _Looks:
    """What a header says: which lettering is bold or our grey, which paragraphs are headings or in lists."""

    def __init__(self, headers: list[Element]) -> None:
        self.strong: set[str] = set()
        self.marked: set[str] = set()
        self.shaped: dict[str, tuple[str, int]] = {}
        self.styled: dict[str, tuple[str, int]] = {}
        self.lettered: dict[str, str] = {}
        self.heads: set[str] = set()
        for header in headers:
            for element in header.iter():
                self._read(element, element.get("id", ""))

    def _read(self, element: Element, own: str) -> None:
        named = name(element)
        if named == "charPr":
            if child(element, "bold") is not None:
                self.strong.add(own)
            if element.get("textColor", "").lstrip("#").upper() == MARK_COLOUR:
                self.marked.add(own)
        elif named == "paraPr":
            heading = child(element, "heading")
            shape = _SHAPED.get(heading.get("type", "")) if heading is not None else None
            if heading is not None and shape:
                level = heading.get("level", "0")
                self.shaped[own] = (shape, int(level) + 1 if level.isdigit() and len(level) < 3 else 1)
        elif named == "style":
            self.lettered[own] = element.get("charPrIDRef", "")
            names = [squeezed(element.get(key, "")) for key in ("engName", "name")]
            if any(one in _TITLES for one in names):
                self.styled[own] = ("title", 1)
            for one in names:
                if one in STYLES:
                    self.styled[own] = (STYLES[one], 1)
                elif one == HEADER_STYLE:
                    self.heads.add(own)
                elif one.startswith("heading") and one[7:].isdigit() and len(one) == 8:
                    self.styled[own] = ("heading", int(one[7:]))

    def bold(self, run: Element, paragraph: Element) -> bool:
        """True for a run that is set bold, where its paragraph's style is not."""
        usual = self.lettered.get(paragraph.get("styleIDRef", ""), "")
        return run.get("charPrIDRef", "") in self.strong and usual not in self.strong

    def shape(self, paragraph: Element) -> tuple[str, int]:
        """The shape and depth of a paragraph."""
        styled = self.styled.get(paragraph.get("styleIDRef", ""))
        return styled or self.shaped.get(paragraph.get("paraPrIDRef", ""), ("plain", 1))


class _Reader:
    """The lines while they are gathered; a deletion may begin in one paragraph and end in another."""

    def __init__(self, looks: _Looks) -> None:
        self.looks = looks
        self.lines: list[Line] = []
        self.left: Counter[str] = Counter()
        self.deletions: set[str | None] = set()
        self.tables = 0

    def read(self, root: Iterable[Element]) -> None:
        """Gather the lines of every paragraph and table below `root`."""
        for element in root:
            named = name(element)
            if named == "p":
                self._paragraph(element)
            elif named == "tbl":
                self._table(element)
            elif named in _COUNTED:
                self._count(element)
            elif named not in _LEFT_OUT:
                self.left["boxes"] += named == "drawText"
                self.read(element)

    def _count(self, element: Element) -> None:
        sort = _COUNTED[name(element)]
        ours = sort == "headers" and all(
            p.get("styleIDRef", "") in self.looks.heads for p in element.iter() if name(p) == "p"
        )
        self.left[sort] += not ours

    def _table(self, table: Element) -> None:
        self.tables += 1
        number = self.tables
        for row in table:
            if name(row) == "tr":
                cells = tuple(self._cell(cell) for cell in row if name(cell) == "tc")
                self.lines.append(Line("row", 1, table=number, cells=cells))

    def _cell(self, cell: Element) -> tuple[Stretch, ...]:
        inner = _Reader(self.looks)
        inner.read(cell)
        self.left.update(inner.left)
        return in_one_cell(inner.lines)

    def _paragraph(self, paragraph: Element) -> None:
        told: list[Stretch] = []
        inside: list[Element] = []
        for run in paragraph:
            if name(run) == "run":
                text = "".join(self._run(run, inside))
                if text:
                    marked = run.get("charPrIDRef", "") in self.looks.marked
                    told.append(Stretch(text, self.looks.bold(run, paragraph), marked))
        if any(stretch.text.strip() for stretch in told):
            self.lines.append(Line(*self.looks.shape(paragraph), tuple(told)))
        for element in inside:  # tables, boxes, notes hang on a place in the line and follow it
            self.read((element,))

    def _run(self, run: Element, inside: list[Element]) -> Iterator[str]:
        for element in run:
            named = name(element)
            if named == "t":
                yield from self._say(element)
            elif named == "ctrl":
                self._control(element, inside)
            elif named == "dutmal":
                yield from ("".join(main.itertext()) for main in element if name(main) == "mainText")
            elif named == "compose":
                yield element.get("composeText", "")
            elif named not in _LEFT_OUT and not self.deletions:
                inside.append(element)

    def _control(self, control: Element, inside: list[Element]) -> None:
        for element in control:
            if name(element) == "fieldBegin":
                self.left["comments"] += element.get("type") == "MEMO"
            elif name(element) not in _LEFT_OUT:
                inside.append(element)

    def _say(self, text: Element) -> Iterator[str]:
        yield "" if self.deletions else text.text or ""
        for element in text:
            named = name(element)
            if named == "deleteBegin":
                self.deletions.add(element.get("Id"))
                self.left["changes"] += 1
            elif named == "deleteEnd":
                self.deletions.discard(element.get("Id"))
            elif named == "insertBegin":
                self.left["changes"] += 1
            elif not self.deletions:
                yield _SIGNS.get(named, "")
            yield "" if self.deletions else element.tail or ""
