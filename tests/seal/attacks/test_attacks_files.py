# SPDX-License-Identifier: Apache-2.0
"""Attacks on files, names and ZIP files, looked at by all three verifiers."""

from collections.abc import Iterator
from pathlib import Path

import attacks_on_files
import attacks_on_names
import attacks_on_zips
import pytest
from attack import Attack
from judged import agree, named

ATTACKS = [*attacks_on_files.attack.all, *attacks_on_names.attack.all, *attacks_on_zips.attack.all]


@pytest.mark.parametrize("attack", ATTACKS, ids=named)
def test_what_is_said(attack: Attack, tmp_path: Path) -> None:
    agree(attack, tmp_path)
