# SPDX-License-Identifier: Apache-2.0
"""From runs of copy to words that a template can set one by one.

A *set text* is a table {"id", "language", "words"}; a word is a list of [text, strong] pieces, because a citation or a
stress may begin in the middle of a word.  Templates get nothing else to print, so that every printed sign can be
checked against its typeface before anything is set.
"""

import re
from collections.abc import Iterable, Mapping, Sequence

from safeconduct.model.edition import Block, BlockKind, Run

Piece = list[str | bool]
Word = list[Piece]
SetText = dict[str, str | list[Word]]
SetBlock = dict[str, object]

# A no-break space is no gap: whoever wrote it wanted the words together.
_GAP = re.compile(r"[ \t\r\n]+")
_DASHES = frozenset({"–", "—", "-"})
_LONGEST_BOUND = 26


def words_of(runs: Iterable[Run]) -> list[Word]:
    """Split runs into words at spaces; a word keeps the pieces of all the runs it spans."""
    words: list[Word] = []
    open_word: Word = []
    for run in runs:
        for index, part in enumerate(_GAP.split(run.text)):
            if index and open_word:
                words.append(open_word)
                open_word = []
            if part and open_word and open_word[-1][1] == run.strong:
                open_word[-1] = [f"{open_word[-1][0]}{part}", run.strong]
            elif part:
                open_word.append([part, run.strong])
    return [*words, open_word] if open_word else words


def plain_word(word: Word) -> str:
    """Return the letters of a word."""
    return "".join(str(piece[0]) for piece in word)


def bound(words: Sequence[Word], language: str) -> list[Word]:
    """Tie what must not part at a line end: a dash to the word before it, a one-letter word to the next (uk, ru)."""
    tied: list[Word] = []
    for word in words:
        before = plain_word(tied[-1]) if tied else ""
        short = before.rpartition(" ")[2]
        holds_on = (
            plain_word(word) in _DASHES
            or (language in ("uk", "ru") and len(short) == 1 and short.isalpha())
            or (language == "en" and short in ("a", "A"))
        )
        if before and holds_on and len(before) + len(plain_word(word)) < _LONGEST_BOUND:
            last = tied[-1][-1]
            tied[-1] = [*tied[-1][:-1], [f"{last[0]} ", last[1]], *word]
        else:
            tied.append(word)
    return tied


def set_runs(name: str, language: str, runs: Iterable[Run]) -> SetText:
    """Return runs as a set text called `name` (a block id or the name of a fixed line)."""
    return {"id": name, "language": language, "words": bound(words_of(runs), language)}


def set_line(name: str, language: str, text: str) -> SetText:
    """Return one plain string as a set text."""
    return set_runs(name, language, [Run(text)])


def set_block(block: Block, language: str, pictures: Mapping[str, str]) -> SetBlock:
    """Return a block for a template; `pictures` maps manuscript paths to the names the template knows them by."""
    columns = block.columns or ("",) * len(block.cells)
    return {
        "id": block.id,
        "kind": block.kind.value,
        "text": set_runs(block.id, language, block.runs),
        "picture": pictures.get(block.picture) if block.picture else None,
        "alt": block.alt,
        "columns": list(columns),
        "cells": [
            set_runs(block.id, language if column in ("", "say") else column, cell)
            for column, cell in zip(columns, block.cells, strict=True)
        ],
    }


def before_first_heading(blocks: Sequence[Block]) -> tuple[list[Block], list[Block]]:
    """Part the blocks of a copy at its first `##` heading; the title stays with the first part."""
    cut = next((i for i, block in enumerate(blocks) if block.kind is BlockKind.HEADING), len(blocks))
    return list(blocks[:cut]), list(blocks[cut:])
