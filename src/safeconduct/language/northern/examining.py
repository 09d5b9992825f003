# SPDX-License-Identifier: Apache-2.0
"""Examining Northern copy: what the converter would still change, and what readers of it would stumble over."""

from collections.abc import Collection, Iterator, Mapping
from contextlib import nullcontext
from typing import Final

from safeconduct.language.remarks import Remark

from . import analysing, plain, private_use, style, validating
from .converting import convert
from .edits import RARELY, Edit, Grade

_ABSENT: Final = (
    "The analysers for Korean (the extra “korean”) are not installed: tables alone were asked, and more is missed."
)
_AROUND: Final = 8
"""Signs that are shown on each side of a space, at most; a word is shown whole."""


def not_looked(models: bool) -> tuple[str, ...]:
    """What nobody could look at, a sentence each."""
    return () if models and analysing.available() else (_ABSENT,)


def remarks_on(
    text: str, *, own: Collection[str], guarded: Collection[str], choices: Mapping[str, str], models: bool
) -> Iterator[tuple[str, Remark]]:
    """Yield each remark on `text` with the kind of fault that it tells of.

    `own`: names, and `guarded`: quotations, that stay as they are; `choices`: words that the author chose.
    """
    with nullcontext() if models else analysing.tables_alone():
        spans = [span for words in (*own, *guarded) for span in places(text, words)]
        done = convert(text, choices, spans)
        for edit in done.edits:
            if not _dropped_braces(edit) and not _hardly_otherwise(edit):
                yield kind_of(edit), _shown(text, edit)
        told = [(edit.start, edit.end) for edit in done.edits]
        chosen = [span for word in choices.values() for span in places(text, word)]
        for one in style.remarks(text):
            yield "southern-style", one
        for one in private_use.remarks(text):
            yield "other-alphabet", one
        for one in plain.remarks(text):
            yield "hard-to-read", one
        for one in validating.remarks(text, [*spans, *told, *chosen]):
            yield "only-southern" if one.kind == "south-only" else "not-in-north", one


def kind_of(edit: Edit) -> str:
    """The kind of fault that an edit of the converter tells of."""
    rule = edit.rule
    if rule.startswith("spacing"):
        return "southern-spacing" if edit.grade is Grade.CONVERT else "doubtful-spacing"
    if rule.startswith("punctuation"):
        return "perhaps-southern" if edit.grade is Grade.WARN else "southern-punctuation"
    if edit.grade is Grade.WARN:
        return "perhaps-southern"
    if edit.grade is Grade.CONVERT_AND_FLAG and edit.alternatives:
        return "ambiguous"
    return "southern-word" if rule.startswith("vocabulary") else "southern-spelling"


def places(text: str, words: str) -> Iterator[tuple[int, int]]:
    """Yield where `words` stand in `text`."""
    at = text.find(words) if words else -1
    while at >= 0:
        yield at, at + len(words)
        at = text.find(words, at + 1)


def _dropped_braces(edit: Edit) -> bool:
    return edit.old.startswith("{") and not edit.new


def _hardly_otherwise(edit: Edit) -> bool:
    return edit.old == edit.new and edit.rule.endswith(RARELY)


def _shown(text: str, edit: Edit) -> Remark:
    """The edit as a remark; a space is shown with the words around it."""
    start, end, new = edit.start, edit.end, edit.new
    if not edit.old.strip() or not edit.new.strip():
        start = max(text.rfind(" ", 0, edit.start) + 1, text.rfind("\n", 0, edit.start) + 1, edit.start - _AROUND)
        stops = [at for sign in " \n" if (at := text.find(sign, edit.end)) >= 0]
        end = min([*stops, len(text), edit.end + _AROUND])
        end = max(edit.end, edit.end + len(text[edit.end : end].rstrip(".,!?…》”’)")))
        new = text[start : edit.start] + edit.new + text[edit.end : end]
    return Remark(
        start, end, text[start:end], edit.rule, edit.why or f"{edit.article}", "" if edit.old == edit.new else new
    )
