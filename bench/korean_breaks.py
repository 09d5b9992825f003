# SPDX-License-Identifier: Apache-2.0
"""How many Korean words does a line end cut?  Ten thousand words in columns of many widths, read back from the PDF.

    python bench/korean_breaks.py

The words are the sentences of the ko-KP copies of this repository, shuffled.  Another program reads the finished pages
(PDFium), line by line; a line must begin with the beginning of a word and end with the end of one.
"""

import random
import re
import tempfile
from pathlib import Path

import leaflets
import pypdfium2

from safeconduct.press.compiling import compile_pdf
from safeconduct.press.type.typefaces import plain_faces
from safeconduct.press.wording import set_line

WORDS = 10_000
WIDTHS_MM = (38, 45, 52, 60, 63, 70, 87, 105, 130, 170)
LANGUAGE = "ko-KP"
PAGES = """#import "base.typ": *
#set document(title: d.title)
#show: dressed
#set page(width: d.width * 1mm, height: auto, margin: 0pt)
#for t in d.texts { block(width: d.width * 1mm, say(t, size: 11pt)) }
"""


def sentences() -> list[str]:
    """The sentences of every Korean copy, without marks of the manuscript."""
    found: list[str] = []
    for path in sorted(leaflets.ROOT.glob("examples/*/pieces/*/copy.ko-KP.md")):
        for line in path.read_text("utf-8").splitlines():
            if not line.startswith("|"):
                plain = re.sub(r"!\[[^]]*\]\([^)]*\)|\{#[^}]*\}|\]\([^)]*\)|^[#\-\d. ]+|[\[*]", "", line)
                found += [part.strip() for part in re.split(r"(?<=[.!?])\s+", plain) if part.strip()]
    return found


def shuffled(words: int) -> list[list[str]]:
    """Paragraphs of shuffled sentences, `words` words or a few more in all; the same each time."""
    chance = random.Random(1950)  # noqa: S311 - the same each time
    known = sentences()
    paragraphs: list[list[str]] = []
    count = 0
    while count < words:
        paragraph = " ".join(chance.choice(known) for _ in range(5)).split()
        paragraphs.append(paragraph)
        count += len(paragraph)
    return paragraphs


def lines_of(pdf: Path) -> list[str]:
    """The lines of text of a PDF, as PDFium finds them."""
    with pypdfium2.PdfDocument(pdf) as opened:
        return [line for page in opened for line in page.get_textpage().get_text_bounded().splitlines() if line.strip()]


def cut(paragraphs: list[list[str]], lines: list[str]) -> tuple[int, int]:
    """Return how many words were found, and how many of them a line end cuts."""
    letters = "".join("".join(words) for words in paragraphs)
    ends = set()
    at = 0
    for words in paragraphs:
        for word in words:
            at += len(word)
            ends.add(at)
    read = ["".join(line.split()) for line in lines]
    if "".join(read) != letters:
        raise SystemExit("the words read back are not those that were set")
    at = wrong = 0
    for line in read:
        at += len(line)
        wrong += at not in ends
    return len(ends), wrong


def table() -> str:
    """Set, read back, count, and write the table."""
    paragraphs = shuffled(WORDS)
    rows, all_words, all_wrong, all_lines = [], 0, 0, 0
    with tempfile.TemporaryDirectory() as folder:
        for number, width in enumerate(WIDTHS_MM):
            mine = paragraphs[number :: len(WIDTHS_MM)]
            texts = [set_line("text", LANGUAGE, " ".join(words)) for words in mine]
            faces = plain_faces({LANGUAGE})
            given = {"texts": texts, "faces": faces, "width": width, "title": "words", "theme": "black", "tones": {}}
            pdf = Path(folder) / f"{width}.pdf"
            pdf.write_bytes(compile_pdf(PAGES.encode(), given, "2026-11-01"))
            lines = lines_of(pdf)
            words, wrong = cut(mine, lines)
            rows.append(f"| {width} | {words} | {len(lines)} | {wrong} |")
            all_words, all_wrong, all_lines = all_words + words, all_wrong + wrong, all_lines + len(lines)
    rows.append(f"| all | {all_words} | {all_lines} | **{all_wrong}** |")
    head = ["## Korean words at line ends", ""]
    head += ["Shuffled sentences of the ko-KP copies at 11 pt, read back line by line by another program.", ""]
    head += ["| column, mm | words | lines | words cut |", "| --- | --- | --- | --- |"]
    return "\n".join([*head, *rows, ""])


if __name__ == "__main__":
    print(table())
