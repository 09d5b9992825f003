# SPDX-License-Identifier: Apache-2.0
"""Drifting: read two tellings of one story from files and compare them."""

import re
from collections.abc import Iterator
from itertools import zip_longest
from pathlib import Path

from safeconduct.evidence.changes import Drift
from safeconduct.evidence.drift import drift
from safeconduct.evidence.tellings import Sentence, Telling
from safeconduct.language.facts import reader
from safeconduct.language.labels import languages
from safeconduct.language.speech import sentences
from safeconduct.model.mention import Read
from safeconduct.model.refusal import FolderRefusal, UsageRefusal

from .single_files import content_of

LARGEST = 512 * 1024
"""The largest telling in bytes."""
_WIDEST_LINE, _NEARLY_FULL = 200, 0.9
_END = re.compile(r"[.!?…][»”’》〉\")]*$")
_ABBREVIATED = re.compile(r"(?:\b[^\W\d_]|\b(?:Mr|Mrs|Ms|Dr|Gen|Col|Maj|Lt|Sgt|St|No|vs|ст|ім|им|вул|ул))\.$")


def drifted(first: Path, second: Path, tags: tuple[str, str]) -> Drift:
    """Compare two text files, each in the language of its tag.

    Raises `FolderRefusal` for what is no readable text, and `UsageRefusal` for an unknown language.
    """
    for tag in tags:
        if tag not in languages():
            raise UsageRefusal(f"“{tag}” is no language that can be read.", f"name one of: {', '.join(languages())}.")
    read = reader({})
    left, right = (
        telling(str(path), text_of(path), tag, read) for path, tag in zip((first, second), tags, strict=True)
    )
    return drift(left, right)


def text_of(path: Path) -> str:
    """Return the text of a file; raises `FolderRefusal`."""
    content = content_of(path, LARGEST, "name a text file.", "compare it part by part.")
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as fault:
        place = content.count(b"\n", 0, fault.start) + 1
        raise FolderRefusal(f"{path} is no UTF-8 text (line {place}).", "save it as UTF-8 text.") from None
    if "\0" in text:
        raise FolderRefusal(
            f"{path} holds zero bytes and is no text.", "capture the page first, and compare its words."
        )
    if not text.strip():
        raise FolderRefusal(f"{path} holds no words.", "name a file with text.")
    return text


def telling(file: str, text: str, language: str, read: Read) -> Telling:
    """Return a text as a telling, with the mentions that `read` finds in each sentence."""
    found = []
    for start, end in _paragraphs(text):
        at = start
        for words in _sentences(text[start:end]):
            at = text.index(words, at)
            folded = " ".join(words.split())
            found.append(Sentence(folded, text.count("\n", 0, at) + 1, read(folded, language)))
            at += len(words)
    return Telling(file, language, tuple(found))


def _paragraphs(text: str) -> Iterator[tuple[int, int]]:
    """Yield start and end of each paragraph: its lines were broken where the next word would not have fitted."""
    lines = text.splitlines(keepends=True)
    width = max(map(len, lines), default=0)
    start = end = 0
    for line, following in zip_longest(lines, lines[1:], fillvalue=""):
        end += len(line)
        word = next(iter(following.split()), "")
        if (
            width > _WIDEST_LINE
            or not word
            or _END.search(line.rstrip())
            or len(line.rstrip()) + len(word) + 2 <= width
        ):
            yield start, end
            start = end


def _sentences(paragraph: str) -> Iterator[str]:
    """Yield the sentences as they stand; a full stop behind an abbreviation ends none."""
    start = end = 0
    for part in sentences(paragraph):
        at = paragraph.index(part, end)
        start = at if start == end else start
        end = at + len(part)
        if not _ABBREVIATED.search(part):
            yield paragraph[start:end]
            start = end
    if start != end:
        yield paragraph[start:end]
