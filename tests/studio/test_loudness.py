# SPDX-License-Identifier: Apache-2.0
"""The meter against EBU Tech 3341 (signals made here from its table, one channel of the two: hence +3.01 LU)."""

import numpy as np
import pytest

from safeconduct.studio.loudness import SILENT_LUFS, integrated_lufs, momentary_lufs, true_peak_dbtp
from safeconduct.studio.samples import RATE_HZ

from .conftest import tone

CASES: dict[int, tuple[float, list[tuple[float, float]]]] = {
    1: (-23.0, [(-23, 20)]),
    2: (-33.0, [(-33, 20)]),
    3: (-23.0, [(-36, 10), (-23, 60), (-36, 10)]),
    4: (-23.0, [(-72, 10), (-36, 10), (-23, 60), (-36, 10), (-72, 10)]),
    5: (-23.0, [(-26, 20), (-20, 20.1), (-26, 20)]),
}


@pytest.mark.parametrize("case", CASES)
def test_integrated_loudness_of_tech_3341(case: int) -> None:
    wanted, parts = CASES[case]
    sound = np.concatenate([tone(level, length_s) for level, length_s in parts])
    assert integrated_lufs(sound) + 3.0103 == pytest.approx(wanted, abs=0.1)


@pytest.mark.parametrize(
    ("samples_per_turn", "degrees", "amplitude", "wanted"),
    [(4, 0, 0.5, -6.0), (4, 45, 0.5, -6.0), (6, 60, 0.5, -6.0), (8, 67.5, 0.5, -6.0), (4, 45, 1.41, 3.0)],
)
def test_true_peak_of_tech_3341(samples_per_turn: int, degrees: float, amplitude: float, wanted: float) -> None:
    turns = np.arange(2 * RATE_HZ) / samples_per_turn
    sound = amplitude * np.sin(2 * np.pi * turns + np.radians(degrees))
    ramp = np.hanning(9600)[:4800]
    sound[:4800] *= ramp
    sound[-4800:] *= ramp[::-1]
    assert true_peak_dbtp(sound) == pytest.approx(wanted, abs=0.2)


def test_loudness_does_not_depend_on_where_the_filter_cuts_its_stretches() -> None:
    sound = np.random.default_rng(3).normal(0, 0.1, 400_000)
    shifted = np.concatenate([np.zeros(RATE_HZ), sound, np.zeros(RATE_HZ)])
    middle = momentary_lufs(shifted)[10:-12]
    assert np.allclose(middle[:70], momentary_lufs(sound)[:70], atol=0.02)


def test_silence_and_almost_nothing_have_a_number() -> None:
    assert integrated_lufs(np.zeros(RATE_HZ)) == SILENT_LUFS
    assert integrated_lufs(np.zeros(0)) == SILENT_LUFS
    assert true_peak_dbtp(np.zeros(0)) == SILENT_LUFS
    assert integrated_lufs(tone(-20, 0.1)) > -40
