# SPDX-License-Identifier: Apache-2.0
"""Segments: `pieces/<id>/copy.<lang>.segments.toml`, how far each block of a translation is, and what is still open."""

from collections.abc import Iterator, Mapping
from enum import StrEnum

from attrs import frozen

from safeconduct.model.canonical import digest_of_value
from safeconduct.model.edition import Block, Copy, Edition, Piece
from safeconduct.model.exchange import Segment, Segments, SegmentState

from .appending import quoted
from .seen import bare_block
from .toml import Table

_DIGITS = 16


class Standing(StrEnum):
    """How a block of a translation stands today: its state, or why its state counts no longer."""

    OPEN = "open"
    SOURCE_CHANGED = "source-changed"
    COPY_CHANGED = "copy-changed"
    TRANSLATED = "translated"
    REVIEWED = "reviewed"
    FINAL = "final"


REOPENED = (Standing.SOURCE_CHANGED, Standing.COPY_CHANGED)
"""The words were translated, and then those of the source, or their own, came to say something else."""


@frozen
class Stood:
    """One block of the source with its translation (None: there is none) and how that stands.

    `by_machine` is true when a machine wrote the words and no person has reviewed them since.
    """

    source: Block
    block: Block | None
    segment: Segment | None
    standing: Standing
    by_machine: bool


@frozen
class OpenSegment:
    """A block of a piece that is not final in a language whose segments are kept, or that a machine wrote alone."""

    piece: Piece
    language: str
    stood: Stood


def bare_fingerprint(block: Block) -> str:
    """Return 16 digits that stay the same while only spacing and punctuation of a block change."""
    return digest_of_value(bare_block(block))[:_DIGITS]


def fingerprint(block: Block) -> str:
    """Return 16 digits that change with every sign of a block, and not with its lines."""
    runs = [[[run.settled, run.cites, run.strong] for run in runs] for runs in (block.runs, *block.cells)]
    return digest_of_value([block.kind, block.picture, block.alt, block.columns, runs])[:_DIGITS]


def standings(source: Copy, copy: Copy | None, segments: Segments | None, language: str) -> Iterator[Stood]:
    """Yield how each block of `source` stands in its translation into `language`.

    A row that has words in both languages has nothing to translate, and is left out.
    """
    words = {block.id: block for block in copy.blocks} if copy else {}
    for block in (block for block in source.blocks if language not in block.columns):
        segment = segments.blocks.get(block.id) if segments else None
        translated = words.get(block.id)
        standing = _standing(block, translated, segment)
        human = segment is not None and segment.state.rank >= SegmentState.REVIEWED.rank
        yield Stood(block, translated, segment, standing, bool(segment and segment.machine and not human))


def _standing(source: Block, translated: Block | None, segment: Segment | None) -> Standing:
    if translated is None or segment is None or segment.state is SegmentState.INITIAL:
        return Standing.OPEN
    if segment.words != bare_fingerprint(source):
        return Standing.SOURCE_CHANGED
    if segment.copy != bare_fingerprint(translated):
        return Standing.COPY_CHANGED
    return Standing(segment.state.value)


def open_segments(edition: Edition) -> tuple[OpenSegment, ...]:
    """Return every block that is not final, or that a machine wrote alone, where segments are kept."""
    found: list[OpenSegment] = []
    for piece in edition.pieces:
        for language, segments in piece.segments.items():
            source = piece.copies[segments.translated_from]
            found += [
                OpenSegment(piece, language, stood)
                for stood in standings(source, piece.copies[language], segments, language)
                if stood.standing is not Standing.FINAL or stood.by_machine
            ]
    return tuple(found)


def read_segments(language: str, table: Table, copies: Mapping[str, Copy]) -> Segments | None:
    """Read the states of one copy; None when it is not told from which of the `copies` it was translated."""
    begun = table.text("from")
    blocks: dict[str, Segment] = {}
    entries = table.table("segment", needed=False)
    for name in entries.values if entries else ():
        entry = entries.table(str(name)) if entries else None
        if entry is not None:
            blocks[str(name)] = _segment(str(name), entry)
    table.done()
    if begun and (begun not in copies or begun == language):
        others = [f'"{other}"' for other in copies if other != language]
        table.wrong(
            "from", f"from = the language of another copy of the piece: {' or '.join(others) or 'there is none'}"
        )
        return None
    return Segments(language, begun, blocks, table.at()) if begun else None


def _segment(name: str, entry: Table) -> Segment:
    segment = Segment(
        block=name,
        state=entry.choice("state", SegmentState, SegmentState.INITIAL),
        by=entry.text("by"),
        machine=entry.flag("machine"),
        words=entry.text("words"),
        source=entry.text("source"),
        copy=entry.text("copy"),
        at=entry.at(),
    )
    entry.done()
    return segment


def segments_text(segments: Segments) -> str:
    """Return segments as the file that `read_segments` reads, in the order of `blocks`."""
    lines = [
        "# How far each block is translated.  Written by `safeconduct language import`; a state counts only while",
        "# source and copy say what they said then.",
        f'from = "{segments.translated_from}"',
    ]
    for name, segment in segments.blocks.items():
        lines += [
            "",
            f"[segment.{name}]",
            f'state = "{segment.state}"',
            f"by = {quoted(segment.by)}",
            f"machine = {str(segment.machine).lower()}",
            f"words = {quoted(segment.words)}",
            f"source = {quoted(segment.source)}",
            f"copy = {quoted(segment.copy)}",
        ]
    return "\n".join([*lines, ""])
