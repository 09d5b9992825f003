# SPDX-License-Identifier: Apache-2.0
"""The printing conditions that press files are made for: measured presses, as ICC profiles."""

from functools import cache
from pathlib import Path

HERE = Path(__file__).resolve().parent
COATED = HERE / "FOGRA39L_coated.icc"
"""Offset on coated paper, ISO 12647-2:2004, paper type 1 and 2."""

CONDITION = "FOGRA39"
"""Its name in the registry of the ICC, which a print shop knows it by."""

CONDITION_WORDS = "Offset on coated paper, ISO 12647-2:2004/Amd 1 (FOGRA39)"
REGISTRY = "http://www.color.org"


@cache
def coated() -> bytes:
    """Return the profile of the coated condition."""
    return COATED.read_bytes()
