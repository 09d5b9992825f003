# SPDX-License-Identifier: Apache-2.0
"""A recording is cleaned once: less rumble, less hum, less noise, nothing shifted, everything told."""

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from safeconduct.model.refusal import ToolRefusal, UsageRefusal
from safeconduct.studio.cleaning.clean import Cleaned, Cleaning, clean
from safeconduct.studio.cleaning.clipping import clipped_samples
from safeconduct.studio.cleaning.denoising import FLOOR_DB
from safeconduct.studio.samples import RATE_HZ, SILENCE_DBFS, Samples
from safeconduct.tools import deepfilter

from .conftest import tone
from .voices import delay, hum, in_pieces, noise, reel_of, rms_db, spoken

PAUSE = slice(round(1.6 * RATE_HZ), round(1.95 * RATE_HZ))


def cleaned(folder: Path, sound: Samples, how: Cleaning | None = None) -> tuple[Samples, Cleaned]:
    """Return the sound after cleaning, and what was told of it."""
    done = clean(reel_of(folder, sound), folder / "out.reel", how or Cleaning())
    assert sorted(path.name for path in folder.iterdir()) == ["in.reel", "out.reel"]
    return done.reel.read(0, done.reel.size), done


def told(done: Cleaned, what: str) -> tuple[float, float] | None:
    """Return the figures before and after of one thing that was done, None when it was not."""
    found = [(one.before, one.after) for one in done.treated if one.what == what]
    assert len(found) <= 1
    return found[0] if found else None


def test_noise_is_turned_down_and_the_pause_is_no_hole(tmp_path: Path) -> None:
    sound = spoken(12.0)
    noisy = sound + noise(sound.size, 0.003)
    done, report = cleaned(tmp_path, noisy)
    quieter_db = rms_db(done[PAUSE]) - rms_db(noisy[PAUSE])
    assert FLOOR_DB - 1.0 < quieter_db < -9.0
    before, after = told(report, "noise") or (0.0, 0.0)
    assert after - before == pytest.approx(quieter_db, abs=2.0)
    assert report.noise_dbfs == pytest.approx(rms_db(noisy[PAUSE]), abs=1.5)
    # The error against the clean voice becomes smaller: what goes is noise and not speech.
    low_cut, _ = cleaned_in(tmp_path, "reference", sound)
    assert rms_db(done - low_cut) < rms_db(noisy - sound) - 3.0
    assert delay(sound, done) == 0


def cleaned_in(folder: Path, name: str, sound: Samples) -> tuple[Samples, Cleaned]:
    """Clean in a folder of its own, without touching the noise."""
    inner = folder.parent / f"{folder.name}-{name}"
    inner.mkdir()
    return cleaned(inner, sound, Cleaning(denoise="none"))


def test_the_noise_that_is_left_has_no_musical_tones(tmp_path: Path) -> None:
    sound = spoken(12.0) + noise(12 * RATE_HZ, 0.003)
    done, _ = cleaned(tmp_path, sound)

    def spikiness(samples: Samples) -> float:
        frames = samples[PAUSE][: 16 * 960].reshape(16, 960) * np.hanning(960)
        power = np.square(np.abs(np.fft.rfft(frames, axis=1)))[:, 10:400]
        return float(np.percentile(power, 99.5) / np.median(power))

    assert spikiness(done) < 2.0 * spikiness(sound)


def test_a_clean_recording_keeps_its_noise_and_that_is_told(tmp_path: Path) -> None:
    sound = spoken(8.0) + noise(8 * RATE_HZ, 3e-5)
    done, report = cleaned(tmp_path, sound)
    before, after = told(report, "noise") or (0.0, 1.0)
    assert before == after
    assert rms_db(done[PAUSE]) == pytest.approx(rms_db(sound[PAUSE]), abs=1.0)


def test_rumble_and_direct_current_go_and_the_voice_stays(tmp_path: Path) -> None:
    sound = spoken(8.0)
    spoilt = sound + 0.2 + np.asarray(tone(-12.0, 8.0, 17.0))
    done, report = cleaned(tmp_path, spoilt, Cleaning(denoise="none"))
    assert rms_db(done[PAUSE]) < -55.0
    assert np.abs(np.mean(done)) < 1e-4
    before, after = told(report, "rumble") or (0.0, 0.0)
    assert before - after > 30.0
    middle = slice(RATE_HZ, 7 * RATE_HZ)
    assert rms_db((done - sound)[middle]) < rms_db(sound[middle]) - 25.0


