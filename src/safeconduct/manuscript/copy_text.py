# SPDX-License-Identifier: Apache-2.0
"""Copy: a small, strict part of Markdown, read into blocks with ids and citations with lines."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from urllib.parse import unquote

from attrs import define, evolve, field
from markdown_it import MarkdownIt
from markdown_it.token import Token

from safeconduct.model.canonical import Digest
from safeconduct.model.edition import Block, BlockKind, Copy, Run
from safeconduct.model.places import Span
from safeconduct.model.product import SENDER_END, SENDER_START, SLATE_END, SLATE_START

from .faults import Faults

_ID = re.compile(r"\s*\{#([A-Za-z0-9][A-Za-z0-9_-]*)\}\s*$")
_CITE = re.compile(r"^(claim|promise):[A-Za-z0-9][A-Za-z0-9_-]*$")
_COLUMN = re.compile(r"^(say|[a-z]{2,3}(-[A-Za-z]{2,4})?)$")
_HEADINGS = {"h1": BlockKind.TITLE, "h2": BlockKind.HEADING}
_HANJA = re.compile(r"(?<=[가-힣])\{([\u3400-\u9fff\uf900-\ufaff]+)\}")
_UNREAD = re.compile(r"\]\(|\*\*|\{#")
RESERVED = (SENDER_START, SENDER_END, SLATE_START, SLATE_END)
_NAMES = {
    "blockquote_open": "a block quotation (>)",
    "code_block": "an indented block",
    "fence": "a code block (```)",
    "hr": "a ruled line (---)",
    "html_block": "HTML",
    "html_inline": "HTML",
    "em_open": "slanted text (*…*)",
    "code_inline": "code (`…`)",
    "hardbreak": "a forced line break",
}


def read_copy(text: str, digest: Digest, language: str, file: str, faults: Faults) -> Copy:
    """Read one copy file.

    Known mark-up: one `# title`, `## headings`, paragraphs, `1.` steps, `-` points (either may begin with one
    picture), tables whose header cells are language tags or "say", `**strong**`, `[words](claim:id)` and
    `[words](promise:id)`.  Every block but a table row ends in `{#id}`.  Hanja in braces behind a Korean word say
    which word is meant (연대{聯隊}); they are not printed.
    """
    tokens = markdown().parse(text)
    reader = _Reader(tokens, text.replace("\r\n", "\n").split("\n"), file, faults)
    blocks = tuple(reader.blocks())
    lines = max(1, len(text.splitlines()))
    titles = [block for block in blocks if block.kind is BlockKind.TITLE]
    if len(titles) != 1:
        faults.stop(
            "title-missing",
            titles[1].at if titles else Span(file),
            f"“{file}” must have exactly one title.",
            "begin it with one line such as: # The title {#title}",
        )
    times = Counter(block.id for block in blocks)
    for block in blocks:
        if times[block.id] > 1:
            faults.stop(
                "block-id-twice",
                block.at,
                f"The id {{#{block.id}}} stands at more than one block of “{file}”.",
                "give each block an id of its own, the same in every language.",
            )
        elif block.id in RESERVED:
            faults.stop(
                "block-id-twice",
                block.at,
                f"The id {{#{block.id}}} belongs to a sentence that the press speaks itself.",
                "give the block another id, the same in every language.",
            )
    return Copy(language, blocks, digest, Span(file, 1, lines))


@cache
def markdown() -> MarkdownIt:
    """Return the reader of the Markdown that a copy may hold."""
    # Without link references: such a line would vanish from the copy without a word.
    return MarkdownIt("commonmark", {"html": True}).enable("table").disable("reference")


@define
class _Reader:
    tokens: Sequence[Token]
    lines: Sequence[str]
    file: str
    faults: Faults
    place: Span = field(init=False)
    columns: tuple[str, ...] = ()
    rows: int = 0

    def blocks(self) -> Iterator[Block]:
        lists: list[BlockKind] = []
        kind: BlockKind | None = None
        in_head = in_point = False
        cells: list[tuple[Run, ...]] = []
        for token in self.tokens:
            if token.map:
                self.place = Span(self.file, token.map[0] + 1, max(token.map[0] + 1, token.map[1]))
            match token.type:
                case "heading_open":
                    kind = _HEADINGS.get(token.tag)
                    if kind is None:
                        self._unknown("a heading below the second level (###)")
                        kind = BlockKind.HEADING
                case "paragraph_open":
                    kind = lists[-1] if lists else BlockKind.PARAGRAPH
                case "ordered_list_open" | "bullet_list_open":
                    if lists:
                        self._unknown("a list inside a list")
                    lists.append(BlockKind.STEP if token.type[0] == "o" else BlockKind.POINT)
                case "ordered_list_close" | "bullet_list_close":
                    lists.pop()
                case "list_item_open" | "list_item_close":
                    in_point = False
                case "thead_open" | "thead_close":
                    in_head = token.nesting == 1
                    cells = []
                case "tr_open":
                    cells = []
                    self._check_row()
                case "tr_close" if in_head:
                    self.columns = tuple("".join(run.text for run in cell).strip() for cell in cells)
                    self._check_columns()
                case "tr_close":
                    yield self._row(tuple(cells))
                case "th_open" | "td_open":
                    kind = BlockKind.ROW
                case "inline" if kind is BlockKind.ROW:
                    cells.append(self._cell(token))
                case "inline":
                    if in_point:
                        self._unknown("a second paragraph of a step or a point")
                    in_point = bool(lists)
                    yield self._block(kind or BlockKind.PARAGRAPH, token)
                case name if name in _NAMES:
                    self._unknown(_NAMES[name])

    def _block(self, kind: BlockKind, inline: Token) -> Block:
        runs, pictures = self._runs(inline)
        runs, block_id = _take_id(runs)
        if block_id is None:
            words = "".join(run.text for run in runs)[:30]
            self.faults.stop(
                "block-id-missing",
                self.place,
                f"The block “{words}…” has no id.",
                "end it with an id such as {#why-we-write}, the same in every language of the piece.",
            )
        if pictures and (kind not in (BlockKind.STEP, BlockKind.POINT) or len(pictures) > 1):
            self._unknown("a picture that does not begin a step or a point, or a second one")
        self._check_unread(runs)
        runs = _with_hanja(runs)
        source, alt = pictures[0] if pictures else (None, "")
        return Block(block_id or f"line-{self.place.first}", kind, runs, self.place, source, alt)

    def _row(self, cells: tuple[tuple[Run, ...], ...]) -> Block:
        self.rows += 1
        last, block_id = _take_id(cells[-1])
        self._check_unread([run for cell in (*cells[:-1], last) for run in cell])
        return Block(
            block_id or f"row-{self.rows}",
            BlockKind.ROW,
            (),
            self.place,
            cells=tuple(_with_hanja(cell) for cell in (*cells[:-1], last)),
            columns=self.columns,
        )

    def _cell(self, inline: Token) -> tuple[Run, ...]:
        runs, pictures = self._runs(inline)
        if pictures:
            self._unknown("a picture in a table")
        return runs

    def _check_row(self) -> None:
        cells = re.split(r"(?<!\\)\|", self.lines[self.place.first - 1].strip().removeprefix("|"))
        if self.columns and any(cell.strip() for cell in cells[len(self.columns) :]):
            self._unknown("a table row with more cells than the table has columns")

    def _check_unread(self, runs: Sequence[Run]) -> None:
        # Mark-up with a slip in it is plain text to Markdown, and would be printed letter by letter.
        for sign in dict.fromkeys(found for run in runs for found in _UNREAD.findall(run.text)):
            self._unknown(f"an unfinished or misspelt piece of mark-up (“{sign}”)")

    def _check_columns(self) -> None:
        for name in self.columns:
            if not _COLUMN.match(name):
                self._unknown(f"the table heading “{name}”, which is no language tag and not “say”")

    def _runs(self, inline: Token) -> tuple[tuple[Run, ...], list[tuple[str, str]]]:
        runs: list[Run] = []
        pictures: list[tuple[str, str]] = []
        cites: str | None = None
        strong = False
        for token in inline.children or ():
            match token.type:
                case "text":
                    runs.append(Run(token.content, cites, strong))
                case "softbreak":
                    runs.append(Run(" ", cites, strong))
                case "strong_open" | "strong_close":
                    strong = token.nesting == 1
                case "link_open":
                    cites = str(token.attrGet("href") or "")
                    if not _CITE.match(cites):
                        self._unknown(f"a link to “{cites}” (links lead to claim:… or promise:… only)")
                        cites = None
                case "link_close":
                    cites = None
                case "image":
                    pictures.append((unquote(str(token.attrGet("src") or "")), token.content))
                case name if name in _NAMES:
                    self._unknown(_NAMES[name])
        return _joined(runs), pictures

    def _unknown(self, what: str) -> None:
        self.faults.stop(
            "mark-up-unknown",
            self.place,
            f"Here stands {what}, which a copy cannot hold.",
            "use only the mark-up listed in docs/manuscript.md.",
        )


def _take_id(runs: tuple[Run, ...]) -> tuple[tuple[Run, ...], str | None]:
    found = _ID.search(runs[-1].text) if runs else None
    if not found:
        return runs, None
    return _joined((*runs[:-1], evolve(runs[-1], text=runs[-1].text[: found.start()]))), found[1]


def _with_hanja(runs: Iterable[Run]) -> tuple[Run, ...]:
    return tuple(evolve(run, text=_HANJA.sub("", run.text), hanja=tuple(_hanja_of(run.text))) for run in runs)


def _hanja_of(text: str) -> Iterator[tuple[int, str]]:
    cut = 0
    for found in _HANJA.finditer(text):
        yield found.start() - cut, found[1]
        cut += len(found.group())


def _joined(runs: Sequence[Run]) -> tuple[Run, ...]:
    joined: list[Run] = []
    for run in runs:
        if not run.text:
            continue
        last = joined[-1] if joined else None
        if last and (last.cites, last.strong) == (run.cites, run.strong):
            joined[-1] = evolve(last, text=last.text + run.text)
        else:
            joined.append(run)
    if joined:
        joined[0] = evolve(joined[0], text=joined[0].text.lstrip())
        joined[-1] = evolve(joined[-1], text=joined[-1].text.rstrip())
    return tuple(joined)
