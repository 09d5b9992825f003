# SPDX-License-Identifier: Apache-2.0
"""What a file says of itself: read by somebody else's reader, in a process of its own."""

import json
import os
import subprocess
import sys
from importlib import util
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from safeconduct.studio import files
from safeconduct.studio.files.bext import Loudness
from safeconduct.studio.files.fields import LONGEST, plain, settled
from safeconduct.studio.files.latin import ascii_of
from safeconduct.studio.samples import RATE_HZ
from safeconduct.studio.tags import Chapter, Tags

from .files_made import LOSSLESS, LOSSY, ONE_OF_EACH, PLAIN, TAGS, chirp, made, name

needs_media = pytest.mark.skipif(util.find_spec("av") is None, reason="the media extra is not installed")

READ = """
import av, json, sys
with av.open(sys.argv[1]) as file:
    told = dict(file.metadata)
    streams = [dict(stream.metadata, type=stream.type) for stream in file.streams]
    chapters = [[float(one["start"] * one["time_base"]), one["metadata"].get("title", "")] for one in file.chapters()]
    length = file.duration / 1e6
print(json.dumps({"told": told, "streams": streams, "chapters": chapters, "length": length}))
"""


def read(path: Path) -> dict[str, Any]:
    """Return what FFmpeg reads in a file."""
    said = subprocess.run([sys.executable, "-c", READ, str(path)], capture_output=True, check=True).stdout
    return dict(json.loads(said))


@needs_media
@pytest.mark.parametrize("spec", ONE_OF_EACH[1:], ids=name)
def test_others_read_what_we_say(tmp_path: Path, spec: Any) -> None:
    found = read(made(tmp_path, spec, chirp(RATE_HZ), TAGS))
    # Ogg keeps its words in the stream; FFmpeg tells some fields in small letters.
    told = {key.lower(): value for key, value in {**found["streams"][0], **found["told"]}.items()}
    assert told["title"] == TAGS.title
    assert told["artist"] == TAGS.artist
    assert told["album"] == TAGS.album
    assert told["comment"] == TAGS.comment
    assert told["language"] == "kor"
    assert told["date"] == ("2024" if spec.container == "mp3" else TAGS.day)
    known = {"title", "artist", "album", "comment", "language", "date", "type"}
    of_formats = {"major_brand", "minor_version", "compatible_brands", "encoder", "vendor_id"}
    assert set(told) <= known | of_formats
    assert told.get("encoder", "LAME") == "LAME"
    assert [(round(start, 3), title) for start, title in found["chapters"]] == [(0.0, "첫째"), (0.4, "둘째")]
    # FFmpeg counts the lead of MP3 and Opus as length, as every plain player does.
    assert 0 <= found["length"] - 1.0 < 0.08


@pytest.mark.parametrize("spec", ONE_OF_EACH, ids=name)
def test_a_field_that_is_empty_is_not_there(tmp_path: Path, spec: Any) -> None:
    content = made(tmp_path, spec, chirp(4_800), Tags("T", "S")).read_bytes()
    for field in (
        b"TALB",
        b"TLAN",
        b"COMM",
        b"TYER",
        b"CHAP",
        b"CTOC",
        b"ALBUM",
        b"LANGUAGE",
        b"DATE",
        b"COMMENT",
        b"chpl",
        b"\xa9alb",
        b"\xa9day",
        b"\xa9cmt",
    ):
        assert field not in content


def test_a_wav_has_the_fields_of_a_broadcaster(tmp_path: Path) -> None:
    path = tmp_path / "x.wav"
    loudness = Loudness(-22.984, 4.56, -1.04, -19.006, -20.25)
    files.write(path, [chirp(4_801)], 4_801, LOSSLESS[1], TAGS, loudness)
    wav = path.read_bytes()
    chunk = wav[20:622]
    assert wav[12:16] == b"bext"
    assert chunk[:256].rstrip(b"\0") == b"hosomun hana - SPECIMEN"
    assert chunk[256:288].rstrip(b"\0") == b"Spilne zvernennia"
    assert chunk[320:338] == b"2024-11-2000:00:00"
    assert chunk[346:348] == b"\x02\0"
    assert np.frombuffer(chunk[412:422], "<i2").tolist() == [-2298, 456, -104, -1901, -2025]
    assert len(wav) == 8 + int.from_bytes(wav[4:8], "little") == 654 + 3 * 4_801 + 1


def test_what_was_not_measured_is_not_told(tmp_path: Path) -> None:
    """EBU Tech 3285: 7FFF; silence has no loudness that a field could hold."""
    path = tmp_path / "x.wav"
    files.write(path, [chirp(480)], 480, LOSSLESS[1], PLAIN)
    assert path.read_bytes()[432:442] == b"\xff\x7f" * 5
    files.write(path, [chirp(480)], 480, LOSSLESS[1], PLAIN, Loudness(-120.0, 0.0, -120.0, -120.0, -120.0))
    assert path.read_bytes()[432:442] == b"\xff\x7f\0\0" + b"\xff\x7f" * 3


