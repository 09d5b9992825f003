# SPDX-License-Identifier: Apache-2.0
"""Why a piece has its status: what stands against each sentence, against the piece as a whole, and what held."""

from collections.abc import Callable, Iterable, Iterator
from datetime import date

from attrs import frozen

from safeconduct.model.edition import Block, Copy, Piece, Run
from safeconduct.model.judgement import Finding, Severity, Waived
from safeconduct.model.ledger import Claim
from safeconduct.model.places import Span
from safeconduct.model.signed import Confirmation, ReaderTest, SignOff
from safeconduct.model.status import Status

from .confirming import confirmed_by
from .ending import ends
from .gate import Decision
from .reader_tests import tests_of
from .scene import Scene
from .standard import steps_of
from .waiving import concerned

Sentences = Callable[[str], Iterable[str]]


@frozen
class Sentence:
    """One sentence of one copy, with every finding that stands against it."""

    text: str
    language: str
    block: str
    at: Span
    findings: tuple[Finding, ...]


@frozen
class Held:
    """What a final piece rests on; `until` is the first day on which something of it ends, None when nothing does."""

    sign_offs: tuple[SignOff, ...]
    confirmations: tuple[Confirmation, ...]
    reader_tests: tuple[ReaderTest, ...]
    until: date | None


@frozen
class Why:
    """The reasons of one piece's status; `held` is None unless it is final."""

    piece: str
    status: Status
    sentences: tuple[Sentence, ...]
    whole: tuple[Finding, ...]
    waived: tuple[Waived, ...]
    held: Held | None


def why(piece: Piece, decision: Decision, scene: Scene, sentences: Sentences) -> Why:
    """Return the reasons of the status of `piece`; `sentences` parts a block's text into its sentences.

    Notes are no reasons.
    """
    against = [
        one
        for one in decision.findings
        if one.severity is not Severity.NOTE and piece.id in concerned(one, decision.pieces)
    ]
    told: list[Sentence] = []
    placed: set[Finding] = set()
    for copy in piece.copies.values():
        for block in copy.blocks:
            of_block = {one for one in against if _is_of(one, block, copy, piece, scene)}
            for text, cites in _parts(block, sentences):
                files = {file for cite in cites for file in _files(cite, scene)}
                found = tuple(one for one in against if one in of_block or one.place.file in files)
                placed.update(found)
                if found:
                    told.append(Sentence(text, copy.language, block.id, block.at, found))
    return Why(
        piece=piece.id,
        status=decision.pieces[piece.id],
        sentences=tuple(told),
        whole=tuple(one for one in against if one not in placed),
        waived=tuple(one for one in decision.waived if one.piece == piece.id),
        held=_held(piece, scene) if decision.pieces[piece.id] is Status.FINAL else None,
    )


def _is_of(finding: Finding, block: Block, copy: Copy, piece: Piece, scene: Scene) -> bool:
    """True when the finding lies in the block's lines, on its recording, or on a consent to that recording."""
    place = finding.place
    if isinstance(place, Span) and place.file == block.at.file:
        return place.first <= block.at.last and place.last >= block.at.first
    takes = [one for one in piece.takes if (one.language, one.block) == (copy.language, block.id)]
    digests = {take.digest for take in takes}
    covering = [one for one in scene.edition.consents if digests & set(one.covers)]
    return place.file in {take.at.file for take in takes} | {consent.at.file for consent in covering}


def _parts(block: Block, sentences: Sentences) -> Iterator[tuple[str, set[str]]]:
    """Yield every sentence of the block (of each cell of a row) with the citations in it."""
    for runs in block.cells or (block.runs,):
        text, at = "".join(run.text for run in runs), 0
        for sentence in sentences(text):
            first = text.index(sentence, at)
            at = first + len(sentence)
            yield sentence, set(_cited(runs, first, at))


def _cited(runs: tuple[Run, ...], first: int, last: int) -> Iterator[str]:
    start = 0
    for run in runs:
        end = start + len(run.text)
        if run.cites and start < last and end > first:
            yield run.cites
        start = end


def _files(cite: str, scene: Scene) -> Iterator[str]:
    """Yield the files of the cited record and of the sources that it quotes."""
    record = scene.edition.record(cite)
    if record is None:
        return
    yield record.at.file
    for quote in record.quotes if isinstance(record, Claim) else record.authority:
        if source := scene.edition.sources.get(quote.source):
            yield source.at.file


def _held(piece: Piece, scene: Scene) -> Held:
    answered = (confirmed_by(piece.id, step, scene) for step in steps_of(piece))
    confirmations = {one.id: one for one in answered if one}
    return Held(
        sign_offs=tuple(one for one in scene.edition.sign_offs if one.piece == piece.id and scene.holds(one)),
        confirmations=tuple(confirmations.values()),
        reader_tests=tuple(one for one in tests_of(piece, scene) if scene.is_as_seen(one)),
        until=min(ends(piece, scene), default=None),
    )
