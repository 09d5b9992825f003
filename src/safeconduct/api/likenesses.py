# SPDX-License-Identifier: Apache-2.0
"""Which files of our finals a stranger's file looks like, sounds like, or has the words of.

The stranger's file and our own are opened in the jail alone: a package may be a stranger's too.
"""

import re
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final as Constant

import numpy as np
from attrs import field, frozen

from safeconduct.model.refusal import UsageRefusal
from safeconduct.seal.likeness.greys import AREA_PX
from safeconduct.seal.likeness.pages import Page, likeness, page_of
from safeconduct.seal.likeness.sound import Heard, heard, sounds_like
from safeconduct.seal.likeness.words import words_of
from safeconduct.seal.manifest import PackedFile
from safeconduct.tools.decode import decode
from safeconduct.tools.decode_kinds import KINDS, kind_of
from safeconduct.tools.extract import extract
from safeconduct.tools.grey_pages import Drawing, draw, is_picture

from .final_copies import copies, each
from .finals import Final
from .single_files import content_of

MOST_BYTES: Constant = 200 << 20
MOST_ASKED_PAGES: Constant = 12
_MOST_OUR_PAGES: Constant = 60
_ASKED_PX, _OUR_PX = 3_000_000, 2 * AREA_PX
_ON_SHEETS = re.compile(r"\.(sheet|proof)-[a-z0-9]+\.pdf$")
_PREVIEW = ".preview.png"
_FIGURE = re.compile(r"\d(?:[\d .,:/+–-]*\d)?")
_MOST_FIGURES: Constant = 40
_LEAST_S: Constant = 9.0
_STRETCH: Constant = 1 << 22


@frozen
class Alike:
    """A file of a final that the asked file is like: `verb` ("looks like") and `where`, in words.

    `figures` are those printed there, to be compared one by one; `score` is how much agrees, 0 to 1.
    """

    final: Final
    packed: PackedFile
    verb: str
    where: str
    score: float
    figures: tuple[str, ...] = ()


@frozen
class Likeness:
    """What a file is like, compared as `kind` ("picture", "sound" or "words").

    `compared` counts pages, recordings or texts of ours; `not_compared` are sentences about what was not.
    """

    kind: str
    alike: tuple[Alike, ...]
    compared: int
    not_compared: tuple[str, ...] = field(default=())


def alike(path: Path, finals: Sequence[Final]) -> Likeness:
    """Compare the file `path` with every file of `finals` that is of its kind.

    One that cannot be read in the jail is like nothing, and that is told.  Raises `ToolRefusal` when the jail cannot be
    started or a codec is missing.
    """
    with path.open("rb") as file:
        head = file.read(1024)
    kind, compare = (
        ("picture", _looks) if is_picture(head)
        else ("sound", _sounds) if kind_of(head[:16]) in KINDS
        else ("words", _says)
    )  # fmt: skip
    try:
        return compare(path, finals)
    except UsageRefusal as refused:
        return Likeness(kind, (), 0, (f"It was compared by its digest alone: {refused.what}",))


def _looks(path: Path, finals: Sequence[Final]) -> Likeness:
    asked = draw(
        content_of(path, MOST_BYTES, "name a file.", "save it smaller."), path.name, _ASKED_PX, MOST_ASKED_PAGES
    )
    ours = copies(finals, _shows_pages)
    drawings, missing = each(ours, lambda copy: draw(copy.read_bytes(), copy.name, _OUR_PX, _MOST_OUR_PAGES))
    pages: list[Page] = []
    stands: dict[str, tuple[str, int, Drawing]] = {}
    blank = 0
    for digest, drawing in drawings.items():
        for number, drawn in enumerate(drawing.pages):
            page = page_of(f"{digest}:{number}", drawn.grey)
            blank += page is None
            if page is not None:
                pages.append(page)
                stands[page.name] = digest, number, drawing
    found = []
    for number, drawn in enumerate(asked.pages):
        for one in likeness(drawn.grey, pages):
            if one.is_alike:
                digest, ours_number, drawing = stands[one.name]
                where = _page_words(number, len(asked.pages), ours_number, drawing.count)
                figures = figures_in(drawing.pages[ours_number].words)
                for final, packed in ours[digest]:
                    found.append(Alike(final, packed, "looks like", where, round(one.share, 3), figures))
    if asked.count > len(asked.pages):
        missing.append(f"Only its first {len(asked.pages)} pages of {asked.count} were looked at.")
    if blank:
        missing.append(f"{blank} of our pages hold too little to be told from others, and were not compared.")
    return Likeness("picture", tuple(found), len(pages), tuple(missing))


