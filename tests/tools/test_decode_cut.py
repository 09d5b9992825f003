# SPDX-License-Identifier: Apache-2.0
"""Half an instruction is worse than none: a recording that was cut off comes in whole, or not at all."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from safeconduct.tools.decode_child import looked_at
from safeconduct.tools.decode_child_bytes import Untrusted
from safeconduct.tools.decode_child_mpeg import frame_bytes
from safeconduct.tools.decode_child_ogg import page_sum
from safeconduct.tools.decode_kinds import UnreadableError

from . import recordings
from .recordings import ogg_page_sum, recording

DECODE = """
import io, json, sys, zlib
from pathlib import Path
from safeconduct.tools import decode_child
reader = __import__("safeconduct.tools.decode_child_" + sys.argv[1], fromlist=["opened"])
told = []
for path in sorted(Path(sys.argv[2]).iterdir()):
    out = io.BytesIO()
    with path.open("rb") as file:
        decode_child.answer(file.fileno(), out, reader.opened)
    answer = out.getvalue()
    sound = answer[: -decode_child.TRAILER_BYTES]
    told.append({**json.loads(answer[-decode_child.TRAILER_BYTES :]), "sum": zlib.crc32(sound)})
print(json.dumps(told))
"""
"""Decode every file of a folder in one process of its own, as the jailed one does."""

MEDIA = ("aac.m4a", "alac.m4a", "amr.3gp", "opus.webm", "wma.wma", "indexed.mp4", "ac3.mka", "flac.ogg", "alac.caf")
PLAIN = ("u8.wav", "24.wav", "long.wav", "16.aiff", "16.flac", "vorbis.ogg", "opus.ogg", "plain.mp3", "counted.mp3")
UNTOLD = ("bare.aac", "narrow.amr", "wide.amr", "live.webm", "fragments.mp4")
"""Kinds that do not tell their end: cut between two frames, they look whole, and that is said of every one of them."""


def decoded(folder: Path, contents: list[bytes], reader: str) -> list[dict[str, Any]]:
    folder.mkdir()
    for number, content in enumerate(contents):
        (folder / f"{number:04}").write_bytes(content)
    child = subprocess.run(
        [sys.executable, "-c", DECODE, reader, str(folder)], capture_output=True, timeout=120, check=False
    )
    assert child.returncode == 0, child.stderr.decode()
    told = json.loads(child.stdout)
    assert len(told) == len(contents)
    return list(told)


def looked(folder: Path, content: bytes) -> bool:
    """Return whether the outside of a recording says that it is all there."""
    path = recordings.saved(folder, content)
    with path.open("rb") as file:
        try:
            looked_at(Untrusted.opened(file.fileno()))
        except UnreadableError as refused:
            return refused.code not in ("cut", "unknown", "empty")
    return True


@pytest.mark.parametrize("name", [*MEDIA, *PLAIN, *UNTOLD])
def test_cut_at_every_percent_it_is_refused_or_provably_whole(tmp_path: Path, name: str) -> None:
    content = recording(name)
    cut = [content[: len(content) * percent // 100] for percent in range(100)]
    seem_whole = [part for part in cut if looked(tmp_path, part)]
    if not seem_whole:
        return
    reader = "plain" if name in PLAIN else "media"
    whole, *others = decoded(tmp_path / "cut", [content, *seem_whole], reader)
    assert "refused" not in whole
    for told in others:
        assert told.get("refused") == "cut" or told["sum"] == whole["sum"] or (name in UNTOLD and not told["ends"])


@pytest.mark.parametrize("name", [*MEDIA, *PLAIN])
@pytest.mark.parametrize("missing", [1, 7, 100])
def test_a_few_missing_bytes_at_the_end_are_missed(tmp_path: Path, name: str, missing: int) -> None:
    content = recording(name)
    if not looked(tmp_path, content[:-missing]):
        return
    reader = "plain" if name in PLAIN else "media"
    whole, cut = decoded(tmp_path / "cut", [content, content[:-missing]], reader)
    assert cut.get("refused") == "cut" or cut["sum"] == whole["sum"]


@pytest.mark.parametrize("name", [*MEDIA, *PLAIN])
def test_the_kinds_that_tell_their_end_say_so(tmp_path: Path, name: str) -> None:
    with recordings.saved(tmp_path, recording(name)).open("rb") as file:
        assert looked_at(Untrusted.opened(file.fileno()))[1].ends


@pytest.mark.parametrize("name", UNTOLD)
def test_the_kinds_that_do_not_tell_their_end_say_that(tmp_path: Path, name: str) -> None:
    content = recording(name)
    with recordings.saved(tmp_path, content).open("rb") as file:
        assert looked_at(Untrusted.opened(file.fileno()))[1].ends == (b"mfra" in content)


def test_two_ogg_recordings_in_one_file_are_refused(tmp_path: Path) -> None:
    twice = recording("vorbis.ogg") + recording("opus.ogg")
    with (
        recordings.saved(tmp_path, twice).open("rb") as file,
        pytest.raises(UnreadableError, match="several"),
    ):
        looked_at(Untrusted.opened(file.fileno()))


def test_a_hole_in_an_ogg_recording_is_found(tmp_path: Path) -> None:
    content = recording("opus.ogg")
    pages = [at for at in range(len(content)) if content[at : at + 4] == b"OggS"]
    assert len(pages) > 3
    assert not looked(tmp_path, content[: pages[2]] + content[pages[3] :])


def after_id3_of(content: bytes) -> int:
    """Return where the first frame begins; the tag of our encoder is shorter than 128 bytes."""
    return 10 + content[9] if content.startswith(b"ID3") else 0


def test_an_mp3_that_lost_a_frame_is_refused_by_its_own_count(tmp_path: Path) -> None:
    content = recording("counted.mp3")
    frames = [after_id3_of(content)]
    while length := frame_bytes(content[frames[-1] : frames[-1] + 4]):
        frames.append(frames[-1] + length)
    assert looked(tmp_path, content)
    assert not looked(tmp_path, content[: frames[5]] + content[frames[8] :])
    without_count = content[frames[1] :]
    with recordings.saved(tmp_path, without_count).open("rb") as file:
        assert not looked_at(Untrusted.opened(file.fileno()))[1].ends


@given(page=st.binary(min_size=27, max_size=400))
def test_the_checksum_of_a_page_is_that_of_the_standard(page: bytes) -> None:
    assert page_sum(page) == ogg_page_sum(page)
