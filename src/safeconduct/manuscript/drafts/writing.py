# SPDX-License-Identifier: Apache-2.0
"""Blocks as the text of a copy file; what did not change stands as the author wrote it, to the last sign."""

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import groupby, product
from typing import Final
from urllib.parse import quote

from attrs import evolve

from safeconduct.manuscript.copy_text import read_copy
from safeconduct.manuscript.faults import Faults
from safeconduct.model.canonical import digest_of
from safeconduct.model.edition import Block, BlockKind, Copy, Run
from safeconduct.model.refusal import UsageRefusal

_IN_LIST: Final = (BlockKind.STEP, BlockKind.POINT, BlockKind.ROW)
_SPECIAL: Final = re.compile(r"[\\`*_\[\]]|<(?=\S)|&(?=#?\w+;)")
_BEGINS: Final = re.compile(r"([0-9]{1,9}(?=[.)])|(?=[#+>=~|-]))")
_NUMBER: Final = re.compile(r"^( {0,3})[0-9]{1,9}(?=[.)])")
_PLAIN_PATH: Final = re.compile(r"[^\s()<>%\\]+")
_DRAWN: Final = re.compile(r" {0,3}(?:=+|-+)\s*")
_EDGE: Final = re.compile(r"^\W+|\W+$")

_MOST_TRIED: Final = 4
"""Stretches of bold that are tried one by one in both ways: sixteen tries."""

Key = tuple[object, ...]


def destination(picture: str) -> str:
    """Return the path of a picture as a copy writes it."""
    return picture if _PLAIN_PATH.fullmatch(picture) else quote(picture)


def written(blocks: Sequence[Block], language: str, base: tuple[str, Copy] | None = None) -> str:
    """Return the text of a copy file with these blocks; `base` is the file there is and what it was read as.

    Raises `UsageRefusal` for words that no copy can hold.  Bold that Markdown cannot express is narrowed,
    then left out.
    """
    if base and [key(block) for block in blocks] == [key(block) for block in base[1].blocks]:
        return base[0]
    blocks = [_expressible(block, language) for block in blocks]
    text = _composed(blocks, base)
    faults = Faults()
    back = read_copy(text, digest_of(text.encode()), language, "copy", faults)
    for fault in faults.found:
        raise UsageRefusal(f"The draft cannot become a copy: {fault.message}", f"mend the draft: {fault.remedy}")
    if [key(block) for block in back.blocks] != [key(block) for block in blocks]:
        raise RuntimeError("a copy is read otherwise than it was written")
    return text.replace("\n", "\r\n") if base and "\r\n" in base[0] else text


def _expressible(block: Block, language: str) -> Block:
    """A block that Markdown can say; bold is narrowed to letters and figures, then left out, where it must be."""
    plainer = block
    for _ in range(3):
        if all(inline(runs) is not None for runs in (plainer.runs, *plainer.cells)):
            return plainer
        plainer = _plainer(plainer)
    raise UsageRefusal(
        f"“{block.text[:60]}” cannot stand in a copy ({language}): it holds signs that only mark-up has.",
        "take out what looks like ](, ** or {#, then bring the draft again.",
    )


def key(block: Block) -> Key:
    """Return what a block says and how, whatever file it was read from."""
    cells = tuple(_settled(cell) for cell in block.cells)
    return (block.id, block.kind, _settled(block.runs), block.picture, block.alt, cells, block.columns)


def _settled(runs: Iterable[Run]) -> tuple[tuple[str, str | None, bool], ...]:
    return tuple((run.settled, run.cites, run.strong) for run in runs)


