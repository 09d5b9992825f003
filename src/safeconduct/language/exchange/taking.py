# SPDX-License-Identifier: Apache-2.0
"""Taking back: units that came back become words of the copy, and what was said of them its segments."""

from collections import Counter
from collections.abc import Iterable, Mapping

from attrs import evolve, field, frozen

from safeconduct.manuscript.copy_writing import Written, rewritten, written
from safeconduct.manuscript.segments import bare_fingerprint, fingerprint, segments_text
from safeconduct.model.edition import Block, Edition, Piece
from safeconduct.model.exchange import Segment, Segments, SegmentState
from safeconduct.model.places import Span
from safeconduct.model.refusal import UsageRefusal

from .comparing import Match, matched
from .returned import Returned, ReturnedFile
from .units import translated, units

BY_MACHINE = "machine"


@frozen
class Terms:
    """On which terms a file is taken: in which role somebody hands it in, and what is said of all its new words.

    `state` is given to new words that came back without one; `machine` is true when a machine wrote them.
    """

    by: str
    state: SegmentState = SegmentState.INITIAL
    machine: bool = False
    skip_changed: bool = False


@frozen
class Texts:
    """The texts of two copies of a piece; `target` is "" where there is none yet."""

    source: str
    target: str
    source_file: str
    target_file: str


@frozen
class Taken:
    """What a piece becomes: the text of its copy and of its segments (None: as before), and what is to be told."""

    copy: str | None
    segments: str | None
    changed: tuple[str, ...]
    unfinished: tuple[str, ...]
    skipped: tuple[str, ...]
    held_back: tuple[str, ...] = field(default=())


def take(
    edition: Edition, piece: Piece, texts: Texts, file: ReturnedFile, returned: Iterable[Returned], terms: Terms
) -> Taken:
    """Return what the units that came back make of a piece; raises `UsageRefusal` for what cannot be taken."""
    known = {unit.id: unit for unit in units(edition, piece, file.source, file.target)}
    matches, unfinished, skipped = matched(known, returned, skip_changed=terms.skip_changed)
    source = written(texts.source, file.source, texts.source_file)
    target = written(texts.target, file.target, texts.target_file)
    by_block: dict[str, list[Match]] = {}
    for match in matches:
        by_block.setdefault(match.unit.block.id, []).append(match)
    wanted, left = _wanted(by_block, target, file)
    text = rewritten(target, source, wanted) if wanted else texts.target
    now = written(text, file.target, texts.target_file)
    _as_wanted(now, wanted)
    parts = Counter(unit.block.id for unit in known.values())
    # Nothing is said of a block of which a part did not come back.
    whole = {name: those for name, those in by_block.items() if name not in left and len(those) == parts[name]}
    kept = piece.segments.get(file.target)
    records, held_back = _records(piece, file, whole, now, terms)
    told = segments_text(Segments(file.target, file.source, records, Span("")))
    # Left alone when nothing in it changes, whatever a person has written around it.
    same = (kept.blocks if kept else {}) == records and (kept is None or kept.translated_from == file.source)
    return Taken(
        copy=text if wanted else None,
        segments=None if same else told,
        changed=tuple(wanted),
        unfinished=(*unfinished, *left),
        skipped=skipped,
        held_back=held_back,
    )


def _wanted(
    by_block: Mapping[str, list[Match]], target: Written, file: ReturnedFile
) -> tuple[dict[str, Block], tuple[str, ...]]:
    old = {block.id: block for block in target.copy.blocks}
    wanted: dict[str, Block] = {}
    left: list[str] = []
    for name, those in by_block.items():
        if any(match.changed for match in those):
            told = {match.unit.id: (match.target, match.unit.known) for match in those}
            block = translated(told, those[0].unit.block, old.get(name), (file.source, file.target))
            if block is None:
                left.append(name)
            else:
                wanted[name] = block
    return wanted, tuple(left)


def _as_wanted(now: Written, wanted: Mapping[str, Block]) -> None:
    """Raise `UsageRefusal` unless the text that would be written reads as it is meant."""
    read = {block.id: block for block in now.copy.blocks}
    for name, block in wanted.items():
        if name not in read or fingerprint(read[name]) != fingerprint(evolve(block, columns=read[name].columns)):
            raise UsageRefusal(
                f"The words of {{#{name}}} cannot be put into {now.copy.at.file}.",
                "write this block by hand, and export again.",
            )


def _records(
    piece: Piece, file: ReturnedFile, by_block: Mapping[str, list[Match]], now: Written, terms: Terms
) -> tuple[dict[str, Segment], tuple[str, ...]]:
    kept = piece.segments.get(file.target)
    before = dict(kept.blocks) if kept and kept.translated_from == file.source else {}
    blocks = {block.id: block for block in now.copy.blocks}
    held_back: list[str] = []
    for name, those in by_block.items():
        if name in blocks and (new := _record(those, before.get(name), blocks[name], file, terms)):
            before[name] = new
            wanted = min((match.returned.state for match in those), key=lambda state: state.rank)
            held_back += [name] if new.machine and new.state.rank < wanted.rank else []
    order = [block.id for block in piece.copies[file.source].blocks]
    return {name: before[name] for name in order if name in before}, tuple(held_back)


def _record(those: list[Match], old: Segment | None, block: Block, file: ReturnedFile, terms: Terms) -> Segment | None:
    """Return what is now said of a block, or None when nothing new is said of it."""
    unit, changed, new = those[0].unit, any(match.changed for match in those), any(match.new for match in those)
    state = min((match.returned.state for match in those), key=lambda one: one.rank)
    if changed and not file.tells_states:
        state = min(state, SegmentState.TRANSLATED, key=lambda one: one.rank)
    if new and state is SegmentState.INITIAL and file.tells_states:
        state = terms.state
    by_machine = any(match.returned.machine for match in those) or (terms.machine and new)
    if not changed and state is unit.state and (unit.reopened or by_machine is unit.machine):
        return None
    machine = by_machine or (not changed and old is not None and old.machine)
    reviewed = old is not None and old.state.rank >= SegmentState.REVIEWED.rank and not unit.reopened
    if by_machine:
        state = min(state, SegmentState.TRANSLATED, key=lambda one: one.rank)
    elif machine and not reviewed:
        # Words that a machine wrote are reviewed by a person before anybody calls them final.
        state = min(state, SegmentState.REVIEWED, key=lambda one: one.rank)
    return Segment(
        block=unit.block.id,
        state=state,
        by=BY_MACHINE if by_machine else terms.by,
        machine=machine,
        words=bare_fingerprint(unit.block),
        source=fingerprint(unit.block),
        copy=bare_fingerprint(block),
        at=old.at if old else Span(""),
    )
