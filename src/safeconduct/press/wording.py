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
# Hangul is set about twice as wide as letters.
_LONGEST_BOUND = {"ko-KP": 12}
_LONGEST_BOUND_OF_LETTERS = 26
# Short words that a reader should not have to look for on the line before: articles, negations, determiners.
_LEANING = {
    "ko-KP": frozenset(["이", "그", "저", "매", "각", "첫", "새", "한", "두", "세", "네", "안", "못"]),
    "uk": frozenset({"не", "ні"}),
    "ru": frozenset({"не", "ни"}),
    "en": frozenset({"a"}),
}
_ABBREVIATIONS = frozenset(["art.", "no.", "p.", "pp.", "ст.", "п.", "№", "§"])
_INITIAL = re.compile(r"[^\W\d_]\.")
_NUMBER = re.compile(r"[(«“]?\d{1,3}")
_YEAR = re.compile(r"\d{4}")
_OF_A_YEAR = re.compile(r"(?:року|рік|р\.|года|году|год|г\.)[.,;:!?)»”]*")
_MONTH = re.compile(r"\d{1,2}월")


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
    """Tie what must not part at a line end.

    A dash to the word before it; a short leaning word, a number, an abbreviation and an initial to the word after.
    """
    longest = _LONGEST_BOUND.get(language, _LONGEST_BOUND_OF_LETTERS)
    tied: list[Word] = []
    for word in words:
        before, after = plain_word(tied[-1]) if tied else "", plain_word(word)
        holds_on = after in _DASHES or _leans(before.rpartition(" ")[2], after, language)
        if before and holds_on and len(before) + len(after) < longest:
            last = tied[-1][-1]
            tied[-1] = [*tied[-1][:-1], [f"{last[0]} ", last[1]], *word]
        else:
            tied.append(word)
    return tied


def _leans(word: str, after: str, language: str) -> bool:
    if word.lower() in _LEANING.get(language, ()):
        return True
    if language == "ko-KP":
        return bool(_MONTH.fullmatch(word) and after[:1].isdigit())
    return (
        (language in ("uk", "ru") and len(word) == 1 and word.isalpha())
        or word.lower() in _ABBREVIATIONS
        or bool(_INITIAL.fullmatch(word) and word[0].isupper())
        or bool(_NUMBER.fullmatch(word) and after[:1].isalpha())
        or bool(_YEAR.fullmatch(word) and _OF_A_YEAR.fullmatch(after))
    )


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


def heading_of_steps(blocks: Sequence[Block]) -> Block | None:
    """Return the heading right before the first step, which belongs to the steps; None without steps or heading."""
    first = next((i for i, block in enumerate(blocks) if block.kind is BlockKind.STEP), 0)
    before = blocks[first - 1] if first else None
    return before if before and before.kind is BlockKind.HEADING else None
