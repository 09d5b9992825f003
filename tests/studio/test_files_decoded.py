# SPDX-License-Identifier: Apache-2.0
"""What is written comes back: exactly where nothing is lost, and never shifted."""

import tracemalloc
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from safeconduct.model.channel import SoundFile
from safeconduct.studio import files
from safeconduct.studio.files.foreign import ForeignMatterError
from safeconduct.studio.files.pcm import converted, converted_count, count_at, stepped
from safeconduct.studio.samples import RATE_HZ

from .files_made import LOSSLESS, LOSSY, PLAIN, TAGS, chirp, clicks, lag, made, name, played


@pytest.mark.parametrize("spec", LOSSLESS, ids=name)
@settings(max_examples=25, deadline=None)
@given(size=st.integers(1, 9_000), seed=st.integers(0, 99))
def test_nothing_is_lost_where_nothing_may_be_lost(
    tmp_path_factory: pytest.TempPathFactory, spec: SoundFile, size: int, seed: int
) -> None:
    folder = tmp_path_factory.mktemp("lossless")
    sound = np.random.default_rng(seed).normal(0, 0.5, size).astype(np.float32)
    back = played(made(folder, spec, sound))
    steps = stepped(sound, spec.bits)
    assert np.array_equal(stepped(back, spec.bits), steps)
    assert back.size == size


@pytest.mark.parametrize("spec", LOSSY, ids=name)
@pytest.mark.parametrize("shape", ["clicks", "chirp"])
def test_nothing_is_shifted(tmp_path: Path, spec: SoundFile, shape: str) -> None:
    size = 2 * RATE_HZ + 1_237
    # Opus takes rumble from a voice, which turns the phase of what is low, so it is asked higher up.
    sound = clicks(size) if shape == "clicks" else chirp(size, 1_500.0)
    back = played(made(tmp_path, spec, sound))
    assert abs(lag(back, sound)) <= 2
    rounding = 0 if spec.rate_hz == RATE_HZ else RATE_HZ // spec.rate_hz
    assert abs(back.size - size) <= rounding


@pytest.mark.parametrize("spec", LOSSY, ids=name)
def test_the_last_sound_is_still_there(tmp_path: Path, spec: SoundFile) -> None:
    sound = np.zeros(RATE_HZ // 2, np.float32)
    sound[-960:] = chirp(960, 1_000.0, 3_000.0)
    back = played(made(tmp_path, spec, sound))
    assert np.sqrt(np.mean(back[-960:] ** 2)) > 0.6 * np.sqrt(np.mean(sound[-960:] ** 2))


@pytest.mark.parametrize("spec", [*LOSSLESS, *LOSSY], ids=name)
@pytest.mark.parametrize("size", [1, 500])
def test_hardly_any_sound_is_a_file_too(tmp_path: Path, spec: SoundFile, size: int) -> None:
    path = made(tmp_path, spec, np.full(size, 0.25, np.float32))
    files.reread(path, spec, PLAIN)
    assert played(path).size == converted_count(count_at(size, spec.rate_hz), spec.rate_hz, RATE_HZ)


@pytest.mark.parametrize("spec", [LOSSLESS[0], *LOSSY], ids=name)
def test_no_sound_at_all_is_an_empty_file(tmp_path: Path, spec: SoundFile) -> None:
    path = made(tmp_path, spec, np.zeros(0, np.float32))
    files.reread(path, spec, PLAIN)
    assert played(path).size == 0


@pytest.mark.parametrize("spec", [LOSSLESS[0], LOSSLESS[2], LOSSY[0]], ids=name)
@pytest.mark.parametrize("told", [4_799, 4_801])
def test_a_tape_of_another_length_is_refused_and_leaves_nothing(tmp_path: Path, spec: SoundFile, told: int) -> None:
    path = tmp_path / "x"
    with pytest.raises(ValueError, match="longer" if told == 4_799 else "shorter"):
        files.write(path, [chirp(4_800)], told, spec, PLAIN)
    assert not list(tmp_path.iterdir())


@settings(max_examples=40, deadline=None)
@given(
    size=st.integers(0, 5_000), rate=st.sampled_from([8_000, 22_050, 24_000, 32_000, 44_100]), cut=st.integers(1, 999)
)
def test_another_rate_has_exactly_the_samples_it_should(size: int, rate: int, cut: int) -> None:
    sound = chirp(size)
    pieces = [sound[at : at + cut] for at in range(0, size, cut)]
    lower = np.concatenate([np.zeros(0, np.float32), *converted(pieces, size, RATE_HZ, rate)])
    assert lower.size == count_at(size, rate)
    back = np.concatenate([np.zeros(0, np.float32), *converted([lower], lower.size, rate, RATE_HZ)])
    assert abs(back.size - size) <= RATE_HZ // rate


@pytest.mark.parametrize("rate", [44_100, 32_000, 24_000])
def test_another_rate_shifts_nothing(rate: int) -> None:
    sound = chirp(RATE_HZ)
    lower = np.concatenate(list(converted([sound], sound.size, RATE_HZ, rate)))
    back = np.concatenate(list(converted([lower], lower.size, rate, RATE_HZ)))
    assert np.max(np.abs(back[200:-200] - sound[200:-200])) < 1e-3


@pytest.mark.parametrize("content", [b"", b"RIFF", b"ID3\x03\0\0\0\0\0\0", b"OggS" + bytes(99), bytes(8) + b"ftyp" * 9])
def test_what_is_no_file_of_ours_is_not_played(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "x"
    path.write_bytes(content)
    with pytest.raises(ForeignMatterError):
        played(path)


@pytest.mark.parametrize("spec", [SoundFile("aiff", 48_000, 16), SoundFile("", 48_000, 16)])
def test_other_kinds_are_not_written(tmp_path: Path, spec: SoundFile) -> None:
    with pytest.raises(ValueError, match="writes no"):
        files.write(tmp_path / "x", [], 0, spec, PLAIN)


@pytest.mark.parametrize(
    "spec",
    [
        SoundFile("wav", 48_000, 8),
        SoundFile("flac", 48_000, 8),
        SoundFile("mp3", 96_000, 0, 64),
        SoundFile("mp3", 44_100, 0, 65),
        SoundFile("m4a", 1, 0, 64),
    ],
)
def test_what_a_kind_of_file_cannot_be_is_refused(tmp_path: Path, spec: SoundFile) -> None:
    with pytest.raises(ValueError, match=r".+"):
        files.write(tmp_path / "x", [chirp(4_800)], 4_800, spec, PLAIN)
    assert not list(tmp_path.iterdir())


@pytest.mark.slow
@pytest.mark.parametrize("spec", [LOSSLESS[1], LOSSLESS[3], LOSSY[0], LOSSY[3], LOSSY[4]], ids=name)
def test_an_hour_passes_without_being_held(tmp_path: Path, spec: SoundFile) -> None:
    stretch = chirp(10 * RATE_HZ)
    count = 360
    path = tmp_path / "hour"
    tracemalloc.start()
    try:
        files.write(path, (stretch for _ in range(count)), count * stretch.size, spec, TAGS)
        files.reread(path, spec, TAGS)
        size = sum(piece.size for piece in files.decoded(path))
        _, most = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert abs(size - count * stretch.size) <= 1
    assert most < 200 << 20
