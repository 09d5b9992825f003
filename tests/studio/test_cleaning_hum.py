# SPDX-License-Identifier: Apache-2.0
"""Mains hum is found where there is some, and nowhere else; its level is told before and after."""

from pathlib import Path

import numpy as np
import pytest

from safeconduct.studio.cleaning import hum as mains
from safeconduct.studio.cleaning.clean import Cleaned, Cleaning, clean
from safeconduct.studio.samples import RATE_HZ, SILENCE_DBFS, Samples

from .conftest import speechlike
from .voices import hum, noise, reel_of, rms_db, spoken

LENGTH_S = 12.0
SIZE = round(LENGTH_S * RATE_HZ)


def heard(folder: Path, sound: Samples, at_risk: bool = False) -> tuple[Samples, Cleaned]:
    """Return the sound with its hum reduced and everything else left, and what was told."""
    done = clean(reel_of(folder, sound), folder / "out.reel", Cleaning(denoise="none", at_risk=at_risk))
    return done.reel.read(0, done.reel.size), done


@pytest.mark.parametrize("grid_hz", [49.75, 50.0, 50.21, 59.8, 60.0, 60.13])
def test_hum_is_found_within_a_tenth_of_a_hertz_and_reduced(tmp_path: Path, grid_hz: float) -> None:
    sound = spoken(LENGTH_S) + noise(SIZE, 3e-4) + hum(SIZE, grid_hz, 0.008)
    done, report = heard(tmp_path, sound)
    assert report.hum_hz == pytest.approx(grid_hz, abs=0.05)
    assert report.hum_before_db == pytest.approx(rms_db(hum(SIZE, grid_hz, 0.008)), abs=1.0)
    assert report.hum_after_db < report.hum_before_db - 20.0
    pause = slice(round(5.6 * RATE_HZ), round(5.9 * RATE_HZ))
    assert rms_db(done[pause]) < rms_db(sound[pause]) - 20.0
    assert [(one.unit, one.before) for one in report.treated if one.what == "hum"] == [
        ("dB", round(report.hum_before_db, 1))
    ]


@pytest.mark.parametrize("pitch_hz", [100.0, 120.0, 150.0, 180.0, 240.0])
def test_a_voice_whose_pitch_is_that_of_a_harmonic_is_no_hum(tmp_path: Path, pitch_hz: float) -> None:
    time_s = np.arange(SIZE) / RATE_HZ
    sound = speechlike(LENGTH_S, pitch_hz) * (time_s % 2.0 < 1.5) + noise(SIZE, 3e-4)
    done, report = heard(tmp_path, sound)
    assert report.hum_hz == 0.0
    assert report.hum_before_db == report.hum_after_db == SILENCE_DBFS
    assert not [one for one in report.treated if one.what == "hum"]
    middle = slice(2 * RATE_HZ, 10 * RATE_HZ)
    assert rms_db((done - sound)[middle]) < rms_db(sound[middle]) - 20.0


def test_noise_and_single_tones_are_no_hum(tmp_path: Path) -> None:
    assert heard(tmp_path, noise(SIZE, 0.01))[1].hum_hz == 0.0
    whistle = noise(SIZE, 1e-3) + 0.02 * np.sin(2 * np.pi * 150.0 * np.arange(SIZE) / RATE_HZ)
    assert heard(tmp_path, whistle)[1].hum_hz == 0.0


def test_sound_too_short_to_tell_has_no_hum(tmp_path: Path) -> None:
    assert heard(tmp_path, hum(8_000, 50.0, 0.1))[1].hum_hz == 0.0


def test_hum_that_drifts_and_changes_is_followed(tmp_path: Path) -> None:
    time_s = np.arange(2 * SIZE) / RATE_HZ
    grid_hz = 50.1 + 0.03 * np.sin(2 * np.pi * time_s / 20.0)
    phase = 2 * np.pi * np.cumsum(grid_hz) / RATE_HZ
    swell = 1.0 + 0.4 * np.sin(2 * np.pi * time_s / 15.0)
    hums = 0.005 * swell * sum(np.sin(n * phase + n) / n for n in range(1, 10))
    voice = spoken(2 * LENGTH_S)
    room = noise(2 * SIZE, 1e-4)
    done, report = heard(tmp_path, voice + room + hums)
    plain, _ = heard(tmp_path, voice + room)
    assert report.hum_hz == pytest.approx(50.1, abs=0.06)
    assert rms_db((done - plain)[RATE_HZ:-RATE_HZ]) < rms_db(np.asarray(hums)) - 15.0


def test_pauses_do_not_ring_with_the_voice_when_hum_is_taken_away(tmp_path: Path) -> None:
    time_s = np.arange(SIZE) / RATE_HZ
    voice = speechlike(LENGTH_S, 120.0) * (time_s % 2.0 < 1.5)
    hums = hum(SIZE, 60.0, 0.004)
    done, report = heard(tmp_path, voice + hums)
    assert report.hum_hz == pytest.approx(60.0, abs=0.05)
    pause = slice(round(5.55 * RATE_HZ), round(5.95 * RATE_HZ))
    assert rms_db(done[pause]) < rms_db(hums) - 20.0


def test_for_a_person_at_risk_both_grids_are_taken_down_found_or_not(tmp_path: Path) -> None:
    grids = hum(SIZE, 50.2, 2e-4) + hum(SIZE, 59.9, 2e-4)
    room = noise(SIZE, 1e-3, 3)
    voice = spoken(LENGTH_S)
    done, report = heard(tmp_path, voice + room + grids, at_risk=True)
    plain, _ = heard(tmp_path, voice + room, at_risk=True)
    assert [one.what for one in report.treated if one.what == "hum"] == ["hum"]
    # What is left of the hum itself: the filter is linear, so that the difference is what became of it.
    left = (done - plain)[RATE_HZ:-RATE_HZ]
    assert rms_db(left) < rms_db(grids) - 12.0
    quiet, before = heard(tmp_path, noise(SIZE, 3e-4) + hum(SIZE, 50.2, 1e-3), at_risk=True)
    assert before.hum_after_db < before.hum_before_db - 25.0
    assert quiet.size == SIZE


def test_the_notches_are_as_wide_as_a_grid_drifts() -> None:
    drifted = np.array([number * (50.0 + mains.DRIFT_HZ) for number in (1, 2, 5, 10, 19)])
    assert np.all(mains.notches((50.0,))(drifted) < 0.9)
    near = np.array([number * 60.1 for number in (1, 2, 5, 10, 16)])
    assert np.all(mains.notches((60.0,))(near) < 0.2)
    assert np.all(mains.notches((50.0, 60.0))(np.array([20.0, 1100.0, 5000.0])) > 0.99)
    assert np.all(mains.notches(())(drifted) == 1.0)
