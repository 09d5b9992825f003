# SPDX-License-Identifier: Apache-2.0
"""When each caption is shown: inside its paragraph, in proportion to how long its words take to say."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

from attrs import frozen

from safeconduct.model.captions import LONGEST_S, SHORTEST_S, Caption, captions_of, slide_file
from safeconduct.model.product import Paragraph
from safeconduct.model.refusal import StepRefusal

from .clock import in_ms

_SHORTEST_MS, _LONGEST_MS = in_ms(SHORTEST_S), in_ms(LONGEST_S)
_LEAST_MS = 40


@frozen
class Shown:
    """Caption `number` (from 1) of a block, in its `saying` (from 1), from `start_ms` to `end_ms` (exclusive)."""

    block: str
    saying: int
    number: int
    start_ms: int
    end_ms: int
    caption: Caption


def shown(
    paragraphs: Sequence[Paragraph], texts: Mapping[str, str], language: str, most_beats: int, length_s: float
) -> tuple[Shown, ...]:
    """Return every caption of a recording with its time, in order, none over another.

    Each stays at least a second where the paragraph and the pause after it leave room, and at most seven; within a
    paragraph the times are worked out from syllables, not heard.  `length_s` is that of the recording.  Raises
    `StepRefusal` when a paragraph has no text, or is over before it can be shown.
    """
    ends = [*(in_ms(part.start_s) for part in paragraphs), in_ms(length_s)][1:]
    found: list[Shown] = []
    for part, until in zip(paragraphs, ends, strict=True):
        captions = captions_of(told(part, texts), language, most_beats)
        start, end = in_ms(part.start_s), max(in_ms(part.end_s), in_ms(part.start_s))
        end = max(end, min(until, start + _SHORTEST_MS * len(captions)))
        if captions and end - start < _LEAST_MS * len(captions):
            raise StepRefusal(
                f"The paragraph “{part.block}” lasts {(end - start) / 1000:.2f} s: too short to be read.",
                "record it again, or leave it out.",
            )
        at = start
        for number, (caption, lasts) in enumerate(zip(captions, _shares(captions, end - start), strict=True), 1):
            found.append(Shown(part.block, part.saying, number, at, at + min(lasts, _LONGEST_MS), caption))
            at += lasts
    return tuple(found)


def told(part: Paragraph, texts: Mapping[str, str]) -> str:
    """Return the text of a paragraph; raises `StepRefusal` when nobody told it."""
    if part.block not in texts:
        raise StepRefusal(
            f"The recording says a paragraph “{part.block}” that has no text.", "build the piece again from its script."
        )
    return texts[part.block]


def pictures(captions: Sequence[Shown], length_s: float) -> tuple[tuple[str, float, float], ...]:
    """Return which slide a film shows from when to when, in seconds, without a gap from 0 to `length_s`.

    A slide stays until the next one; the first is there from the start.  Slides are named by `slide_file`.
    """
    if not captions:
        return ()
    starts = [0, *(caption.start_ms for caption in captions[1:]), in_ms(length_s)]
    return tuple(
        (slide_file(caption.block, caption.number), start / 1000, end / 1000)
        for caption, (start, end) in zip(captions, pairwise(starts), strict=True)
    )


def _shares(captions: Sequence[Caption], whole_ms: int) -> Iterator[int]:
    """Share out `whole_ms` by beats; whoever would get less than a second gets one, as long as the others can pay."""
    least = min(_SHORTEST_MS, whole_ms // max(1, len(captions)))
    poor: set[int] = set()
    while True:
        rest = whole_ms - least * len(poor)
        beats = sum(caption.beats for n, caption in enumerate(captions) if n not in poor)
        share = [least if n in poor else rest * c.beats / beats for n, c in enumerate(captions)]
        more = {n for n, lasts in enumerate(share) if lasts < least} - poor
        if not more:
            break
        poor |= more
    at, exact = 0, 0.0
    for lasts in share:
        exact += lasts
        yield round(exact) - at
        at = round(exact)
