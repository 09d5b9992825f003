# SPDX-License-Identifier: Apache-2.0
"""All typographic remarks on a text.

What the press does by itself: it breaks lines at every space but a no-break one (U+00A0), cuts no word, lets no line
hold one short last word, and hangs punctuation into the margin.  It puts no no-break space where the author wrote
none, and changes no sign of the copy.  So what is told here is what would be printed as it stands.
"""

import re
from collections.abc import Iterator
from itertools import chain

from safeconduct.language.remarks import Remark, in_order
from safeconduct.language.spelling.splitting import ADDRESS
from safeconduct.model.refusal import UsageRefusal

from . import apostrophes, dashes, figures, letters, quotation_marks, spaces, tying, unseen

LANGUAGES = ("en", "ru", "uk")
_RULES = (
    quotation_marks.remarks,
    apostrophes.remarks,
    dashes.remarks,
    spaces.remarks,
    figures.remarks,
    letters.remarks,
    unseen.remarks,
)
_KEPT_IN_ADDRESSES = frozenset({"unseen-sign"})


def remarks(text: str, language: str) -> tuple[Remark, ...]:
    """Return what a compositor would put right in `text` (lines are blocks), by place.

    Following a proposal (`language.remarks.followed`) removes its remark.  Addresses are left alone.  Which space
    must not break is told where a break would part a figure from its unit or sign; short words are a matter of taste:
    `ties`. Raises `UsageRefusal` for a language without rules.
    """
    _check(language)
    return in_order(_outside_addresses(text, chain.from_iterable(rule(text, language) for rule in _RULES)))


def ties(text: str, language: str) -> tuple[Remark, ...]:
    """Return the spaces that had better be no-break ones: after short words, before dashes and particles, in dates.

    They are many, each has a proposal, and none is a fault; meant for a tool that sets them all at once.  Raises
    `UsageRefusal` for a language without rules.
    """
    _check(language)
    return in_order(_outside_addresses(text, tying.ties(text, language)))


def _check(language: str) -> None:
    if language not in LANGUAGES:
        raise UsageRefusal(f"There are no typographic rules for “{language}”.", f"name one of {', '.join(LANGUAGES)}.")


def _outside_addresses(text: str, found: Iterator[Remark]) -> Iterator[Remark]:
    covered = [match.span() for match in re.finditer(ADDRESS, text)]
    for one in found:
        inside = any(start < one.end and one.start < end for start, end in covered)
        if not inside or one.kind in _KEPT_IN_ADDRESSES:
            yield one
