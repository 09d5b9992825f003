# SPDX-License-Identifier: Apache-2.0
"""Korean numbers in native words."""

import tomllib
from collections.abc import Mapping
from functools import cache

from .lexicon import FOLDER


@cache
def _rows() -> Mapping[str, Mapping[str, str]]:
    rows: dict[str, dict[str, str]] = tomllib.loads((FOLDER / "ko.toml").read_text("utf-8"))["native"]
    return rows


def native(number: int, *, bound: bool) -> str:
    """Return a number from 1 to 99 in native words; `bound` as before a counter (한, 두, 세, 네, 스무).

    Raises `ValueError` for any other number.
    """
    if not 1 <= number <= 99:
        raise ValueError(f"native words go from 1 to 99, not {number}")
    tens, ones = number // 10 * 10, number % 10
    if bound and number == 20:
        return "스무"
    said = _rows()["tens"][str(tens)] if tens else ""
    return said + (_rows()["bound" if bound else "ones"][str(ones)].split()[0] if ones else "")
