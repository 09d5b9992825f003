# SPDX-License-Identifier: Apache-2.0
"""Whatever a phone records comes in with its length, its pitch and its place in time, and brings nothing along."""

from importlib import util
from pathlib import Path

import numpy as np
import pytest
import soundfile
from attrs import evolve

from safeconduct.model.refusal import ToolRefusal, UsageRefusal
from safeconduct.tools import decode as decoding
from safeconduct.tools.decode import Decoded, decode
from safeconduct.tools.decode_child import looked_at
from safeconduct.tools.decode_child_bytes import Untrusted
from safeconduct.tools.decode_kinds import UnreadableError

from . import recordings
from .recordings import MADE_BY_MEDIA, MADE_PLAIN, RATE_HZ, Order, box, lag, plain, recording, saved, voice

KINDS = {
    "u8.wav": ("WAV", 22_050, 1),
    "16.wav": ("WAV", 44_100, 2),
    "24.wav": ("WAV", 96_000, 1),
    "32.wav": ("WAV", 48_000, 1),
    "float.wav": ("WAV", 48_000, 1),
    "double.wav": ("WAV", 48_000, 1),
    "alaw.wav": ("WAV (A-law)", 8_000, 1),
    "ulaw.wav": ("WAV (mu-law)", 8_000, 1),
    "long.wav": ("WAV", 48_000, 1),
    "16.aiff": ("AIFF", 44_100, 1),
    "16.caf": ("CAF", 44_100, 1),
    "16.flac": ("FLAC", 44_100, 2),
    "vorbis.ogg": ("Ogg (Vorbis)", 44_100, 1),
    "plain.mp3": ("MP3", 44_100, 1),
    "aac.m4a": ("M4A (AAC)", 44_100, 2),
    "alac.m4a": ("M4A (ALAC)", 48_000, 1),
    "fragments.mp4": ("MP4 (AAC)", 48_000, 1),
    "indexed.mp4": ("MP4 (AAC)", 48_000, 1),
    "amr.3gp": ("3GP (AMR-NB)", 8_000, 1),
    "quick.mov": ("MOV (PCM)", 44_100, 2),
    "bare.aac": ("AAC", 44_100, 1),
    "narrow.amr": ("AMR-NB", 8_000, 1),
    "opus.webm": ("WebM (Opus)", 48_000, 1),
    "live.webm": ("WebM (Opus)", 48_000, 1),
    "ac3.mka": ("WebM (AC-3)", 44_100, 2),
    "wma.wma": ("WMA", 44_100, 1),
    "opus.ogg": ("Ogg (Opus)", 48_000, 1),
    "flac.ogg": ("Ogg (FLAC)", 48_000, 1),
    "alac.caf": ("CAF (ALAC)", 44_100, 1),
    "counted.mp3": ("MP3", 44_100, 1),
    "wide.amr": ("AMR-WB", 16_000, 1),
}
USUAL = {"24.wav", "alaw.wav", "16.flac", "vorbis.ogg", "plain.mp3", "aac.m4a", "amr.3gp", "narrow.amr", "opus.webm"}
"""The kinds that are tried on every run; the slow tests try the others."""

SAY_NO_END = {"bare.aac", "narrow.amr", "wide.amr", "live.webm"}
UNTOLD_DELAY = {"aac.m4a": 1115, "fragments.mp4": 1024, "indexed.mp4": 1024, "bare.aac": 1115, "narrow.amr": 240}
"""What an encoder put before the sound without saying so in the file; no reader can know."""


def brought_in(folder: Path, content: bytes, name: str = "takes/a.m4a") -> tuple[Decoded, recordings.Sound]:
    sink = folder / "sink"
    decoded = decode(saved(folder, content), name, sink)
    return decoded, np.fromfile(sink, np.float32)


def refusal(folder: Path, content: bytes) -> UsageRefusal:
    with pytest.raises(UsageRefusal) as refused:
        brought_in(folder, content)
    assert not (folder / "sink").exists()
    assert refused.value.do
    return refused.value


def test_no_kind_is_forgotten() -> None:
    assert set(KINDS) == set(recordings.NAMES)


