# SPDX-License-Identifier: Apache-2.0
"""What the styles and lists of a DOCX make of a paragraph or a run (ECMA-376 part 1, 17.7 and 17.9)."""

import re
from typing import Final
from xml.etree.ElementTree import Element

from .draft_lines import HEADER_STYLE, MARK_STYLE, STYLES, TITLE_STYLE
from .extract_child_docx import related
from .extract_child_zip import Parts

_NO: Final = ("0", "false", "off", "none")
_DEEPEST: Final = 30
_HEADING = re.compile(r"heading([1-9])")
_LISTED: Final = {"listnumber": "step", "listbullet": "point"}


def name(element: Element) -> str:
    """Return the name of an element without its namespace."""
    return element.tag.rpartition("}")[2]


def value(element: Element | None, key: str = "val") -> str:
    """Return an attribute, whatever its namespace; "" where it is not there."""
    if element is None:
        return ""
    return next((text for attribute, text in element.items() if attribute.rpartition("}")[2] == key), "")


def child(element: Element, named: str) -> Element | None:
    """Return the first child of that name."""
    return next((inner for inner in element if name(inner) == named), None)


def flag(form: Element, named: str) -> bool | None:
    """Return whether a toggle is set; None where nothing is said."""
    found = child(form, named)
    return None if found is None else value(found) not in _NO


def squeezed(text: str) -> str:
    """Return the name of a style without capitals and spaces: programs change both."""
    return "".join(text.split()).casefold()


class Styles:
    """The styles and lists of one package."""

    def __init__(self, parts: Parts, main: str) -> None:
        """Read the parts that `main` refers to; without them nothing has a shape."""
        self._styles: dict[str, Element] = {}
        self._lists: dict[tuple[str, str], str] = {}
        for path in related(parts, main, "styles"):
            self._styles |= {value(e, "styleId"): e for e in parts.xml(path) if name(e) == "style"}
        for path in related(parts, main, "numbering"):
            self._read_lists(parts.xml(path))

    def shape(self, form: Element | None) -> tuple[str, int]:
        """Return the shape and depth of a paragraph with this `pPr`."""
        if form is None:
            return "plain", 1
        chain = self._chain(value(child(form, "pStyle")))
        names = [squeezed(value(child(style, "name"))) for style in chain]
        forms = [form, *(inner for style in chain if (inner := child(style, "pPr")) is not None)]
        if TITLE_STYLE in names:
            return "title", 1
        for named in names:
            if found := _HEADING.fullmatch(named):
                return "heading", int(found[1])
            if named in STYLES:
                return STYLES[named], 1
        outline = next((o for inner in forms if (o := value(child(inner, "outlineLvl")))), "")
        if outline.isdigit() and int(outline) < 9:
            return "heading", int(outline) + 1
        return self._listed(forms, names)

    def strong(self, form: Element | None) -> bool:
        """True for a run with this `rPr` that is set bold by itself or by its character style."""
        if form is None:
            return False
        styles = (child(style, "rPr") for style in self._chain(value(child(form, "rStyle"))))
        said = (flag(inner, "b") for inner in (form, *styles) if inner is not None)
        return next((one for one in said if one is not None), False)

    def marked(self, form: Element | None) -> bool:
        """True for a run that our export set in its grey style."""
        chain = [] if form is None else self._chain(value(child(form, "rStyle")))
        return any(squeezed(value(child(style, "name"))) == MARK_STYLE for style in chain)

    def foreign(self, paragraph: Element) -> bool:
        """True for a paragraph with words that our export did not put into the page header."""
        form = child(paragraph, "pPr")
        chain = [] if form is None else self._chain(value(child(form, "pStyle")))
        ours = any(squeezed(value(child(style, "name"))) == HEADER_STYLE for style in chain)
        return not ours and any((e.text or "").strip() for e in paragraph.iter() if name(e) == "t")

    def _chain(self, style_id: str) -> list[Element]:
        chain: list[Element] = []
        while style_id in self._styles and len(chain) < _DEEPEST:
            chain.append(self._styles[style_id])
            style_id = value(child(chain[-1], "basedOn"))
        return chain

    def _listed(self, forms: list[Element], names: list[str]) -> tuple[str, int]:
        number = next((n for inner in forms if (n := child(inner, "numPr")) is not None), None)
        if number is not None:
            list_id, level = value(child(number, "numId")), value(child(number, "ilvl")) or "0"
            if list_id == "0":
                return "plain", 1
            depth = int(level) + 1 if level.isdigit() and len(level) < 3 else 1
            sort = self._lists.get((list_id, level), "decimal")
            return {"bullet": "point", "none": "plain"}.get(sort, "step"), depth
        listed = (shape for named in names for start, shape in _LISTED.items() if named.startswith(start))
        return next(listed, "plain"), 1

    def _read_lists(self, root: Element) -> None:
        kinds = {
            (value(abstract, "abstractNumId"), value(level, "ilvl")): value(child(level, "numFmt"))
            for abstract in root
            if name(abstract) == "abstractNum"
            for level in abstract
            if name(level) == "lvl"
        }
        for number in root:
            if name(number) == "num":
                abstract = value(child(number, "abstractNumId"))
                for (owner, level), sort in kinds.items():
                    if owner == abstract:
                        self._lists[value(number, "numId"), level] = sort
