# SPDX-License-Identifier: Apache-2.0
"""Lays sentences out as people publish them: a web page, DOCX, HWPX, and PDF in one column and in two."""

import io
import json
import re
import zipfile
from collections.abc import Callable, Iterable, Mapping
from html import escape
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape as escape_xml

import docx
import typst

from safeconduct.manuscript.reading import read_manuscript
from safeconduct.press.type.typefaces import face_of

ROOT = Path(__file__).resolve().parents[2]
EXAMPLE = ROOT / "examples" / "kursk-2024"
SEEDS = ROOT.parent / "shared" / "seeds"
FONTS = ROOT / "src" / "safeconduct" / "press" / "fonts"

Sentences = list[tuple[str, str]]
"""Language tag and sentence."""

_ENDS = re.compile(r"(?<=[.!?다요])[\s]+(?=[A-ZА-ЯЄІЇҐ가-힣“«])")


def thirty_sentences() -> Sentences:
    """Eighteen English ones (of the two seeds where they lie beside the project), six Korean, six Ukrainian."""
    seeds = sorted(SEEDS.glob("*.txt"))
    english = [sentence for seed in seeds for sentence in _sentences(seed.read_text("utf-8"))]
    copies = [copy for piece in read_manuscript(EXAMPLE).edition.pieces for copy in piece.copies.values()]
    told: Sentences = []
    for language, count in (("en", 18), ("ko-KP", 6), ("uk", 6)):
        texts = [block.text for copy in copies if copy.language == language for block in copy.blocks]
        found = [sentence for text in texts for sentence in _sentences(text.replace("\t", "\n"))]
        if language == "en" and english:
            found = english
        distinct = [s for s in dict.fromkeys(found) if not any(s != other and s in other for other in found)]
        told += [(language, sentence) for sentence in sorted(distinct, key=len, reverse=True)[:count]]
    return told


def _sentences(text: str) -> list[str]:
    parts = (" ".join(part.split()) for line in text.splitlines() for part in _ENDS.split(line))
    return [part for part in parts if len(part) > 15]


def html(sentences: Sentences) -> bytes:
    """A page with navigation, an aside in the middle of the text, words marked up inside, and a footer."""
    paragraphs = []
    for number, (language, sentence) in enumerate(sentences):
        first, _, rest = sentence.partition(" ")
        marked = f'{escape(first)} <a href="/x"><b>{escape(rest[:9])}</b></a>{escape(rest[9:])}'
        paragraphs.append(f'<p lang="{language}">{marked}</p>')
        if number % 7 == 3:
            paragraphs.append("<aside><script>track('x')</script><p>Advertisement</p><!-- end --></aside>")
    links = "".join(f"<li><a href='#{n}'>Section {n}</a>" for n in range(9))
    return (
        "<!DOCTYPE html>\n<html><head><meta charset=utf-8><title>News</title><style>p{color:red}</style></head>"
        f"<body><nav><ul>{links}</ul></nav><main>{''.join(paragraphs)}</main>"
        "<footer>© The paper · Imprint · Privacy</footer></body></html>"
    ).encode()


def word(sentences: Sentences) -> bytes:
    """A DOCX with a header, a table, and runs that divide words."""
    paper = docx.Document()
    paper.sections[0].header.paragraphs[0].text = "The paper"
    table = paper.add_table(rows=0, cols=2)
    for number, (_, sentence) in enumerate(sentences):
        if number % 5 == 4:
            cells = table.add_row().cells
            cells[0].text, cells[1].text = str(number), sentence
            continue
        paragraph = paper.add_paragraph()
        for start in range(0, len(sentence), 7):
            paragraph.add_run(sentence[start : start + 7]).bold = start % 2 == 1
    held = io.BytesIO()
    paper.save(held)
    return held.getvalue()


HP = "http://www.hancom.co.kr/hwpml/2011/paragraph"
HS = "http://www.hancom.co.kr/hwpml/2011/section"


def hwpx_paragraph(inside: str) -> str:
    """A paragraph with one run."""
    return f"<hp:p><hp:run>{inside}</hp:run></hp:p>"


