# SPDX-License-Identifier: Apache-2.0
"""A sheet as HWPX (KS X 6101, OWPML), for Hancom's programs; no author, no program's version, no dates."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from attrs import evolve

from safeconduct.model.edition import BlockKind

from .hwpx_header import NAMESPACES, Form, Header, Lettering, Style
from .package import HEAD, escape, packed
from .sheets import Grid, Paragraph, Sheet, Words

MEDIA_TYPE: Final = "application/hwp+zip"
_TEXT_UNITS: Final = 48190
"""The width of the text on A4 with margins of 20 mm, in HWP units."""

_CELL: Final = Style("CopyCell", Form(below=0), Lettering())
_HEADER: Final = Style("CopyHeader", Form(below=0, centred=True), Lettering(height=850))
_STYLES: Final = {
    BlockKind.TITLE: Style("Title", Form(below=1200, heading="OUTLINE", level=0), Lettering(height=1800)),
    BlockKind.HEADING: Style("Heading 2", Form(above=1400, heading="OUTLINE", level=1), Lettering(height=1300)),
    BlockKind.PARAGRAPH: Style("CopyParagraph", Form(), Lettering()),
    BlockKind.STEP: Style("CopyStep", Form(left=2200, hanging=2200, heading="NUMBER", listed=1), Lettering()),
    BlockKind.POINT: Style("CopyPoint", Form(left=2200, hanging=2200, heading="BULLET", listed=1), Lettering()),
}
_SECTION: Final = (
    '<hp:secPr id="" textDirection="HORIZONTAL" spaceColumns="1134" tabStop="8000" tabStopVal="4000" '
    'tabStopUnit="HWPUNIT" outlineShapeIDRef="1" memoShapeIDRef="0" textVerticalWidthHead="0" masterPageCnt="0">'
    '<hp:grid lineGrid="0" charGrid="0" wonggojiFormat="0"/>'
    '<hp:startNum pageStartsOn="BOTH" page="0" pic="0" tbl="0" equation="0"/>'
    '<hp:visibility hideFirstHeader="0" hideFirstFooter="0" hideFirstMasterPage="0" border="SHOW_ALL" '
    'fill="SHOW_ALL" hideFirstPageNum="0" hideFirstEmptyLine="0" showLineNumber="0"/>'
    '<hp:lineNumberShape restartType="0" countBy="0" distance="0" startNumber="0"/>'
    '<hp:pagePr landscape="WIDELY" width="59528" height="84188" gutterType="LEFT_ONLY">'
    '<hp:margin header="2834" footer="2834" gutter="0" left="5669" right="5669" top="4252" bottom="2834"/></hp:pagePr>'
    '<hp:footNotePr><hp:autoNumFormat type="DIGIT" userChar="" prefixChar="" suffixChar=")" supscript="0"/>'
    '<hp:noteLine length="-1" type="SOLID" width="0.12 mm" color="#000000"/>'
    '<hp:noteSpacing betweenNotes="283" belowLine="567" aboveLine="850"/>'
    '<hp:numbering type="CONTINUOUS" newNum="1"/><hp:placement place="EACH_COLUMN" beneathText="0"/></hp:footNotePr>'
    '<hp:endNotePr><hp:autoNumFormat type="DIGIT" userChar="" prefixChar="" suffixChar=")" supscript="0"/>'
    '<hp:noteLine length="-1" type="SOLID" width="0.12 mm" color="#000000"/>'
    '<hp:noteSpacing betweenNotes="0" belowLine="567" aboveLine="850"/>'
    '<hp:numbering type="CONTINUOUS" newNum="1"/><hp:placement place="END_OF_DOCUMENT" beneathText="0"/></hp:endNotePr>'
    '<hp:pageBorderFill type="BOTH" borderFillIDRef="1" textBorder="PAPER" headerInside="0" footerInside="0" '
    'fillArea="PAPER"><hp:offset left="1417" right="1417" top="1417" bottom="1417"/></hp:pageBorderFill></hp:secPr>'
    '<hp:ctrl><hp:colPr id="" type="NEWSPAPER" layout="LEFT" colCount="1" sameSz="1" sameGap="0"/></hp:ctrl>'
)


def hwpx(sheet: Sheet, families: Mapping[str, str]) -> bytes:
    """Return the bytes of an HWPX; `families` names the typeface of each language of the sheet."""
    faces = tuple(dict.fromkeys(families[language] for language in sheet.languages))
    writer = _Writer(Header(faces, sheet.language), {one: faces.index(families[one]) for one in sheet.languages})
    section = writer.section(sheet)
    parts = {
        "mimetype": MEDIA_TYPE,
        "version.xml": f'{HEAD}<hv:HCFVersion xmlns:hv="http://www.hancom.co.kr/hwpml/2011/version" '
        'tagetApplication="WORDPROCESSOR" major="5" minor="1" micro="0" buildNumber="0" os="0" xmlVersion="1.4" '
        'application="" appVersion=""/>',
        "META-INF/container.xml": f'{HEAD}<ocf:container xmlns:ocf="urn:oasis:names:tc:opendocument:xmlns:container">'
        '<ocf:rootfiles><ocf:rootfile full-path="Contents/content.hpf" media-type="application/hwpml-package+xml"/>'
        '<ocf:rootfile full-path="Preview/PrvText.txt" media-type="text/plain"/></ocf:rootfiles></ocf:container>',
        "META-INF/manifest.xml": f"{HEAD}<odf:manifest "
        'xmlns:odf="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"/>',
        "Preview/PrvText.txt": "\r\n",  # expected by some readers; what it says would be a second copy of the text
        "Contents/content.hpf": _package(),
        "Contents/header.xml": writer.header.xml(),
        "Contents/section0.xml": section,
        "settings.xml": f'{HEAD}<ha:HWPApplicationSetting xmlns:ha="http://www.hancom.co.kr/hwpml/2011/app">'
        '<ha:CaretPosition listIDRef="0" paraIDRef="0" pos="0"/></ha:HWPApplicationSetting>',
    }
    return packed(parts, stored=("mimetype",))


def _package() -> str:
    parts = {"header": "Contents/header.xml", "section0": "Contents/section0.xml", "settings": "settings.xml"}
    listed = "".join(
        f'<opf:item id="{name}" href="{path}" media-type="application/xml"/>' for name, path in parts.items()
    )
    return (
        f'{HEAD}<opf:package xmlns:opf="http://www.idpf.org/2007/opf/" version="" unique-identifier="" id="">'
        "<opf:metadata><opf:title/></opf:metadata>"
        f"<opf:manifest>{listed}</opf:manifest>"
        '<opf:spine><opf:itemref idref="header" linear="yes"/><opf:itemref idref="section0" linear="yes"/></opf:spine>'
        "</opf:package>"
    )


class _Writer:
    """Writes the section and asks the header for what it needs; every paragraph and table has a number of its own."""

    def __init__(self, header: Header, faces: Mapping[str, int]) -> None:
        self.header = header
        self.faces = faces
        self.last_id = 0

    def section(self, sheet: Sheet) -> str:
        """The one section: its form and the page header hang on the first paragraph."""
        first = f'<hp:run charPrIDRef="0">{_SECTION}{self._page_header(sheet)}</hp:run>'
        told: list[str] = []
        for part in sheet.parts:
            begins = "" if told else first
            if isinstance(part, Paragraph):
                told.append(self._paragraph(part, begins))
            else:
                table = f'<hp:run charPrIDRef="0">{self._grid(part)}<hp:t/></hp:run>'
                told.append(self._wrapped(_CELL, begins + table))
        if not told:
            told.append(self._wrapped(_CELL, f'{first}<hp:run charPrIDRef="0"><hp:t/></hp:run>'))
        return f"{HEAD}<hs:sec {NAMESPACES}>{''.join(told)}</hs:sec>"

    def _number(self) -> int:
        self.last_id += 1
        return self.last_id

    def _page_header(self, sheet: Sheet) -> str:
        lines = "".join(
            self._wrapped(_HEADER, self._run(Words(line), _HEADER.lettering, sheet.language)) for line in sheet.header
        )
        return (
            f'<hp:ctrl><hp:header id="{self._number()}" applyPageType="BOTH">'
            f"{_sublist('TOP', _TEXT_UNITS, 1418)}{lines}</hp:subList></hp:header></hp:ctrl>"
        )

    def _paragraph(self, paragraph: Paragraph, begins: str = "") -> str:
        style = _STYLES[paragraph.kind] if paragraph.kind else _CELL
        runs = "".join(self._run(words, style.lettering, paragraph.language) for words in paragraph.words)
        runs = runs or '<hp:run charPrIDRef="0"><hp:t/></hp:run>'
        return self._wrapped(style, begins + runs, paragraph.list)

    def _wrapped(self, style: Style, inside: str, listed: int = 0) -> str:
        form = evolve(style.form, listed=listed) if listed else style.form
        return (
            f'<hp:p id="{self._number()}" paraPrIDRef="{self.header.form(form)}" '
            f'styleIDRef="{self.header.style(style)}" pageBreak="0" columnBreak="0" merged="0">{inside}</hp:p>'
        )

    def _run(self, words: Words, usual: Lettering, language: str) -> str:
        if not words.text:
            return ""
        if words.mark:
            look = Lettering(height=700, mark=True)
        else:
            look = evolve(usual, face=self.faces[language], bold=words.strong)
        return f'<hp:run charPrIDRef="{self.header.lettering(look)}"><hp:t>{escape(words.text)}</hp:t></hp:run>'

    def _grid(self, grid: Grid) -> str:
        widths = [round(_TEXT_UNITS * share) for share in grid.shares]
        rows = "".join(self._row(row, at, widths) for at, row in enumerate(grid.rows))
        return (
            f'<hp:tbl id="{self._number()}" zOrder="0" numberingType="TABLE" textWrap="TOP_AND_BOTTOM" '
            'textFlow="BOTH_SIDES" lock="0" dropcapstyle="None" pageBreak="CELL" repeatHeader="1" '
            f'rowCnt="{len(grid.rows)}" colCnt="{len(widths)}" cellSpacing="0" borderFillIDRef="2" noAdjust="0">'
            f'<hp:sz width="{sum(widths)}" widthRelTo="ABSOLUTE" height="{1800 * len(grid.rows)}" '
            'heightRelTo="ABSOLUTE" protect="0"/>'
            '<hp:pos treatAsChar="0" affectLSpacing="0" flowWithText="1" allowOverlap="0" holdAnchorAndSO="0" '
            'vertRelTo="PARA" horzRelTo="COLUMN" vertAlign="TOP" horzAlign="LEFT" vertOffset="0" horzOffset="0"/>'
            '<hp:outMargin left="0" right="0" top="283" bottom="283"/>'
            f'<hp:inMargin left="425" right="425" top="142" bottom="142"/>{rows}</hp:tbl>'
        )

    def _row(self, row: Sequence[Paragraph], number: int, widths: Sequence[int]) -> str:
        return f"<hp:tr>{''.join(self._cells(row, number, widths))}</hp:tr>"

    def _cells(self, row: Sequence[Paragraph], number: int, widths: Sequence[int]) -> Iterator[str]:
        for column, (cell, width) in enumerate(zip(row, widths, strict=True)):
            yield (
                f'<hp:tc name="" header="{int(number == 0)}" hasMargin="0" protect="0" editable="0" dirty="0" '
                f'borderFillIDRef="2">{_sublist("TOP")}{self._paragraph(cell)}</hp:subList>'
                f'<hp:cellAddr colAddr="{column}" rowAddr="{number}"/><hp:cellSpan colSpan="1" rowSpan="1"/>'
                f'<hp:cellSz width="{width}" height="1800"/>'
                '<hp:cellMargin left="425" right="425" top="142" bottom="142"/></hp:tc>'
            )


def _sublist(align: str, width: int = 0, height: int = 0) -> str:
    return (
        f'<hp:subList id="" textDirection="HORIZONTAL" lineWrap="BREAK" vertAlign="{align}" linkListIDRef="0" '
        f'linkListNextIDRef="0" textWidth="{width}" textHeight="{height}" hasTextRef="0" hasNumRef="0">'
    )
