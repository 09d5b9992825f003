# SPDX-License-Identifier: Apache-2.0
"""A person's recording comes in whole or not at all, and brings nothing along but its sound."""

import json
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
import soundfile

from safeconduct.model.codec import record_from
from safeconduct.model.product import Taken
from safeconduct.model.refusal import StepRefusal
from safeconduct.studio.reel import Reel, wound
from safeconduct.studio.samples import RATE_HZ, read_working
from safeconduct.studio.taking.take import take
from safeconduct.studio.taking.trimming import trimmed
from safeconduct.tools import decode as decoding

from .conftest import speechlike, tone


def recorded(folder: Path, kind: str = "WAV", length_s: float = 2.0, channels: int = 1, rate_hz: int = RATE_HZ) -> Path:
    """Write speech with a second of silence on both sides, under a name that tells nothing about its kind."""
    quiet = np.zeros(RATE_HZ)
    sound = np.concatenate([quiet, speechlike(length_s), quiet])
    path = folder / "recording"
    soundfile.write(path, np.column_stack([sound] * channels), rate_hz, format=kind)
    return path


def bring_in(folder: Path, path: Path, **more: bool | str) -> tuple[Path, Taken]:
    out = folder / f"out{len(list(folder.glob('out*')))}"
    out.mkdir()
    take({"recording": path}, {"file": "takes/anna.wav", "denoise": "wiener", "at_risk": False, **more}, out)
    assert sorted(made.name for made in out.iterdir()) == ["take.flac", "take.json"]
    return out / "take.flac", record_from(json.loads((out / "take.json").read_text()), Taken)


def test_it_comes_in_trimmed_and_measured(tmp_path: Path) -> None:
    path, taken = bring_in(tmp_path, recorded(tmp_path, channels=2))
    sound = read_working(path)
    assert sound.size / RATE_HZ == pytest.approx(2.0, abs=0.25)
    assert np.max(np.abs(sound[: RATE_HZ // 50])) < 0.2 * np.max(np.abs(sound))
    assert (taken.file, taken.kind, taken.rate_hz, taken.channels) == ("takes/anna.wav", "WAV", RATE_HZ, 2)
    assert taken.length_s == pytest.approx(4.0)
    assert -40 < taken.loudness_lufs < -10
    assert taken.peak_dbtp < 0


def test_pace_and_pitch_are_the_speakers_own(tmp_path: Path) -> None:
    """Three seconds of 300 Hz at 48 kHz, written as 16 kHz, are nine seconds of 100 Hz, and stay so."""
    path = tmp_path / "recording"
    soundfile.write(path, tone(-10, 3, hz=300), 16_000, format="WAV")
    sound = read_working(bring_in(tmp_path, path, denoise="none")[0])
    assert sound.size / RATE_HZ == pytest.approx(9.0, abs=0.05)
    assert np.argmax(np.abs(np.fft.rfft(sound))) * RATE_HZ / sound.size == pytest.approx(100, abs=0.2)


def test_the_same_recording_gives_the_same_bytes(tmp_path: Path) -> None:
    path = recorded(tmp_path, "FLAC", 1.0)
    first, again = (bring_in(tmp_path, path)[0].read_bytes() for _ in range(2))
    assert first == again


def test_a_cut_off_recording_is_refused_by_name(tmp_path: Path) -> None:
    path = recorded(tmp_path)
    path.write_bytes(path.read_bytes()[:-1000])
    with pytest.raises(StepRefusal, match=r"^The recording takes/anna\.wav is damaged or ends") as refusal:
        bring_in(tmp_path, path)
    assert refusal.value.do


@pytest.mark.parametrize("opposed", [False, True])
def test_silence_and_opposed_channels_are_refused(tmp_path: Path, opposed: bool) -> None:
    path, sound = tmp_path / "recording", speechlike(1)
    soundfile.write(path, np.column_stack([sound, -sound]) if opposed else 0 * sound, RATE_HZ, format="WAV")
    with pytest.raises(StepRefusal, match="is silent"):
        bring_in(tmp_path, path)


def test_nothing_of_the_file_but_its_sound_goes_on(tmp_path: Path) -> None:
    """A name, a place and a date behind the sound: none of it is in what goes on."""
    path = recorded(tmp_path, length_s=1.0)
    clean = bring_in(tmp_path, path)[0].read_bytes()
    secrets = b"Kim Ju-eun +51.2+35.3 2024-11-01"
    wav = path.read_bytes()
    chunk = b"LIST" + (12 + len(secrets)).to_bytes(4, "little") + b"INFOIART" + len(secrets).to_bytes(4, "little")
    path.write_bytes(wav[:4] + (len(wav) + 20 + len(secrets) - 8).to_bytes(4, "little") + wav[8:] + chunk + secrets)
    assert bring_in(tmp_path, path)[0].read_bytes() == clean


def test_what_a_person_should_hear_of_is_told_with_the_kind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    decode = decoding.decode

    def remarking(source: Path, name: str, sink: Path) -> decoding.Decoded:
        found = decode(source, name, sink)
        return decoding.Decoded("AMR-NB", 8_000, 1, found.length_s, found.lock, ("does not say where it ends",))

    monkeypatch.setattr("safeconduct.studio.taking.take.decode", remarking)
    assert bring_in(tmp_path, recorded(tmp_path))[1].kind == "AMR-NB; does not say where it ends"


def test_trimming_keeps_every_sample_between_the_first_and_the_last_word(tmp_path: Path) -> None:
    sound = np.concatenate([np.zeros(RATE_HZ), tone(-20, 0.5), np.zeros(13 * RATE_HZ), tone(-20, 0.5), np.zeros(9_000)])
    reel = wound(tmp_path / "reel", [sound.astype(np.float32)])
    spans = trimmed(reel, 0.1)
    assert spans is not None
    assert spans[0][0] == pytest.approx(0.9 * RATE_HZ, abs=480)
    assert spans[-1][1] == pytest.approx(15.1 * RATE_HZ, abs=480)
    assert all(end == then for (_, end), (then, _) in pairwise(spans))


def test_silence_has_nothing_to_keep(tmp_path: Path) -> None:
    assert trimmed(wound(tmp_path / "reel", [np.zeros(RATE_HZ, np.float32)]), 0.1) is None
    assert trimmed(Reel(tmp_path / "reel", 0), 0.1) is None
