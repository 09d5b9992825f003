# SPDX-License-Identifier: Apache-2.0
"""Where the words of each block stand in the text of a copy, so that they can be changed and nothing else."""

import re
from collections.abc import Iterator, Mapping
from typing import Final

from attrs import frozen

from safeconduct.model.edition import Block, BlockKind, Copy

from .copy_text import markdown

_LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n|\Z)")
_ID = re.compile(r"\s*\{#[A-Za-z0-9][A-Za-z0-9_-]*\}\s*\Z")
PLAIN: Final[Mapping[BlockKind, str]] = {
    BlockKind.TITLE: "# ",
    BlockKind.HEADING: "## ",
    BlockKind.PARAGRAPH: "",
    BlockKind.STEP: "1. ",
    BlockKind.POINT: "- ",
    BlockKind.ROW: "",
}
"""What usually stands before the words of a block."""
_BAR = re.compile(r"(?<!\\)\|")


@frozen
class Laid:
    """A block in the text of its copy: the lines `start` to `end`, and in them the words, `first` to `last`.

    All count signs.  In a row, the words are the whole line without its end; `head` is then the two lines above the
    first row of its table.
    """

    block: Block
    start: int
    first: int
    last: int
    end: int
    head: str = ""


def layout(text: str, copy: Copy) -> tuple[Laid, ...]:
    """Return where each block of `copy` stands in `text`, the text that it was read from without a fault."""
    starts = [found.start() for found in _LINE.finditer(text)]
    starts += [len(text)] * 2
    return tuple(_laid(text, starts, copy))


def _laid(text: str, starts: list[int], copy: Copy) -> Iterator[Laid]:
    blocks = iter(copy.blocks)
    in_head, in_row, head = False, False, ""
    for token in markdown().parse(text):
        first, end = token.map or (0, 0)
        match token.type:
            case "thead_open":
                in_head, head = True, text[starts[first] : starts[first + 2]]
            case "thead_close":
                in_head = False
            case "tr_open" | "tr_close":
                in_row = token.type == "tr_open"
                if in_row and not in_head:
                    yield _line(text, next(blocks), starts[first], starts[end], head)
            case "inline" if not in_row:
                yield _placed(text, next(blocks), starts, (first, end), token.content)


def _line(text: str, block: Block, start: int, end: int, head: str) -> Laid:
    return Laid(block, start, start, start + len(text[start:end].rstrip("\r\n")), end, head)


def _placed(text: str, block: Block, starts: list[int], lines: tuple[int, int], content: str) -> Laid:
    # What Markdown calls the content is the text without the marks before it, and without a heading's closing ones.
    told = content.split("\n")
    line, last_line = starts[lines[0]], starts[lines[0] + len(told) - 1]
    after = starts[lines[0] + len(told)]
    first = line + text[line : starts[lines[0] + 1]].rfind(told[0].strip())
    last = last_line + text[last_line:after].rfind(told[-1].strip()) + len(told[-1].strip())
    ended = _ID.search(text[first:last])
    return Laid(block, line, first, first + ended.start() if ended else last, starts[lines[1]])


def marker(text: str, laid: Laid) -> str:
    """Return what stands before the words of a new block of the same kind: "# ", "1. " …"""
    before = text[laid.start : laid.first]
    numbered = re.match(r"\s*(\d{1,9}[.)] )", before)
    return numbered[1] if laid.block.kind is BlockKind.STEP and numbered else PLAIN[laid.block.kind]


def cells(line: str) -> list[str]:
    """Return the cells of a table row as they are written, without the spaces around them."""
    parts = [part.strip() for part in _BAR.split(line.strip())]
    if parts and not parts[0]:
        parts = parts[1:]
    return parts[:-1] if parts and not parts[-1] else parts
