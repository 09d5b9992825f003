# SPDX-License-Identifier: Apache-2.0
"""Quotation marks: 《 》, and 〈 〉 inside them (문장부호법 2010 제10항, 제11항)."""

import re
from collections.abc import Iterator
from typing import Final

from attrs import frozen

from safeconduct.language.northern.draft import Draft
from safeconduct.language.northern.edits import Edit, Grade

from .spacing.already import northern_stretches

_CLOSING: Final = {
    "“": "”",
    "‘": "’",
    "『": "』",
    "「": "」",
    "《": "》",
    "〈": "〉",
    "<": ">",
    "＜": "＞",
    "«": "»",
    "„": "“",
}
_TITLED: Final = re.compile(
    r"(?:책|영화|소설|노래|시|신문|잡지|드라마|연속극|그림|글|법|협약|조약|작품|기사|사설|론문|"
    r"논문|수기|편지|전단|삐라|방송|프로그램|연극|가극|만화|시집|동화|동요|가요|교과서)"
    r" ?$"
)
_STRAIGHT: Final = {'"', "'"}
_DOUBTFUL: Final = {'"', "'", "<", "＜"}
_MARK: Final = re.compile(f"[{''.join({*_CLOSING, *_CLOSING.values(), *_STRAIGHT})}]")
_HANGUL: Final = re.compile("[가-힣]")
_PARAGRAPH: Final = re.compile(r"[^\n]+")


@frozen
class _Pair:
    start: int
    end: int
    depth: int


def edits(draft: Draft) -> Iterator[Edit]:
    """Yield an edit for each mark of a pair; a mark without its fellow, an apostrophe and Latin text stay."""
    kept = northern_stretches(draft.text)
    for paragraph in _PARAGRAPH.finditer(draft.text):
        for pair in sorted(_pairs(draft.text, paragraph.start(), paragraph.end()), key=lambda one: one.start):
            opening, closing = ("《", "》") if pair.depth == 0 else ("〈", "〉")
            for at, new in ((pair.start, opening), (pair.end, closing)):
                if draft.text[at] != new:
                    proposed = any(first <= at < last for first, last in kept) or not _named(draft.text, pair.start)
                    yield _edit(at, draft.text[at], new, draft.text[pair.start] in _DOUBTFUL, pair.depth, proposed)


def _named(text: str, start: int) -> bool:
    """True unless the mark is an angle that does not follow the kind of work it would name: only proposed then."""
    return text[start] not in "<＜" or bool(_TITLED.search(text[max(start - 8, 0) : start]))


def _edit(at: int, old: str, new: str, doubtful: bool, depth: int, proposed: bool) -> Edit:
    grade = (Grade.WARN if proposed else Grade.CONVERT_AND_FLAG) if doubtful else Grade.CONVERT
    return Edit(
        at,
        at + 1,
        old,
        new,
        "punctuation: quotation marks",
        grade,
        f"문장부호법 2010 제{11 if depth else 10}항",
        (old,) if doubtful else (),
        "" if not doubtful else "A straight mark may be something else than a quotation mark.",
    )


def _pairs(text: str, start: int, end: int) -> Iterator[_Pair]:
    """Yield the pairs of a paragraph, with how deep each lies."""
    open_at: list[tuple[int, str]] = []
    found: list[tuple[int, int]] = []
    for mark in _MARK.finditer(text, start, end):
        at, sign = mark.start(), mark[0]
        if open_at and _closes(text, at, open_at, end):
            depth = next(n for n in range(len(open_at) - 1, -1, -1) if open_at[n][1] == sign)
            found.append((open_at[depth][0], at))
            del open_at[depth:]
        elif sign in _CLOSING and _opens(text, at, end):
            open_at.append((at, _CLOSING[sign]))
        elif sign in _STRAIGHT and _opens_straight(text, at, start, end):
            open_at.append((at, sign))
    kept = [pair for pair in found if _korean(text, *pair)]
    for first, last in kept:
        yield _Pair(first, last, sum(other < first and last < closing for other, closing in kept))


def _opens(text: str, at: int, end: int) -> bool:
    """An angle opens a quotation only right before a word of Hangul or a figure: not a sign of comparison."""
    return text[at] not in "<＜" or (
        at + 1 < end and bool(re.match("[가-힣A-Z0-9]", text[at + 1])) and _HANGUL.search(text[at:end]) is not None
    )


def _opens_straight(text: str, at: int, start: int, end: int) -> bool:
    before = text[at - 1] if at > start else " "
    after = text[at + 1] if at + 1 < end else " "
    return not before.isalnum() and not after.isspace() and (text[at] == '"' or not after.isdigit())


def _closes(text: str, at: int, open_at: list[tuple[int, str]], end: int) -> bool:
    sign = text[at]
    if all(sign != wanted for _, wanted in open_at):
        return False
    before, after = text[at - 1], text[at + 1] if at + 1 < end else " "
    if sign in "'’":  # an apostrophe stands between Latin letters
        return not before.isspace() and not (
            before.isascii() and before.isalpha() and after.isascii() and after.isalpha()
        )
    return sign not in _STRAIGHT or not before.isspace()


def _korean(text: str, first: int, last: int) -> bool:
    """True when the quotation, or the particle that follows it, is Korean."""
    return last > first + 1 and bool(_HANGUL.search(text[first + 1 : last]) or _HANGUL.match(text[last + 1 : last + 2]))
