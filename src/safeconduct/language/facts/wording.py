# SPDX-License-Identifier: Apache-2.0
"""Wordings: hedges, tenses, denials, alternatives and extremes, by the words that carry them."""

import re
from bisect import bisect
from collections.abc import Iterator

from safeconduct.model.mention import Mention, MentionKind

from .lexicon import NOTHING, compiled, neutral, wordings

_SENTENCE_END = re.compile(r"[.!?;\n\t]")


def wordings_of(low: str, language: str) -> Iterator[Mention]:
    """Yield the wordings of a text in lower case in which numbers, dates and names have been replaced by signs."""
    for expression in neutral(language):
        low = expression.sub(_silenced, low)
    pattern, meanings = wordings(language)
    concord: list[Mention] = []
    negated: list[int] = []
    for found in pattern.finditer(low):
        kind, value = meanings[found.lastgroup or ""]
        start, end = found.span()
        if kind is MentionKind.SUPERLATIVE:
            yield Mention(kind, " ".join(low[start:end].split()), start, end)
        elif kind is MentionKind.NEGATION and value == "concord":
            concord.append(Mention(kind, "not", start, end))
        else:
            if kind is MentionKind.NEGATION:
                negated.append(start)
            yield Mention(kind, value, start, end)
    yield from _unaccompanied(concord, negated, low, language)


def _silenced(found: re.Match[str]) -> str:
    start, end = found.span("only" if "only" in found.re.groupindex else 0)
    first = found.start()
    return f"{found[0][: start - first]}{NOTHING * (end - start)}{found[0][end - first :]}"


def _unaccompanied(concord: list[Mention], negated: list[int], low: str, language: str) -> Iterator[Mention]:
    """Yield those of "nobody, never, no" that deny by themselves: beside a "not" they only say it again.

    In a sentence with a verb they do not deny without a "not"; then it has been lost.
    """
    ends = [found.start() for found in _SENTENCE_END.finditer(low)] if concord else []
    denied = {bisect(ends, at) for at in negated}
    for mention in concord:
        sentence = bisect(ends, mention.start)
        words = low[ends[sentence - 1] if sentence else 0 : ends[sentence] if sentence < len(ends) else len(low)]
        if sentence not in denied and not compiled(language, "finite").search(words):
            denied.add(sentence)
            yield mention
