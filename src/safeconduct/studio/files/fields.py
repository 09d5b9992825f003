# SPDX-License-Identifier: Apache-2.0
"""The allow-list: what a file may say of itself, and what each container calls it.

This is the one place that turns `Tags` into fields: writers write what it says, and readers accept nothing else.
"""

import unicodedata
from itertools import pairwise
from typing import Final

from attrs import evolve

from safeconduct.studio.tags import Chapter, Tags

LONGEST: Final = 200
"""The bytes (UTF-8) of one field; a longer one is cut, so that it fits every container."""
LONGEST_OF_A_CHAPTER: Final = 100
MOST_CHAPTERS: Final = 255
"""As many as a chapter list of MP4 can count; all their titles fit into one page of Ogg."""

Fields = tuple[tuple[str, str], ...]

_VORBIS = (("TITLE", "title"), ("ARTIST", "artist"), ("ALBUM", "album"), ("LANGUAGE", "language"))
_VORBIS_LAST = (("COMMENT", "comment"), ("DATE", "day"))
_ID3 = (("TIT2", "title"), ("TPE1", "artist"), ("TALB", "album"), ("TLAN", "language"))
_ILST = (("\xa9nam", "title"), ("\xa9ART", "artist"), ("\xa9alb", "album"), ("\xa9cmt", "comment"), ("\xa9day", "day"))


def plain(text: str, longest: int = LONGEST) -> str:
    """Return `text` on one line, without characters that command anything, and no longer than a field may be."""
    kept = "".join(" " if sign.isspace() else sign for sign in text if sign.isspace() or _shows(sign))
    line = " ".join(unicodedata.normalize("NFC", kept).split())
    return line.encode()[:longest].decode("utf-8", "ignore").rstrip()


def _shows(sign: str) -> bool:
    return unicodedata.category(sign) not in ("Cc", "Cf", "Cs", "Co", "Cn")


def settled(tags: Tags) -> Tags:
    """Return `tags` as they will stand in a file; raises `ValueError` for a language, day or chapters that cannot.

    The first chapter begins at nought: what is before it belongs to it.
    """
    if tags.language and not (len(tags.language) == 3 and tags.language.isascii() and tags.language.islower()):
        raise ValueError(f"{tags.language!r} is no ISO 639-2 code")
    if tags.day and (len(tags.day) != 10 or [len(part) for part in tags.day.split("-") if part.isdigit()] != [4, 2, 2]):
        raise ValueError(f"{tags.day!r} is no day")
    starts = [chapter.start_s for chapter in tags.chapters]
    if (
        len(starts) > MOST_CHAPTERS
        or any(later <= earlier for earlier, later in pairwise(starts))
        or min(starts, default=0) < 0
    ):
        raise ValueError("chapters follow one another, and there are at most 255")
    chapters = tuple(
        Chapter(chapter.start_s if number else 0.0, plain(chapter.title, LONGEST_OF_A_CHAPTER))
        for number, chapter in enumerate(tags.chapters)
    )
    words = {name: plain(getattr(tags, name)) for name in ("title", "artist", "album", "comment")}
    return evolve(tags, chapters=chapters, **words)


def vorbis(tags: Tags) -> Fields:
    """Return the comments of a FLAC or Ogg file (Xiph's names; chapters as its chapter extension has them)."""
    chapters = []
    for number, chapter in enumerate(tags.chapters, 1):
        whole_ms = milliseconds(chapter.start_s)
        minutes, ms = divmod(whole_ms, 60_000)
        stamp = f"{minutes // 60:02d}:{minutes % 60:02d}:{ms // 1000:02d}.{ms % 1000:03d}"
        chapters += [(f"CHAPTER{number:03d}", stamp), (f"CHAPTER{number:03d}NAME", chapter.title)]
    return (*_present(tags, _VORBIS), *_present(tags, _VORBIS_LAST), *chapters)


def id3(tags: Tags) -> Fields:
    """Return the text frames of ID3v2.3; comment and chapters have frames of their own kind."""
    year = (("TYER", tags.day[:4]),) if tags.day else ()
    return (*_present(tags, _ID3), *year)


def ilst(tags: Tags) -> Fields:
    """Return the entries of an MP4's list; the language stands in its tracks."""
    return _present(tags, _ILST)


def milliseconds(seconds: float) -> int:
    """Return the nearest whole number of milliseconds."""
    return round(seconds * 1000)


def _present(tags: Tags, names: Fields) -> Fields:
    return tuple((name, value) for name, of in names if (value := getattr(tags, of)))