def _composed(blocks: Sequence[Block], base: tuple[str, Copy] | None) -> str:
    kept = _Kept(*base) if base else None
    parts: list[str] = []
    numbers = list(_numbers(blocks))
    for at, block in enumerate(blocks):
        before = blocks[at - 1] if at else None
        parts.append((kept and kept.gap(before, block)) or _gap(before, block))
        old = kept.lines(block) if kept else None
        if old is None:
            parts.append(markdown(block, numbers[at]))
        elif block.kind is BlockKind.STEP and kept and not kept.same_list(blocks, at):
            parts.append(_NUMBER.sub(rf"\g<1>{numbers[at]}", old))
        else:
            parts.append(old)
    return "".join(parts) + (kept.end(blocks[-1]) if kept and blocks else "\n")


def _gap(before: Block | None, block: Block) -> str:
    together = before is not None and before.kind is block.kind and block.kind in _IN_LIST
    head = ""
    if block.kind is BlockKind.ROW and not (together and before and before.columns == block.columns):
        together = False
        head = f"| {' | '.join(block.columns)} |\n| {' | '.join('---' for _ in block.columns)} |\n"
    return ("" if before is None else "\n" if together else "\n\n") + head


class _Kept:
    """The file there is: the lines of its blocks, and what stands between two that still follow each other."""

    def __init__(self, text: str, copy: Copy) -> None:
        self._text = text.replace("\r\n", "\n").split("\n")
        self._blocks = {block.id: block for block in copy.blocks}
        self._order = [block.id for block in copy.blocks]
        self._lasts = {block.id: self._last(block) for block in copy.blocks}

    def _last(self, block: Block) -> int:
        """The number of a block's last line; the line drawn below a heading is its own."""
        last = block.at.last or 1
        drawn = self._text[last : last + 1] if block.kind in (BlockKind.TITLE, BlockKind.HEADING) else []
        return last + any(_DRAWN.fullmatch(line) for line in drawn)

    def lines(self, block: Block) -> str | None:
        """The lines of a block that did not change."""
        old = self._blocks.get(block.id)
        if old is None or key(old) != key(block) or old.at.first is None:
            return None
        return "\n".join(self._text[old.at.first - 1 : self._lasts[block.id]]).rstrip("\n")

    def gap(self, before: Block | None, block: Block) -> str | None:
        """What stands between two blocks that follow each other in the file too, or before its first."""
        if block.id not in self._blocks:
            return None
        at = self._order.index(block.id)
        old = self._blocks[block.id]
        if before is None or not at or self._order[at - 1] != before.id or old.kind is not block.kind:
            return None
        last = self._blocks[before.id]
        if last.kind is not before.kind or old.at.first is None or old.columns != block.columns:
            return None
        between = self._text[self._lasts[before.id] : old.at.first - 1]
        return "\n" + "".join(f"{line}\n" for line in between)

    def end(self, last: Block) -> str:
        """What stands behind the last block."""
        if self._order[-1:] != [last.id]:
            return "\n"
        rest = self._text[self._lasts[last.id] :]
        return "\n" + "\n".join(rest) if rest else ""

    def same_list(self, blocks: Sequence[Block], at: int) -> bool:
        """True when the steps before this one are those of the file, so that its number stands."""
        ids = [block.id for block in _steps_to(blocks, at)]
        there = self._order.index(blocks[at].id)
        return ids == self._order[there + 1 - len(ids) : there + 1] and (
            there < len(ids) or self._blocks[self._order[there - len(ids)]].kind is not BlockKind.STEP
        )


def _steps_to(blocks: Sequence[Block], at: int) -> list[Block]:
    first = at
    while first and blocks[first - 1].kind is BlockKind.STEP:
        first -= 1
    return list(blocks[first : at + 1])


def _numbers(blocks: Sequence[Block]) -> Iterator[int]:
    number = 0
    for block in blocks:
        number = number + 1 if block.kind is BlockKind.STEP else 0
        yield number