_WORDS = st.text(max_size=400)


@settings(max_examples=150, deadline=None)
@given(text=_WORDS)
def test_a_field_is_one_plain_line(text: str) -> None:
    line = plain(text)
    assert len(line.encode()) <= LONGEST
    assert line == line.strip()
    assert not any(sign in line for sign in "\n\r\t\0\x1b\x7f\u200b\u202e")
    assert plain(line) == line
    ascii_of(line).encode("ascii")


@settings(max_examples=25, deadline=None)
@given(title=_WORDS, artist=_WORDS, comment=_WORDS, titles=st.lists(_WORDS, max_size=4))
@pytest.mark.parametrize("spec", [LOSSLESS[0], LOSSLESS[2], LOSSY[0]], ids=name)
def test_any_words_can_be_told(
    tmp_path_factory: pytest.TempPathFactory, spec: Any, title: str, artist: str, comment: str, titles: list[str]
) -> None:
    chapters = tuple(Chapter(0.02 * number, text) for number, text in enumerate(titles))
    tags = Tags(title, artist, "", "eng", comment, "2024-11-20", chapters)
    files.reread(made(tmp_path_factory.mktemp("words"), spec, chirp(4_800), tags), spec, tags)


@needs_media
@pytest.mark.parametrize("spec", [LOSSY[3], LOSSY[4], *ONE_OF_EACH[1:3]], ids=name)
def test_as_many_chapters_as_there_may_be(tmp_path: Path, spec: Any) -> None:
    tags = Tags("T", "S", chapters=tuple(Chapter(number / 1_000, "가" * 200) for number in range(255)))
    path = made(tmp_path, spec, chirp(RATE_HZ // 2), tags)
    files.reread(path, spec, tags)
    assert len(read(path)["chapters"]) == 255


@pytest.mark.parametrize(
    "tags",
    [
        Tags("T", "S", language="korean"),
        Tags("T", "S", language="KO"),
        Tags("T", "S", day="20.11.2024"),
        Tags("T", "S", day="2024-1-2"),
        Tags("T", "S", chapters=(Chapter(1.0, "a"), Chapter(1.0, "b"))),
        Tags("T", "S", chapters=(Chapter(-1.0, "a"),)),
        Tags("T", "S", chapters=tuple(Chapter(float(number), "a") for number in range(256))),
    ],
)
def test_tags_that_no_file_can_tell_are_refused(tags: Tags) -> None:
    with pytest.raises(ValueError, match=r"ISO 639-2|no day|chapters"):
        settled(tags)


@pytest.mark.parametrize(
    ("text", "letters"),
    [
        ("걸어오십시오", "geoleoosipsio"),
        ("《로동신문》", '"rodongsinmun"'),
        ("Київ, Щастя", "Kyiv, Shchastia"),
        ("Объявление", "Obiavlenye"),
        ("Café – №1", "Cafe - N1"),
        ("日本", "??"),
    ],
)
def test_letters_for_fields_that_know_only_ascii(text: str, letters: str) -> None:
    assert ascii_of(text) == letters


def test_a_plan_can_name_a_file_without_loading_a_codec() -> None:
    code = (
        "import sys; from safeconduct.model.channel import SoundFile; from safeconduct.studio import files;"
        "assert files.suffix(SoundFile('m4a', 48_000)) == 'm4a';"
        "assert not {'numpy', 'soundfile', 'lameenc', 'av'} & set(sys.modules)"
    )
    subprocess.run([sys.executable, "-c", code], check=True)


SAME = """
import hashlib, sys
from pathlib import Path
sys.path.insert(0, sys.argv[1])
from studio.files_made import ONE_OF_EACH, TAGS, chirp, made
for spec in ONE_OF_EACH:
    print(hashlib.sha256(made(Path(sys.argv[2]), spec, chirp(24_000), TAGS).read_bytes()).hexdigest())
"""


@needs_media
def test_the_same_sound_gives_the_same_bytes_under_another_sky(tmp_path: Path) -> None:
    tests = str(Path(__file__).parents[1])
    skies = [
        {"TZ": "Asia/Tokyo", "LC_ALL": "C", "PYTHONHASHSEED": "1", "HOME": str(tmp_path)},
        {"TZ": "America/Lima", "LC_ALL": "C.UTF-8", "PYTHONHASHSEED": "2", "HOME": "/"},
    ]
    told = set()
    for number, sky in enumerate(skies):
        folder = tmp_path / str(number)
        folder.mkdir()
        run = subprocess.run(
            [sys.executable, "-c", SAME, tests, str(folder)],
            env={"PATH": os.environ["PATH"], **sky},
            cwd=folder,
            capture_output=True,
            check=True,
        )
        told.add(run.stdout)
    assert len(told) == 1
    assert next(iter(told)).count(b"\n") == len(ONE_OF_EACH)
