# SPDX-License-Identifier: Apache-2.0
"""Northern copy as it sounds, made from its spelling and that of the Southern draft it was turned from.

Each spelling shows what the other hides: the Northern one the first letters of 로동 and 녀성, the Southern one the
sound between the parts of 깃발 and 뒷문.  Where both are at hand nothing has to be guessed: 바다가 is the sea where the
draft has 바다가, and the seaside where it has 바닷가.
"""

from collections.abc import Iterable

from safeconduct.language.northern.edits import Edit, applied
from safeconduct.language.reading import Reading, reading

from . import sounded
from .hidden import put_back, together
from .hidden import respelled as found
from .respelling import respelled


def aligned_sounds(north: str, edits: Iterable[Edit], south: str) -> str:
    """Return Northern copy as it sounds, in Hangul, one block a syllable (see `sounds`); numbers are in words.

    `edits` lead from the draft `south` to `north`, as the converter gives them.  Raises `ValueError` when they do not.
    """
    shown = put_back_beside(north, edits, south)
    lines: list[str] = []
    at = 0
    for line in north.split("\n"):
        lines.append(with_numbers(reading(line, "ko-KP"), shown[at : at + len(line)]))
        at += len(line) + 1
    return "\n".join(sounded(respelled(line, shown=True)) for line in lines)


def put_back_beside(north: str, edits: Iterable[Edit], south: str) -> str:
    """Return `north` with what its draft shows put back, as long as before: 나묻닢 for 나무잎, from 나뭇잎.

    Raises `ValueError` when the edits do not lead from `south` to `north`.
    """
    made = sorted((edit for edit in edits if not edit.kept), key=lambda edit: (edit.start, edit.end))
    if applied(south, made) != north:
        raise ValueError("the edits do not lead from the draft to the copy")
    parts: list[str] = []
    at = 0
    for edit in made:
        parts += [south[at : edit.start], _respelt(edit)]
        at = edit.end
    return "".join([*parts, south[at:]])


def with_numbers(read: Reading, put_back: str) -> str:
    """Return `put_back`, the text of a reading with its hidden sounds, with its numbers in words."""
    parts: list[str] = []
    at = 0
    for part in read.parts:
        end = at + len(part.written)
        parts.append(put_back[at:end] if part.written == part.spoken else part.spoken)
        at = end
    return "".join(parts)


def _respelt(edit: Edit) -> str:
    """The new words of an edit; another word altogether has no Southern letters to go by, and is looked up."""
    if len(edit.old) == len(edit.new):
        return together(edit.new, put_back(edit.new, edit.old), respelled(edit.new))
    return respelled(found(edit.new))
