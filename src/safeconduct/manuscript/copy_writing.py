# SPDX-License-Identifier: Apache-2.0
"""Writing copy: words back into the text of a copy, block by block; every other sign stays as it is."""

import re
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from itertools import zip_longest

from attrs import evolve, frozen

from safeconduct.model.canonical import digest_of
from safeconduct.model.edition import Block, BlockKind, Copy, Run
from safeconduct.model.refusal import UsageRefusal

from .copy_layout import PLAIN, Laid, cells, layout, marker
from .copy_text import read_copy
from .faults import Faults

_LISTED = (BlockKind.STEP, BlockKind.POINT)
_SPECIAL = re.compile(r"([\\`*_\[\]<&|~!])")
_OPENING = re.compile(r"\A(?=[#+=>-])|\A(\d{1,9})(?=[.)])")
_ANY = re.compile(r"([!-/:-@\[-`{-~])")


@frozen
class Written:
    """The text of a copy, and where each block stands in it."""

    text: str
    copy: Copy
    laid: tuple[Laid, ...]


def written(text: str, language: str, file: str) -> Written:
    """Read the text of a copy with its layout; raises `UsageRefusal` when there is a fault in it."""
    faults = Faults()
    copy = read_copy(text, digest_of(text.encode()), language, file, faults)
    stops = [fault for fault in faults.found if fault.check != "title-missing"]
    if stops:
        raise UsageRefusal(f"{stops[0].place}: {stops[0].message}", f"mend the copy first: {stops[0].remedy}")
    return Written(text, copy, layout(text, copy))


def rewritten(target: Written, source: Written, changed: Mapping[str, Block]) -> str:
    """Return the text of `target` with the blocks of `changed` as they are there.

    A block that `target` has not yet is put where `source` has it.  Raises `UsageRefusal` for words that no copy can
    hold.
    """
    end = "\r\n" if "\r\n" in (target.text or source.text) else "\n"
    models = {one.block.id: one for one in source.laid}
    below = _placed_below(target, models, changed)
    parts = [target.text[: target.laid[0].start] if target.laid else ""]
    last: Block | None = None
    for name in below.get("", ()):
        parts.append(_fresh(changed[name], models[name], source.text, last, end))
        last = changed[name]
    if last is not None and target.laid and not _together(last, target.laid[0].block):
        parts.append(end)
    for laid, after in zip_longest(target.laid, target.laid[1:]):
        now, last = changed.get(laid.block.id), laid.block
        parts.append(_again(now, laid, target.text) if now else target.text[laid.start : laid.end])
        for name in below.get(laid.block.id, ()):
            parts += [] if parts[-1].endswith(("\n", "\r")) else [end]
            parts.append(_fresh(changed[name], models[name], source.text, last, end))
            last = changed[name]
        gap = target.text[laid.end : after.start if after else len(target.text)]
        parts += [end] if after and not gap.strip(" >\t") and not _together(last, after.block) else []
        parts.append(gap)
    return "".join(parts)


def _placed_below(target: Written, models: Iterable[str], changed: Container[str]) -> dict[str, list[str]]:
    """Return the new blocks by the block of `target` below which they come; "" for those before all."""
    known = {one.block.id for one in target.laid}
    below: dict[str, list[str]] = {}
    previous = ""
    for name in models:
        if name in known:
            previous = name
        elif name in changed:
            below.setdefault(previous, []).append(name)
    return below


def _again(block: Block, laid: Laid, text: str) -> str:
    if block.kind is BlockKind.ROW:
        before = cells(text[laid.first : laid.last])
        line = _row(block, laid.block, before, laid.head)
        return line + text[laid.last : laid.end]
    return text[laid.start : laid.first] + _words(block) + text[laid.last : laid.end]


def _fresh(block: Block, model: Laid, text: str, last: Block | None, end: str) -> str:
    gap = "" if last is None or _together(last, block) else end
    if block.kind is BlockKind.ROW:
        head = ""
        if last is None or not _together(last, block):
            head = f"| {' | '.join(block.columns)} |{end}|{' --- |' * len(block.columns)}{end}"
        return gap + head + _row(block, None, [], "") + end
    return f"{gap}{marker(text, model)}{_words(block)} {{#{block.id}}}{end}"