@pytest.mark.parametrize(
    "name", [name if name in USUAL else pytest.param(name, marks=pytest.mark.slow) for name in KINDS]
)
def test_every_kind_comes_in_whole_and_in_its_place(tmp_path: Path, name: str) -> None:
    decoded, sound = brought_in(tmp_path, recording(name))
    assert (decoded.kind, decoded.rate_hz, decoded.channels) == KINDS[name]
    assert decoded.length_s == sound.size / RATE_HZ == pytest.approx(1.5, abs=0.04)
    assert decoded.lock.told.startswith("jailed: no network") or decoded.lock.network is None
    assert bool(decoded.remarks) == (name in SAY_NO_END)
    if name != "wide.amr":  # its bits mean nothing
        assert abs(lag(sound, voice()) - UNTOLD_DELAY.get(name, 0)) < 100 if "amr" in name else 2
        assert np.max(np.abs(sound)) == pytest.approx(np.max(np.abs(voice())), rel=0.7 if "amr" in name else 0.4)


@pytest.mark.parametrize("name", ["16.wav", "24.wav", "16.flac"])
def test_exact_kinds_are_exact(tmp_path: Path, name: str) -> None:
    rate_hz = KINDS[name][1]
    _, sound = brought_in(tmp_path, recording(name))
    heard = voice()
    inside = slice(RATE_HZ // 10, -RATE_HZ // 10)
    assert sound.size == round(voice(rate_hz).size * RATE_HZ / rate_hz)
    assert np.max(np.abs(sound[inside] - heard[inside])) < 2e-4


def test_the_middle_of_two_channels_is_taken(tmp_path: Path) -> None:
    left, right = voice(), 0.25 * voice()[::-1]
    path = tmp_path / "two"
    soundfile.write(path, np.column_stack([left, right]), RATE_HZ, format="WAV", subtype="FLOAT")
    _, sound = brought_in(tmp_path, path.read_bytes())
    np.testing.assert_allclose(sound, (left + right) / 2, atol=1e-6)


def test_the_same_recording_gives_the_same_bytes(tmp_path: Path) -> None:
    first, again = (brought_in(tmp_path, recording("aac.m4a"))[1].tobytes() for _ in range(2))
    assert first == again


def test_of_several_sounds_and_pictures_the_first_sound_is_taken_and_that_is_said(tmp_path: Path) -> None:
    content = recordings.media(Order(voice(), "mp4", "aac", RATE_HZ, tracks=2, film=True))[0]
    decoded, sound = brought_in(tmp_path, content)
    assert decoded.remarks == ("the first of its 2 sounds", "without its pictures")
    assert np.max(np.abs(sound)) == pytest.approx(np.max(np.abs(voice())), rel=0.4)  # the second is half as loud


def test_a_film_without_sound_is_refused(tmp_path: Path) -> None:
    content = recordings.media(Order(voice(), "mp4", "aac", RATE_HZ, tracks=0, film=True))[0]
    assert refusal(tmp_path, content).what == "The recording takes/a.m4a holds no sound."


def test_an_encrypted_recording_is_refused(tmp_path: Path) -> None:
    entry = box(b"enca", bytes(28))
    table = box(b"stbl", box(b"stsd", bytes(4), (1).to_bytes(4, "big"), entry))
    film = box(b"moov", box(b"trak", box(b"mdia", box(b"minf", table))))
    content = box(b"ftyp", b"M4A ", bytes(4)) + film + box(b"mdat", bytes(100))
    assert "is encrypted" in refusal(tmp_path, content).what
    webm = recording("live.webm")
    at = webm.rindex(b"\x16\x54\xae\x6b")
    locked = b"\x16\x54\xae\x6b\x91\xae\x8f\x6d\x80\x8c\x62\x40\x89\x50\x35\x86\x47\xe1\x83\x05\x01\x02"
    assert "is encrypted" in refusal(tmp_path, webm[:at] + locked).what


@pytest.mark.parametrize(
    ("content", "found"),
    [
        (b"", "is empty"),
        (b"hello, this is a letter", "it is no kind of recording that we know"),
        (b"SQLite format 3\0" + bytes(99), "it is an Audacity project"),
        (b"\0\0\0\x20ftypM4A " + bytes(20), "is damaged or ends before its sound does"),
    ],
)
def test_what_is_no_recording_is_refused_with_the_way_out(tmp_path: Path, content: bytes, found: str) -> None:
    told = refusal(tmp_path, content)
    assert told.what.startswith("The recording takes/a.m4a ")
    assert found in told.what


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (bytes(99), "unknown"),
        (b"RIFF\x10\0\0\0AVI LIST", "avi"),
        (b"%PDF-1.7", "pdf"),
        (b"\xff\xd8\xff\xe0" + bytes(99), "picture"),
        (b"#EXTM3U\nhttp://192.0.2.1/a.mp3", "list"),
        (b"#!AMR\n" + bytes(99), "cut"),
        (b"#!AMR\n", "cut"),
        (b"\x1aE\xdf\xa3" + bytes(99), "cut"),
        (b"FORM\0\0\0\x20AIFF", "cut"),
        (b"RIFF\0\0\0\x20WAVE", "cut"),
        (b"RIFF\0\0\0\x20WAVEdata\0\0\0\0" + bytes(99), "cut"),
        (b"fLaC", "cut"),
        (b"caff\0\1\0\0", "cut"),
        (b"OggS", "cut"),
        (b"\xff\xf1\x50\x80\0\x1f\xfc", "cut"),
        (b"ID3\3\0\0\0\0\0\0nothing", "cut"),
        (b"0&\xb2u\x8ef\xcf\x11" + bytes(99), "cut"),
    ],
)
def test_the_outside_tells_what_is_no_recording(tmp_path: Path, content: bytes, code: str) -> None:
    with saved(tmp_path, content).open("rb") as file, pytest.raises(UnreadableError) as refused:
        looked_at(Untrusted.opened(file.fileno()))
    assert code in (refused.value.code, refused.value.detail)


