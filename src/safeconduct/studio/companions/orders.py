# SPDX-License-Identifier: Apache-2.0
"""What the recipes of the companions are told, and which files come of it. Plans import this."""

from collections.abc import Mapping
from typing import Final

from attrs import frozen

from safeconduct.model.codec import plain
from safeconduct.model.works import Made, Step

from .lrc import bracketed, old_spelling

KINDS: Final = ("cue", "m3u", "vtt", "lrc", "transcript")
"""The kinds of companion that `companions` writes; of a channel's list, "film" is another step's work."""


SPECIMEN: Final = "SPECIMEN"
_ROOM: Final = "safeconduct.studio.companions"
_TOOLS: Final = ("jinja2",)


@frozen
class CompanionOrder:
    """What stands beside the finished `files` of one piece, and what it says.

    `name` is the stem of every file.  `sender` and `title` are in the piece's language, as is each line of the
    `imprint` (on whose behalf, the notice, the sources, validity) and `mark` (the whole sentence of a SPECIMEN, "" for
    FINAL).  `texts` holds, by block, what is said as it is *written*: the sender's sentences and the slates too.
    `most_beats` bounds a caption (see `model.captions.most_beats`) and must be the slides'.  `day` is the edition's
    day, `until` its last one, both ISO or "".
    """

    name: str
    title: str
    sender: str
    language: str
    mark: str
    kinds: tuple[str, ...]
    texts: dict[str, str]
    files: tuple[str, ...]
    most_beats: int = 0
    imprint: tuple[str, ...] = ()
    album: str = ""
    day: str = ""
    until: str = ""
    channel: str = ""

    @property
    def headed(self) -> str:
        """The title as every companion has it: a SPECIMEN says so first."""
        return f"{SPECIMEN} - {self.title}" if self.mark and not self.title.startswith(SPECIMEN) else self.title


@frozen
class Entry:
    """One piece of a playlist: the input that holds its master, the file to play, and how it is called."""

    input: str
    file: str
    title: str
    sender: str = ""


@frozen
class PlaylistOrder:
    """Write `<name>.m3u8` and `<name>.m3u` of `entries`, in that order; `mark` is "" when every piece is FINAL."""

    name: str
    title: str
    entries: tuple[Entry, ...]
    mark: str = ""


def outputs(order: CompanionOrder) -> tuple[str, ...]:
    """Return the names of the files that `companions` writes, in order; known kinds only, each once."""
    endings = {
        "cue": (".cue", ".run-sheet.txt"),
        "m3u": (".m3u8",),
        "vtt": (".vtt",),
        "lrc": (".lrc", *((".cp949.lrc",) if _has_old_spelling(order) else ())),
        "transcript": (".transcript.txt", ".transcript.html"),
    }
    return tuple(f"{order.name}{ending}" for kind in KINDS if kind in order.kinds for ending in endings[kind])


def companions_step(name: str, order: CompanionOrder, master: Made) -> Step:
    """Return the step called `name` that writes the companions of the piece whose master.json is `master`."""
    # The run sheet alone tells what was measured on the files; the others take words and times.
    aside = () if "cue" in order.kinds else ("master",)
    made = outputs(order)
    return Step(name, f"{_ROOM}.beside:companions", {"master": master}, plain(order), made, _TOOLS, aside=aside)


def playlist_step(name: str, order: PlaylistOrder, masters: Mapping[str, Made]) -> Step:
    """Return the step that writes a playlist; `masters` are the master.json of each entry, by the entry's `input`."""
    files = (f"{order.name}.m3u8", f"{order.name}.m3u")
    return Step(name, f"{_ROOM}.playlist:playlist", dict(masters), plain(order), files, aside=tuple(masters))


def media_type(file: str) -> str:
    """Return the media type of a companion by its ending; raises `KeyError` for a file that is none."""
    return _MEDIA_TYPES[file.rpartition(".")[2]]


_MEDIA_TYPES: Final = {
    "cue": "application/x-cue",
    "txt": "text/plain",
    "html": "text/html",
    "m3u8": "audio/x-mpegurl",
    "m3u": "audio/x-mpegurl",
    "vtt": "text/vtt",
    "lrc": "text/plain",
}


def _has_old_spelling(order: CompanionOrder) -> bool:
    """Whether an old Korean player can show it all: asked of the words alone, before anything is made."""
    words = (order.headed, order.sender, order.album, *order.texts.values())
    return order.language.startswith("ko") and all(old_spelling(bracketed(text)) is not None for text in words)
