# SPDX-License-Identifier: Apache-2.0
"""The header of an HWPX (KS X 6101, OWPML): typefaces, lettering, lists, paragraph forms and styles.

Ids are given out as things are asked for; 0 is always the usual one, as Hancom's programs expect.
"""

from collections.abc import Sequence
from typing import Final

from attrs import define, field, frozen

from safeconduct.tools.draft_lines import MARK_COLOUR

from .package import HEAD, quoteattr

_HANCOM: Final = {
    "ha": "2011/app", "hp": "2011/paragraph", "hp10": "2016/paragraph", "hs": "2011/section", "hc": "2011/core",
    "hh": "2011/head", "hhs": "2011/history", "hm": "2011/master-page", "ooxmlchart": "2016/ooxmlchart",
    "hwpunitchar": "2016/HwpUnitChar",
}  # fmt: skip
_OTHERS: Final = {
    "hpf": "http://www.hancom.co.kr/schema/2011/hpf",
    "dc": "http://purl.org/dc/elements/1.1/",
    "opf": "http://www.idpf.org/2007/opf/",
    "epub": "http://www.idpf.org/2007/ops",
    "config": "urn:oasis:names:tc:opendocument:xmlns:config:1.0",
}
NAMESPACES: Final = " ".join(
    f'xmlns:{short}="{uri}"'
    for short, uri in {
        **{short: f"http://www.hancom.co.kr/hwpml/{name}" for short, name in _HANCOM.items()},
        **_OTHERS,
    }.items()
)
"""All that Hancom's own files declare, used or not: some of its programs refuse a part with fewer."""

_SCRIPTS: Final = ("HANGUL", "LATIN", "HANJA", "JAPANESE", "OTHER", "SYMBOL", "USER")
_LANGUAGES: Final = {"ko": 1042, "en": 1033, "ru": 1049, "uk": 1058}
"""Windows codes, the only ones that the format knows: there is none of the North's own."""


@frozen
class Lettering:
    """How letters look: typeface by its place in the list, size in hundredths of a point, grey, bold."""

    face: int = 0
    height: int = 1100
    mark: bool = False
    bold: bool = False


@frozen
class Form:
    """How a paragraph looks: space above and below and indents in HWP units (7,200 an inch), and its list."""

    above: int = 0
    below: int = 600
    left: int = 0
    hanging: int = 0
    centred: bool = False
    heading: str = "NONE"
    level: int = 0
    listed: int = 0


@frozen
class Style:
    """A named style of paragraphs."""

    name: str
    form: Form
    lettering: Lettering


@define
class Header:
    """The header while it is put together; `faces` are the typefaces in it, that of the sheet first."""

    faces: tuple[str, ...]
    language: str
    letterings: dict[Lettering, int] = field(factory=lambda: {Lettering(): 0})
    forms: dict[Form, int] = field(factory=lambda: {Form(): 0})
    styles: dict[Style, int] = field(factory=lambda: {Style("Normal", Form(), Lettering()): 0})
    lists: int = 0

    def lettering(self, one: Lettering) -> int:
        """Return the id of a lettering."""
        return self.letterings.setdefault(one, len(self.letterings))

    def form(self, one: Form) -> int:
        """Return the id of a paragraph form."""
        self.lists = max(self.lists, one.listed if one.heading == "NUMBER" else 0)
        return self.forms.setdefault(one, len(self.forms))

    def style(self, one: Style) -> int:
        """Return the id of a style."""
        return self.styles.setdefault(one, len(self.styles))

    def xml(self) -> str:
        """Return the whole part."""
        for style in self.styles:
            self.form(style.form)
            self.lettering(style.lettering)
        lists = [
            _counted("fontfaces", [self._faces(script) for script in _SCRIPTS]),
            _counted("borderFills", [_border(1, "NONE"), _border(2, "SOLID")]),
            _counted("charProperties", [_lettering(n, one) for one, n in self.letterings.items()]),
            _counted("tabProperties", ['<hh:tabPr id="0" autoTabLeft="0" autoTabRight="0"/>']),
            _counted("numberings", [_numbering(n) for n in range(1, max(self.lists, 1) + 1)]),
            _counted("bullets", [_BULLET]),
            _counted("paraProperties", [_form(n, one) for one, n in self.forms.items()]),
            _counted("styles", [self._style(n, one) for one, n in self.styles.items()]),
        ]
        return (
            f'{HEAD}<hh:head {NAMESPACES} version="1.4" secCnt="1">'
            '<hh:beginNum page="1" footnote="1" endnote="1" pic="1" tbl="1" equation="1"/>'
            f"<hh:refList>{''.join(lists)}</hh:refList>"
            '<hh:compatibleDocument targetProgram="HWP201X"><hh:layoutCompatibility/></hh:compatibleDocument>'
            '<hh:docOption><hh:linkinfo path="" pageInherit="0" footnoteInherit="0"/></hh:docOption></hh:head>'
        )

    def _faces(self, script: str) -> str:
        fonts = "".join(
            f'<hh:font id="{n}" face={quoteattr(face)} type="TTF" isEmbedded="0"/>' for n, face in enumerate(self.faces)
        )
        return f'<hh:fontface lang="{script}" fontCnt="{len(self.faces)}">{fonts}</hh:fontface>'

    def _style(self, number: int, style: Style) -> str:
        code = _LANGUAGES.get(self.language.partition("-")[0], 1033)
        return (
            f'<hh:style id="{number}" type="PARA" name="{style.name}" engName="{style.name}" '
            f'paraPrIDRef="{self.form(style.form)}" charPrIDRef="{self.lettering(style.lettering)}" '
            f'nextStyleIDRef="{number}" langID="{code}" lockForm="0"/>'
        )


