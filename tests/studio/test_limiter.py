# SPDX-License-Identifier: Apache-2.0
"""Whatever comes in, nothing above the ceiling goes out."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from safeconduct.studio.compressor import compressed
from safeconduct.studio.limiter import limited
from safeconduct.studio.loudness import integrated_lufs, true_peak_dbtp
from safeconduct.studio.samples import RATE_HZ, Samples, frame_levels

from .conftest import speechlike, tone


@st.composite
def rough(draw: st.DrawFn) -> Samples:
    """Speech-like, silent, clipped or offset sound of any length, with clicks in it."""
    size = draw(st.sampled_from([1, 2, 47, 48, 49, 500, 4801, 20_000]))
    base = draw(st.sampled_from(["silence", "speech", "noise", "square"]))
    sound: Samples = {
        "silence": np.zeros(size),
        "speech": speechlike(size / RATE_HZ)[:size],
        "noise": np.random.default_rng(size).normal(0, 0.4, size),
        "square": np.sign(np.sin(2 * np.pi * 997 * np.arange(size) / RATE_HZ)),
    }[base]
    sound = sound * draw(st.floats(0, 40)) + draw(st.floats(-2, 2))
    if draw(st.booleans()):
        sound = np.clip(sound, -1, 1)
    for at in draw(st.lists(st.integers(0, size - 1), max_size=5)):
        sound[at] += draw(st.floats(-5, 5))
    return sound


@settings(max_examples=150, deadline=None)
@given(rough(), st.floats(-12, -0.1))
def test_nothing_gets_over_the_ceiling(sound: Samples, ceiling_dbtp: float) -> None:
    out = limited(sound, ceiling_dbtp)
    assert out.shape == sound.shape
    assert np.isfinite(out).all()
    assert true_peak_dbtp(out) <= ceiling_dbtp + 1e-3


def test_quiet_sound_comes_back_as_it_was() -> None:
    sound = tone(-6, 1)
    assert limited(sound, -1.0) is sound


def test_heavy_limiting_gains_loudness_and_spares_the_quiet_parts() -> None:
    """A click of 10 ms is taken down; the speech half a second later is not."""
    sound = speechlike(3)
    sound /= 2 * np.abs(sound).max()
    sound[RATE_HZ : RATE_HZ + 480] += tone(6, 0.01)
    out = limited(sound, -1.0)
    assert np.allclose(out[: RATE_HZ - 1000], sound[: RATE_HZ - 1000], rtol=0.01)
    assert np.allclose(out[2 * RATE_HZ :], sound[2 * RATE_HZ :], rtol=0.01)
    loud = limited(sound * 8, -1.0)
    assert integrated_lufs(loud) > integrated_lufs(out) + 6


def test_compression_brings_loud_and_soft_syllables_together() -> None:
    sound = np.concatenate([speechlike(2), 0.25 * speechlike(2, seed=2)])
    apart = [np.percentile(frame_levels(part), 80) for part in np.split(sound, 2)]
    nearer = [np.percentile(frame_levels(part), 80) for part in np.split(compressed(sound), 2)]
    assert apart[0] - apart[1] > 10
    assert nearer[0] - nearer[1] < 0.75 * (apart[0] - apart[1])


@pytest.mark.parametrize("sound", [np.zeros(0), np.zeros(100), np.zeros(RATE_HZ)])
def test_compression_of_nothing_is_nothing(sound: Samples) -> None:
    assert np.array_equal(compressed(sound), sound)
