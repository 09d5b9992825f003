# SPDX-License-Identifier: Apache-2.0
"""The transcript: everything that is said, with its times, as plain text and as one web page."""

from collections.abc import Sequence
from html.parser import HTMLParser
from pathlib import Path

from attrs import frozen

from safeconduct.evidence.web_page import web_page
from safeconduct.model.captions import readable
from safeconduct.model.product import (
    SENDER_END,
    SENDER_START,
    SLATE_END,
    SLATE_START,
    SYNTHETIC,
    VALID_UNTIL,
    Paragraph,
)

from .clock import in_ms, told_time
from .orders import CompanionOrder
from .parity import CompanionError

HERE = Path(__file__).resolve().parent
_AROUND = frozenset([SENDER_START, SENDER_END, SLATE_START, SLATE_END, SYNTHETIC, VALID_UNTIL])


@frozen
class Line:
    """One paragraph of a transcript: the time as people and as machines write it, and the words."""

    time: str
    period: str
    text: str
    around: bool


def lines_of(paragraphs: Sequence[Paragraph], texts: Sequence[str]) -> tuple[Line, ...]:
    """Return a line for each paragraph; `around` marks what is said besides the copy."""
    return tuple(
        Line(
            told_time(in_ms(part.start_s), tenths=False),
            f"PT{in_ms(part.start_s) / 1000:.1f}S",
            readable(text),
            part.block in _AROUND,
        )
        for part, text in zip(paragraphs, texts, strict=True)
    )


def transcript_text(order: CompanionOrder, lines: Sequence[Line]) -> str:
    """Return the plain text: mark, title, sender, imprint, then "[time] words" for each paragraph."""
    head = [readable(line) for line in (order.mark, order.title or order.name, order.sender, *order.imprint)]
    return "\n".join([*filter(None, head), "", *(f"[{line.time}] {line.text}" for line in lines)]) + "\n"


def read_transcript(text: str) -> tuple[str, ...]:
    """Return the words of each paragraph; raises `CompanionError` for a line that has no time."""
    _, _, body = text.removesuffix("\n").partition("\n\n")
    found = []
    for row in body.split("\n") if body else []:
        time, _, words = row.partition("] ")
        if not time.startswith("[") or not time[1:].replace(":", "").isdigit():
            raise CompanionError(f"not a line of a transcript: {row!r}")
        found.append(words)
    return tuple(found)


def transcript_page(order: CompanionOrder, lines: Sequence[Line]) -> str:
    """Return the page: language, heading, imprint, times, no script; the mark is repeated on every printed page."""
    return web_page(
        HERE / "transcript.html.j2",
        HERE / "transcript.css",
        title=readable(order.title),
        sender=readable(order.sender),
        language=order.language,
        mark=readable(order.mark),
        imprint=[readable(line) for line in order.imprint if readable(line)],
        lines=lines,
    )


def read_page(page: str) -> tuple[str, ...]:
    """Return the words of each paragraph of a page, as a browser would show them."""
    reader = _Spoken()
    reader.feed(page)
    reader.close()
    return tuple(reader.found)


class _Spoken(HTMLParser):
    """Collects the text of every `<span class="said">`."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[str] = []
        self.inside = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "span" and ("class", "said") in attrs:
            self.inside = True
            self.found.append("")
        elif tag in ("script", "iframe", "link", "img"):
            raise CompanionError(f"a transcript holds no <{tag}>")

    def handle_endtag(self, tag: str) -> None:
        if tag == "span":
            self.inside = False

    def handle_data(self, data: str) -> None:
        if self.inside:
            self.found[-1] += data
