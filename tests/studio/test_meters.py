# SPDX-License-Identifier: Apache-2.0
"""The meters against EBU Tech 3341 and 3342, and against the ways a tape can be cut."""

import numpy as np
import pytest
import soxr
from attrs import astuple
from hypothesis import given, settings
from hypothesis import strategies as st

from safeconduct.studio.meters.curves import momentary, short_term
from safeconduct.studio.meters.gating import SILENT_LUFS
from safeconduct.studio.meters.meter import Meter, integrated_of_channels, measured
from safeconduct.studio.meters.oversampling import BENDING, QUALITY, Oversampling
from safeconduct.studio.meters.rates import at_house_rate
from safeconduct.studio.samples import RATE_HZ, Samples

from . import ebu


@pytest.mark.parametrize("case", ebu.LOUDNESS)
def test_programme_loudness_of_tech_3341(case: int) -> None:
    wanted, parts = ebu.LOUDNESS[case]
    sound = ebu.programme(parts)
    assert integrated_of_channels([[sound], [sound]], [1.0, 1.0]) == pytest.approx(wanted, abs=0.1)
    assert measured([sound]).integrated_lufs + ebu.STEREO_LU == pytest.approx(wanted, abs=0.1)


def test_five_channels_of_tech_3341() -> None:
    wanted, channels = ebu.SURROUND[6]
    found = integrated_of_channels([[ebu.tone(level, 20)] for level, _ in channels], [weight for _, weight in channels])
    assert found == pytest.approx(wanted, abs=0.1)


@pytest.mark.parametrize("case", ebu.PEAKS)
def test_true_peak_of_tech_3341(case: int) -> None:
    wanted, make = ebu.PEAKS[case]
    found = measured([make()]).true_peak_dbtp - wanted
    assert -0.4 <= found <= 0.2
    assert case > 19 or abs(found) <= 0.2


@pytest.mark.parametrize("case", ebu.RANGE)
def test_loudness_range_of_tech_3342(case: int) -> None:
    wanted, parts = ebu.RANGE[case]
    assert measured([ebu.programme(parts)]).range_lu == pytest.approx(wanted, abs=1)


