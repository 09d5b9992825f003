# SPDX-License-Identifier: Apache-2.0
"""The author's choices: hanja in braces after a word (연대{聯隊}), and a choice file of Southern and Northern words.

A choice file has a line for each word: the Southern word, a tab, the Northern word, and perhaps a tab and its hanja.
Lines that begin with # and empty lines are passed over.  A word that is settled so carries no flag.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Final

from attrs import evolve, frozen

from safeconduct.model.refusal import FolderRefusal, UsageRefusal

from .draft import Draft
from .edits import Edit, Grade
from .sino_table.readings import northern

RULE: Final = "author"
_ARTICLE: Final = "the author's word"
_BRACES: Final = re.compile(r"\{([\u3400-\u9fff\uf900-\ufaff가-힣]+)\}")
_HANJA: Final = re.compile(r"[\u3400-\u9fff\uf900-\ufaff]")
_WORD: Final = re.compile(r"[가-힣]+(?: [가-힣]+)*")


@frozen
class Braced:
    """A text without its braces: `settled` gives hanja by place in it, `dropped` what braces stood where."""

    text: str
    settled: Mapping[tuple[int, int], str]
    dropped: Sequence[tuple[int, str]]


def read_choices(path: Path) -> dict[str, str]:
    """Return the choices of a file; raises `FolderRefusal` when it cannot be read, and what `choices_from` raises."""
    try:
        text = path.read_text("utf-8")
    except (OSError, UnicodeDecodeError) as reason:
        raise FolderRefusal(
            f"The choice file {path} cannot be read: {reason}.", "Name a text file in UTF-8 that is there."
        ) from reason
    return choices_from(text, str(path))


def choices_from(text: str, file: str) -> dict[str, str]:
    """Return Northern words by Southern ones; `UsageRefusal` with file and line for a line that is no choice."""
    found: dict[str, str] = {}
    for number, line in enumerate(text.splitlines(), 1):
        if not line.strip() or line.startswith("#"):
            continue
        south, north = _choice(f"{file}:{number}", line)
        if found.get(south, north) != north:
            raise UsageRefusal(
                f"{file}:{number}: {south} has been chosen as {found[south]} already.",
                "Keep one line for each word; where it means two things, write the hanja in braces in the copy.",
            )
        found[south] = north
    return found


def _choice(place: str, line: str) -> tuple[str, str]:
    cells = [cell.strip() for cell in line.rstrip("\r\n").split("\t")]
    if len(cells) not in (2, 3) or not all(_WORD.fullmatch(cell) for cell in cells[:2]):
        raise UsageRefusal(
            f"{place}: this is not a choice.",
            "Write the Southern word, a tab, the Northern word in Hangul, and perhaps a tab and the hanja.",
        )
    south, north, hanja = (*cells, "")[:3]
    if hanja and (len(hanja) != len(south) or not _HANJA.search(hanja)):
        raise UsageRefusal(
            f"{place}: {hanja} is not the hanja of {south}.",
            "Write one sign for each syllable, or leave the third column out.",
        )
    return south, north


def unbraced(text: str) -> Braced:
    """Return a text without the hanja in braces; braces that do not fit the word before them stay.

    A single hanja fits a word of one syllable only; several may be the end of a longer word (자주연대{聯隊}).
    """
    parts: list[str] = []
    settled: dict[tuple[int, int], str] = {}
    dropped: list[tuple[int, str]] = []
    at = length = 0
    for found in _BRACES.finditer(text):
        parts.append(text[at : found.start()])
        length += found.start() - at
        at = found.start()
        word = text[max(0, found.start() - len(found[1])) : found.start()]
        if not _HANJA.search(found[1]) or len(word) != len(found[1]) or not _WORD.fullmatch(word) or " " in word:
            continue
        if len(word) == 1 and _WORD.fullmatch(text[max(0, found.start() - 2) : found.start() - 1]):
            continue
        settled[length - len(word), length] = found[1]
        dropped.append((length, found[0]))
        at = found.end()
    return Braced("".join([*parts, text[at:]]), settled, tuple(dropped))


def edits(draft: Draft) -> Iterator[Edit]:
    """Yield the author's edits, flagless; one that changes nothing keeps other rules away."""
    for (start, end), hanja in draft.settled.items():
        old = draft.text[start:end]
        yield Edit(start, end, old, northern(old, hanja), RULE, Grade.CONVERT, _ARTICLE)
    for found in _BRACES.finditer(draft.text):
        if _HANJA.search(found[1]):
            why = "these hanja do not fit the word before them, syllable by syllable"
            yield Edit(*found.span(), found[0], found[0], RULE, Grade.WARN, _ARTICLE, (), why)
    for south, north in draft.choices.items():
        for found in re.finditer(re.escape(south), draft.text):
            if _whole(draft, *found.span()):
                yield Edit(*found.span(), south, north, RULE, Grade.CONVERT, _ARTICLE)


def _whole(draft: Draft, start: int, end: int) -> bool:
    """True for a word of its own: it begins a stretch of Hangul or a token, and no noun goes through its end."""
    stretch = draft.stretch(start)
    if not draft.modelled:
        return stretch is not None and stretch[0] == start
    tokens = [one for one in draft.tokens if one.start < end and start < one.end]
    return bool(tokens) and tokens[0].start == start and (tokens[-1].end == end or not tokens[-1].tag.startswith("N"))


def settled_last(edits: Sequence[Edit]) -> tuple[Edit, ...]:
    """Return the edits without those that only kept other rules away."""
    return tuple(edit for edit in edits if edit.old != edit.new or edit.grade is not Grade.CONVERT)


def rebraced(written: str, braced: Braced, edits: Sequence[Edit]) -> tuple[Edit, ...]:
    """Return edits of the text without braces as edits of the text as `written`; braces go by edits of their own."""
    if not braced.dropped:
        return tuple(edits)
    placed: list[Edit] = []
    for edit in edits:
        start = edit.start + sum(len(brace) for at, brace in braced.dropped if at <= edit.start)
        end = edit.end + sum(len(brace) for at, brace in braced.dropped if at < edit.end or at <= edit.start)
        placed.append(evolve(edit, start=start, end=end, old=written[start:end]))
    shift = 0
    for at, brace in braced.dropped:
        start = at + shift
        shift += len(brace)
        if not any(edit.start < start + len(brace) and start < edit.end for edit in placed):
            placed.append(Edit(start, start + len(brace), brace, "", RULE, Grade.CONVERT, _ARTICLE))
    return tuple(sorted(placed, key=lambda one: (one.start, one.end)))
