# SPDX-License-Identifier: Apache-2.0
"""A person's recording comes in whole or not at all, and brings nothing along but its sound."""

import struct
from contextlib import suppress
from pathlib import Path

import numpy as np
import pytest
import soundfile

from safeconduct.model.refusal import StepRefusal
from safeconduct.studio.encode import id3_tag
from safeconduct.studio.recordings import kind_of
from safeconduct.studio.samples import RATE_HZ, read_working
from safeconduct.studio.take import take

from .conftest import speechlike, tone

FORMATS = {"WAV": "PCM_16", "FLAC": "PCM_16", "OGG": "VORBIS", "MP3": "MPEG_LAYER_III"}


def recorded(tmp_path: Path, kind: str, length_s: float = 2.0, rate_hz: int = 44_100, channels: int = 1) -> Path:
    """Write speech with a second of silence on both sides, under a name that tells nothing about its kind."""
    quiet = np.zeros(RATE_HZ)
    sound = np.concatenate([quiet, speechlike(length_s), quiet])[: round(rate_hz * (length_s + 2))]
    path = tmp_path / "recording"
    soundfile.write(path, np.column_stack([sound] * channels), rate_hz, format=kind, subtype=FORMATS.get(kind))
    return path


def bring_in(tmp_path: Path, path: Path) -> Path:
    out = tmp_path / "out"
    out.mkdir(exist_ok=True)
    take({"recording": path}, {"file": "takes/anna.wav"}, out)
    return out / "take.flac"


