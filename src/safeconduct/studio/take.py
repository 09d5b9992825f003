# SPDX-License-Identifier: Apache-2.0
"""The recipe that brings a person's recording into the studio: their voice untouched, and nothing else of the file."""

from collections.abc import Mapping
from pathlib import Path
from typing import Final

import numpy as np
import soundfile

from safeconduct.model.codec import record_from
from safeconduct.model.refusal import StepRefusal
from safeconduct.model.works import Json

from .orders import TakeOrder
from .recordings import READABLE, kind_of, whole
from .samples import Samples, at_house_rate, trimmed, write_working

MOST_BYTES: Final = 200_000_000
LONGEST_S: Final = 600.0

_MARGIN_S: Final = 0.06
_AS_WAV: Final = "Save the recording as WAV, FLAC, MP3 or Ogg and put that file into takes/."
_AGAIN: Final = "Export the recording again from the recorder, or record the paragraph again."


def take(inputs: Mapping[str, Path], params: Mapping[str, Json], out: Path) -> None:
    """Decode `inputs["recording"]` (params: a `TakeOrder`) into `take.flac`: one channel at 48 kHz, silence trimmed.

    Pitch and pace are the speaker's own and stay; the middle of two channels is taken.  Only samples go on: no tag,
    name, place or date of the recording survives.  Raises `StepRefusal` for a kind we do not read, a damaged or
    cut-off file, silence, and anything longer than `LONGEST_S` or larger than `MOST_BYTES`.
    """
    file = record_from(params, TakeOrder).file
    path = inputs["recording"]
    if path.stat().st_size > MOST_BYTES:
        raise StepRefusal(
            f"The recording {file} is larger than {MOST_BYTES // 1_000_000} MB.",
            "Record one paragraph per file, or save it as FLAC.",
        )
    untrusted = path.read_bytes()
    kind = kind_of(untrusted)
    if kind not in READABLE:
        found = f"it is {kind}" if kind else "it is no kind of recording that we know"
        raise StepRefusal(f"The recording {file} cannot be read: {found}.", _AS_WAV)
    if not whole(kind, untrusted):
        raise StepRefusal(f"The recording {file} is damaged or ends before its sound does.", _AGAIN)
    samples = trimmed(_decoded(path, file), _MARGIN_S)
    if not samples.size:
        raise StepRefusal(f"The recording {file} is silent.", _AGAIN)
    write_working(out / "take.flac", samples)


def _decoded(path: Path, file: str) -> Samples:
    try:
        with soundfile.SoundFile(path) as reader:
            rate_hz, channels, frames = reader.samplerate, reader.channels, reader.frames
            if channels > 2 or not 8_000 <= rate_hz <= 192_000:
                raise StepRefusal(
                    f"The recording {file} has {channels} channels at {rate_hz} Hz; we read 1 or 2 at 8 to 192 kHz.",
                    _AS_WAV,
                )
            most = round(LONGEST_S * rate_hz)
            sound = reader.read(most + 1, dtype="float64", always_2d=True)
    except soundfile.LibsndfileError:
        raise StepRefusal(f"The recording {file} is damaged.", _AGAIN) from None
    if len(sound) > most:
        raise StepRefusal(
            f"The recording {file} is longer than {LONGEST_S / 60:g} minutes.", "Record one paragraph per file."
        )
    if len(sound) < frames or not np.isfinite(sound).all():
        raise StepRefusal(f"The recording {file} is damaged or ends before its sound does.", _AGAIN)
    return at_house_rate(sound.mean(axis=1), rate_hz)
