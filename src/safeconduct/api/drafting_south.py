# SPDX-License-Identifier: Apache-2.0
"""Blocks of a Southern draft turned Northern: the words change, their bold and their citations stay where they are."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from difflib import SequenceMatcher
from itertools import groupby

from attrs import evolve, frozen

from safeconduct.language.northern.converting import Converted, convert
from safeconduct.language.northern.edits import Edit, applied
from safeconduct.model.edition import Block, Run


@frozen
class Done:
    """An edit with the id of its block, and the words around it before and after."""

    block: str
    edit: Edit
    before: str
    after: str


@frozen
class Turned:
    """Blocks turned Northern, and what was done; `modelled` is False when tables alone were asked."""

    blocks: tuple[Block, ...]
    edits: tuple[Done, ...]
    modelled: bool


def turned(blocks: Iterable[Block], choices: Mapping[str, str], language: str = "ko-KP") -> Turned:
    """Return the blocks in the Northern norm: their words, what pictures show, and cells in `language` alone."""
    edits: list[Done] = []
    modelled = True

    def north(text: str, block_id: str) -> Converted:
        nonlocal modelled
        done = convert(text, choices)
        edits.extend(_done(block_id, text, edit) for edit in done.edits)
        modelled &= done.modelled
        return done

    def runs_of(runs: Sequence[Run], block_id: str) -> tuple[Run, ...]:
        text = "".join(run.settled for run in runs)
        return carried(runs, text, north(text, block_id)) if text else tuple(runs)

    told = []
    for block in blocks:
        cells = tuple(
            runs_of(cell, block.id) if column == language else cell
            for cell, column in zip(block.cells, block.columns, strict=False)
        )
        alt = north(block.alt, block.id).text if block.alt else block.alt
        told.append(evolve(block, runs=runs_of(block.runs, block.id), cells=cells, alt=alt))
    return Turned(tuple(told), tuple(edits), modelled)


def _done(block_id: str, text: str, edit: Edit) -> Done:
    left = re.split(r"\s", text[: edit.start])[-1]
    right = re.split(r"\s", text[edit.end :])[0]
    return Done(block_id, edit, f"{left}{edit.old}{right}", f"{left}{edit.new}{right}")


def carried(runs: Iterable[Run], text: str, done: Converted) -> tuple[Run, ...]:
    """Return the converted text set as the runs of `text` were: what was put in is set as what stands before it."""
    looks = [(run.cites, run.strong) for run in runs for _ in run.settled]
    places = _places(text, done)
    letters = [(sign, looks[min(at, len(looks) - 1)]) for sign, at in zip(done.text, places, strict=True)]
    return tuple(
        Run("".join(sign for sign, _ in alike), cites, strong)
        for (cites, strong), alike in groupby(letters, lambda letter: letter[1])
    )


def _places(text: str, done: Converted) -> Iterator[int]:
    """Yield the place in `text` that each letter of the result comes from."""
    made = [edit for edit in done.edits if not edit.kept]
    if applied(text, made) == done.text:
        changes = [(edit.start, edit.end, len(edit.new)) for edit in made]
    else:  # the places are those of another text: compare the two
        codes = SequenceMatcher(None, text, done.text, autojunk=False).get_opcodes()
        changes = [(i, k, m - j) for how, i, k, j, m in codes if how != "equal"]
    at = 0
    for start, end, size in changes:
        yield from range(at, start)
        if start == end:
            yield from (max(0, start - 1) for _ in range(size))
        else:
            yield from (min(start + n, end - 1) for n in range(size))
        at = end
    yield from range(at, len(text))
