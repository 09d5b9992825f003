# SPDX-License-Identifier: Apache-2.0
"""The figures of the finished files, held against what their channel asks."""

from typing import Final

from attrs import frozen

from safeconduct.model.product import Master, MasterFile

from .doings import figure
from .orders import Limits

NEAR: Final = 0.005
"""What rounding may add to a figure."""

SILENCE_S: Final = 1.0
"""What may stand before and after the words: no part of a message, and no reason to call it too long."""


@frozen
class Shown:
    """One figure of a file: as it is, what is asked ("" when nothing is), and whether it is inside."""

    value: str
    asked: str
    inside: bool


def files_told(master: Master, limits: Limits) -> list[tuple[str, tuple[Shown, ...]]]:
    """Return for each finished file its length, loudness, true peak, loudest three seconds and range."""
    spoken_s = master.message[-1].end_s - master.message[0].start_s if master.message else 0.0
    return [(file.file, _figures(file, limits, spoken_s or file.length_s - SILENCE_S)) for file in master.files]


def _figures(file: MasterFile, limits: Limits, length_s: float) -> tuple[Shown, ...]:
    near = limits.loudness_tolerance_lu + NEAR
    return (
        Shown(
            f"{figure(file.length_s, 's')}",
            f"at most {limits.longest_s:g} s" if limits.longest_s else "",
            not limits.longest_s or length_s <= limits.longest_s + NEAR,
        ),
        Shown(
            figure(file.loudness_lufs, "LUFS"),
            f"{figure(limits.loudness_lufs, 'LUFS')} ± {limits.loudness_tolerance_lu:g}",
            abs(file.loudness_lufs - limits.loudness_lufs) <= near,
        ),
        Shown(
            figure(file.peak_dbtp, "dBTP"),
            f"at most {figure(limits.peak_dbtp, 'dBTP')}",
            file.peak_dbtp <= limits.peak_dbtp + NEAR,
        ),
        Shown(
            figure(file.short_term_lufs, "LUFS"),
            f"at most {figure(limits.short_term_lufs, 'LUFS')}" if limits.short_term_lufs else "",
            not limits.short_term_lufs or file.short_term_lufs <= limits.short_term_lufs + NEAR,
        ),
        Shown(figure(file.range_lu, "LU"), "", True),
    )
