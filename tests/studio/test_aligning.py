# SPDX-License-Identifier: Apache-2.0
"""A long take is cut in its pauses, whoever reads it, and what is missing or twice in it is said.

The readers are made of arithmetic: a "word" is a row of sounds with the resonances of a throat, which every reader
speaks with a pitch, a throat and a pace of their own.
"""

import json
from collections.abc import Sequence
from functools import cache
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from safeconduct.model.codec import plain, record_from
from safeconduct.model.product import Cut
from safeconduct.model.refusal import StepRefusal
from safeconduct.studio.aligning.aligning import aligned
from safeconduct.studio.aligning.cutting import cut
from safeconduct.studio.aligning.features import COEFFICIENTS, FRAMES_PER_S, heard
from safeconduct.studio.aligning.pauses import quiet, runs
from safeconduct.studio.aligning.warping import warped
from safeconduct.studio.orders import CutOrder
from safeconduct.studio.reel import read_flac, wound, write_flac
from safeconduct.studio.samples import RATE_HZ, Samples

BLOCKS = 6
REFERENCE, ANNA, BORIS = (1.0, 120.0, 1.0), (1.25, 190.0, 1.12), (0.85, 95.0, 0.9)
"""Readers: their pace, pitch in Hz, and the length of their throat."""

Reader = tuple[float, float, float]
PHONES = np.random.default_rng(11).uniform((250, 800, 2_100), (850, 2_000, 3_400), (14, 3))


@cache
def words(block: int) -> tuple[int, ...]:
    """The sounds of a paragraph; -1 is a short stop."""
    rng = np.random.default_rng(100 + block)
    sounds = rng.integers(0, len(PHONES), int(rng.integers(18, 40)))
    return tuple(-1 if place % 9 == 8 and place + 1 < len(sounds) else int(sound) for place, sound in enumerate(sounds))


@cache
def said(block: int, reader: Reader) -> Samples:
    """One paragraph in one voice, without silence before or after."""
    pace, pitch_hz, throat = reader
    rng = np.random.default_rng(block + round(pitch_hz))
    parts = []
    for sound in words(block):
        size = round(rng.uniform(0.09, 0.16) / pace * RATE_HZ)
        time_s = np.arange(size) / RATE_HZ
        part = np.zeros(size)
        if sound >= 0:
            harmonics = pitch_hz * np.arange(1, int(3_800 / pitch_hz))
            gains = np.sum(1 / (1 + ((harmonics[:, None] - PHONES[sound] * throat) / 120) ** 2), axis=1) + 0.02
            part = (gains[:, None] * np.sin(2 * np.pi * harmonics[:, None] * time_s)).sum(axis=0)
            part *= np.hanning(size + 2)[1:-1] ** 0.3 / len(harmonics)
        parts.append(part)
    return np.concatenate(parts).astype(np.float32)


