# SPDX-License-Identifier: Apache-2.0
"""docs/stolen-keys.md says what is so: every set of stolen keys is tried."""

import os
from pathlib import Path

import pytest
from stolen_keys import REVIEWERS, ROLES, minimal, reached, table

PAGE = Path(__file__).resolve().parents[2] / "docs/stolen-keys.md"
GREEN = ("green",) * 4


@pytest.mark.slow
def test_the_table_of_stolen_keys_is_true(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "fsync", lambda _: None)
    found = reached(tmp_path)
    assert len(found) == 192
    forged = [stolen for stolen, (lights, _) in found.items() if lights == GREEN]
    assert minimal(forged) == [frozenset({"root (two)"}), frozenset({"publisher", "status", *REVIEWERS})]
    assert not any(lights == GREEN for stolen, (_, lights) in found.items() if "root (two)" not in stolen)
    assert all(len(stolen) > 1 or stolen == {"root (two)"} for stolen in forged), (
        "one key alone turned all lights green"
    )
    assert {role for stolen in found for role in stolen} == set(ROLES)
    assert table(found) == PAGE.read_text("utf-8")
