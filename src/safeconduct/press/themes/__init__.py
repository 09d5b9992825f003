# SPDX-License-Identifier: Apache-2.0
"""Themes, one TOML file each: the tones that templates name, in the inks of a press and in the colours of a screen."""

import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from safeconduct.model.refusal import UsageRefusal

Tone = str | list[float] | dict[str, float]
"""For a screen "#rrggbb"; for a press percent of cyan, magenta, yellow, black, or {"spot": percent}."""


@cache
def themes() -> Mapping[str, Mapping[str, Any]]:
    """Return every theme by the name of its file."""
    found = sorted(Path(__file__).parent.glob("*.toml"))
    return {path.stem: tomllib.loads(path.read_text(encoding="utf-8")) for path in found}


def tones(theme: str, build: str) -> dict[str, Tone]:
    """Return the tones of a theme for a build ("screen" or "press"); raises `UsageRefusal` for an unknown theme."""
    if theme not in themes():
        raise UsageRefusal(f"The press knows no theme “{theme}”.", f"use one of: {', '.join(themes())}.")
    return {name: _tone(tone, build) for name, tone in themes()[theme]["tones"].items()}


def spot(theme: str) -> dict[str, Any] | None:
    """Return the second ink of a theme: its name, and what it looks like in percent of the process inks."""
    ink: dict[str, Any] | None = themes()[theme].get("spot")
    return ink


def process_inks(theme: str) -> bool:
    """Say whether a theme prints cyan, magenta and yellow; otherwise black, and its second ink if it has one."""
    return any(any(tone.get("press", [])[:3]) for tone in themes()[theme]["tones"].values())


def _tone(tone: Mapping[str, Any], build: str) -> Tone:
    if build == "screen":
        return str(tone["screen"])
    return {"spot": float(tone["spot"])} if "spot" in tone else [float(share) for share in tone["press"]]
