# SPDX-License-Identifier: Apache-2.0
"""Attacks on days, looked at by all three verifiers."""

from pathlib import Path

import attacks_on_days
import pytest
from attack import Attack
from judged import agree, named


@pytest.mark.parametrize("attack", attacks_on_days.attack.all, ids=named)
def test_what_is_said(attack: Attack, tmp_path: Path) -> None:
    agree(attack, tmp_path)
