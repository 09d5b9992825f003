# SPDX-License-Identifier: Apache-2.0
"""Sino-Korean words by each character's own reading: 노동 is 로동, 여자 is 녀자 (조선말규범집 2010, 맞춤법 제25항)."""

from collections.abc import Iterator

from safeconduct.language.northern.draft import Draft
from safeconduct.language.northern.edits import Edit


def edits(draft: Draft) -> Iterator[Edit]:
    """Yield an edit for each word whose Northern spelling differs."""
    yield from ()