def rough(seed: int, size: int) -> Samples:
    """Noise whose level wanders, with a click and a stretch of silence."""
    draw = np.random.default_rng(seed)
    sound = draw.normal(0, 0.1, size) * np.exp2(4 * np.sin(np.arange(size) / 9000))
    sound[size // 3 : size // 2] = 0
    sound[size // 4] += 0.7
    return np.asarray(sound, np.float32)


@settings(max_examples=25, deadline=None)
@given(
    st.integers(1, 200_000),
    st.integers(0, 99),
    st.lists(st.integers(0, 200_000), max_size=8),
)
def test_figures_do_not_depend_on_how_a_tape_is_cut(size: int, seed: int, cuts: list[int]) -> None:
    sound = rough(seed, size)
    pieces = np.split(sound, sorted(min(cut, size) for cut in cuts))
    assert astuple(measured(pieces)) == pytest.approx(astuple(measured([sound])), abs=1e-4)


@settings(max_examples=15, deadline=None)
@given(st.floats(-30, 20), st.integers(20_000, 200_000))
def test_a_gain_moves_every_level_by_itself_and_no_range(gain_db: float, size: int) -> None:
    sound = rough(1, size)
    before, after = measured([sound]), measured([sound * np.float32(10 ** (gain_db / 20))])
    for name in ("most_momentary_lufs", "most_short_term_lufs", "true_peak_dbtp", "sample_peak_dbfs"):
        assert getattr(after, name) - getattr(before, name) == pytest.approx(gain_db, abs=1e-3), name
    assert after.true_peak_dbtp >= after.sample_peak_dbfs


def test_weighting_leaves_no_seam_where_blocks_meet() -> None:
    """The same sound later in the tape reads the same, wherever the blocks of the meter lie."""
    sound = rough(3, 400_000)
    curve = momentary([sound])
    for shift in (4800, 52_800, 57_600, 62_400):
        later = momentary([np.zeros(shift, np.float32), sound])
        assert np.allclose(later[shift // 4800 :], curve, atol=1e-3)


def test_weighting_is_that_of_the_recursion_in_the_recommendation() -> None:
    """Two biquads of BS.1770-4, run sample by sample, read the same."""
    sound = rough(5, 48_000).astype(np.float64)
    for over, under in (
        ((1.53512485958697, -2.69169618940638, 1.19839281085285), (1.0, -1.69065929318241, 0.73248077421585)),
        ((1.0, -2.0, 1.0), (1.0, -1.99004745483398, 0.99007225036621)),
    ):
        out = np.zeros(sound.size)
        for n in range(sound.size):
            out[n] = sum(over[k] * sound[n - k] for k in range(3) if n >= k)
            out[n] -= sum(under[k] * out[n - k] for k in (1, 2) if n >= k)
        sound = out
    wanted = [-0.691 + 10 * np.log10(np.mean(sound[at : at + 19_200] ** 2)) for at in range(0, 28_801, 4800)]
    assert np.allclose(momentary([rough(5, 48_000)])[3:], wanted, atol=1e-3)


def test_curves_have_ten_values_a_second_and_rise_from_silence() -> None:
    curve = short_term([np.zeros(RATE_HZ, np.float32), ebu.tone(-20, 5)])
    assert curve.size == 60
    assert curve[0] == SILENT_LUFS
    assert curve[-1] == pytest.approx(-23.0, abs=0.1)
    assert curve[24] == pytest.approx(curve[-1] - 3.0, abs=0.1)


@pytest.mark.parametrize("size", [0, 1, 47, 48, 4799, 19_199, 19_200, 57_600, 57_601])
def test_silence_of_any_length_has_figures(size: int) -> None:
    found = measured([np.zeros(size, np.float32)])
    assert found.length_s == size / RATE_HZ
    levels = (found.integrated_lufs, found.most_momentary_lufs, found.most_short_term_lufs, found.true_peak_dbtp)
    assert levels == (SILENT_LUFS,) * 4
    assert found.range_lu == 0


def test_less_than_a_block_reads_as_if_silence_followed() -> None:
    short = ebu.tone(-20, 0.2)
    assert measured([short]).integrated_lufs == pytest.approx(
        measured([short, np.zeros(9600, np.float32)]).integrated_lufs, abs=1e-4
    )


def test_one_sample_has_its_own_height() -> None:
    found = measured([np.full(1, 0.5, np.float32)])
    assert found.sample_peak_dbfs == pytest.approx(-6.02, abs=0.01)
    assert -6.03 <= found.true_peak_dbtp < -5.5


def test_a_meter_that_has_shown_its_figures_takes_no_more() -> None:
    meter = Meter()
    meter.feed(ebu.tone(-20, 1))
    assert meter.figures() == meter.figures()
    with pytest.raises(ValueError, match="shown its figures"):
        meter.feed(ebu.tone(-20, 1))


@pytest.mark.parametrize("rate_hz", [8_000, 44_100, 48_000, 96_000])
def test_sound_of_other_rates_reads_the_same(rate_hz: int) -> None:
    turns = np.arange(10 * rate_hz) * 997.0 / rate_hz
    sound = np.asarray(0.1 * np.sin(2 * np.pi * turns), np.float32)
    found = measured(at_house_rate(np.array_split(sound, 7), rate_hz))
    assert found.length_s == pytest.approx(10, abs=1e-4)
    assert found.integrated_lufs == pytest.approx(-23.01, abs=0.05)


def _bending(times: int = 4) -> float:
    """Return the largest sum of weights that the interpolator gives to second differences, taken from itself."""
    size = 4000
    click = np.zeros(size)
    click[size // 2] = 1
    fine = soxr.resample(click, RATE_HZ, times * RATE_HZ, quality=QUALITY)
    found = []
    for phase in range(times):
        taps = np.array([fine[times * (size // 2 + k) + phase] for k in range(-400, 400)])
        taps[400] -= 1 - phase / times
        taps[399] -= phase / times
        found.append(float(np.sum(np.abs(np.cumsum(np.cumsum(taps))[400 - 97 : 400 + 97]))))
    return max(found)


def test_no_interpolated_wave_reaches_higher_than_its_samples_and_bends_say() -> None:
    assert 0.5 < _bending() < BENDING


@settings(max_examples=20, deadline=None)
@given(st.integers(1, 150_000), st.integers(0, 99), st.sampled_from([0.0, 3.0, 10.0]), st.floats(0.05, 2.0))
def test_a_peak_left_out_of_oversampling_is_one_that_could_not_matter(
    size: int, seed: int, depth_db: float, over: float
) -> None:
    sound = rough(seed, size)
    everywhere, some = Oversampling(over=-1.0), Oversampling(over, depth_db)
    exact = np.concatenate([everywhere.peaks(sound), everywhere.end()])
    found = np.concatenate([some.peaks(sound), some.end()])
    assert some.highest == pytest.approx(everywhere.highest, abs=1e-5)
    assert some.highest == pytest.approx(float(np.max(exact)), abs=1e-5)
    assert np.all(found >= exact - 1e-5)
    matters = exact > min(over, some.highest * 10 ** (-depth_db / 20)) + 1e-5
    assert np.allclose(found[matters], exact[matters], atol=1e-5)
