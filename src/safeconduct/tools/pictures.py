# SPDX-License-Identifier: Apache-2.0
"""A picture from anywhere, stripped to its pixels: read in the jail, and nothing but upright sRGB pixels comes out.

What a camera or a program wrote beside them (place, hour, maker, a small earlier picture) stays in the jail and ends
with it.  The pattern of a sensor's own noise is in the pixels, and stays there.
"""

import io
import json
from collections.abc import Mapping
from typing import Final

from attrs import field, frozen
from PIL import Image

from safeconduct.model.refusal import Refusal, ToolRefusal, UsageRefusal

from .jail import Ended, Limits, Lock, run

ENTRY: Final = ("-m", "safeconduct.tools.pictures_child")
LIMITS: Final = Limits(memory_mb=2_048, cpu_s=40, wall_s=80.0, answer_bytes=256 << 20)
MOST_BYTES: Final = 100 << 20
MOST_PIXELS: Final = 60_000_000
CHANNELS: Final[Mapping[str, int]] = {"L": 1, "LA": 2, "RGB": 3, "RGBA": 4}
ENDINGS: Final[Mapping[str, str]] = {"png": ".png", "jpeg": ".jpg"}
_QUALITY: Final = 92

_SAVE: Final = "open it, save it as JPEG or PNG and capture that."
SENTENCES: Final[Mapping[str, tuple[str, str]]] = {
    "heic": (
        "is a HEIC or AVIF picture, which is not read here.",
        "set the phone to “most compatible” (JPEG), or save it as JPEG and capture that.",
    ),
    "other": ("is no JPEG and no PNG.", _SAVE),
    "damaged": ("is a damaged or incomplete picture.", "copy it from the camera again, or " + _SAVE),
    "moves": ("moves.", "save the one picture of it that is to be printed, and capture that."),
    "large": ("has more than 60 million pixels.", "save it smaller: 300 for each inch printed."),
    "memory": ("needs more than the {memory_mb} MB of memory that reading it may take.", "save it smaller."),
    "cpu": ("takes longer to read than the {cpu_s} seconds it may take.", "save it smaller."),
    "wall": ("takes longer to read than the {wall_s:g} seconds it may take.", "save it smaller."),
    "flood": ("unpacks to far more than a picture has.", "save it smaller."),
    "died": ("cannot be read: the reader broke on it.", _SAVE),
}


@frozen
class Stripped:
    """A picture that holds pixels alone: its `kind` ("jpeg", "png"), its size in pixels, its new bytes, the lock.

    `turned` is True when only a note in the original had said which way is up.
    """

    kind: str
    width: int
    height: int
    content: bytes = field(repr=False)
    turned: bool
    lock: Lock


def strip(untrusted_content: bytes, name: str, limits: Limits = LIMITS) -> Stripped:
    """Return the picture called `name` written anew from its pixels; a JPEG stays one, all else becomes PNG.

    Raises `UsageRefusal` for a picture that is refused, `ToolRefusal` when no reader can be started.
    """
    if len(untrusted_content) > MOST_BYTES:
        raise UsageRefusal(f"“{name}” is larger than {MOST_BYTES >> 20} MiB.", "save it smaller.")
    ended = run(ENTRY, untrusted_content, limits)
    if ended.answer is None or ended.lock is None:
        raise _broken(name, ended, limits)
    head, _, untrusted_samples = ended.answer.partition(b"\n")
    told = _told(head)
    if "refused" in told:
        raise _refused(name, str(told["refused"]), limits)
    kind, mode, width, height = (told.get(key) for key in ("kind", "mode", "width", "height"))
    if not (isinstance(width, int) and isinstance(height, int) and kind in ENDINGS and mode in CHANNELS):
        raise _refused(name, "died", limits)
    if not 0 < width * height <= MOST_PIXELS or len(untrusted_samples) != width * height * CHANNELS[str(mode)]:
        raise _refused(name, "died", limits)
    picture = Image.frombytes(str(mode), (width, height), untrusted_samples)
    return Stripped(str(kind), width, height, _written(picture, str(kind)), told.get("turned") is True, ended.lock)


def _written(picture: Image.Image, kind: str) -> bytes:
    out = io.BytesIO()
    if kind == "jpeg":
        picture.save(out, "JPEG", quality=_QUALITY, subsampling=0, optimize=True)
    else:
        picture.save(out, "PNG", optimize=True)
    return out.getvalue()


def _told(untrusted_head: bytes) -> Mapping[str, object]:
    try:
        told = json.loads(untrusted_head[:1_000])
    except (ValueError, RecursionError):
        return {}
    return told if isinstance(told, dict) else {}


def _broken(name: str, ended: Ended, limits: Limits) -> Refusal:
    if ended.lock is None and ended.why != "wall":
        return ToolRefusal(
            f"The reader of pictures does not start ({ended.why}).", "install safeconduct again, with all it needs."
        )
    return _refused(name, ended.why, limits)


def _refused(name: str, untrusted_code: str, limits: Limits) -> Refusal:
    what, do = SENTENCES.get(untrusted_code, SENTENCES["died"])
    gaps = {"memory_mb": limits.memory_mb, "cpu_s": limits.cpu_s, "wall_s": limits.wall_s}
    return UsageRefusal(f"“{name}” {what.format(**gaps)}", do)
