# SPDX-License-Identifier: Apache-2.0
"""The same leaflet by safeconduct and by its peers, one file for each number.

All set the words of the ko-KP postcard of examples/kursk-2024 with its pictures, in Noto Serif KR, in the same sizes,
on two A6 pages with 3 mm bleed; the title ends in the leaflet's number.  Ours reads and plans the manuscript; the peers
are given the words and paths ready.  ReportLab draws no SVG, so that its pictures were turned into rasters beforehand.
"""

import html
import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
EXAMPLE = ROOT / "examples" / "kursk-2024"
FONTS = ROOT / "src" / "safeconduct" / "press" / "fonts"
REGULAR, BOLD = FONTS / "NotoSerifKR_400Regular.ttf", FONTS / "NotoSerifKR_700Bold.ttf"
PIECE, LANGUAGE = "postcard", "ko-KP"
MM = 72 / 25.4

STYLE = """
@font-face { font-family: body; src: url(%(regular)s) }
@font-face { font-family: body; font-weight: bold; src: url(%(bold)s) }
@page { size: 105mm 148mm; margin: 8mm; bleed: 3mm }
body { font-family: body; font-size: 11pt; line-height: 1.45; margin: 0; word-break: keep-all }
h1 { font-size: 22pt; line-height: 1.2; margin: 2mm 0 }
h2 { font-size: 13pt; margin: 0 0 3mm; break-before: page }
.front { margin: -11mm -11mm 4mm; width: 111mm; height: 54mm; object-fit: cover; display: block }
li { list-style: none; margin: 0 0 3mm } ul { padding: 0; margin: 0 }
li img { width: 11mm; height: 11mm; float: left; margin: 0 3mm 2mm 0 }
p { margin: 0 0 2mm }
.small { font-size: 7pt }
"""

Maker = Callable[[int, Path], object]


def ours(_: Path) -> Maker:
    """Read and plan the manuscript; the maker then sets leaflet after leaflet for the press."""
    step, inputs = step_of("press")
    from safeconduct.press.typeset import typeset

    def make(number: int, out: Path) -> object:
        place = out / f"ours-{number}"
        place.mkdir()
        return typeset(inputs, numbered(step.params, number), place)

    return make


def step_of(build: str) -> tuple[Any, Mapping[str, Path]]:
    """Return our typesetting step for a build and its input files."""
    step, files = next((s, f) for s, f in steps() if s.name.endswith(f".{build}.typeset"))
    return step, {name: files[digest] for name, digest in step.inputs.items()}


def steps() -> list[tuple[Any, Mapping[str, Path]]]:
    """Plan the leaflet; return its steps in order, each with the manuscript's files by digest."""
    from datetime import date

    from attrs import evolve

    from safeconduct.api.planning import plan_edition
    from safeconduct.manuscript.reading import read_manuscript
    from safeconduct.model.status import Status

    whole = read_manuscript(EXAMPLE).edition
    piece = whole.piece(PIECE)
    if piece is None:
        raise SystemExit(f"{EXAMPLE} has no piece {PIECE}")
    edition = evolve(whole, pieces=(evolve(piece, copies={LANGUAGE: piece.copies[LANGUAGE]}),))
    plans, faults = plan_edition(edition, whole.as_of or date(2024, 11, 20), {PIECE: Status.SPECIMEN})
    if faults:
        raise SystemExit(faults[0].message)
    files = {digest: EXAMPLE / path for path, digest in whole.files.items()}
    return [(step, files) for step in plans[0].steps]


def numbered(params: Mapping[str, Any], number: int) -> dict[str, Any]:
    """Return the parameters of a typesetting step with a number behind the title on the page."""
    table = dict(params["table"])
    title, *others = table["front"]
    words = [*title["text"]["words"], [[str(number), False]]]
    table["front"] = [{**title, "text": {**title["text"], "words": words}}, *others]
    return {**params, "table": {**table, "title": f"{table['title']} {number}"}}


def prepared(folder: Path) -> None:
    """Write what the peers are given: words.json and rasters of the pictures."""
    import typst

    from safeconduct.manuscript.reading import read_manuscript

    whole = read_manuscript(EXAMPLE).edition
    piece = whole.piece(PIECE)
    if piece is None:
        raise SystemExit(f"{EXAMPLE} has no piece {PIECE}")
    copy = piece.copies[LANGUAGE]
    pictures = [piece.art["front"], *(block.picture for block in copy.blocks if block.picture)]
    for path in pictures:
        wide = "111mm" if path == piece.art["front"] else "11mm"
        source = f'#set page(width: auto, height: auto, margin: 0pt)\n#image("{path}", width: {wide})'
        png = typst.compile({"main.typ": source.encode(), path: (EXAMPLE / path).read_bytes()}, format="png", ppi=300)
        (folder / f"{Path(path).stem}.png").write_bytes(bytes(png))
    blocks = [[block.kind.value, block.text, block.picture or ""] for block in copy.blocks]
    told = {
        "front": piece.art["front"],
        "blocks": blocks,
        "sender": piece.attribution.speaker[LANGUAGE],
        "notice": whole.notice.get(LANGUAGE, ""),
    }
    (folder / "words.json").write_text(json.dumps(told, ensure_ascii=False), "utf-8")


