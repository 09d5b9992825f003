# SPDX-License-Identifier: Apache-2.0
"""Verbs and adjectives that are others in the North, under whatever endings they have: 외쳤다 is 웨쳤다."""

from attrs import evolve

from safeconduct.language.northern.conjugating import conjugated, open_syllable, unmoved
from safeconduct.language.northern.draft import Draft
from safeconduct.language.northern.edits import Edit, Grade
from safeconduct.language.northern.lexicon import PREDICATES, Lexicon, replacing
from safeconduct.language.northern.rules.senses import sensed
from safeconduct.language.northern.sino_table import entry
from safeconduct.language.northern.tables import Row


def predicate_at(draft: Draft, known: Lexicon, n: int) -> Edit | None:
    """Return the edit of a verb or an adjective that begins with token `n`, or None when no row has it.

    Where its Northern form cannot be made for sure, the Northern word is only proposed.
    """
    tokens, stem = draft.tokens, ""
    for last in range(n, min(n + 3, len(tokens))):
        token = tokens[last]
        if last > n and token.start != tokens[last - 1].end:
            return None
        stem += token.form
        if stem not in known.openings:
            return None
        tag = token.tag.split("-")[0]
        if tag not in PREDICATES:
            continue
        for row in known.stems.get(stem, ()):
            if tag in row.pos or last > n:
                return _seen_to(draft, row, _inflected(draft, row, n, last), stem)
    return None


def _seen_to(draft: Draft, row: Row, edit: Edit, stem: str) -> Edit:
    """The edit, flagged where the stem is a noun too: 부수 (部數) and 부수다."""
    if edit.grade is Grade.CONVERT and edit.old == stem and len(stem) > 1 and entry(stem) is not None:
        return sensed(draft, evolve(edit, grade=Grade.CONVERT_AND_FLAG), row.south)
    return edit


def _inflected(draft: Draft, row: Row, n: int, last: int) -> Edit:
    """The edit of a stem (tokens `n` to `last`), with those endings that change with it."""
    tokens, stem = draft.tokens, row.north[:-1]
    start, at = tokens[n].start, tokens[last].end
    ends = last + 1
    while ends < len(tokens) and tokens[ends].tag.startswith("E") and tokens[ends].start <= tokens[ends - 1].end:
        ends += 1
    endings = tokens[last + 1 : ends]
    parted = not endings or endings[0].start >= at
    old = draft.text[start:at]
    if parted and old == row.south[:-1] and (not endings or unmoved(draft.text[at:]) or _alike(old, stem)):
        return replacing(row, start, old, stem)
    end = max(token.end for token in endings) if endings else at
    whole = draft.text[start:end]
    fused_on = ends < len(tokens) and tokens[ends].start < end
    new = "" if fused_on else conjugated(stem, tokens[last].tag, endings, parted)
    if not new:
        return evolve(replacing(row, start, whole, row.north), grade=Grade.WARN)
    return replacing(row, start, whole, new)


def _alike(old: str, new: str) -> bool:
    """True when both stems take every ending in the same way: they end in the same syllable."""
    return old[-1:] == new[-1:] and open_syllable(old[-1]) == open_syllable(new[-1])
