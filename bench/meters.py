# SPDX-License-Identifier: Apache-2.0
"""The meters against EBU Tech 3341 and 3342, and their speed: `python bench/meters.py [--save]`.

The signals are made from the tables of the two papers (tests/studio/ebu.py), not the EBU's own recordings of them.
"""

import sys
from pathlib import Path

import numpy as np
import results
import spent

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "tests"))

from safeconduct.studio.meters.meter import integrated_of_channels, measured
from safeconduct.studio.samples import RATE_HZ
from studio import ebu

_MINUTES = 5


def _rows() -> list[tuple[str, float, float, str]]:
    rows = []
    for case, (wanted, parts) in ebu.LOUDNESS.items():
        sound = ebu.programme(parts)
        rows.append((f"3341-{case}", wanted, integrated_of_channels([[sound], [sound]], [1, 1]), "±0.1 LUFS"))
    for case, (wanted, channels) in ebu.SURROUND.items():
        found = integrated_of_channels([[ebu.tone(level, 20)] for level, _ in channels], [by for _, by in channels])
        rows.append((f"3341-{case}", wanted, found, "±0.1 LUFS"))
    for case, (wanted, make) in ebu.PEAKS.items():
        rows.append((f"3341-{case}", wanted, measured([make()]).true_peak_dbtp, "+0.2 −0.4 dBTP"))
    for case, (wanted, parts) in ebu.RANGE.items():
        rows.append((f"3342-{case}", wanted, measured([ebu.programme(parts)]).range_lu, "±1 LU"))
    return rows


def _times_real_time() -> float:
    sound = np.asarray(np.random.default_rng(1).normal(0, 0.1, 60 * RATE_HZ), np.float32)
    runs = [spent.here(lambda: measured([sound] * _MINUTES)) for _ in range(5)]
    return 60 * _MINUTES / min(runs)


def main() -> None:
    """Measure, print, and keep the page when asked."""
    lines = [
        "## Meters",
        "",
        "Test signals of EBU Tech 3341 and 3342, made from their tables.",
        "",
        "| case | wanted | read | allowed |",
        "| --- | --- | --- | --- |",
        *(f"| {case} | {wanted:.1f} | {found:.2f} | {allowed} |" for case, wanted, found, allowed in _rows()),
        "",
        f"Everything at once (loudness, range, true and sample peak): {_times_real_time():.0f} times real time.",
        "",
    ]
    print("\n".join(lines))
    if "--save" in sys.argv:
        results.save("\n".join(lines))


if __name__ == "__main__":
    main()
