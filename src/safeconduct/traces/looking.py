# SPDX-License-Identifier: Apache-2.0
"""Looking into a finished file: bytes in, traces out; a format that nobody knows is a trace itself."""

import mmap
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from importlib import import_module
from itertools import islice
from pathlib import Path
from typing import Final, cast

from safeconduct.model.traces import OwnWords, Scan, Trace

from .allowed import Allowed
from .words import in_bytes, shown

Reader = Callable[[bytes, Allowed], Iterator[Trace]]
READERS: Final[Mapping[str, str]] = {
    ".pdf": "pdf:traces_in_pdf",
    ".png": "png:traces_in_png",
    ".jpg": "jpeg:traces_in_jpeg",
    ".jpeg": "jpeg:traces_in_jpeg",
    ".svg": "markup:traces_in_svg",
    ".wav": "wav:traces_in_wav",
    ".flac": "flac:traces_in_flac",
    ".mp3": "mp3:traces_in_mp3",
    ".m4a": "mp4:traces_in_mp4",
    ".mp4": "mp4:traces_in_mp4",
    ".ogg": "ogg:traces_in_ogg",
    ".html": "web:traces_in_html",
    ".txt": "text:traces_in_text",
    ".lrc": "text:traces_in_text",
    ".vtt": "text:traces_in_text",
    ".m3u": "text:traces_in_text",
    ".m3u8": "text:traces_in_text",
    ".cue": "text:traces_in_text",
    ".json": "text:traces_in_json",
    ".jsonld": "text:traces_in_json",
    ".docx": "office:traces_in_office",
    ".hwpx": "office:traces_in_office",
    ".xlf": "markup:traces_in_xml",
    ".tbx": "markup:traces_in_xml",
    ".po": "po:traces_in_po",
}
"""By the ending of a file, who looks into it; loaded when it is needed, because most commands need none."""

_MOST: Final = 200
_MOST_OF_A_FIELD: Final = 10
_LONG: Final = 16 << 20
_SOUND: Final = {".wav", ".flac", ".mp3", ".m4a", ".mp4", ".ogg"}
_WORDS: Final = {"text", "web", "markup", "po"}
"""The readers that read every word of a file; whatever the others do not unpack is searched as bytes."""


def kind_of(file: str) -> str:
    """Return the ending by which a file is looked into, "" when nobody knows it."""
    ending = f".{file.rpartition('.')[2].lower()}" if "." in file else ""
    return ending if ending in READERS else ""


def look(content: bytes, file: str, own: OwnWords) -> Scan:
    """Return what a finished file tells besides its work; `own` is what it may say of itself.

    A file is named, and read, by its ending.  The first ten traces of each field are kept.
    """
    kind = kind_of(file)
    return Scan(file, kind.lstrip("."), _kept(_everything(content, kind, Allowed(own))))


def look_at(path: Path, file: str, own: OwnWords) -> Scan:
    """Return what `look` says of the file at `path`, called `file` in the kit; long sound is never held whole."""
    if kind_of(file) not in _SOUND or path.stat().st_size < _LONG:
        return look(path.read_bytes(), file, own)
    with path.open("rb") as opened, mmap.mmap(opened.fileno(), 0, access=mmap.ACCESS_READ) as mapped:
        # The readers of sound only index, slice and search it, and that they may as they do with bytes.
        return look(cast(bytes, mapped), file, own)


def look_at_fields(content: bytes, file: str) -> Scan:
    """Return what the fields of a picture or recording tell that nobody has made yet: there it may say nothing.

    What is packed in it is not searched, so that a long recording costs nothing.
    """
    kind = kind_of(file)
    return Scan(file, kind.lstrip("."), _kept(_told(content, kind, Allowed(OwnWords()))))


def _kept(found: Iterator[Trace]) -> tuple[Trace, ...]:
    kept: dict[Trace, None] = {}
    many: Counter[str] = Counter()
    for trace in found:
        if trace not in kept and many[trace.field] < _MOST_OF_A_FIELD:
            many[trace.field] += 1
            kept[trace] = None
    return tuple(islice(kept, _MOST))


def _everything(content: bytes, kind: str, allowed: Allowed) -> Iterator[Trace]:
    yield from _told(content, kind, allowed)
    if READERS.get(kind, "").partition(":")[0] not in _WORDS:
        yield from in_bytes(content)


def _told(content: bytes, kind: str, allowed: Allowed) -> Iterator[Trace]:
    if not kind:
        yield Trace("format", "", "nobody knows this format, so it cannot be looked into")
        return
    module, _, name = READERS[kind].partition(":")
    reader: Reader = getattr(import_module(f"{__package__}.{module}"), name)
    try:
        yield from reader(content, allowed)
    # Whatever a reader stumbles over, nobody has seen what stands there.
    except Exception as fault:
        yield Trace("format", "", shown(f"it cannot be looked into: {type(fault).__name__} {fault}"))
