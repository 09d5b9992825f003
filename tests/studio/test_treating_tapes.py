# SPDX-License-Identifier: Apache-2.0
"""What all treatments stand on: filters, spectra and curves that run along a tape and shift nothing."""

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from safeconduct.studio import speech
from safeconduct.studio.filtering import band, through, windows
from safeconduct.studio.samples import RATE_HZ, SILENCE_DBFS, Samples
from safeconduct.studio.spectra import FRAME, HOP, reshaped
from safeconduct.studio.treating.envelope import POINT, STEP, Curve, Motion, ahead, falling, gain_of, rounded

from .conftest import tone
from .voices import in_pieces, noise, spoken, whole

pieces = st.lists(st.integers(0, 3 * HOP + 1), min_size=1, max_size=4).filter(any)


def near(one: Samples, other: Samples, most: float = 2e-6) -> bool:
    """Return whether two sounds are the same but for the rounding of 32-bit floats."""
    return one.size == other.size and bool(np.all(np.abs(one - other) <= most))


@given(size=st.integers(0, 4 * FRAME), cut=pieces)
@settings(max_examples=60, deadline=None)
def test_spectra_that_nobody_changes_give_back_the_tape(size: int, cut: list[int]) -> None:
    sound = noise(size, 0.1)
    assert near(whole(reshaped(in_pieces(sound, *cut), lambda spectrum: spectrum)), sound)


@given(size=st.integers(0, 5_000), cut=pieces, step=st.integers(1, 700), before=st.integers(0, 90))
@settings(max_examples=60, deadline=None)
def test_windows_cover_the_tape_once_with_silence_around_it(size: int, cut: list[int], step: int, before: int) -> None:
    sound = noise(size, 0.1)
    found = list(windows(in_pieces(sound, *cut), step, before, 50))
    assert near(whole(iter([window[before : before + count] for window, count in found])), sound, 0.0)
    padded = np.pad(sound, (before, step + 50))
    for number, (window, _) in enumerate(found):
        assert near(window, padded[number * step : number * step + before + step + 50], 0.0)


@given(size=st.integers(1, 60_000), cut=st.lists(st.integers(1, 50_000), min_size=1, max_size=3))
@settings(max_examples=15, deadline=None)
def test_an_open_filter_gives_back_the_tape(size: int, cut: list[int]) -> None:
    sound = noise(size, 0.1)
    assert near(whole(through(in_pieces(sound, *cut), lambda hz: np.ones(hz.size))), sound)


def test_a_band_is_3_db_down_at_its_edges_and_steep_beyond() -> None:
    hz = np.array([50.0, 100.0, 1000.0, 4500.0, 9000.0])
    gain_db = 20 * np.log10(band(100.0, 4500.0)(hz))
    assert np.allclose(gain_db, [-24.1, -3.0, 0.0, -3.0, -48.2], atol=0.1)
    assert np.all(band(0.0, 0.0)(hz) == 1.0)


def test_a_filter_delays_nothing_and_joins_its_stretches() -> None:
    sound = tone(-6.0, 7.0)
    filtered = whole(through(in_pieces(sound, 100_000), band(100.0, 8000.0)))
    assert near(filtered[RATE_HZ:-RATE_HZ], sound[RATE_HZ:-RATE_HZ].astype(np.float32), 1e-5)


def test_levels_bounds_and_pauses_of_speech() -> None:
    sound = np.concatenate([np.zeros(RATE_HZ), spoken(4.0), np.zeros(RATE_HZ)]).astype(np.float32)
    levels = speech.levels(in_pieces(sound, 30_001))
    assert levels.size == 600
    assert speech.pause_db(levels) == SILENCE_DBFS
    first, end = speech.bounds(levels, sound.size) or (0, 0)
    assert abs(first - RATE_HZ) < RATE_HZ // 5
    assert abs(end - (4.5 * RATE_HZ)) < RATE_HZ // 5
    active = levels[speech.is_active(levels)]
    assert np.min(active) < speech.speech_db(levels) < np.max(active)


def test_a_click_is_no_word_and_silence_has_none() -> None:
    sound = np.zeros(2 * RATE_HZ, np.float32)
    assert speech.bounds(speech.frame_levels(sound), sound.size) is None
    assert speech.bounds(np.zeros(0), 0) is None
    sound[100] = 0.9
    sound[RATE_HZ : RATE_HZ + 9600] = tone(-12.0, 0.2)
    assert speech.bounds(speech.frame_levels(sound), sound.size) == (RATE_HZ, RATE_HZ + 9600)
    assert speech.speech_db(np.zeros(0)) == SILENCE_DBFS


@given(st.lists(st.floats(0, 30), min_size=1, max_size=40), st.integers(0, 4), st.integers(0, 4), st.integers(1, 3))
@settings(max_examples=80, deadline=None)
def test_a_reduction_is_there_when_it_is_needed(asked: list[float], before: int, after: int, soft: int) -> None:
    asked_db = np.asarray(asked)
    released = falling(asked_db, 0.5)
    assert np.all(released >= asked_db - 1e-9)
    assert np.all(np.diff(released) >= -0.5 - 1e-9)
    wide = ahead(released, before, after)
    brute = [np.max(released[max(0, i - after) : i + before + 1]) for i in range(asked_db.size)]
    assert np.allclose(wide, brute)
    ready = rounded(ahead(released, soft, soft), soft)
    assert np.all(ready >= released - 1e-9)


def test_a_curve_is_the_same_however_the_tape_is_cut() -> None:
    motion = Motion(wide=4, ahead=3, fall_db=0.01, soft=4)
    sound = np.concatenate([tone(-3.0, 10.0), tone(-40.0, 22.0), tone(-3.0, 1.0)])

    def along(shift: int) -> Samples:
        curve = Curve(lambda level_db: np.maximum(0.0, level_db + 20.0), motion)
        moved = np.concatenate([np.zeros(shift), sound])
        parts = [
            curve.along(window)[1:-1]
            for window, _ in windows(in_pieces(moved, 70_000), STEP, curve.margin, curve.margin)
        ]
        return np.concatenate(parts)[shift // POINT : shift // POINT + 33_000]

    here, there = along(0), along(4 * RATE_HZ)
    assert np.allclose(here, there, atol=1e-6)
    # 14 dB are let go at 0.01 dB a millisecond: longer than one stretch of the curve.
    assert 3.5 < here[20_000 - 9_000] < 14.1
    assert np.isclose(here[10_500], here[10_400] - 1.0, atol=0.01)


def test_a_gain_runs_straight_between_two_milliseconds() -> None:
    gain = gain_of(np.array([0.0, 0.0, 6.0206, 6.0206]))
    assert gain.size == 2 * POINT
    assert np.isclose(gain[0], 1.0)
    assert np.isclose(gain[-1], 0.5, atol=1e-4)
    assert np.max(np.abs(np.diff(gain))) <= 0.5 / POINT + 1e-6