def _page_words(number: int, count: int, ours_number: int, ours_count: int) -> str:
    there = f"page {ours_number + 1} of ours" if ours_count > 1 else "the page of ours"
    return f"page {number + 1} like {there}" if count > 1 else f"like {there}"


def figures_in(words: str) -> tuple[str, ...]:
    """Return the figures in a text in their order, each once, at most 40."""
    return tuple(dict.fromkeys(_FIGURE.findall(words)))[:_MOST_FIGURES]


def _sounds(path: Path, finals: Sequence[Final]) -> Likeness:
    asked = _heard(path, path.name)
    if asked.length_s < _LEAST_S:
        short = f"It is {asked.length_s:.0f} seconds long, and less than {_LEAST_S:.0f} are not compared."
        return Likeness("sound", (), 0, (short,))
    ours = copies(finals, _has_sound)
    known, missing = each(ours, lambda copy: _heard(copy, copy.name))
    named = [Heard(digest, one.signs) for digest, one in known.items()]
    every = sounds_like(asked, named)
    best = [one for one in every if one.is_alike] or every[:3]
    found = []
    for one in best:
        verb = "sounds like" if one.is_alike else "holds a part that sounds like"
        where = "; ".join(
            f"{_clock(part.start_s)}–{_clock(part.end_s)} like {_clock(part.ours_s)}–"
            f"{_clock(part.ours_s + part.end_s - part.start_s)} of ours" for part in one.stretches
        )  # fmt: skip
        for final, packed in ours[one.name]:
            found.append(Alike(final, packed, verb, where, round(one.share, 3)))
    return Likeness("sound", tuple(found), len(named), tuple(missing))


def _heard(path: Path, name: str) -> Heard:
    with tempfile.TemporaryDirectory(prefix="safeconduct-ours-") as scratch:
        reel = Path(scratch) / "reel"
        decode(path, name, reel)
        return heard(name, _floats(reel))


def _floats(reel: Path) -> "Iterator[np.ndarray[tuple[int], np.dtype[np.float32]]]":
    with reel.open("rb") as stream:
        while piece := stream.read(_STRETCH):
            yield np.frombuffer(piece, np.float32)


def _clock(seconds: float) -> str:
    minutes, rest = divmod(round(seconds, 1), 60)
    return f"{int(minutes)}:{rest:04.1f}"


def _says(path: Path, finals: Sequence[Final]) -> Likeness:
    asked = _words(path, path.name)
    ours = copies(finals, lambda packed: packed.media_type.startswith("text/"))
    known, missing = each(ours, lambda copy: _words(copy, copy.name))
    same = (digest for digest, words in known.items() if words == asked and words)
    found = tuple(Alike(final, packed, "has the same words as", "", 1.0) for one in same for final, packed in ours[one])
    return Likeness("words", found, len(known), tuple(missing))


def _words(path: Path, name: str) -> tuple[str, ...]:
    content = content_of(path, MOST_BYTES, "name a file.", "name a smaller file.")
    words = extract(content, name).words
    return words_of((content if words is None else words).decode("utf-8", "replace"))


def _shows_pages(packed: PackedFile) -> bool:
    if packed.media_type == "application/pdf":
        return not _ON_SHEETS.search(packed.path)
    return (
        packed.media_type.startswith("image/") and not packed.path.endswith(_PREVIEW) and "svg" not in packed.media_type
    )


def _has_sound(packed: PackedFile) -> bool:
    return packed.media_type.startswith(("audio/", "video/")) and packed.media_type != "audio/x-mpegurl"
