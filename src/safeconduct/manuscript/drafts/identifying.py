# SPDX-License-Identifier: Apache-2.0
"""Which block of a draft is which block of the copy: ids are kept, taken from another language, or made."""

from collections import Counter
from collections.abc import Iterable, Sequence
from difflib import SequenceMatcher
from typing import Final

from attrs import evolve

from safeconduct.model.edition import Block, BlockKind, Copy

_ALIKE: Final = 0.5
"""Two texts of which at least this share agrees may be one text before and after."""

_MOST_COMPARED: Final = 400
_KEPT: Final = (BlockKind.PARAGRAPH,)


def identified(blocks: Sequence[Block], existing: Copy | None, others: Iterable[Copy]) -> tuple[Block, ...]:
    """Return the blocks with an id each.

    An id in the draft counts; then the block of the `existing` copy with the same words, or in the same place, of the
    same kind; then, where the draft has no id and the same kinds of blocks in the same order as one of the `others`
    (the piece in other languages), that one's; the rest get new ones.  A paragraph whose id is known as another kind
    of block is of that kind: programs lose styles, and an id has one kind in every language.
    """
    known = existing.blocks if existing else ()
    others = list(others)
    kinds = {block.id: block for copy in (*others, *([existing] if existing else [])) for block in copy.blocks}
    told = [_as_known(block, kinds.get(block.id)) for block in blocks]
    told = _one_title(told, (*([existing] if existing else []), *others))
    if known:
        told = _kept(told, known)
    if not any(block.id for block in told if block.kind is not BlockKind.TITLE):
        for copy in others:
            if [block.kind for block in copy.blocks] == [block.kind for block in told]:
                told = [evolve(block, id=other.id) for block, other in zip(told, copy.blocks, strict=True)]
                break
    return tuple(_named(told, set(kinds)))


def _one_title(blocks: list[Block], copies: Iterable[Copy]) -> list[Block]:
    """A copy has one title: whatever it says, it is the one there is."""
    known = [block.id for copy in copies for block in copy.blocks if block.kind is BlockKind.TITLE]
    used = {block.id for block in blocks}
    return [
        evolve(block, id=known[0]) if block.kind is BlockKind.TITLE and not block.id and {*known[:1]} - used else block
        for block in blocks
    ]


def _as_known(block: Block, known: Block | None) -> Block:
    if known is None or block.kind not in _KEPT or known.kind in (BlockKind.TITLE, BlockKind.ROW, block.kind):
        return block
    return evolve(block, kind=known.kind)


def _kept(blocks: Sequence[Block], known: Sequence[Block]) -> list[Block]:
    """Give blocks the ids of the known ones that they are, between any two that are certain."""
    told = list(blocks)
    places = {block.id: at for at, block in enumerate(known)}
    _same_words(told, known)
    fixed = [(at, places[block.id]) for at, block in enumerate(told) if block.id in places]
    # Only those in order bound a stretch: a block that was moved bounds nothing.
    chain = _in_order(fixed)
    for (here, there), (next_here, next_there) in zip(
        [(-1, -1), *chain], [*chain, (len(told), len(known))], strict=True
    ):
        used = {block.id for block in told}
        free = [block for block in known[there + 1 : next_there] if block.id not in used]
        open_ = [at for at in range(here + 1, next_here) if not told[at].id]
        if [told[at].kind for at in open_] == [block.kind for block in free]:
            for at, block in zip(open_, free, strict=True):
                told[at] = evolve(told[at], id=block.id)
        else:
            _most_alike(told, open_, free)
    return told


def _same_words(told: list[Block], known: Sequence[Block]) -> None:
    used = {block.id for block in told if block.id}
    times = Counter((block.kind, block.text) for block in known)
    by_words = {(block.kind, block.text): block.id for block in known if times[block.kind, block.text] == 1}
    for at, block in enumerate(told):
        found = by_words.get((block.kind, block.text))
        if not block.id and found and found not in used:
            told[at] = evolve(block, id=found)
            used.add(found)


def _most_alike(told: list[Block], open_: Sequence[int], free: list[Block]) -> None:
    if len(open_) * len(free) > _MOST_COMPARED:
        return
    for at in open_:
        alike = [(_likeness(told[at], block), block) for block in free if block.kind is told[at].kind]
        best, block = max(alike, key=lambda pair: pair[0], default=(0.0, None))
        if block is not None and best >= _ALIKE:
            told[at] = evolve(told[at], id=block.id)
            free.remove(block)


def _likeness(one: Block, other: Block) -> float:
    return SequenceMatcher(None, one.text, other.text, autojunk=False).ratio()


def _in_order(pairs: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """The longest row of pairs in which both places grow."""
    best: list[list[tuple[int, int]]] = []
    for pair in pairs:
        before = max((row for row in best if row[-1][1] < pair[1]), key=len, default=[])
        best.append([*before, pair])
    return max(best, key=len, default=[])


def _named(blocks: Iterable[Block], taken: set[str]) -> Iterable[Block]:
    """Name what has no name by its kind and a number that no language of the piece uses."""
    blocks = list(blocks)
    taken = taken | {block.id for block in blocks}
    for block in blocks:
        block_id = block.id
        if not block_id:
            numbers = (f"{block.kind}-{n}" for n in range(1, len(taken) + len(blocks) + 2))
            plain = ["title"] if block.kind is BlockKind.TITLE else []
            block_id = next(name for name in (*plain, *numbers) if name not in taken)
            taken.add(block_id)
        yield evolve(block, id=block_id)
