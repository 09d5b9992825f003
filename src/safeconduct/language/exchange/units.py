# SPDX-License-Identifier: Apache-2.0
"""Units: what of a copy is translated, each with what stands in the translation already and how far that is."""

from collections.abc import Iterator, Mapping, Sequence

from attrs import evolve, frozen

from safeconduct.manuscript.segments import REOPENED, Stood, standings
from safeconduct.manuscript.terms import used
from safeconduct.model.canonical import digest_of_value
from safeconduct.model.edition import Block, BlockKind, Edition, Piece, Run
from safeconduct.model.exchange import SegmentState, TermStatus

from .content import PICTURE, Codes, Content, content_of, plain, renamed, runs_of

SAY = "say"
_KINDS = {
    BlockKind.TITLE: "The title.",
    BlockKind.HEADING: "A heading.",
    BlockKind.PARAGRAPH: "A paragraph.",
    BlockKind.STEP: "A step that readers are told to take.",
    BlockKind.POINT: "A point of a list.",
    BlockKind.ROW: "A cell of a table.",
}
_SAID = "How words of this row are said, in the letters that readers of the translation know."
_ALT = "What the picture beside these words shows, for those who do not see it."


@frozen
class Unit:
    """What a translator sees as one: the words of a block, of a cell, or for a picture.

    `id` is the block's, with ".picture" or ".1" (the cell) behind it where it is not the words of the whole block.
    `target` is None where nothing stands yet; `known` are the codes of source and target together.
    """

    id: str
    block: Block
    source: Content
    codes: Codes
    target: Content | None
    target_codes: Codes
    state: SegmentState
    reopened: bool
    machine: bool
    notes: tuple[str, ...]

    @property
    def known(self) -> Codes:
        """Every code that source or target holds."""
        return {**self.codes, **self.target_codes}

    @property
    def part(self) -> str:
        """What of the block it is: "" for its words, "picture", or the number of a cell."""
        return self.id.partition(".")[2]


def fingerprint(content: Content | None, codes: Codes) -> str:
    """Return 16 digits that change with every sign of a content; "" for none."""
    if content is None:
        return ""
    return digest_of_value([part if isinstance(part, str) else [part.side, codes[part.code]] for part in content])[:16]


def units(edition: Edition, piece: Piece, source: str, target: str) -> tuple[Unit, ...]:
    """Return the units of a piece between two of its languages; there may be no copy in `target` yet."""
    copy = piece.copies[source]
    segments = piece.segments.get(target)
    kept = segments if segments and segments.translated_from == source else None
    stood = standings(copy, piece.copies.get(target), kept, target)
    return tuple(unit for one in stood for unit in _of_block(edition, one, source, target))


def _of_block(edition: Edition, stood: Stood, source: str, target: str) -> Iterator[Unit]:
    block, other = stood.source, stood.block
    between = (source, target)
    if block.kind is not BlockKind.ROW:
        words = (block.runs, other.runs if other else None)
        yield from _unit(edition, stood, block.id, words, _KINDS[block.kind], between)
        if block.alt:
            alt = (Run(other.alt),) if other and other.alt else None
            yield from _unit(edition, stood, f"{block.id}.picture", ((Run(block.alt),), alt), _ALT, between)
        return
    for number, cell in enumerate(block.cells):
        if (name := cell_heading(block, number, source, target)) is not None:
            there = other is not None and number < len(other.cells) and other.columns[number] == name
            cells = (cell, other.cells[number] if other and there else None)
            what = _SAID if name == SAY else _KINDS[block.kind]
            yield from _unit(edition, stood, f"{block.id}.{number + 1}", cells, what, between)


def cell_heading(block: Block, number: int, source: str, target: str) -> str | None:
    """Return the heading of a cell in the translation, or None when the cell stays as it is.

    The words in the source's language become those of the target, and how they are said is written anew; a row that has
    words in both languages has nothing to translate.
    """
    if number >= len(block.columns) or target in block.columns or block.columns[number] not in (source, SAY):
        return None
    return target if block.columns[number] == source else SAY


def _terms(edition: Edition, text: str, source: str, target: str) -> Iterator[str]:
    """What the glossary says of terms that stand in the source."""
    for concept in dict.fromkeys(one.concept for one in used(text, source, edition.glossary, *TermStatus)):
        told = [
            f"{what} {' or '.join(f'“{term.words}”' for term in terms)}"
            for what, status in (("write", TermStatus.PREFERRED), ("never", TermStatus.FORBIDDEN))
            if (terms := concept.of(target, status))
        ]
        if told:
            yield f"Glossary, “{concept.id}”: {'; '.join(told)}.{f' {concept.note}' if concept.note else ''}"


def _unit(
    edition: Edition,
    stood: Stood,
    name: str,
    told: tuple[Sequence[Run], Sequence[Run] | None],
    what: str,
    between: tuple[str, str],
) -> Iterator[Unit]:
    runs, other = told
    is_words = "." not in name
    content, codes = content_of(runs, stood.source.picture if is_words else None)
    if not plain(content).strip():
        return
    target, target_codes = content_of(other or (), stood.block.picture if stood.block and is_words else None)
    target, target_codes = renamed(target, target_codes, codes)
    reopened = stood.standing in REOPENED
    closed = stood.segment is not None and not reopened
    yield Unit(
        id=name,
        block=stood.source,
        source=content,
        codes=codes,
        target=target if plain(target).strip() else None,
        target_codes=target_codes if plain(target).strip() else {},
        state=stood.segment.state if stood.segment and closed and stood.block else SegmentState.INITIAL,
        reopened=reopened,
        machine=stood.by_machine,
        notes=(what, *_notes(edition, codes, stood), *_terms(edition, plain(content), *between)),
    )


def _notes(edition: Edition, codes: Codes, stood: Stood) -> Iterator[str]:
    for code, means in codes.items():
        if record := edition.record(means):
            yield f"Code {code} cites the {means.partition(':')[0]} “{record.id}”: {record.text}"
        elif means.startswith(PICTURE):
            yield f"Code {code} is the {means}; it stays before all words."
    if stood.standing in REOPENED:
        whose = "source" if stood.standing is REOPENED[0] else "translation"
        yield f"The words of the {whose} have changed since this was translated: read it again."
    if stood.by_machine:
        yield "A machine wrote the translation, and no person has reviewed it yet."


def translated(
    returned: Mapping[str, tuple[Content, Codes]], block: Block, old: Block | None, between: tuple[str, str]
) -> Block | None:
    """Return a block with the contents that came back, by unit id; what did not come is that of the `old` block.

    None when a part of it has no words yet in either.  `between` are the languages of source and target.
    """
    named = [cell_heading(block, number, *between) or column for number, column in enumerate(block.columns)]
    cells = list(block.cells)
    alt, runs, picture = old.alt if old else "", old.runs if old else (), old.picture if old else block.picture
    for number in range(len(cells)):
        if old and old.columns and number < len(old.cells):
            cells[number] = old.cells[number]
    for name, (content, codes) in returned.items():
        part = name.partition(".")[2]
        told = runs_of(content, codes)
        if part == PICTURE:
            alt = plain(content).strip()
        elif part:
            cells[int(part) - 1] = told
        else:
            runs = told
            picture = next((means.partition(" ")[2] for means in codes.values() if means.startswith(PICTURE)), None)
    if (block.runs and not runs) or (picture and block.alt and not alt):
        return None
    return evolve(
        block, runs=runs, alt=alt if picture else "", picture=picture, cells=tuple(cells), columns=tuple(named)
    )
