# SPDX-License-Identifier: Apache-2.0
"""Phrases that are one word in the North, or two: 할수없이, 다시말하여, 우리 나라 (table `spacing_phrases`)."""

import re
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Final

from safeconduct.language.northern import tables
from safeconduct.language.northern.draft import Draft
from safeconduct.language.northern.edits import Edit
from safeconduct.language.northern.tables import Row

_PARTICLES: Final = (
    "은|는|이|가|을|를|에|의|도|로|으로|와|과|만|부터|까지|에서|에는|에도|에게|들|들은|들이|"
    "들을|마다|처럼|보다|이나|나|이다|입니다|이였다|이었다|였다|이며|라도|이라도|밖에|대로|"
    "만큼|뿐|이란|란|이라는|라는|조차|이고|에서는|에서도|으로는|로는|로도|으로도"
)


def edits(draft: Draft) -> Iterator[Edit]:
    """Yield the spaces to take out or put in, phrase by phrase."""
    pattern, phrases = _phrases()
    for found in pattern.finditer(draft.text):
        row = phrases[found[1]]
        yield from _differences(found.start(1), row)


@cache
def _phrases() -> tuple[re.Pattern[str], Mapping[str, Row]]:
    rows = {row.south: row for row in tables.rows("spacing_phrases")}
    whole = sorted(
        (south for south, row in rows.items() if not row.pos or ("NNG" not in row.pos and "VV" not in row.pos)), key=len
    )
    nouns = sorted((south for south, row in rows.items() if "NNG" in row.pos), key=len)
    stems = sorted((south for south, row in rows.items() if "VV" in row.pos), key=len)
    parts = [
        "(?:" + "|".join(map(re.escape, reversed(some))) + ")" + ending
        for some, ending in (
            (whole, "(?![가-힣])"),
            (nouns, f"(?=(?:{_PARTICLES})?(?![가-힣]))"),
            (stems, ""),
        )
        if some
    ]
    return re.compile("(?<![가-힣])(" + "|".join(parts) + ")"), rows


def _differences(start: int, row: Row) -> Iterator[Edit]:
    at, north = start, iter(row.north)
    wanted = next(north, "")
    for sign in row.south:
        if sign == " " != wanted:
            yield _edit(at, at + 1, " ", "", row)
        elif wanted == " " != sign:
            yield _edit(at, at, "", " ", row)
            next(north, "")
            wanted = next(north, "")
        else:
            wanted = next(north, "")
        at += 1


def _edit(start: int, end: int, old: str, new: str, row: Row) -> Edit:
    return Edit(start, end, old, new, "spacing: 굳은 말마디", row.grade, row.source, row.alternatives, row.note)
