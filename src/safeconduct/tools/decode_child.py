# SPDX-License-Identifier: Apache-2.0
"""The process in which a recording is decoded: `python -m safeconduct.tools.decode_child READER BYTES SECONDS`.

READER is "plain" (libsndfile) or "media" (PyAV), the others limit memory and processor time.  The recording is the file
on standard input.  The answer is its sound, 32-bit floats of one channel at 48 kHz, and then `TRAILER_BYTES` of JSON,
filled up with spaces: what it is, or `refused` and `detail`; the sound before a refusal is worth nothing.
"""

import json
import sys
from collections.abc import Callable, Iterator
from typing import BinaryIO, Final

from .decode_child_bytes import Untrusted, damaged
from .decode_child_chunks import whole_aiff, whole_amr, whole_caf, whole_flac, whole_wav
from .decode_child_mp4 import whole_mp4
from .decode_child_mpeg import after_id3, whole_adts, whole_mp3
from .decode_child_ogg import whole_ogg
from .decode_child_sound import RATE_HZ, Shape, Stretch, at_house_rate
from .decode_child_webm import whole_webm
from .decode_child_wma import whole_wma
from .decode_kinds import KINDS, OTHERS, Look, UnreadableError, kind_of
from .jail_child import serve_file

TRAILER_BYTES: Final = 512
LONGEST_S: Final = 3 * 3600

_WHOLE: Final[dict[str, Callable[[Untrusted], Look]]] = {
    "wav": whole_wav,
    "aiff": whole_aiff,
    "caf": whole_caf,
    "flac": whole_flac,
    "ogg": whole_ogg,
    "mp3": whole_mp3,
    "adts": whole_adts,
    "amr": whole_amr,
    "mp4": whole_mp4,
    "webm": whole_webm,
    "wma": whole_wma,
}

Opener = Callable[[Untrusted, str], tuple[Shape, Iterator[Stretch]]]


def looked_at(file: Untrusted) -> tuple[str, Look]:
    """Return the kind of a recording and what its outside tells; raises `UnreadableError` unless it is all there."""
    if not file.size:
        raise UnreadableError("empty")
    kind = kind_of(file.read(0, 16))
    if kind == "mp3" and (start := after_id3(file)):
        behind = kind_of(file.read(start, 16))
        if behind == "flac":
            return behind, whole_flac(file, start)
        kind = "adts" if behind == "adts" else kind
    if kind in OTHERS:
        raise UnreadableError("other-kind", kind)
    if kind not in KINDS:
        raise UnreadableError("unknown")
    return kind, _WHOLE[kind](file)


def decoded(file: Untrusted, open_sound: Opener, out: BinaryIO) -> dict[str, str | int | bool]:
    """Write the sound of a recording to `out` and return what it is; raises `UnreadableError`."""
    kind, look = looked_at(file)
    if look.frames > LONGEST_S * look.rate_hz:
        raise UnreadableError("too-long")
    shape, stretches = open_sound(file, kind)
    if shape.rate_hz or shape.channels:
        shape.heard(shape.rate_hz, shape.channels)
        shape.decoded = False
    size = 0
    for stretch in at_house_rate(stretches, shape):
        size += stretch.size
        if size > LONGEST_S * RATE_HZ:
            raise UnreadableError("too-long")
        out.write(stretch.tobytes())
    if not size:
        raise UnreadableError("no-sound")
    if look.frames and size < look.frames * RATE_HZ // look.rate_hz - 1:
        raise damaged()
    return {
        "kind": shape.kind,
        "rate_hz": shape.rate_hz,
        "channels": shape.channels,
        "size": size,
        "sounds": shape.sounds,
        "pictures": shape.pictures,
        "ends": look.ends,
    }


def answer(number: int, out: BinaryIO, open_sound: Opener) -> None:
    """Decode the open file `number`; whatever goes wrong is one of the codes of `decode_sentences`."""
    try:
        trailer = decoded(Untrusted.opened(number), open_sound, out)
    except UnreadableError as refused:
        trailer = {"refused": refused.code, "detail": refused.detail}
    except MemoryError:
        trailer = {"refused": "memory", "detail": ""}
    out.write(json.dumps(trailer).encode().ljust(TRAILER_BYTES))


if __name__ == "__main__":
    if sys.argv[1] == "media":
        from . import decode_child_media as reader

        reader.prepare()
    else:
        from . import decode_child_plain as reader  # type: ignore[no-redef]
    serve_file(lambda number, out: answer(number, out, reader.opened))
