# SPDX-License-Identifier: Apache-2.0
"""Segmentation: the content of a unit in sentences, with the spaces between them kept apart."""

from itertools import accumulate, pairwise

from safeconduct.language.speech import sentences

from .content import Content, Mark, Side, joined, plain


def cut(content: Content) -> tuple[tuple[Content, Content], ...]:
    """Return the sentences of a content, each with the spaces after it; all of them joined are the content again.

    Nothing is cut inside a code: what cites one claim stays in one segment.
    """
    text = plain(content)
    cuts: list[tuple[int, int]] = []
    start = 0
    for sentence in sentences(text):
        at = text.find(sentence, start)
        if start and _whole(content, start, at):
            cuts.append((start, at))
        start = at + len(sentence)
    bounds = [0, *(end for one in cuts for end in one), len(text)]
    parts = [_between(content, first, last, last == len(text)) for first, last in pairwise(bounds)]
    spaces = [*parts[1::2], ()]
    return tuple(zip(parts[::2], spaces, strict=True))


def _places(content: Content) -> list[int]:
    """Return how many signs stand before each part."""
    return [0, *accumulate(len(part) if isinstance(part, str) else 0 for part in content)]


def _whole(content: Content, first: int, last: int) -> bool:
    opened = 0
    for part, at in zip(content, _places(content), strict=False):
        if isinstance(part, Mark) and part.side is Side.START and at <= first:
            opened += 1
        elif isinstance(part, Mark) and part.side is Side.END and at <= first:
            opened -= 1
        elif isinstance(part, Mark) and first < at < last:
            return False
    return opened == 0


def _between(content: Content, first: int, last: int, at_end: bool) -> Content:
    parts: list[str | Mark] = []
    for part, at in zip(content, _places(content), strict=False):
        if isinstance(part, str):
            parts.append(part[max(0, first - at) : max(0, last - at)])
        elif first < at < last or _belongs(part, at, first, last, at_end):
            parts.append(part)
    return joined(parts)


def _belongs(mark: Mark, at: int, first: int, last: int, at_end: bool) -> bool:
    # At a cut, what closes belongs to the words before, and what opens to the words after; spaces get no mark.
    if at == first == 0 and (mark.side is not Side.END or last):
        return True
    if at == last:
        return mark.side is Side.END or at_end
    return at == first and mark.side is not Side.END
