# SPDX-License-Identifier: Apache-2.0
"""Typography of Ukrainian, Russian and English copy: signs, spaces and letters that a compositor would put right."""

from .checking import LANGUAGES, remarks, ties

__all__ = ["LANGUAGES", "remarks", "ties"]
