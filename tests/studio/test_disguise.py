# SPDX-License-Identifier: Apache-2.0
"""The light disguise: another voice each time, the same words, and no figure that could be found again."""

import random
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from safeconduct.studio.disguise.disguising import disguised
from safeconduct.studio.disguise.resonances import moved
from safeconduct.studio.disguise.stretching import HOP, stretched
from safeconduct.studio.disguise.veil import FORMANTS, PACE, PITCH_SEMITONES, Veil, Wander, drawn
from safeconduct.studio.reel import Reel, wound
from safeconduct.studio.samples import RATE_HZ, Samples

from .conftest import speechlike, tone

STILL = Wander((5.0,), (0.0,))


def chance(seed: int) -> Veil:
    """Return a veil that is the same in every run."""
    return drawn(random.Random(seed).uniform)  # noqa: S311 - a test is to be repeated


def veil(semitones: float = 0.0, formants: float = 1.0, pace: float = 1.0) -> Veil:
    return Veil(semitones, formants, 0.0, 0.0, pace, (STILL, STILL, STILL))


def laid(samples: Samples, over: Veil, folder: Path) -> Samples:
    reel = wound(folder / "reel", [np.asarray(samples, np.float32)])
    return np.concatenate(list(disguised(reel, over)))


def pitch_hz(samples: Samples) -> float:
    """Return the pitch of a steady buzz by its autocorrelation."""
    middle = samples[samples.size // 2 :][:16_384].astype(np.float64)
    echo = np.fft.irfft(np.square(np.abs(np.fft.rfft(middle, 1 << 16))))
    first, last = RATE_HZ // 400, RATE_HZ // 60
    return RATE_HZ / (first + int(np.argmax(echo[first:last])))


def buzz(hz: float, length_s: float = 2.0) -> Samples:
    time_s = np.arange(round(length_s * RATE_HZ)) / RATE_HZ
    return np.asarray(0.02 * sum(np.cos(2 * np.pi * n * hz * time_s + n * n) for n in range(1, 30)))


@pytest.mark.parametrize("semitones", [-4.0, 0.0, 4.0])
def test_the_pitch_moves_as_far_as_the_veil_says(semitones: float, tmp_path: Path) -> None:
    found = pitch_hz(laid(buzz(130.0), veil(semitones), tmp_path))
    # The veil wanders by up to a third of a semitone.
    assert 12 * abs(np.log2(found / 130.0) - semitones / 12) < 0.6


@pytest.mark.parametrize("factor", [0.8, 1.2])
def test_a_resonance_moves_and_the_pitch_stays(factor: float) -> None:
    rate_hz, hz = 16_000, 125.0
    time_s = np.arange(rate_hz) / rate_hz
    peak = sum(np.exp(-(((n * hz - 1500) / 200) ** 2)) * np.cos(2 * np.pi * n * hz * time_s) for n in range(1, 60))
    done = moved(np.asarray(peak), lambda at, _: at / factor, 0.0)[2000:14_384]
    power = np.square(np.abs(np.fft.rfft(done * np.hanning(done.size))))
    at_hz = np.fft.rfftfreq(done.size, 1 / rate_hz)
    centre = float(np.sum(at_hz * power) / np.sum(power))
    assert centre == pytest.approx(1500 * factor, rel=0.08)
    strongest = float(at_hz[int(np.argmax(power))])
    assert min(strongest % hz, hz - strongest % hz) < 5.0


def test_time_is_stretched_and_pitch_is_not() -> None:
    rate_hz = 16_000
    wave = np.sin(2 * np.pi * 200 * np.arange(2 * rate_hz) / rate_hz)
    origins = np.arange(0, wave.size, HOP / 1.3)
    done = stretched(wave, origins)
    assert done.size == pytest.approx(1.3 * wave.size, rel=0.01)
    middle = done[8000:24_384]
    assert np.argmax(np.abs(np.fft.rfft(middle * np.hanning(middle.size)))) * rate_hz / middle.size == pytest.approx(
        200, abs=2
    )
    assert 0.5 < np.sqrt(2 * np.mean(middle**2)) < 1.1, "windows continue each other's wave"


def test_two_draws_are_two_voices_and_one_draw_is_one(tmp_path: Path) -> None:
    sound = speechlike(3.0)
    first, again, other = (laid(sound, chance(seed), tmp_path) for seed in (1, 1, 2))
    assert np.array_equal(first, again)
    assert first.size != other.size or np.max(np.abs(first - other)) > 0.01


@given(st.integers(0, 10_000))
def test_every_figure_is_within_its_bounds(seed: int) -> None:
    one = chance(seed)
    seconds = np.linspace(0, 60, 200)
    assert PITCH_SEMITONES[0] <= abs(one.semitones) <= PITCH_SEMITONES[1]
    assert any(low <= one.formants <= high for low, high in FORMANTS)
    assert PACE[0] <= one.pace <= PACE[1]
    assert (one.semitones < 0) == (one.formants < 1), "a deeper voice has a longer throat"
    assert np.all(np.abs(one.resonances(seconds) - 1) > 0.05), "it never wanders back to the voice itself"
    assert np.all(np.abs(12 * np.log2(one.pitch(seconds))) > 1.5)
    assert np.all((0.9 * one.pace < one.speed(seconds)) & (one.speed(seconds) < 1.1 * one.pace))


def test_no_figure_is_shown() -> None:
    assert repr(chance(3)) == "Veil()"
    assert repr(chance(3).wanders[0]) == "Wander()"


def test_a_long_recording_is_cut_where_nobody_speaks(tmp_path: Path) -> None:
    sound = np.tile(tone(-20, 9.0, 200.0), 10)
    pause = np.arange(sound.size) % (9 * RATE_HZ) < RATE_HZ // 2
    sound[pause] = 0
    reel = wound(tmp_path / "reel", [sound.astype(np.float32)])
    parts = list(disguised(reel, veil(3.0, 1.15)))
    assert len(parts) >= 3
    assert sum(part.size for part in parts) == pytest.approx(sound.size, rel=0.05)
    for part in parts[:-1]:
        assert np.max(np.abs(part[-RATE_HZ // 50 :])) < 0.01


@given(
    st.sampled_from([0, 1, 100, 2399, 2400, 5000, 48_000]), st.integers(0, 50), st.sampled_from([0.0, 1e-6, 0.5, 4.0])
)
@settings(max_examples=25, deadline=None)
def test_nothing_breaks_it(size: int, seed: int, level: float) -> None:
    import tempfile

    sound = level * np.random.default_rng(seed).normal(size=size)
    with tempfile.TemporaryDirectory() as folder:
        done = laid(sound, chance(seed), Path(folder)) if size else np.zeros(0)
        assert next(iter(disguised(Reel(Path(folder) / "none", 0), chance(seed)))).size == 0
    assert np.all(np.isfinite(done))
    assert np.max(np.abs(done), initial=0.0) <= 0.9001 or size < RATE_HZ // 20
    assert done.size == pytest.approx(size, rel=0.15, abs=RATE_HZ // 20)
