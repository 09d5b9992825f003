# SPDX-License-Identifier: Apache-2.0
"""A recording is found again through codec, telephone, noise and cut; another by the same voice is not."""

from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from voice import RATE_HZ, TAKES, Samples, noisy, spoken, telephone

from safeconduct.seal.likeness.sound import Heard, heard, sounds_like

pytestmark = pytest.mark.slow

OURS = [heard(str(seed), [take]) for seed, take in TAKES.items()]


@pytest.mark.parametrize(
    ("sent", "start_s"),
    [
        (TAKES[1], 0.0),
        (TAKES[1] * np.float32(0.05), 0.0),
        (noisy(TAKES[1]), 0.0),
        (telephone(TAKES[1]), 0.0),
        (noisy(telephone(TAKES[1][round(6.2 * RATE_HZ) : round(17 * RATE_HZ)])), 6.2),
    ],
    ids=["itself", "soft", "noise", "telephone", "cut"],
)
def test_a_recording_is_found_at_its_second_and_no_other_is(sent: Samples, start_s: float) -> None:
    found = sounds_like(heard("asked", [sent]), OURS)
    assert [one.name for one in found] == ["1"]
    assert found[0].is_alike
    assert found[0].stretches[0].ours_s - found[0].stretches[0].start_s == pytest.approx(start_s, abs=0.1)


def test_another_recording_by_the_same_voice_is_not_found() -> None:
    assert sounds_like(heard("asked", [spoken(99)]), OURS) == ()


def test_a_part_between_other_words_is_told_as_a_part() -> None:
    mixed = np.concatenate([spoken(50, 14), TAKES[0][: 9 * RATE_HZ], spoken(51, 14)])
    (found,) = sounds_like(heard("asked", [mixed]), OURS)
    assert found.name == "0"
    assert not found.is_alike
    assert found.stretches[0].start_s == pytest.approx(14, abs=1.1)


@pytest.mark.parametrize("take", [np.zeros(0), np.zeros(100), np.zeros(20 * RATE_HZ)], ids=["none", "short", "silent"])
def test_silence_is_like_nothing(take: Any) -> None:
    asked = heard("asked", [take.astype(np.float32)])
    assert sounds_like(asked, OURS) == ()
    assert sounds_like(OURS[0], [asked]) == ()


@settings(max_examples=12, deadline=None)
@given(st.lists(st.integers(1, 3 * RATE_HZ), max_size=6))
def test_the_signs_do_not_hang_on_how_the_sound_was_handed_over(cuts: list[int]) -> None:
    take = TAKES[2][: 4 * RATE_HZ]
    pieces = np.split(take, sorted({min(cut, len(take)) for cut in cuts}))
    whole: Heard = heard("whole", [take])
    assert np.array_equal(heard("pieces", pieces).signs, whole.signs)
    assert whole.length_s == pytest.approx(4 - 0.224, abs=0.04)