@pytest.mark.parametrize("kind", FORMATS)
@pytest.mark.parametrize("channels", [1, 2])
def test_every_readable_kind_is_decoded_and_trimmed(tmp_path: Path, kind: str, channels: int) -> None:
    sound = read_working(bring_in(tmp_path, recorded(tmp_path, kind, rate_hz=48_000, channels=channels)))
    assert sound.size / RATE_HZ == pytest.approx(2.0, abs=0.25)
    assert np.abs(sound[: RATE_HZ // 50]).max() < 0.2 * np.abs(sound).max()


def test_pace_and_pitch_are_the_speakers_own(tmp_path: Path) -> None:
    """Three seconds of 300 Hz at 48 kHz, written as 16 kHz, are nine seconds of 100 Hz, and stay so."""
    path = tmp_path / "recording"
    soundfile.write(path, tone(-10, 3, hz=300), 16_000, format="WAV")
    sound = read_working(bring_in(tmp_path, path))
    assert sound.size / RATE_HZ == pytest.approx(9.0, abs=0.01)
    assert np.argmax(np.abs(np.fft.rfft(sound))) * RATE_HZ / sound.size == pytest.approx(100, abs=0.2)


@pytest.mark.parametrize("kind", FORMATS)
@pytest.mark.parametrize("kept", [0.999, 0.6, 0.1])
def test_a_cut_off_recording_is_refused_by_name(tmp_path: Path, kind: str, kept: float) -> None:
    path = recorded(tmp_path, kind)
    whole = path.read_bytes()
    path.write_bytes(whole[: int(len(whole) * kept)])
    with pytest.raises(StepRefusal, match=r"^The recording takes/anna.wav is damaged") as refusal:
        bring_in(tmp_path, path)
    assert refusal.value.do


@pytest.mark.parametrize(
    ("content", "found"),
    [
        (b"\0\0\0\x20ftypM4A \0\0\0\0", "it is M4A"),
        (b"#!AMR\n" + bytes(99), "it is AMR"),
        (b"\x1aE\xdf\xa3" + bytes(99), "it is WebM"),
        (b"FORM\0\0\0\x20AIFF", "it is AIFF"),
        (b"hello, this is a letter", "no kind of recording"),
        (b"", "no kind of recording"),
    ],
)
def test_an_unreadable_kind_is_refused_with_the_way_out(tmp_path: Path, content: bytes, found: str) -> None:
    path = tmp_path / "recording"
    path.write_bytes(content)
    with pytest.raises(StepRefusal, match=found) as refusal:
        bring_in(tmp_path, path)
    assert "WAV, FLAC, MP3 or Ogg" in refusal.value.do


@pytest.mark.parametrize("kind", ["WAV", "FLAC", "OGG", "MP3"])
def test_noise_inside_a_recording_is_sound_or_a_sentence_but_never_a_crash(tmp_path: Path, kind: str) -> None:
    whole = recorded(tmp_path, kind).read_bytes()
    rng = np.random.default_rng(5)
    for _ in range(12):
        hurt = bytearray(whole)
        for at in rng.integers(0, len(hurt), 8):
            hurt[at] ^= int(rng.integers(1, 256))
        path = tmp_path / "hurt"
        path.write_bytes(hurt)
        with suppress(StepRefusal):
            bring_in(tmp_path, path)


def test_silence_and_opposed_channels_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "recording"
    sound = speechlike(1)
    for silent in (np.zeros(RATE_HZ), np.column_stack([sound, -sound])):
        soundfile.write(path, silent, RATE_HZ, format="WAV")
        with pytest.raises(StepRefusal, match="is silent"):
            bring_in(tmp_path, path)


def test_too_many_channels_and_too_long_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(StepRefusal, match="has 4 channels"):
        bring_in(tmp_path, recorded(tmp_path, "WAV", channels=4))
    monkeypatch.setattr("safeconduct.studio.take.LONGEST_S", 1.0)
    with pytest.raises(StepRefusal, match="is longer than"):
        bring_in(tmp_path, recorded(tmp_path, "FLAC"))
    monkeypatch.setattr("safeconduct.studio.take.MOST_BYTES", 1000)
    with pytest.raises(StepRefusal, match="is larger than"):
        bring_in(tmp_path, recorded(tmp_path, "WAV"))


def test_a_wav_of_numbers_that_are_no_sound_is_refused(tmp_path: Path) -> None:
    sound = speechlike(1)
    sound[100] = np.nan
    path = tmp_path / "recording"
    soundfile.write(path, sound, RATE_HZ, format="WAV", subtype="FLOAT")
    with pytest.raises(StepRefusal, match="is damaged"):
        bring_in(tmp_path, path)


def flac_comments(content: bytes) -> int:
    """Return the number of comments of a FLAC file that holds nothing but stream data and one comment block."""
    assert content[:4] == b"fLaC"
    at, last, comments = 4, False, 0
    while not last:
        last, kind = bool(content[at] & 0x80), content[at] & 0x7F
        size = int.from_bytes(content[at + 1 : at + 4])
        assert kind in (0, 1, 3, 4), f"a metadata block of kind {kind}"
        if kind == 4:
            vendor = int.from_bytes(content[at + 4 : at + 8], "little")
            comments = int.from_bytes(content[at + 8 + vendor : at + 12 + vendor], "little")
        if kind == 1:
            assert not any(content[at + 4 : at + 4 + size])
        at += 4 + size
    return comments


def test_a_dirty_take_leaves_nothing_behind(tmp_path: Path) -> None:
    """A name, a place and a date in every pocket of a WAV and an MP3: none of it is in what goes on."""
    secrets = b"Kim Ju-eun +51.2+35.3 2024-11-01"
    wav = recorded(tmp_path, "WAV").read_bytes()
    chunk = b"LIST" + struct.pack("<I", 12 + len(secrets)) + b"INFOIART" + struct.pack("<I", len(secrets)) + secrets
    dirty = wav[:4] + struct.pack("<I", len(wav) - 8 + len(chunk)) + wav[8:] + chunk
    mp3 = recorded(tmp_path, "MP3").read_bytes()
    tagged = id3_tag({"TPE1": "Kim Ju-eun", "TXXX": "+51.2+35.3"}) + mp3 + b"TAG" + secrets.ljust(125, b"\0")
    for content in (dirty, tagged):
        path = tmp_path / "recording"
        path.write_bytes(content)
        clean = bring_in(tmp_path, path).read_bytes()
        assert flac_comments(clean) == 0
        for trace in (b"Kim", b"K\0i\0m\0", b"51.2", b"2024", b"ID3"):
            assert trace not in clean


def test_kinds_are_told_by_content_not_by_name() -> None:
    assert kind_of(b"\xff\xfb\x90\x64" + bytes(9)) == "MP3"
    assert kind_of(b"\xff\xff\xff\xff") is None