def _together(one: Block | None, other: Block) -> bool:
    if one is None or one.kind is not other.kind:
        return False
    return one.kind in _LISTED or (one.kind is BlockKind.ROW and one.columns == other.columns)


def _words(block: Block) -> str:
    for words in _spellings(block.runs, block.picture, block.alt):
        if _read(f"{PLAIN[block.kind]}{words} {{#{block.id}}}", block) == _said(block):
            return words
    raise _cannot(block)


def _row(block: Block, old: Block | None, before: Sequence[str], head: str) -> str:
    named = re.search(r"\s*\{#[^}]*\}\s*\Z", before[-1]) if before else None
    ending = named[0].rstrip() if named else "" if before else f" {{#{block.id}}}"
    kept = [*before[:-1], before[-1][: named.start()] if named else before[-1]] if before else []
    told = head or f"| {' | '.join(block.columns)} |\n|{' --- |' * len(block.columns)}\n"
    options = [list(_spellings(cell, None, "", in_row=True)) for cell in block.cells]
    for spelling in range(len(options[0])):
        row = [
            kept[n] if old and n < len(kept) and n < len(old.cells) and old.cells[n] == cell else options[n][spelling]
            for n, cell in enumerate(block.cells)
        ]
        line = f"| {' | '.join(row)}{ending} |"
        if _read(told.rstrip("\r\n") + "\n" + line, block) == _said(block):
            return line
    raise _cannot(block)


def _cannot(block: Block) -> UsageRefusal:
    return UsageRefusal(
        f"The words of {{#{block.id}}} cannot be written in a copy: “{' '.join(block.text.split())[:80]}”.",
        "let bold words begin and end with a letter or a digit, and use no ](, ** or {# in the words.",
    )


def _read(text: str, block: Block) -> object:
    faults = Faults()
    found = read_copy(text, digest_of(b""), "und", "", faults).blocks
    wrong = [fault for fault in faults.found if fault.check in ("mark-up-unknown", "block-id-missing")]
    named = [evolve(one, id=block.id) if block.kind is BlockKind.ROW else one for one in found]
    return None if wrong or len(named) != 1 else _said(named[0])


def _said(block: Block) -> object:
    runs = [[(run.settled, run.cites, run.strong) for run in runs] for runs in (block.runs, *block.cells)]
    return block.id, block.kind, runs, block.picture, block.alt


def _spellings(runs: Sequence[Run], picture: str | None, alt: str, *, in_row: bool = False) -> Iterator[str]:
    """Yield Markdown for the same words, each time with more of their signs kept from being mark-up."""
    for level in range(3):
        words = _marked_up(runs, level, in_row)
        yield f"![{_escaped(alt, max(level, 1))}]({_address(picture)}) {words}" if picture else words


def _address(path: str) -> str:
    return path if re.fullmatch(r"[\w./-]+", path) else f"<{path.replace('%', '%25')}>"


def _marked_up(runs: Sequence[Run], level: int, in_row: bool) -> str:
    told, at = "", 0
    while at < len(runs):
        strong, cited = (_stretch(runs, at, what) for what in ("strong", "cites"))
        if strong >= cited and strong:
            inner = _marked_up([evolve(run, strong=False) for run in runs[at : at + strong]], level, in_row)
            told, at = f"{told}**{inner}**", at + strong
        elif cited:
            inner = _marked_up([evolve(run, cites=None) for run in runs[at : at + cited]], level, in_row)
            told, at = f"{told}[{inner}]({runs[at].cites})", at + cited
        else:
            words = _escaped(runs[at].settled, level, opening=not told)
            told, at = told + (re.sub(r"(?<!\\)\|", r"\\|", words) if in_row else words), at + 1
    return told


def _stretch(runs: Sequence[Run], at: int, what: str) -> int:
    """How many runs from `at` on are strong, or cite the same; 0 when the first does not."""
    first = getattr(runs[at], what)
    if not first:
        return 0
    return next((n for n, run in enumerate(runs[at:]) if getattr(run, what) != first), len(runs) - at)


def _escaped(text: str, level: int, *, opening: bool = False) -> str:
    if level == 0:
        return text
    if level == 1:
        text = _SPECIAL.sub(r"\\\1", text)
        return _OPENING.sub(lambda found: f"{found[1]}\\" if found[1] else "\\", text) if opening else text
    return _ANY.sub(r"\\\1", text)
