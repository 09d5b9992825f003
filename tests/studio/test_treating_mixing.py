# SPDX-License-Identifier: Apache-2.0
"""Paragraphs come to one loudness, with exact pauses, and the mix says where each is spoken."""

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from safeconduct.studio.meters.meter import measured
from safeconduct.studio.reel import Reel
from safeconduct.studio.samples import RATE_HZ
from safeconduct.studio.treating.mixing import LEAD_S, MOST_GAIN_DB, WORKING_LUFS, mixed

from .voices import noise, reel_of, spoken


def paragraphs(folder: Path) -> list[Reel]:
    """Three paragraphs of different loudness, each with some room around its words."""
    made = []
    for number, level in enumerate((1.0, 0.05, 0.4)):
        room = noise(RATE_HZ, 1e-4, number)
        sound = np.concatenate([room[: 9600 * (number + 1)], spoken(1.4 + number, level, number + 1), room])
        made.append(reel_of(folder, sound, f"{number}.reel"))
    return made


def test_every_paragraph_has_the_same_loudness(tmp_path: Path) -> None:
    mix = mixed(paragraphs(tmp_path), 0.8, tmp_path / "mix.reel", ("p1", "p2", "p3"))
    for start_s, end_s in mix.spoken:
        # With the margins that were kept: the meter's blocks fall where they fell when the paragraph was levelled.
        part = mix.reel.read(round((start_s - 0.15) * RATE_HZ), round((end_s + 0.15) * RATE_HZ))
        assert measured(iter([part])).integrated_lufs == pytest.approx(WORKING_LUFS, abs=0.2)
    assert [told.where for told in mix.treated] == ["p1", "p2", "p3"]
    assert {(told.what, told.unit, told.after) for told in mix.treated} == {("level", "LUFS", WORKING_LUFS)}


@pytest.mark.parametrize("pause_s", [0.0, 0.05, 0.3, 0.9])
def test_pauses_are_exact_and_silent_but_for_the_margins(tmp_path: Path, pause_s: float) -> None:
    mix = mixed(paragraphs(tmp_path), pause_s, tmp_path / "mix.reel")
    assert mix.spoken[0][0] == LEAD_S
    for (_, end_s), (start_s, _) in zip(mix.spoken, mix.spoken[1:], strict=False):
        assert round((start_s - end_s) * RATE_HZ) == round(pause_s * RATE_HZ)
        if pause_s >= 0.9:
            middle = round((end_s + start_s) / 2 * RATE_HZ)
            assert not np.any(mix.reel.read(middle - 9600, middle + 9600))
    assert mix.reel.size == round((mix.spoken[-1][1] + LEAD_S) * RATE_HZ)


def test_what_is_next_to_silent_does_not_become_a_loud_hiss(tmp_path: Path) -> None:
    hiss = reel_of(tmp_path, noise(RATE_HZ, 3e-4))
    nothing = reel_of(tmp_path, np.zeros(4800), "nothing.reel")
    mix = mixed([hiss, nothing], 0.5, tmp_path / "mix.reel")
    told = mix.treated[0]
    assert told.after - told.before == pytest.approx(MOST_GAIN_DB, abs=0.11)
    assert len(mix.treated) == 1
    assert np.max(np.abs(mix.reel.read(0, mix.reel.size))) < 0.25


def test_a_word_that_begins_at_the_first_sample_does_not_click(tmp_path: Path) -> None:
    hard = reel_of(tmp_path, np.full(RATE_HZ, 0.3))
    mix = mixed([hard], 0.5, tmp_path / "mix.reel")
    sound = mix.reel.read(0, mix.reel.size)
    assert np.max(np.abs(np.diff(sound))) < 0.02 * np.max(np.abs(sound))
    assert np.all(sound[-round(LEAD_S * RATE_HZ) :] == 0.0)


@given(st.lists(st.sampled_from([0, 1, 100, 479, 480, 5_000, 20_000, 50_001]), min_size=1, max_size=4))
@settings(max_examples=8, deadline=None)
def test_any_lengths_join(tmp_path_factory: pytest.TempPathFactory, sizes: list[int]) -> None:
    folder = tmp_path_factory.mktemp("mix")
    reels = [reel_of(folder, spoken(2.0)[:size], f"{number}.reel") for number, size in enumerate(sizes)]
    mix = mixed(reels, 0.25, folder / "mix.reel")
    assert len(mix.spoken) == len(sizes)
    assert all(start_s <= end_s for start_s, end_s in mix.spoken)
    assert mix.reel.size == round((mix.spoken[-1][1] + LEAD_S) * RATE_HZ)
    assert mix.reel.path.stat().st_size == 4 * mix.reel.size
    assert np.all(np.isfinite(mix.reel.read(0, mix.reel.size)))


def test_the_same_paragraphs_give_the_same_bytes(tmp_path: Path) -> None:
    one = mixed(paragraphs(tmp_path), 0.5, tmp_path / "one.reel")
    other = mixed(paragraphs(tmp_path), 0.5, tmp_path / "other.reel")
    assert one.reel.path.read_bytes() == other.reel.path.read_bytes()
    assert (one.spoken, one.treated) == (other.spoken, other.treated)