def _counted(name: str, inside: Sequence[str]) -> str:
    return f'<hh:{name} itemCnt="{len(inside)}">{"".join(inside)}</hh:{name}>'


def _each(name: str, value: object) -> str:
    told = " ".join(f'{script.lower()}="{value}"' for script in _SCRIPTS)
    return f"<hh:{name} {told}/>"


def _border(number: int, kind: str) -> str:
    sides = "".join(
        f'<hh:{side}Border type="{kind}" width="0.12 mm" color="#BFBFBF"/>'
        for side in ("left", "right", "top", "bottom")
    )
    return (
        f'<hh:borderFill id="{number}" threeD="0" shadow="0" centerLine="NONE" breakCellSeparateLine="0">'
        '<hh:slash type="NONE" Crooked="0" isCounter="0"/><hh:backSlash type="NONE" Crooked="0" isCounter="0"/>'
        f'{sides}<hh:diagonal type="NONE" width="0.1 mm" color="#000000"/></hh:borderFill>'
    )


def _lettering(number: int, one: Lettering) -> str:
    colour = MARK_COLOUR if one.mark else "000000"
    return (
        f'<hh:charPr id="{number}" height="{one.height}" textColor="#{colour}" shadeColor="none" useFontSpace="0" '
        f'useKerning="0" symMark="NONE" borderFillIDRef="1">{_each("fontRef", one.face)}{_each("ratio", 100)}'
        f"{_each('spacing', 0)}{_each('relSz', 100)}{_each('offset', 0)}{'<hh:bold/>' if one.bold else ''}"
        '<hh:underline type="NONE" shape="SOLID" color="#000000"/><hh:strikeout shape="NONE" color="#000000"/>'
        '<hh:outline type="NONE"/><hh:shadow type="NONE" color="#C0C0C0" offsetX="10" offsetY="10"/></hh:charPr>'
    )


_HEAD_OF_PARA: Final = (
    '<hh:paraHead start="1" level="{}" align="LEFT" useInstWidth="1" autoIndent="1" widthAdjust="0" '
    'textOffsetType="PERCENT" textOffset="50" numFormat="DIGIT" charPrIDRef="4294967295" checkable="0">{}</hh:paraHead>'
)
_BULLET: Final = f'<hh:bullet id="1" char="•" useImage="0">{_HEAD_OF_PARA.format(0, "")}</hh:bullet>'


def _numbering(number: int) -> str:
    heads = "".join(_HEAD_OF_PARA.format(level, f"^{level}.") for level in range(1, 8))
    return f'<hh:numbering id="{number}" start="1">{heads}</hh:numbering>'


def _form(number: int, one: Form) -> str:
    sizes = {"intent": -one.hanging, "left": one.left, "right": 0, "prev": one.above, "next": one.below}
    margins = "".join(f'<hc:{name} value="{value}" unit="HWPUNIT"/>' for name, value in sizes.items())
    return (
        f'<hh:paraPr id="{number}" tabPrIDRef="0" condense="0" fontLineHeight="0" snapToGrid="0" '
        'suppressLineNumbers="0" checked="0">'
        f'<hh:align horizontal="{"CENTER" if one.centred else "LEFT"}" vertical="BASELINE"/>'
        f'<hh:heading type="{one.heading}" idRef="{one.listed}" level="{one.level}"/>'
        '<hh:breakSetting breakLatinWord="KEEP_WORD" breakNonLatinWord="KEEP_WORD" widowOrphan="0" '
        f'keepWithNext="{int(one.heading == "OUTLINE")}" keepLines="0" pageBreakBefore="0" lineWrap="BREAK"/>'
        f'<hh:autoSpacing eAsianEng="0" eAsianNum="0"/><hh:margin>{margins}</hh:margin>'
        '<hh:lineSpacing type="PERCENT" value="150" unit="HWPUNIT"/>'
        '<hh:border borderFillIDRef="1" offsetLeft="0" offsetRight="0" offsetTop="0" offsetBottom="0" connect="0" '
        'ignoreMargin="0"/></hh:paraPr>'
    )
