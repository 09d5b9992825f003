# SPDX-License-Identifier: Apache-2.0
"""What is told of a recording: what it was, what it measured when it came in, and what was done to it."""

from safeconduct.model.product import Taken
from safeconduct.studio.cleaning.clean import Cleaned
from safeconduct.studio.meters.meter import Figures
from safeconduct.tools.decode import Decoded


def taken_of(file: str, decoded: Decoded, figures: Figures, cleaned: Cleaned) -> Taken:
    """Return the record of a recording that the manuscript calls `file` ("" for one outside any manuscript)."""
    return Taken(
        file=file,
        kind="; ".join([decoded.kind, *decoded.remarks]),
        rate_hz=decoded.rate_hz,
        channels=decoded.channels,
        length_s=decoded.length_s,
        loudness_lufs=figures.integrated_lufs,
        peak_dbtp=figures.true_peak_dbtp,
        noise_dbfs=cleaned.noise_dbfs,
        hum_hz=cleaned.hum_hz,
        hum_before_db=cleaned.hum_before_db,
        hum_after_db=cleaned.hum_after_db,
        treated=cleaned.treated,
    )
