# SPDX-License-Identifier: Apache-2.0
"""Punctuation as the North has it: 《 》, 3.1, 10～12, 25 000, 례: (문장부호법 2010), and the names of letters."""

import re
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from typing import Final

from safeconduct.language.northern import tables
from safeconduct.language.northern.draft import Draft
from safeconduct.language.northern.edits import Edit, Grade

from .quotation_marks import edits as quotation_marks

_DOT: Final = "[·ㆍ・‧∙･]"
_DATE: Final = re.compile(
    rf"(?<![\d.제])(?:[1-9]|1[0-2])({_DOT})(?:[12]\d|3[01]|[1-9])(?![\d차호조항장학단급대등번월일시분명개])(?!{_DOT})"
)
_LISTED: Final = re.compile(rf"(?<=[가-힣\d)》〉”’]) ?{_DOT} ?(?=[가-힣\d(《〈“‘])")
_WAVES: Final = "[~∼〜˜]"
_RANGE: Final = re.compile(rf"(?<=[\d가-힣℃%]) ?({_WAVES}) ?(?=\d)")
_FROM_TO: Final = re.compile(rf"(?<=[가-힣]) ?{_WAVES} ?(?=[가-힣])")
_FIGURE_DASH: Final = re.compile(r"(?<=\d)[–‒](?=\d)")
_DASH: Final = re.compile(r"(?<=[가-힣》〉.,)]) ?[—―–] ?(?=[가-힣《])")
_THOUSANDS: Final = re.compile(r"(?<![\d.,])\d{1,3}(?:,\d{3})+(?!\d|,\d)")
_UNGROUPED: Final = re.compile(
    r"(?<![\d.,:/·A-Za-z-])([1-9]\d{3,8})(?= ?여? ?(?:명|마리|달러|원|개|대|톤|미터|메터|킬로|"
    r"그램|그람|세대|정보|가구|병|포대|권|벌|kg|km|㎏|㎞|t(?![A-Za-z])))"
)
_EXAMPLE: Final = re.compile(r"(?<![가-힣])예(?=\s?[):]|\s?：)")
_DOTS: Final = re.compile(r"(?<!\.)\.{3}(?!\.)|(?<!。)。。。")


def edits(draft: Draft) -> Iterator[Edit]:
    """Yield an edit for each mark that the North writes otherwise; headlines are not known and keep their stop."""
    for rule in RULES:
        yield from rule(draft)


def dots(draft: Draft) -> Iterator[Edit]:
    """6·25 is 6.25; 정치·경제 is 정치, 경제; a dot before a line of a list stays."""
    dates = set()
    for found in _DATE.finditer(draft.text):
        dates.add(found.start(1))
        yield _edit(draft, found.start(1), found.end(1), ".", "a day", Grade.CONVERT, "제2항 2)")
    for found in _LISTED.finditer(draft.text):
        if not any(found.start() <= at < found.end() for at in dates):
            yield _edit(draft, found.start(), found.end(), ", ", "a list", _doubt(draft, found), "제4항 3)")


def _doubt(draft: Draft, found: re.Match[str]) -> Grade:
    """A dot between single syllables may stand in one word (남·북): converted, and flagged."""
    before = re.search(r"[가-힣\d]+$", draft.text[max(found.start() - 9, 0) : found.start()])
    after = re.match(r"[가-힣\d]+", draft.text[found.end() : found.end() + 9])
    short = min((len(one[0]) for one in (before, after) if one), default=0)
    return Grade.CONVERT_AND_FLAG if short < 2 else Grade.CONVERT


def ranges(draft: Draft) -> Iterator[Edit]:
    """10~12시 is 10～12시; 서울~부산 is 서울－부산; a dash in running text is －."""
    for pattern, new, article in (
        (_RANGE, "～", "제17항 1)"),
        (_FIGURE_DASH, "～", "제17항 1)"),
        (_FROM_TO, "－", "제8항 3)"),
        (_DASH, "－", "제8항"),
    ):
        for found in pattern.finditer(draft.text):
            yield _edit(
                draft,
                found.start(),
                found.end(),
                new,
                "a range" if new == "～" else "a dash",
                Grade.CONVERT_AND_FLAG,
                article,
            )


def figures(draft: Draft) -> Iterator[Edit]:
    """25,000 is 25 000; 3000명 is 3 000명 (띄여쓰기규정 2010 제4항); years and numbers of things stay."""
    for found in _THOUSANDS.finditer(draft.text):
        for at, sign in enumerate(found[0], found.start()):
            if sign == ",":
                yield _edit(draft, at, at + 1, " ", "figures in threes", Grade.CONVERT, "", "띄여쓰기규정 2010 제4항")
    for found in _UNGROUPED.finditer(draft.text):
        for back in range(3, len(found[1]), 3):
            at = found.end(1) - back
            yield _edit(draft, at, at, " ", "figures in threes", Grade.CONVERT_AND_FLAG, "", "띄여쓰기규정 2010 제4항")


def examples(draft: Draft) -> Iterator[Edit]:
    """예: is 례:."""
    for found in _EXAMPLE.finditer(draft.text):
        yield _edit(draft, found.start(), found.end(), "례", "례", Grade.CONVERT, "제3항 1)")


def ellipses(draft: Draft) -> Iterator[Edit]:
    """Three full stops are one sign of three dots."""
    for found in _DOTS.finditer(draft.text):
        yield _edit(draft, found.start(), found.end(), "…", "an ellipsis", Grade.CONVERT_AND_FLAG, "제9항")


def letters(draft: Draft) -> Iterator[Edit]:
    """기역 is 기윽, 쌍시옷 is 된시읏 (맞춤법 제1항)."""
    pattern, names = _letter_names()
    for found in pattern.finditer(draft.text):
        if _is_letter(draft, found):
            row = names[found[0]]
            yield Edit(
                found.start(), found.end(), found[0], row.north, "letter names", row.grade, row.source, row.alternatives
            )


@cache
def _letter_names() -> tuple[re.Pattern[str], Mapping[str, tables.Row]]:
    names = {row.south: row for row in tables.rows("letter_names")}
    return re.compile("|".join(sorted(map(re.escape, names), key=len, reverse=True))), names


def _is_letter(draft: Draft, found: re.Match[str]) -> bool:
    """The name must be a word of its own or close a compound: 사이시옷, but not the 기역 of 경기역."""
    if draft.modelled:
        return any(
            one.start <= found.start() < found.end() <= one.end and one.form.endswith(found[0]) for one in draft.tokens
        )
    return found.start() == 0 or not "가" <= draft.text[found.start() - 1] <= "힣"


def _edit(
    draft: Draft, start: int, end: int, new: str, rule: str, grade: Grade, article: str, whole_article: str = ""
) -> Edit:
    old = draft.text[start:end]
    alternatives = (old,) if grade is Grade.CONVERT_AND_FLAG and old else ()
    return Edit(
        start, end, old, new, f"punctuation: {rule}", grade, whole_article or f"문장부호법 2010 {article}", alternatives
    )


RULES: Final[tuple[Callable[[Draft], Iterator[Edit]], ...]] = (
    quotation_marks,
    dots,
    ranges,
    figures,
    examples,
    ellipses,
    letters,
)
