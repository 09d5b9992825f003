# SPDX-License-Identifier: Apache-2.0
"""Verb endings as the North writes them (조선말규범집 2010, 맞춤법 제6, 10, 11, 13항)."""

from collections.abc import Iterator

from safeconduct.language.northern.draft import Draft
from safeconduct.language.northern.edits import Edit

from . import endings_after_l, endings_bare, endings_bright, endings_front, endings_negated


def edits(draft: Draft) -> Iterator[Edit]:
    """Yield an edit for each ending that is written otherwise; without the analysers, for those of a closed list."""
    if not draft.modelled:
        yield from endings_bare.edits(draft)
        return
    yield from endings_front.edits(draft)
    yield from endings_bright.edits(draft)
    yield from endings_after_l.edits(draft)
    yield from endings_negated.edits(draft)
