# SPDX-License-Identifier: Apache-2.0
"""Sound: our own files are clean, and every intruder that the studio's strict readers know is found here too."""

import struct
from pathlib import Path

import pytest

from safeconduct.model.traces import OwnWords
from safeconduct.studio.files.latin import ascii_of
from safeconduct.studio.files.mp4_movie import box
from safeconduct.studio.samples import RATE_HZ
from safeconduct.traces.looking import look, look_at
from studio import test_files_intruders as known
from studio.files_made import ONE_OF_EACH, TAGS, chirp, made

from .scanned import PATH, fields, told

OWN = OwnWords(
    titles=(TAGS.title, ascii_of(TAGS.title)),
    senders=(TAGS.artist, ascii_of(TAGS.artist)),
    editions=(TAGS.album,),
    day=TAGS.day,
)
TELLS_NOTHING = {
    ("wav", "junk"),
    ("mp3", "padding in the tag"),
    ("ogg", "padding behind the comments"),
    ("mp3", "the version of an encoder"),
}
"""Noughts, and the name of an encoder that everybody has: the studio refuses them, but they lead nowhere."""
ONLY_A_DECODER_KNOWS = {("ogg", "padding inside a packet")}
TELLING = [one for one in known._INTRUDERS if one[:2] not in TELLS_NOTHING | ONLY_A_DECODER_KNOWS]


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    folder = tmp_path_factory.mktemp("whole")
    return {spec.container: made(folder, spec, chirp(RATE_HZ // 4), TAGS).read_bytes() for spec in ONE_OF_EACH}


@pytest.mark.parametrize("kind", [spec.container for spec in ONE_OF_EACH])
def test_a_file_of_the_studio_is_clean(whole: dict[str, bytes], kind: str) -> None:
    scan = look(whole[kind], f"x.{kind}", OWN)
    assert (scan.kind, scan.traces) == (kind, ())


@pytest.mark.parametrize("kind", [spec.container for spec in ONE_OF_EACH])
def test_another_edition_s_words_are_traces(whole: dict[str, bytes], kind: str) -> None:
    assert fields(whole[kind], f"x.{kind}")


@pytest.mark.parametrize(
    ("kind", "change"), [(one[0], one[3]) for one in TELLING], ids=[f"{one[0]}: {one[1]}" for one in TELLING]
)
def test_an_intruder_is_found(whole: dict[str, bytes], kind: str, change: known.Change) -> None:
    assert fields(change(whole[kind]), f"x.{kind}", OWN)


def test_what_a_recorder_puts_into_a_wav_is_named(whole: dict[str, bytes]) -> None:
    wav = bytearray(whole["wav"])
    wav[20 + 256 : 20 + 288] = b"RODE NT-USB SN 0042".ljust(32, b"\0")
    wav[20 + 320 : 20 + 338] = b"2026-11-2014:03:59"
    found = told(bytes(wav), "x.wav", OWN)
    for field, value in (
        ("Originator", "RODE NT-USB"),
        ("OriginationDate", "2026-11-20"),
        ("OriginationTime", "14:03"),
    ):
        assert f"bext {field}" in found
        assert value in found


def test_the_place_in_an_m4a_is_named(whole: dict[str, bytes]) -> None:
    change = known._in_moov(b"moov", b"udta", more=box(b"\xa9xyz", b"+37.5665+126.9780/"))
    assert "+37.5665+126.9780" in told(change(whole["m4a"]), "x.m4a", OWN)


def test_an_attached_object_in_an_mp3_is_named(whole: dict[str, bytes]) -> None:
    assert "ID3 GEOB" in fields(known._id3_frame(b"GEOB")(whole["mp3"]), "x.mp3", OWN)


def test_a_path_in_a_chapter_and_one_in_the_samples_are_found(whole: dict[str, bytes]) -> None:
    flac = whole["flac"]
    name = next(chapter.title for chapter in TAGS.chapters).encode()
    assert len(name) == 6
    assert "a path" in fields(flac.replace(name, b"/tmp/x"), "x.flac", OWN)
    for spelled in (PATH.encode(), PATH.encode("utf-16-le"), PATH.encode("utf-16-be")):
        assert "a path" in fields(whole["wav"][:-200] + spelled + whole["wav"][-200 + len(spelled) :], "x.wav", OWN)


def test_long_sound_is_looked_at_where_it_lies(tmp_path: Path, whole: dict[str, bytes]) -> None:
    wav = whole["wav"]
    silence = bytes(20 << 20)
    start = wav.index(b"data") + 8
    long = bytearray(wav[:start] + silence)
    long[start - 4 : start] = struct.pack("<I", len(silence))
    path = tmp_path / "long"
    path.write_bytes(long)
    assert look_at(path, "x.wav", OWN).traces == ()
    long[-1000 : -1000 + len(PATH)] = PATH.encode()
    path.write_bytes(long + b"LIST\x04\0\0\0Anna")
    assert [one.field for one in look_at(path, "x.wav", OWN).traces] == ["chunk LIST", "a path"]
