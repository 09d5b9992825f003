# SPDX-License-Identifier: Apache-2.0
"""A take that was brought in holds nothing of the recorder: no bext, no list, no tag, no attached object, no place."""

import shutil
from importlib import util
from pathlib import Path

import pytest

from safeconduct.api.capturing_takes import bring
from safeconduct.studio.files.mp4_movie import box
from safeconduct.studio.samples import RATE_HZ
from safeconduct.traces.looking import look_at_fields
from studio import test_files_intruders as known
from studio.files_made import ONE_OF_EACH, TAGS, chirp, made

BASE = Path(__file__).parents[1] / "checks" / "_base"
SECRET = b"+51.7373+036.1874/ Kim"
MEDIA = pytest.mark.skipif(util.find_spec("av") is None, reason="the media extra is not installed")


def dirty(kind: str, folder: Path) -> bytes:
    spec = next(one for one in ONE_OF_EACH if one.container == kind)
    whole = made(folder, spec, chirp(RATE_HZ), TAGS).read_bytes()
    if kind == "wav":
        listed = known._riff(whole, at=len(whole), chunk=known._chunk(b"LIST", b"INFOIART" + SECRET))
        return listed[: 20 + 256] + SECRET.ljust(32, b"\0") + listed[20 + 288 :]
    if kind == "mp3":
        frame = b"GEOB" + (len(SECRET)).to_bytes(4, "big") + b"\0\0" + SECRET
        size = int.from_bytes(whole[6:8], "big")
        assert size == 0
        inside = (whole[8] << 7 | whole[9]) + len(frame)
        return whole[:8] + bytes((inside >> 7, inside & 0x7F)) + frame + whole[10:]
    return known._in_moov(b"moov", b"udta", more=box(b"\xa9xyz", SECRET))(whole)


@pytest.mark.parametrize("kind", ["wav", "mp3", pytest.param("m4a", marks=MEDIA)])
def test_only_samples_come_in(kind: str, tmp_path: Path) -> None:
    shutil.copytree(BASE, tmp_path / "manuscript")
    recording = tmp_path / f"Kim Chol-su.{kind}"
    recording.write_bytes(dirty(kind, tmp_path))
    original = look_at_fields(recording.read_bytes(), f"x.{kind}")
    assert any("Kim" in trace.value for trace in original.traces)
    take = bring(recording, tmp_path / "manuscript", "call", "en", "open").path
    assert look_at_fields(take.read_bytes(), take.name).traces == ()
    for path in (tmp_path / "manuscript").rglob("*"):
        assert "Kim" not in path.name
        assert path.is_dir() or SECRET not in path.read_bytes()
    assert take.stat().st_mtime == 946_684_800