def markdown(block: Block, number: int) -> str:
    """Return one block as the copy has it; `number` is that of a step."""
    if block.kind is BlockKind.ROW:
        cells = [_said(cell).replace("|", "\\|") for cell in block.cells]
        return f"| {' | '.join([*cells[:-1], f'{cells[-1]} {{#{block.id}}}'.strip()])} |"
    begins = {
        BlockKind.TITLE: "# ", BlockKind.HEADING: "## ", BlockKind.STEP: f"{number}. ", BlockKind.POINT: "- "
    }.get(block.kind, "")  # fmt: skip
    words = _said(block.runs)
    picture = ""
    if block.picture is not None:
        picture = f"![{block.alt}]({destination(block.picture)}) "
    elif found := _BEGINS.match(words):
        words = f"{found[1]}\\{words[found.end(1) :]}"
    return f"{begins}{picture}{words} {{#{block.id}}}"


def _said(runs: tuple[Run, ...]) -> str:
    words = inline(runs)
    if words is None:
        raise ValueError(runs)  # `_expressible` has been asked before
    return words


@lru_cache(maxsize=4096)
def inline(runs: tuple[Run, ...]) -> str | None:
    """Return the Markdown of runs that is read as these very runs; None where there is none.

    Bold that spans several citations is set piece by piece or around them all, whichever is read.
    """
    wide = sum(
        len({run.cites for run in alike}) > 1
        for strong, group in groupby(runs, lambda run: run.strong)
        if strong and (alike := list(group))
    )
    choices = product((True, False), repeat=wide) if wide <= _MOST_TRIED else ([how] * wide for how in (True, False))
    told = (_inline(runs, iter(around)) for around in choices)
    return next((words for words in told if _reads(words) == _settled(runs)), None)


def _reads(words: str) -> tuple[tuple[str, str | None, bool], ...] | None:
    faults = Faults()
    copy = read_copy(f"# {words} {{#x}}", digest_of(b""), "en", "copy", faults)
    return _settled(copy.blocks[0].runs) if len(copy.blocks) == 1 and not faults.found else None


def _inline(runs: Sequence[Run], around: Iterator[bool]) -> str:
    told = ""
    for cites, pieces in groupby(_pieces(runs, around), lambda piece: piece[0]):
        words = "".join(piece for _, piece in pieces)
        part = f"[{words}]({cites})" if cites else words
        told = f"{told[:-1]}\\!" if told.endswith("!") and part.startswith("[") else told
        told += part
    return told


def _pieces(runs: Sequence[Run], around: Iterator[bool]) -> Iterator[tuple[str | None, str]]:
    """Yield citations and Markdown; what spans several citations has none of its own."""
    for strong, region in groupby(runs, lambda run: run.strong):
        alike = list(region)
        if strong and len({run.cites for run in alike}) > 1 and next(around):
            yield None, f"**{_inline([evolve(run, strong=False) for run in alike], iter(()))}**"
        else:
            for run in alike:
                words = _escaped(run.settled)
                yield run.cites, f"**{words}**" if strong else words


def _escaped(text: str) -> str:
    return _SPECIAL.sub(r"\\\g<0>", text)


def _plainer(block: Block) -> Block:
    """A block with bold narrowed to letters and figures at its edges; with none, where that is so already."""
    runs = _narrowed(block.runs)
    cells = tuple(_narrowed(cell) for cell in block.cells)
    if (runs, cells) == (block.runs, block.cells):
        runs = _joined(evolve(run, strong=False) for run in runs)
        cells = tuple(_joined(evolve(run, strong=False) for run in cell) for cell in cells)
    return evolve(block, runs=runs, cells=cells)


def _narrowed(runs: Iterable[Run]) -> tuple[Run, ...]:
    told: list[Run] = []
    for run in runs:
        words = run.settled
        core = _EDGE.sub("", words) if run.strong else words
        start = words.find(core) if core else len(words)
        pieces = ((words[:start], False), (core, run.strong), (words[start + len(core) :], False))
        told += [Run(text, run.cites, strong) for text, strong in pieces if text]
    return _joined(told)


def _joined(runs: Iterable[Run]) -> tuple[Run, ...]:
    groups = groupby(runs, lambda run: (run.cites, run.strong))
    return tuple(Run("".join(run.settled for run in alike), *how) for how, alike in groups)