def test_what_needs_nothing_is_not_told(tmp_path: Path) -> None:
    _, report = cleaned(tmp_path, spoken(6.0), Cleaning(denoise="none"))
    assert report.treated == ()
    assert (report.hum_hz, report.hum_before_db, report.hum_after_db) == (0.0, SILENCE_DBFS, SILENCE_DBFS)
    assert report.clipped == 0


@given(
    size=st.sampled_from([0, 1, 2, 1535, 16_384, 16_385, 70_000]),
    kind=st.sampled_from(["silence", "offset", "noise", "clipped", "click"]),
    how=st.sampled_from([Cleaning(), Cleaning("none", True), Cleaning("wiener", True)]),
)
@settings(max_examples=10, deadline=None)
def test_any_sound_comes_through(tmp_path_factory: pytest.TempPathFactory, size: int, kind: str, how: Cleaning) -> None:
    sound = {
        "silence": np.zeros(size),
        "offset": np.full(size, 0.7),
        "noise": noise(size, 0.2),
        "clipped": np.sign(spoken(2.0)[:size]),
        "click": np.eye(1, size, size // 2)[0] if size else np.zeros(0),
    }[kind]
    done, report = cleaned(tmp_path_factory.mktemp("clean"), sound, how)
    assert done.size == size
    assert np.all(np.isfinite(done))
    assert SILENCE_DBFS <= report.hum_after_db <= 10.0


def test_the_same_recording_gives_the_same_bytes(tmp_path: Path) -> None:
    sound = spoken(4.0) + noise(4 * RATE_HZ, 0.004) + hum(4 * RATE_HZ, 50.1, 0.01)
    reels = []
    for name in ("one", "other"):
        folder = tmp_path / name
        folder.mkdir()
        done = clean(reel_of(folder, sound), folder / "out.reel", Cleaning())
        reels.append((done.reel.path.read_bytes(), done.treated))
    assert reels[0] == reels[1]


def test_a_way_of_cleaning_that_does_not_exist_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UsageRefusal, match="magic"):
        clean(reel_of(tmp_path, spoken(1.0)), tmp_path / "out.reel", Cleaning(denoise="magic"))


def test_clipped_samples_are_counted_and_told_and_not_repaired(tmp_path: Path) -> None:
    sound = spoken(3.0) * 0.3
    sound[10_000:10_020] = 1.0
    sound[20_000:20_002] = -1.0  # two in a row may be chance
    sound[30_000:30_003] = -1.0
    _, report = cleaned(tmp_path, sound, Cleaning(denoise="none"))
    assert report.clipped == 23
    before, after = told(report, "clipped") or (0.0, 0.0)
    assert before == after == round(23 / RATE_HZ, 4)


@given(high=st.lists(st.booleans(), max_size=60), cut=st.lists(st.integers(0, 7), min_size=1, max_size=4).filter(any))
@settings(max_examples=150, deadline=None)
def test_clipping_is_counted_alike_however_the_tape_is_cut(high: list[bool], cut: list[int]) -> None:
    runs = "".join("#" if one else " " for one in high).split()
    expected = sum(len(run) for run in runs if len(run) >= 3)
    sound = np.where(high, -1.0, 0.3).astype(np.float32) if high else np.zeros(0, np.float32)
    assert clipped_samples(in_pieces(sound, *cut)) == expected


def test_deep_cleaning_is_asked_for_by_name_and_told_like_the_other(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def half_as_loud(source: Path, sink: Path) -> None:
        (np.fromfile(source, np.float32) * np.float32(0.5)).tofile(sink)

    monkeypatch.setattr(deepfilter, "probe", lambda: "0")
    monkeypatch.setattr(deepfilter, "deep_clean", half_as_loud)
    sound = spoken(4.0) + noise(4 * RATE_HZ, 0.004)
    _, report = cleaned(tmp_path, sound, Cleaning(denoise="deep"))
    before, after = told(report, "noise") or (0.0, 0.0)
    assert before - after == pytest.approx(6.0, abs=0.2)


def test_deep_cleaning_that_is_not_installed_is_refused_before_anything_is_done(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("safeconduct.tools.deepfilter.util.find_spec", lambda _: None)
    with pytest.raises(ToolRefusal, match="not installed"):
        clean(reel_of(tmp_path, spoken(1.0)), tmp_path / "out.reel", Cleaning(denoise="deep"))
    assert [path.name for path in tmp_path.iterdir()] == ["in.reel"]
