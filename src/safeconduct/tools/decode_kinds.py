# SPDX-License-Identifier: Apache-2.0
"""The kinds of recordings we read, told by their first bytes, and how each says where it ends."""

from typing import Final

from attrs import frozen


class UnreadableError(Exception):
    """The recording cannot be read: `code` is one of `decode_sentences`, `detail` fills its gap."""

    def __init__(self, code: str, detail: str = "") -> None:
        super().__init__(code, detail)
        self.code = code
        self.detail = detail


@frozen
class Look:
    """What the outside of a recording tells of it, before anything is decoded.

    `ends`: whether its kind tells where its end is; where it does not, a recording that was cut off between two of its
    parts looks whole.  `frames`, if not 0, are the samples (of each channel) that it promises, `rate_hz` their rate.
    """

    ends: bool = True
    frames: int = 0
    rate_hz: int = 0


KINDS: Final = {
    "wav": "WAV",
    "aiff": "AIFF",
    "caf": "CAF",
    "flac": "FLAC",
    "ogg": "Ogg",
    "mp3": "MP3",
    "adts": "AAC",
    "amr": "AMR",
    "mp4": "MP4",
    "webm": "WebM",
    "wma": "WMA",
}
"""The kinds we read, and their names."""

PLAIN: Final = frozenset(["wav", "aiff", "caf", "flac", "ogg", "mp3"])
"""The kinds that libsndfile reads, the same with and without the extra `media`; all others need it."""

OTHERS: Final = {
    "avi": "an AVI film",
    "midi": "MIDI notes, which hold no voice",
    "audacity": "an Audacity project, which only Audacity reads",
    "zip": "a ZIP file",
    "pdf": "a PDF",
    "picture": "a picture",
    "list": "a playlist, which only names recordings",
    "wavpack": "WavPack sound",
    "ape": "Monkey's Audio sound",
    "flash": "a Flash film",
    "mpeg": "an MPEG film",
}
"""What people hand over that is no recording, or none we read."""

_MAGIC: Final = (
    (b"RF64", "wav"),
    (b"BW64", "wav"),
    (b"fLaC", "flac"),
    (b"OggS", "ogg"),
    (b"caff", "caf"),
    (b"#!AMR\n", "amr"),
    (b"#!AMR-WB\n", "amr"),
    (b"\x1aE\xdf\xa3", "webm"),
    (b"0&\xb2u\x8ef\xcf\x11", "wma"),
    (b"MThd", "midi"),
    (b"SQLite format 3\0", "audacity"),
    (b"PK\x03\x04", "zip"),
    (b"%PDF", "pdf"),
    (b"\xff\xd8\xff", "picture"),
    (b"\x89PNG", "picture"),
    (b"#EXTM3U", "list"),
    (b"wvpk", "wavpack"),
    (b"MAC ", "ape"),
    (b"FLV\x01", "flash"),
    (b"\0\0\x01\xba", "mpeg"),
)
_FORMS: Final = {
    (b"RIFF", b"WAVE"): "wav",
    (b"RIFF", b"AVI "): "avi",
    (b"FORM", b"AIFF"): "aiff",
    (b"FORM", b"AIFC"): "aiff",
}
_MP4_BOXES: Final = frozenset([b"ftyp", b"moov", b"mdat", b"wide", b"free", b"skip", b"pnot"])


def kind_of(head: bytes) -> str:
    """Return the kind of a recording by its first 16 bytes: a key of `KINDS` or of `OTHERS`, or "" for no known one.

    An "mp3" is a promise that `decode_child_mpeg` has to keep: an ID3 tag may stand before other kinds as well.
    """
    for magic, kind in _MAGIC:
        if head.startswith(magic):
            return kind
    form = _FORMS.get((head[:4], head[8:12]))
    if form:
        return form
    if head[4:8] in _MP4_BOXES:
        return "mp4"
    if head.startswith(b"ID3"):
        return "mp3"
    if len(head) >= 4 and head[0] == 0xFF and head[1] & 0xF6 == 0xF0:
        return "adts"
    if len(head) >= 4 and head[0] == 0xFF and head[1] & 0xE6 == 0xE2:
        return "mp3"
    return ""
