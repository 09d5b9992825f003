# SPDX-License-Identifier: Apache-2.0
"""A check of a large ledger takes time in proportion to its size; bench/ledger.py measures it closely."""

import importlib
from datetime import date
from pathlib import Path
from types import ModuleType

import pytest

from safeconduct.api.judging import judge

BENCH = Path(__file__).parents[2] / "bench"
TODAY = date(2026, 11, 1)
MOST_S = 3.0
HEAD_ROOM = 1.5
"""Another machine, or a busy one."""


@pytest.fixture
def ledger(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    monkeypatch.syspath_prepend(str(BENCH))
    return importlib.import_module("ledger")


def test_the_made_ledger_is_one_that_only_waits_for_its_sign_offs(ledger: ModuleType, tmp_path: Path) -> None:
    ledger.write_ledger(tmp_path, 120)
    judged = judge(tmp_path, (), None, TODAY)
    assert len(judged.edition.claims) == 120
    assert len(judged.edition.sources) == 30
    assert {finding.check for finding in judged.decision.findings} <= {"sign-off-missing"}
    outcomes = {outcome.check: outcome for outcome in judged.outcomes}
    assert outcomes["quote-not-in-capture"].examined == outcomes["quote-found-twice"].examined == 180
    sizes = {len(content) for content in judged.scene.captured.values()}
    assert min(sizes) >= ledger.PAGE_BYTES
    assert max(sizes) < ledger.PAGE_BYTES * 1.1


def test_the_picture_has_a_point_for_each_size(ledger: ModuleType) -> None:
    found = {100: 0.5, 1_000: 1.5, 10_000: 11.0}
    assert ledger.plot(found).count("<circle") == 3
    assert "| 1,000 | 250 | 1.50 | 1.50 |" in ledger.table(found)


@pytest.mark.slow
def test_a_large_ledger_is_checked_in_time_and_in_proportion(ledger: ModuleType) -> None:
    small, middle, large = (ledger.measured(claims) for claims in (100, 2_000, 8_000))
    assert middle <= MOST_S * HEAD_ROOM
    assert (large - small) / (8_000 - 100) <= 1.5 * (middle - small) / (2_000 - 100)