@pytest.mark.parametrize(
    ("rate_hz", "channels", "told"),
    [(48_000, 4, "has 4 channels"), (4_000, 1, "sampling rate of 4000 Hz"), (400_000, 1, "sampling rate of 400000 Hz")],
)
def test_absurd_rates_and_channels_are_refused(tmp_path: Path, rate_hz: int, channels: int, told: str) -> None:
    assert told in refusal(tmp_path, plain(voice(8_000), rate_hz, channels=channels)).what


def test_numbers_that_are_no_sound_are_refused(tmp_path: Path) -> None:
    sound = voice().copy()
    sound[100] = np.nan
    assert "is damaged" in refusal(tmp_path, plain(sound, RATE_HZ, packed="FLOAT")).what


def test_an_id3_tag_before_another_kind_is_stepped_over(tmp_path: Path) -> None:
    tag = b"ID3\x03\0\0\0\0\0\x0a" + bytes(10)
    for name in ("16.flac", "bare.aac"):
        assert brought_in(tmp_path, tag + recording(name))[0].length_s == pytest.approx(1.5, abs=0.04)


def test_nothing_but_samples_is_in_the_answer(tmp_path: Path) -> None:
    tags = {"title": "Kim Ju-eun", "artist": "Kim Ju-eun", "location": "+51.2+35.3/", "comment": "2024-11-01"}
    made = [Order(voice(), "ipod", "aac", RATE_HZ), Order(voice(), "ogg", "libopus", RATE_HZ)]
    clean, dirty = (recordings.media(*(evolve(order, tags=worn) for order in made)) for worn in ({}, tags))
    for bare, tagged in zip(clean, dirty, strict=True):
        assert b"Kim Ju-eun" in tagged
        (decoded, sound), (expected, same) = (brought_in(tmp_path, content) for content in (tagged, bare))
        assert sound.tobytes() == same.tobytes()
        assert decoded == expected


def test_a_recording_that_is_too_large_is_not_even_opened(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(decoding, "MOST_BYTES", 1_000_000)
    monkeypatch.setattr(decoding, "pour", None)
    assert "is larger than 1 MB" in refusal(tmp_path, plain(voice(length_s=11), RATE_HZ)).what


def test_without_the_extra_the_plain_kinds_still_come_in(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _, with_it = brought_in(tmp_path, recording("plain.mp3"))
    found = util.find_spec
    monkeypatch.setattr(util, "find_spec", lambda name: None if name == "av" else found(name))
    _, without = brought_in(tmp_path, recording("plain.mp3"))
    assert with_it.tobytes() == without.tobytes()
    with pytest.raises(
        ToolRefusal, match=r"^The recording a is MP4, and what reads that is not installed.$"
    ) as refused:
        decode(saved(tmp_path, recording("aac.m4a")), "a", tmp_path / "sink")
    assert "safeconduct[media]" in refused.value.do
    assert "packed in a way" in refusal(tmp_path, recording("flac.ogg")).what


def test_the_library_with_gpl_code_never_enters_this_process(tmp_path: Path) -> None:
    import sys

    brought_in(tmp_path, recording("aac.m4a"))
    assert not [name for name in sys.modules if name == "av" or name.startswith("av.")]


def test_every_maker_is_used() -> None:
    assert len(MADE_PLAIN) + len(MADE_BY_MEDIA) + 1 == len(recordings.NAMES)
