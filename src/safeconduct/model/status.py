# SPDX-License-Identifier: Apache-2.0
"""The one word that a whole decision comes down to; here apart, so that who verifies need not load what decides."""

from enum import StrEnum


class Status(StrEnum):
    """FINAL or SPECIMEN: always computed, never stored as a truth of its own."""

    SPECIMEN = "specimen"
    FINAL = "final"
