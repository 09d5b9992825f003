# SPDX-License-Identifier: Apache-2.0
"""A recording from outside becomes sound of the house: decoded once, in the jail, and nothing but its samples goes on.

The recording is a stranger's, even where a friend sent it.  This process looks at its first bytes and no further: it
hands the file over and gets 32-bit floats back, or the code of one of the sentences of `decode_sentences`.
"""

import json
import re
from collections.abc import Mapping
from importlib import util
from pathlib import Path
from typing import BinaryIO, Final

import numpy as np
from attrs import frozen

from safeconduct.model.refusal import Refusal, ToolRefusal, UsageRefusal

from .decode_kinds import KINDS, OTHERS, PLAIN, kind_of
from .decode_sentences import FIRST_OF, NO_END, NO_FILM, SENTENCES
from .jail import Limits, Lock, Poured, pour

RATE_HZ: Final = 48_000
LONGEST_S: Final = 3 * 3600
MOST_BYTES: Final = 1_000_000_000
USUAL: Final = Limits(memory_mb=1024, cpu_s=240, wall_s=480.0, answer_bytes=4 * RATE_HZ * LONGEST_S + 4096)

_ENTRY: Final = ("-m", "safeconduct.tools.decode_child")
_TRAILER_BYTES: Final = 512
_STRETCH: Final = 4 << 20
_KNOWN_DETAIL = re.compile(r"[A-Za-z0-9 ._:-]{0,40}")
_KNOWN_KIND = re.compile(r"[A-Za-z0-9-]{1,12}( \([A-Za-z0-9-]{1,12}\))?")


@frozen
class Decoded:
    """What a recording was: its kind ("M4A (AAC)"), the rate and channels of its first sound, its length, and the lock.

    `remarks` are half-sentences a person should hear of: several sounds, pictures, a kind that does not tell its end.
    """

    kind: str
    rate_hz: int
    channels: int
    length_s: float
    lock: Lock
    remarks: tuple[str, ...] = ()


def decode(source: Path, name: str, sink: Path, limits: Limits = USUAL) -> Decoded:
    """Decode the recording `source`, called `name` in refusals, to `sink`: 32-bit floats, one channel, 48 kHz, no head.

    Of two channels the middle is taken, of several sounds the first; nothing is shifted, a codec's delay is taken off.
    Raises `UsageRefusal` for a recording that is refused (nothing is left in `sink`), `ToolRefusal` when what reads it
    is missing or does not start, `OSError` for files that cannot be read or written.
    """
    with source.open("rb") as file:
        kind = kind_of(file.read(16))
    if source.stat().st_size > MOST_BYTES:
        raise _refused(name, "too-large", "", limits)
    has_media = util.find_spec("av") is not None
    needs_media = kind in KINDS and kind not in PLAIN
    if needs_media and not has_media:
        what, do = _sentence("media", KINDS[kind], limits)
        raise ToolRefusal(f"The recording {name} {what}", do)
    try:
        told, lock = _poured(source, name, sink, limits, "media" if needs_media else "plain")
        if told.get("refused") == "codec" and has_media and not needs_media:
            told, lock = _poured(source, name, sink, limits, "media")
        if "refused" in told:
            raise _refused(name, str(told["refused"]), str(told.get("detail", "")), limits)
        return _checked(told, name, sink, lock, limits)
    except BaseException:
        sink.unlink(missing_ok=True)
        raise


def _poured(source: Path, name: str, sink: Path, limits: Limits, reader: str) -> tuple[Mapping[str, object], Lock]:
    with sink.open("w+b") as out:
        ended = pour((*_ENTRY, reader), source, out, limits)
        if ended.why or ended.lock is None:
            raise _broken(name, ended, limits)
        return _trailer(out, ended.size), ended.lock


def _trailer(out: BinaryIO, size: int) -> Mapping[str, object]:
    """Take the trailer off the answer and return it; {} for one that is none."""
    sound = max(0, size - _TRAILER_BYTES)
    out.seek(sound)
    untrusted = out.read(_TRAILER_BYTES)
    out.truncate(sound)
    try:
        told = json.loads(untrusted)
    except (ValueError, RecursionError):
        return {}
    return told if isinstance(told, dict) else {}


def _checked(told: Mapping[str, object], name: str, sink: Path, lock: Lock, limits: Limits) -> Decoded:
    """Believe nothing: the figures must be figures of the sound that is there, and that must be sound."""
    kind, size = told.get("kind"), told.get("size")
    rate_hz, channels, sounds = (told.get(key) for key in ("rate_hz", "channels", "sounds"))
    if (
        not isinstance(kind, str)
        or not _KNOWN_KIND.fullmatch(kind)
        or not all(type(figure) is int for figure in (size, rate_hz, channels, sounds))
        or not isinstance(size, int)
        or sink.stat().st_size != 4 * size
        or not _is_sound(sink)
    ):
        raise _refused(name, "died", "strange answer", limits)
    assert isinstance(rate_hz, int) and isinstance(channels, int) and isinstance(sounds, int)  # noqa: S101, PT018
    remarks = (
        *([FIRST_OF.format(sounds)] if sounds > 1 else []),
        *([NO_FILM] if told.get("pictures") is True else []),
        *([NO_END] if told.get("ends") is not True else []),
    )
    return Decoded(kind, rate_hz, channels, size / RATE_HZ, lock, remarks)


def _is_sound(untrusted_reel: Path) -> bool:
    with untrusted_reel.open("rb") as file:
        while piece := file.read(_STRETCH):
            if not np.isfinite(np.frombuffer(piece, np.float32)).all():
                return False
    return True


def _broken(name: str, ended: Poured, limits: Limits) -> Refusal:
    if ended.lock is None and ended.why != "wall":
        return ToolRefusal(
            f"The reader of recordings does not start ({ended.why}).", "Install safeconduct again, with all it needs."
        )
    if ended.why in SENTENCES:
        return _refused(name, ended.why, "", limits)
    return _refused(name, "died", ended.why, limits)


def _refused(name: str, untrusted_code: str, untrusted_detail: str, limits: Limits) -> Refusal:
    if untrusted_code == "other-kind" and untrusted_detail in OTHERS:
        what, do = SENTENCES["unknown"]
        return UsageRefusal(f"The recording {name} cannot be read: it is {OTHERS[untrusted_detail]}.", do)
    what, do = _sentence(untrusted_code, untrusted_detail, limits)
    return UsageRefusal(f"The recording {name} {what}", do)


def _sentence(untrusted_code: str, untrusted_detail: str, limits: Limits) -> tuple[str, str]:
    detail = untrusted_detail if _KNOWN_DETAIL.fullmatch(untrusted_detail) else ""
    what, do = SENTENCES.get(untrusted_code, SENTENCES["died"])
    gaps = {
        "memory_mb": limits.memory_mb,
        "cpu_s": limits.cpu_s,
        "wall_s": limits.wall_s,
        "longest_h": LONGEST_S / 3600,
        "most_mb": MOST_BYTES // 1_000_000,
    }
    return what.format(detail or "file", **gaps), do
