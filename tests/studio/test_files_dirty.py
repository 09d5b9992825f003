# SPDX-License-Identifier: Apache-2.0
"""Recordings full of what betrays people: none of it reaches a finished file."""

import struct
import subprocess
import sys
from importlib import util
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import soundfile

from safeconduct.studio import files
from safeconduct.studio.files.foreign import ForeignMatterError
from safeconduct.studio.samples import RATE_HZ, Samples

from .files_made import ONE_OF_EACH, TAGS, chirp, name

pytestmark = pytest.mark.skipif(util.find_spec("av") is None, reason="the media extra is not installed")

SECRETS = ("Kim Chol-su", "+51.7373+036.1874/", "2024-11-05T04:12:33", "SM-A135F", "Voice 003.m4a", "kim@example.org")

# Files as phones, recorders and studios write them: names, places, times, devices, a picture, chapters.
DIRTY = """
import sys
from fractions import Fraction
import av
container, codec, rate, path, *secrets = sys.argv[1:]
who, where, when, device, file, mail = secrets
options = {"movflags": "use_metadata_tags"} if container in ("mov", "mp4") else {}
with av.open(path, "w", format=container, options=options) as out:
    out.metadata.update({"artist": who, "location": where, "creation_time": when, "com.android.model": device,
                         "title": file, "comment": mail, "encoder": device, "make": device, "description": who})
    sound = out.add_stream(codec, rate=int(rate), layout="mono")
    sound.metadata.update({"title": file, "handler_name": device, "language": "kor"})
    out.set_chapters([{"id": 1, "start": 0, "end": 500, "time_base": Fraction(1, 1000), "metadata": {"title": who}}])
    frames = av.AudioResampler(sound.format, "mono", int(rate), frame_size=sound.frame_size or 1024)
    raw = av.AudioFrame("s16", "mono", int(rate))
    raw.sample_rate, raw.pts, raw.time_base = int(rate), 0, Fraction(1, int(rate))
    raw.planes[0].update((b"\\x00\\x10\\x00\\xf0" * int(rate))[: raw.planes[0].buffer_size])
    for frame in [*frames.resample(raw), *frames.resample(None)]:
        out.mux(sound.encode(frame))
    out.mux(sound.encode(None))
"""
KINDS = [
    ("mp4", "aac", 44_100),
    ("mov", "aac", 48_000),
    ("mp3", "libmp3lame", 44_100),
    ("ogg", "libopus", 48_000),
    ("wav", "pcm_s16le", 8_000),
    ("flac", "flac", 44_100),
    ("matroska", "aac", 44_100),
]

DECODE = """
import sys
import av
with av.open(sys.argv[1]) as file:
    to = av.AudioResampler("flt", "mono", 48_000)
    for frame in file.decode(audio=0):
        for part in to.resample(frame):
            sys.stdout.buffer.write(bytes(part.planes[0])[: 4 * part.samples])
"""


def _dirty_wav(path: Path) -> None:
    """Write a WAV with what studios put into it: bext, iXML, names, a place, and something behind the end."""
    sound = (8_000 * np.sin(np.arange(RATE_HZ) / 9)).astype("<i2").tobytes()
    words = "|".join(SECRETS).encode()
    chunks = [
        (b"fmt ", struct.pack("<HHIIHH", 1, 1, RATE_HZ, 2 * RATE_HZ, 2, 16)),
        (b"bext", words.ljust(602, b"\0")),
        (b"data", sound),
        (b"LIST", b"INFOIART" + struct.pack("<I", len(words)) + words),
        (b"iXML", words),
        (b"id3 ", words),
    ]
    body = b"WAVE" + b"".join(
        kind + struct.pack("<I", len(content)) + content + b"\0" * (len(content) % 2) for kind, content in chunks
    )
    path.write_bytes(b"RIFF" + struct.pack("<I", len(body)) + body + words)


@pytest.fixture(scope="module")
def takes(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Samples]:
    """Dirty recordings, decoded as a take is: sound and nothing else."""
    folder = tmp_path_factory.mktemp("dirty")
    paths = []
    for container, codec, rate in KINDS:
        path = folder / f"Kim Chol-su.{container}"
        subprocess.run(
            [sys.executable, "-c", DIRTY, container, codec, str(rate), str(path), *SECRETS],
            check=True,
            capture_output=True,
        )
        paths.append(path)
    _dirty_wav(folder / "Kim Chol-su studio.wav")
    paths.append(folder / "Kim Chol-su studio.wav")
    takes = {}
    for path in paths:
        assert any(secret.encode() in path.read_bytes() for secret in SECRETS), f"{path.name} is not dirty"
        raw = subprocess.run([sys.executable, "-c", DECODE, str(path)], check=True, capture_output=True).stdout
        takes[path.suffix + path.stem[-6:]] = np.frombuffer(raw, "<f4")
    return takes


@pytest.mark.parametrize("spec", ONE_OF_EACH, ids=name)
def test_nothing_of_a_dirty_recording_is_left(tmp_path: Path, takes: dict[str, Samples], spec: Any) -> None:
    assert len(takes) == len(KINDS) + 1
    for sound in takes.values():
        assert sound.size > 40_000
        path = tmp_path / f"out.{files.suffix(spec)}"
        files.write(path, [sound], sound.size, spec, TAGS)
        files.reread(path, spec, TAGS)
        content = path.read_bytes()
        for secret in (*SECRETS, "Kim", "2024-11-05"):
            for form in ("utf-8", "utf-16-le", "utf-16-be"):
                assert secret.encode(form) not in content


def test_a_flac_that_soundfile_wrote_says_more_than_ours(tmp_path: Path) -> None:
    """The library we build on names itself and its version; ours must not."""
    theirs = tmp_path / "theirs.flac"
    soundfile.write(theirs, chirp(4_800), RATE_HZ, "PCM_24")
    assert b"libFLAC" in theirs.read_bytes()
    with pytest.raises(ForeignMatterError):
        files.reread(theirs, ONE_OF_EACH[1], TAGS)
