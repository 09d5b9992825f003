# SPDX-License-Identifier: Apache-2.0
"""A sheet as DOCX (ECMA-376 part 1): five parts of text, and no properties of any author, program or machine."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from safeconduct.model.edition import BlockKind
from safeconduct.tools.draft_lines import MARK_COLOUR

from .package import HEAD, escape, packed, quoteattr
from .sheets import Grid, Paragraph, Sheet, Words

MEDIA_TYPE: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_W: Final = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_R: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE: Final = "http://schemas.openxmlformats.org/package/2006"
_TYPE: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_PARTS: Final = ("document.main", "styles", "numbering", "settings", "header", "fontTable")

_TEXT_TWIPS: Final = 9638
"""The width of the text on A4 with margins of 20 mm, in twentieths of a point."""

_STYLES: Final = {
    BlockKind.TITLE: "Title",
    BlockKind.HEADING: "Heading2",
    BlockKind.PARAGRAPH: "CopyParagraph",
    BlockKind.STEP: "CopyStep",
    BlockKind.POINT: "CopyPoint",
}


def docx(sheet: Sheet, families: Mapping[str, str]) -> bytes:
    """Return the bytes of a DOCX; `families` names the typeface of each language of the sheet."""
    lists = max((part.list for part in sheet.parts if isinstance(part, Paragraph)), default=0)
    parts = {
        "[Content_Types].xml": _content_types(),
        "_rels/.rels": _relations({"officeDocument": "word/document.xml"}),
        "word/document.xml": _document(sheet, families),
        "word/_rels/document.xml.rels": _relations(
            {name: f"{name}.xml" for name in ("styles", "numbering", "settings", "header", "fontTable")}
        ),
        "word/styles.xml": _styles(sheet.language, families[sheet.language]),
        "word/numbering.xml": _numbering(lists),
        "word/settings.xml": f"{HEAD}<w:settings {_W}><w:compat>"
        '<w:compatSetting w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" w:val="15"/>'
        "</w:compat></w:settings>",
        "word/header.xml": f"{HEAD}<w:hdr {_W}>{''.join(map(_header, sheet.header))}</w:hdr>",
        "word/fontTable.xml": _fonts(sorted({families[language] for language in sheet.languages})),
    }
    return packed(parts)


def _content_types() -> str:
    overrides = "".join(
        f'<Override PartName="/word/{name.partition(".")[0]}.xml" ContentType="{_TYPE}.{name}+xml"/>' for name in _PARTS
    )
    return (
        f'{HEAD}<Types xmlns="{_PACKAGE}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{overrides}</Types>'
    )


def _relations(targets: Mapping[str, str]) -> str:
    told = "".join(
        f'<Relationship Id="rId{n}" Type="{_R}/{kind}" Target="{target}"/>'
        for n, (kind, target) in enumerate(targets.items(), 1)
    )
    return f'{HEAD}<Relationships xmlns="{_PACKAGE}/relationships">{told}</Relationships>'


def _document(sheet: Sheet, families: Mapping[str, str]) -> str:
    body = "".join(_parts(sheet, families))
    section = (
        '<w:sectPr><w:headerReference w:type="default" r:id="rId4"/><w:pgSz w:w="11906" w:h="16838"/>'
        '<w:pgMar w:top="1417" w:right="1134" w:bottom="1134" w:left="1134" w:header="567" w:footer="567" '
        'w:gutter="0"/></w:sectPr>'
    )
    return f'{HEAD}<w:document {_W} xmlns:r="{_R}"><w:body>{body}{section}</w:body></w:document>'


def _parts(sheet: Sheet, families: Mapping[str, str]) -> Iterator[str]:
    for part in sheet.parts:
        if isinstance(part, Paragraph):
            yield _paragraph(part, sheet.language, families)
        else:
            yield _grid(part, sheet.language, families)
            yield "<w:p/>"  # two tables without a paragraph between them become one


def _paragraph(paragraph: Paragraph, language: str, families: Mapping[str, str]) -> str:
    style = _STYLES[paragraph.kind] if paragraph.kind else "CopyCell"
    listed = ""
    if paragraph.kind is BlockKind.STEP:
        listed = f'<w:numPr><w:ilvl w:val="0"/><w:numId w:val="{paragraph.list + 1}"/></w:numPr>'
    other = _lettering(paragraph.language, families) if paragraph.language != language else ""
    runs = "".join(_run(words, other) for words in paragraph.words)
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{listed}</w:pPr>{runs}</w:p>'


def _run(words: Words, other: str) -> str:
    style = '<w:rStyle w:val="CopyMark"/>' if words.mark else ""
    # Small by itself too: LibreOffice lets the size of the page win over that of a character style in a table.
    small = '<w:sz w:val="14"/><w:szCs w:val="14"/>' if words.mark else ""
    bold = "<w:b/><w:bCs/>" if words.strong else ""
    fonts, _, tongue = other.partition("|")
    form = f"{style}{'' if words.mark else fonts}{bold}{small or tongue}"
    text = f'<w:t xml:space="preserve">{escape(words.text)}</w:t>'
    return f"<w:r>{f'<w:rPr>{form}</w:rPr>' if form else ''}{text}</w:r>"


def _lettering(language: str, families: Mapping[str, str]) -> str:
    """The typeface and the language of a run, parted by a bar: other forms stand between them."""
    return f"{_faces(families[language])}|{_tongue(language)}"


def _faces(family: str) -> str:
    name = quoteattr(family)
    return f"<w:rFonts w:ascii={name} w:hAnsi={name} w:eastAsia={name} w:cs={name}/>"


def _tongue(language: str) -> str:
    # No proofing: what Southern or other dictionaries “correct” would be lost on the way.
    asian = f' w:eastAsia="{language}"' if language.startswith("ko") else ""
    return f'<w:noProof/><w:lang w:val="{language}"{asian}/>'


def _grid(grid: Grid, language: str, families: Mapping[str, str]) -> str:
    widths = [round(_TEXT_TWIPS * share) for share in grid.shares]
    columns = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    rows = "".join(_row(row, widths, language, families, head=at == 0) for at, row in enumerate(grid.rows))
    return (
        f'<w:tbl><w:tblPr><w:tblStyle w:val="CopyGrid"/><w:tblW w:w="{sum(widths)}" w:type="dxa"/>'
        f'<w:tblLayout w:type="fixed"/></w:tblPr><w:tblGrid>{columns}</w:tblGrid>{rows}</w:tbl>'
    )


def _row(
    row: Sequence[Paragraph], widths: Sequence[int], language: str, families: Mapping[str, str], *, head: bool
) -> str:
    cells = "".join(
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr>{_paragraph(cell, language, families)}</w:tc>'
        for cell, width in zip(row, widths, strict=True)
    )
    return f"<w:tr><w:trPr><w:cantSplit/>{'<w:tblHeader/>' if head else ''}</w:trPr>{cells}</w:tr>"


def _header(line: str) -> str:
    return f'<w:p><w:pPr><w:pStyle w:val="CopyHeader"/></w:pPr><w:r><w:t>{escape(line)}</w:t></w:r></w:p>'


def _styles(language: str, family: str) -> str:
    faces = _faces(family)
    told = [
        f'<w:docDefaults><w:rPrDefault><w:rPr>{faces}<w:noProof/><w:sz w:val="22"/><w:szCs w:val="22"/>'
        f"{_tongue(language).removeprefix('<w:noProof/>')}</w:rPr></w:rPrDefault><w:pPrDefault><w:pPr>"
        '<w:spacing w:after="120" w:line="300" w:lineRule="auto"/></w:pPr></w:pPrDefault></w:docDefaults>',
        '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/><w:qFormat/></w:style>',
        _style("Title", "Title", '<w:keepNext/><w:spacing w:after="240"/><w:outlineLvl w:val="0"/>', 36, bold=True),
        _style(
            "Heading2", "heading 2", '<w:keepNext/><w:spacing w:before="280"/><w:outlineLvl w:val="1"/>', 26, bold=True
        ),
        _style("CopyParagraph", "CopyParagraph", ""),
        _style("CopyStep", "CopyStep", '<w:numPr><w:numId w:val="2"/></w:numPr>'),
        _style("CopyPoint", "CopyPoint", '<w:numPr><w:numId w:val="1"/></w:numPr>'),
        _style("CopyCell", "CopyCell", '<w:spacing w:before="40" w:after="40"/>'),
        _style("CopyHeader", "CopyHeader", '<w:spacing w:after="0"/><w:jc w:val="center"/>', 17),
        '<w:style w:type="character" w:customStyle="1" w:styleId="CopyMark"><w:name w:val="CopyMark"/><w:qFormat/>'
        f'<w:rPr><w:b w:val="0"/><w:noProof/><w:color w:val="{MARK_COLOUR}"/><w:sz w:val="14"/><w:szCs w:val="14"/>'
        "</w:rPr></w:style>",
        '<w:style w:type="table" w:customStyle="1" w:styleId="CopyGrid"><w:name w:val="CopyGrid"/>'
        "<w:tblPr><w:tblBorders>"
        + "".join(
            f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="BFBFBF"/>'
            for side in ("top", "left", "bottom", "right", "insideH", "insideV")
        )
        + '</w:tblBorders><w:tblCellMar><w:left w:w="85" w:type="dxa"/><w:right w:w="85" w:type="dxa"/></w:tblCellMar>'
        "</w:tblPr></w:style>",
    ]
    return f"{HEAD}<w:styles {_W}>{''.join(told)}</w:styles>"


def _style(style_id: str, name: str, form: str, half_points: int = 0, *, bold: bool = False) -> str:
    own = ' w:customStyle="1"' if style_id.startswith("Copy") else ""
    size = f'<w:sz w:val="{half_points}"/><w:szCs w:val="{half_points}"/>' if half_points else ""
    letters = f"<w:rPr>{'<w:b/><w:bCs/>' if bold else ''}{size}</w:rPr>" if bold or size else ""
    return (
        f'<w:style w:type="paragraph"{own} w:styleId="{style_id}"><w:name w:val="{name}"/><w:basedOn w:val="Normal"/>'
        f"<w:qFormat/>{f'<w:pPr>{form}</w:pPr>' if form else ''}{letters}</w:style>"
    )


def _numbering(lists: int) -> str:
    """The lists: 1 is that of points, then one for each list of steps, which begins anew at 1."""
    indent = '<w:pPr><w:ind w:left="454" w:hanging="454"/></w:pPr>'
    level = '<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="{}"/><w:lvlText w:val="{}"/><w:lvlJc w:val="left"/>'
    kinds = (("bullet", "•"), ("decimal", "%1."))
    told = [
        f'<w:abstractNum w:abstractNumId="{n}"><w:multiLevelType w:val="singleLevel"/>{level.format(*kind)}{indent}'
        "</w:lvl></w:abstractNum>"
        for n, kind in enumerate(kinds)
    ]
    told.append('<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>')
    told += [
        f'<w:num w:numId="{n}"><w:abstractNumId w:val="1"/>'
        '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride></w:num>'
        for n in range(2, max(lists, 1) + 2)
    ]
    return f"{HEAD}<w:numbering {_W}>{''.join(told)}</w:numbering>"


def _fonts(families: Sequence[str]) -> str:
    told = "".join(f"<w:font w:name={quoteattr(family)}/>" for family in families)
    return f"{HEAD}<w:fonts {_W}>{told}</w:fonts>"