def read(blocks: Sequence[int], reader: Reader, pauses_s: Sequence[float], noise: float = 0.0) -> Samples:
    """Several paragraphs with pauses, and some noise over everything."""
    parts: list[Samples] = [np.zeros(RATE_HZ // 5)]
    for place, block in enumerate(blocks):
        parts += [said(block, reader), np.zeros(round(pauses_s[place % len(pauses_s)] * RATE_HZ))]
    take = np.concatenate(parts)
    return (take + np.random.default_rng(2).normal(0, noise, take.size)).astype(np.float32)


def true_pauses(blocks: Sequence[int], reader: Reader, pauses_s: Sequence[float]) -> list[tuple[float, float]]:
    at, found = 0.2, []
    for place, block in enumerate(blocks):
        end = at + said(block, reader).size / RATE_HZ
        at = end + round(pauses_s[place % len(pauses_s)] * RATE_HZ) / RATE_HZ
        found.append((end, at))
    return found[:-1]


@pytest.mark.parametrize("reader", [ANNA, BORIS])
@pytest.mark.parametrize("noise", [0.0, 0.001])
@pytest.mark.parametrize("pauses_s", [(0.4, 1.8, 0.9), (0.15, 0.2, 0.25)])
def test_every_cut_lies_in_its_pause(reader: Reader, noise: float, pauses_s: tuple[float, ...]) -> None:
    blocks = range(BLOCKS)
    found = aligned([read(blocks, reader, pauses_s, noise)], [[said(block, REFERENCE)] for block in blocks])
    assert found.doubt is None
    for (before, after), (first, end) in zip(pairwise(found.spans), true_pauses(blocks, reader, pauses_s), strict=True):
        assert first - 0.03 <= before.end_s <= after.start_s <= end + 0.03
        assert after.pause_s == pytest.approx(end - first, abs=0.06)


def test_paragraphs_that_run_together_are_cut_and_have_no_pause() -> None:
    blocks = range(3)
    found = aligned([read(blocks, ANNA, (0.0, 0.9))], [[said(block, REFERENCE)] for block in blocks])
    (_, second, third), (true, _) = found.spans, true_pauses(blocks, ANNA, (0.0, 0.9))
    assert second.start_s == pytest.approx(true[0], abs=0.35)
    assert third.pause_s == pytest.approx(0.9, abs=0.06)
    assert second.pause_s < 0.1


@pytest.mark.parametrize(
    ("blocks", "what", "near"),
    [
        ((0, 1, 3, 4, 5), "missing", (1, 2, 3)),
        ((0, 1, 2, 3, 4), "missing", (4, 5)),
        ((0, 1, 2, 2, 3, 4, 5), "twice", (2,)),
        ((0, 1, 3, 2, 4, 5), "swapped", (2,)),
    ],
)
def test_what_is_missing_twice_or_out_of_order_is_doubted(
    blocks: tuple[int, ...], what: str, near: tuple[int, ...]
) -> None:
    found = aligned([read(blocks, ANNA, (0.6, 0.9), 0.001)], [[said(block, REFERENCE)] for block in range(BLOCKS)])
    assert found.doubt is not None
    assert found.doubt.what == what
    assert found.doubt.paragraph in near


def test_the_recipe_cuts_files_and_says_where(tmp_path: Path) -> None:
    pauses_s = (0.5, 1.0)
    inputs = flacs(tmp_path, read(range(3), ANNA, pauses_s, 0.001), 3)
    out = tmp_path / "out"
    out.mkdir()
    cut(inputs, plain(CutOrder("takes/long.m4a", ("p0", "p1", "p2"))), out)
    assert sorted(path.name for path in out.iterdir()) == ["cuts.json", "p0.flac", "p1.flac", "p2.flac"]
    cuts = [record_from(each, Cut) for each in json.loads((out / "cuts.json").read_text())]
    assert [each.block for each in cuts] == ["p0", "p1", "p2"]
    for number, each in enumerate(cuts):
        sound = np.concatenate(list(read_flac(out / f"{each.block}.flac")))
        assert sound.size / RATE_HZ == pytest.approx(each.end_s - each.start_s, abs=0.001)
        assert sound.size == pytest.approx(said(number, ANNA).size, abs=0.2 * RATE_HZ)
        assert abs(sound[0]) < 0.001
    for each, (first, end) in zip(cuts[1:], true_pauses(range(3), ANNA, pauses_s), strict=True):
        assert each.pause_s == pytest.approx(end - first, abs=0.06)
    again = tmp_path / "again"
    again.mkdir()
    cut(inputs, plain(CutOrder("takes/long.m4a", ("p0", "p1", "p2"))), again)
    assert all((again / path.name).read_bytes() == path.read_bytes() for path in out.iterdir())


def test_a_take_that_lacks_a_paragraph_is_refused_with_its_second(tmp_path: Path) -> None:
    inputs = flacs(tmp_path, read((0, 1, 3, 4, 5), ANNA, (0.6,), 0.001), BLOCKS)
    order = CutOrder("takes/long.m4a", tuple(f"p{number}" for number in range(BLOCKS)))
    with pytest.raises(
        StepRefusal, match=r"^At second \d+ of the recording takes/long\.m4a the paragraph p"
    ) as refusal:
        cut(inputs, plain(order), tmp_path)
    assert refusal.value.do


def test_a_silent_take_is_refused(tmp_path: Path) -> None:
    inputs = flacs(tmp_path, np.zeros(RATE_HZ, np.float32), 2)
    with pytest.raises(StepRefusal, match="nobody speaks in it"):
        cut(inputs, plain(CutOrder("takes/long.m4a", ("p0", "p1"))), tmp_path)


def flacs(folder: Path, take: Samples, blocks: int) -> dict[str, Path]:
    inputs = {}
    for name, sound in {"take": take, **{f"reference:p{n}": said(n, REFERENCE) for n in range(blocks)}}.items():
        inputs[name] = folder / f"{name.replace(':', '-')}.in.flac"
        write_flac(inputs[name], wound(folder / "reel", [sound]))
    return inputs


def test_features_do_not_depend_on_the_stretches_or_the_loudness() -> None:
    sound = read((0, 1), ANNA, (0.5,), 0.001)
    whole = heard([sound])
    for parts in (np.array_split(sound, 7), np.array_split(sound, 100), [4 * sound]):
        again = heard(parts)
        np.testing.assert_allclose(again.features, whole.features, atol=0.02)
    assert whole.features.shape == (sound.size * FRAMES_PER_S // RATE_HZ, COEFFICIENTS + 1)
    assert heard([]).features.shape == (0, COEFFICIENTS + 1)


def test_pauses_are_found_in_a_quiet_and_in_a_loud_room() -> None:
    for noise in (0.0, 0.0003, 0.003):
        pauses = runs(heard([read((0, 1), ANNA, (0.7,), noise)]).silent)
        assert any(pause.length_s == pytest.approx(0.7, abs=0.06) for pause in pauses)
    assert not quiet(np.full(100, -20, np.float32)).any()


def slow_cost(one: Samples, other: Samples, starts: Sequence[int], width: int) -> float:
    """The cost of the cheapest path, cell by cell as the paper has it."""
    reached = {(-1, -1): 0.0}
    for row, start in enumerate(starts):
        for place in range(start, min(start + width, len(other))):
            before = [reached.get(cell, np.inf) for cell in ((row - 1, place), (row - 1, place - 1), (row, place - 1))]
            reached[row, place] = min(before) + float(np.linalg.norm(one[row] - other[place]))
    return reached.get((len(one) - 1, len(other) - 1), np.inf)


@settings(deadline=None, max_examples=60)
@given(rows=st.integers(1, 24), columns=st.integers(1, 24), slack=st.integers(0, 12), seed=st.integers(0, 99))
def test_a_warp_is_the_cheapest_path_through_its_band(rows: int, columns: int, slack: int, seed: int) -> None:
    rng = np.random.default_rng(seed)
    one, other = rng.normal(size=(rows, 3)).astype(np.float32), rng.normal(size=(columns, 3)).astype(np.float32)
    width = min(columns, columns // rows + 2 + slack)
    line = np.linspace(0, columns - 1, rows).round().astype(np.int64)
    starts = np.clip(line - width // 2, 0, columns - width)
    if starts[-1] + width < columns or (rows == 1 and width < columns):
        starts, width = np.zeros(rows, np.int64), columns
    warp = warped(one, other, starts, width)
    assert warp.cost == pytest.approx(slow_cost(one, other, starts.tolist(), width), rel=1e-4, abs=1e-4)
    assert (warp.first[0], warp.last[-1]) == (0, columns - 1)
    for row in range(rows):
        assert starts[row] <= warp.first[row] <= warp.last[row] < starts[row] + width
        assert not row or warp.first[row] - warp.last[row - 1] in (0, 1)
    path = sum(
        float(np.linalg.norm(one[row] - other[place]))
        for row in range(rows)
        for place in range(warp.first[row], warp.last[row] + 1)
    )
    assert path == pytest.approx(warp.cost, rel=1e-3, abs=1e-3)


def test_a_band_that_leads_nowhere_is_refused() -> None:
    one = np.zeros((4, 3), np.float32)
    for starts, width in (([1, 1, 1, 1], 4), ([0, 0, 0, 0], 3), ([0, 2, 1, 1], 4)):
        with pytest.raises(ValueError, match="band"):
            warped(one, np.zeros((5, 3), np.float32), np.array(starts), width)
    with pytest.raises(ValueError, match="band"):
        warped(one[:0], one, np.zeros(0, np.int64), 4)
