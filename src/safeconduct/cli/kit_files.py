# SPDX-License-Identifier: Apache-2.0
"""The files of a kit, told product by product, each with what it is for."""

from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby

from safeconduct.model.edition import Piece
from safeconduct.model.works import Artifact

PURPOSES = {
    ".press.pdf": "for a print shop: with bleed, PDF/X-4",
    ".script.pdf": "the reading script in large type",
    ".pdf": "to read on a screen, and for an office printer",
    ".preview.png": "a picture of its pages",
    ".wav": "the recording to hand over",
    ".flac": "the recording, packed without loss",
    ".mp3": "the recording, small",
    ".m4a": "the recording, small, with chapters",
    ".ogg": "the recording as messengers show voice notes",
    ".mp4": "the recording with its words as pictures, for messengers",
    ".cp949.lrc": "the lines that old Korean players show",
    ".lrc": "the lines that small players show",
    ".vtt": "captions",
    ".m3u8": "the playlist",
    ".m3u": "the playlist for old players",
    ".cue": "where each paragraph begins",
    ".run-sheet.txt": "for whoever puts it on the air",
    ".transcript.html": "what is said, as a web page",
    ".transcript.txt": "what is said",
    ".script.txt": "the reading script for the narrator",
    ".report.html": "what was done to the voice, before and after",
}
"""What a file is for, by its ending; the first ending that fits."""

SHEET = "press sheets, to print and cut; made from the print shop's file"
TRIAL = "a trial sheet without words: print it first, to see that fronts and backs meet"


def purpose(file: str) -> str:
    """Return what a file of the kit is for; "" for an ending that nobody knows."""
    if ".sheet-" in file:
        return SHEET
    if ".proof-" in file:
        return TRIAL
    return next((told for ending, told in PURPOSES.items() if file.endswith(ending)), "")


def told(artifacts: Iterable[Artifact], pieces: Mapping[str, Piece], titles: Mapping[str, str]) -> Iterator[str]:
    """Yield lines: a heading for each product, then its files; `titles` are those of the channels, by id."""
    for (piece, language, channel), files in groupby(artifacts, lambda one: (one.piece, one.language, one.channel)):
        yield f"{piece}: {pieces[piece].format} in {language}, {titles[channel]}"
        names = sorted((one.file for one in files), key=_rank)
        wide = max(map(len, names))
        yield from (f"  {name:{wide}}  {purpose(name)}" for name in names)


def _rank(file: str) -> int:
    order = (PURPOSES[".pdf"], PURPOSES[".press.pdf"], SHEET, TRIAL, *PURPOSES.values())
    return order.index(purpose(file)) if purpose(file) else len(order)
