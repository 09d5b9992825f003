# SPDX-License-Identifier: Apache-2.0
"""Northern copy as it sounds, made from its spelling and that of the Southern draft it was turned from.

Each spelling shows what the other hides: the Northern one the first letters of 로동 and 녀성, the Southern one the
sound between the parts of 깃발 and 뒷문.  Where both are at hand nothing has to be guessed: 바다가 is the sea where the
draft has 바다가, and the seaside where it has 바닷가.
"""

from collections.abc import Iterable

from safeconduct.language.northern.edits import Edit, applied

from . import sounded
from .hidden import put_back, together
from .hidden import respelled as found
from .respelling import respelled


def aligned_sounds(north: str, edits: Iterable[Edit], south: str) -> str:
    """Return Northern copy as it sounds, in Hangul, one block a syllable (see `sounds`).

    `edits` lead from the draft `south` to `north`, as the converter gives them; a number is expected in words in both.
    Raises `ValueError` when they do not.
    """
    made = sorted((edit for edit in edits if not edit.kept), key=lambda edit: (edit.start, edit.end))
    if applied(south, made) != north:
        raise ValueError("the edits do not lead from the draft to the copy")
    parts: list[str] = []
    at = 0
    for edit in made:
        parts += [south[at : edit.start], _respelt(edit)]
        at = edit.end
    return sounded(respelled("".join([*parts, south[at:]]), shown=True))


def _respelt(edit: Edit) -> str:
    """The new words of an edit; another word altogether has no Southern letters to go by, and is looked up."""
    if len(edit.old) == len(edit.new):
        return together(edit.new, put_back(edit.new, edit.old), respelled(edit.new))
    return respelled(found(edit.new))