def hwpx_parts(sections: Iterable[str], spine: Iterable[int] | None = None) -> dict[str, bytes]:
    """The parts of an HWPX whose sections hold the XML given, read in the order of `spine`."""
    bodies = list(sections)
    order = list(spine if spine is not None else range(len(bodies)))
    items = "".join(
        f'<opf:item id="s{n}" href="Contents/section{n}.xml" media-type="application/xml"/>' for n in range(len(bodies))
    )
    refs = "".join(f'<opf:itemref idref="s{n}"/>' for n in order)
    package = '<opf:package xmlns:opf="http://www.idpf.org/2007/opf/">'
    parts = {
        "mimetype": b"application/hwp+zip",
        "META-INF/container.xml": (
            b'<ocf:container xmlns:ocf="urn:oasis:names:tc:opendocument:xmlns:container"><ocf:rootfiles>'
            b'<ocf:rootfile full-path="Contents/content.hpf" media-type="application/hwpml-package+xml"/>'
            b"</ocf:rootfiles></ocf:container>"
        ),
        "Contents/content.hpf": (
            f'{package}<opf:manifest><opf:item id="header" href="Contents/header.xml" media-type="application/xml"/>'
            f'{items}</opf:manifest><opf:spine><opf:itemref idref="header"/>{refs}</opf:spine></opf:package>'
        ).encode(),
        "Contents/header.xml": b"<head/>",
    }
    for number, body in enumerate(bodies):
        parts[f"Contents/section{number}.xml"] = f'<hs:sec xmlns:hs="{HS}" xmlns:hp="{HP}">{body}</hs:sec>'.encode()
    return parts


def packed(parts: Mapping[str, bytes]) -> bytes:
    """The parts as a ZIP."""
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in parts.items():
            package.writestr(name, content)
    return held.getvalue()


def hangul(sentences: Sentences) -> bytes:
    """An HWPX in two sections, with a note in the middle of a line, and runs that divide words."""
    note = "<hp:ctrl><hp:footNote><hp:subList>{}</hp:subList></hp:footNote></hp:ctrl>"
    paragraphs = []
    for number, (_, sentence) in enumerate(sentences):
        runs = [f"<hp:t>{escape_xml(sentence[at : at + 9])}</hp:t>" for at in range(0, len(sentence), 9)]
        if number % 4 == 2:
            runs.insert(1, note.format(hwpx_paragraph("<hp:t>A note.</hp:t>")))
        paragraphs.append(hwpx_paragraph("".join(runs)))
    return packed(hwpx_parts(["".join(paragraphs[:20]), "".join(paragraphs[20:])]))


def pdf(sentences: Sentences, columns: int = 1) -> bytes:
    """A PDF, set by Typst in the press's own faces; in columns the words are hyphenated and the lines justified."""
    setting = f"#set page(width: 16cm, height: 20cm, columns: {columns}, margin: 1.5cm, footer: [The paper])\n"
    setting += "#set text(size: 10pt, hyphenate: true)\n#set par(justify: true)\n" if columns > 1 else ""
    for language, sentence in sentences:
        face = face_of(language)
        setting += f'#text(font: "{face.text}", lang: "{face.lang}", {json.dumps(sentence, ensure_ascii=False)})\n\n'
    return set_by_typst(setting)


def set_by_typst(setting: str) -> bytes:
    """The PDF of some Typst, set in the press's own faces."""
    fonts = typst.Fonts(False, False, [str(FONTS)])
    files: Any = {"main.typ": setting.encode()}
    made, warnings = typst.compile_with_warnings(files, format="pdf", font_paths=fonts)
    assert not warnings, warnings
    assert isinstance(made, bytes)
    return made


LAYOUTS: dict[str, Callable[[Sentences], bytes]] = {
    "HTML with navigation and footer": html,
    "DOCX": word,
    "HWPX": hangul,
    "PDF, one column": pdf,
    "PDF, two columns, hyphenated": lambda sentences: pdf(sentences, 2),
}