def weasyprint(folder: Path) -> Maker:
    """WeasyPrint sets the words as HTML."""
    from weasyprint import HTML

    told = json.loads((folder / "words.json").read_text("utf-8"))

    def make(number: int, out: Path) -> object:
        return HTML(string=page(told, number), base_url=str(EXAMPLE)).write_pdf(out / f"weasyprint-{number}.pdf")

    return make


def page(told: Mapping[str, Any], number: int) -> str:
    """The leaflet as HTML."""
    body = [f'<img class="front" src="{told["front"]}" alt="">']
    for kind, text, picture in told["blocks"]:
        words = html.escape(text)
        if kind == "title":
            body.append(f"<h1>{words} {number}</h1>")
        elif kind == "heading":
            body.append(f"<h2>{words}</h2>")
        elif kind == "point":
            body.append(f"<li>{f'<img src={picture!r} alt=' + repr('') + '>' if picture else ''}{words}</li>")
        else:
            body.append(f"<p>{words}</p>")
    body.append(f'<p class="small">{html.escape(told["notice"])}<br>{html.escape(told["sender"])}</p>')
    style = STYLE % {"regular": REGULAR.as_uri(), "bold": BOLD.as_uri()}
    return f'<html lang="ko"><head><style>{style}</style></head><body>{"".join(body)}</body></html>'


def reportlab(folder: Path) -> Maker:
    """ReportLab sets the words with its Platypus: paragraphs and small tables in a frame a page."""
    from reportlab.lib.styles import ParagraphStyle
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFont
    from reportlab.platypus import (
        BaseDocTemplate,
        Frame,
        Image,
        NextPageTemplate,
        PageBreak,
        PageTemplate,
        Paragraph,
        Spacer,
        Table,
    )

    told = json.loads((folder / "words.json").read_text("utf-8"))
    pdfmetrics.registerFont(TTFont("body", str(REGULAR)))
    pdfmetrics.registerFont(TTFont("bold", str(BOLD)))
    text = ParagraphStyle("text", fontName="body", fontSize=11, leading=16, spaceAfter=2 * MM)
    title = ParagraphStyle("title", fontName="bold", fontSize=22, leading=26.4, spaceAfter=3 * MM)
    head = ParagraphStyle("head", fontName="bold", fontSize=13, leading=17, spaceAfter=3 * MM)
    small = ParagraphStyle("small", fontName="body", fontSize=7, leading=9.5)
    bleed, wide, high, margin = 3 * MM, 105 * MM, 148 * MM, 8 * MM

    def boxes(canvas: Any, _: Any) -> None:
        canvas.setTrimBox((bleed, bleed, bleed + wide, bleed + high))
        canvas.setBleedBox((0, 0, wide + 2 * bleed, high + 2 * bleed))

    def front(canvas: Any, document: Any) -> None:
        boxes(canvas, document)
        picture = str(folder / f"{Path(told['front']).stem}.png")
        canvas.drawImage(picture, 0, high + 2 * bleed - 57 * MM, wide + 2 * bleed, 57 * MM, preserveAspectRatio=False)

    def flow(number: int) -> list[Any]:
        found: list[Any] = [NextPageTemplate("back")]
        for kind, words, picture in told["blocks"]:
            escaped = html.escape(words)
            if kind == "title":
                found.append(Paragraph(f"{escaped} {number}", title))
            elif kind == "heading":
                found += [PageBreak(), Paragraph(escaped, head)]
            elif picture:
                image = Image(str(folder / f"{Path(picture).stem}.png"), 11 * MM, 11 * MM)
                row = Table([[image, Paragraph(escaped, text)]], colWidths=[14 * MM, wide - 2 * margin - 14 * MM])
                row.setStyle([("VALIGN", (0, 0), (-1, -1), "TOP"), ("LEFTPADDING", (0, 0), (-1, -1), 0)])
                found.append(row)
            else:
                found.append(Paragraph(escaped, text))
        return [
            *found,
            Spacer(0, 3 * MM),
            Paragraph(html.escape(told["notice"]), small),
            Paragraph(told["sender"], small),
        ]

    def make(number: int, out: Path) -> object:
        size = (wide + 2 * bleed, high + 2 * bleed)
        document = BaseDocTemplate(str(out / f"reportlab-{number}.pdf"), pagesize=size, invariant=1)
        inner = wide - 2 * margin
        room = Frame(bleed + margin, bleed + margin, inner, high - 56 * MM - margin, 0, 0, 0, 0)
        whole = Frame(bleed + margin, bleed + margin, inner, high - 2 * margin, 0, 0, 0, 0)
        document.addPageTemplates(
            [PageTemplate("front", [room], onPage=front), PageTemplate("back", [whole], onPage=boxes)]
        )
        return document.build(flow(number))

    return make


MAKERS: Mapping[str, Callable[[Path], Maker]] = {"ours": ours, "weasyprint": weasyprint, "reportlab": reportlab}
