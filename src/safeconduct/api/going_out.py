# SPDX-License-Identifier: Apache-2.0
"""What goes out by itself, outside any kit: it is looked into as the files of a kit are, before it is written."""

from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from pathlib import Path

from safeconduct.model.edition import Copy
from safeconduct.model.refusal import StepRefusal
from safeconduct.model.traces import OwnWords
from safeconduct.studio.files.fields import plain
from safeconduct.studio.files.latin import ascii_of
from safeconduct.traces.looking import look, look_at
from safeconduct.traces.words import addresses

_MOST_NAMED = 5


def fields_left(file: str, content: bytes | Path, own: OwnWords) -> tuple[str, ...]:
    """Return the fields of a finished file that tell more than its work: each with its place, never its value.

    `file` is its name, whose ending says how it is read; `own` is what it may say of itself.
    """
    scan = look(content, file, own) if isinstance(content, bytes) else look_at(content, file, own)
    return tuple(dict.fromkeys(str(trace) for trace in scan.traces))


def refuse_traces(files: Mapping[str, bytes | Path], own: OwnWords) -> None:
    """Raise `StepRefusal` naming the first of the files that tells more than its work, and what of it does."""
    for file, content in files.items():
        left = fields_left(file, content, own)
        if left:
            more = f" and {len(left) - _MOST_NAMED} more" if len(left) > _MOST_NAMED else ""
            raise StepRefusal(
                f"In {file} stands what may not stand there: {', '.join(left[:_MOST_NAMED])}{more}. It is not written.",
                "take it out of the manuscript; safeconduct explain metadata-left says what a file may tell.",
            )


def spelled(*texts: str) -> tuple[str, ...]:
    """Return the texts in each way in which fields spell them: as they are, on one line, and in ASCII."""
    return tuple(dict.fromkeys(way for text in texts for way in _ways(text)))


@lru_cache(4096)
def _ways(text: str) -> tuple[str, ...]:
    # The same senders and titles are asked for with every file.
    return (text, text.strip(), plain(text), ascii_of(plain(text)))


def words_in(copies: Iterable[Copy]) -> Iterator[str]:
    """Yield what copies print, and say of their pictures."""
    for copy in copies:
        for block in copy.blocks:
            yield block.text
            yield block.alt


def printed(texts: Iterable[str], day: str = "") -> OwnWords:
    """Return what working text may say: the mail addresses that it prints itself, and the day."""
    return OwnWords(day=day, addresses=addresses("\n".join(text for text in texts if "@" in text)))
