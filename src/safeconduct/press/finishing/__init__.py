# SPDX-License-Identifier: Apache-2.0
"""Finishing: what makes pages a file that a screen, an archive or a press can trust."""

from .boxes import set_boxes
from .describing import MAKER, describe
from .saving import save
from .separating import Inks, separate

__all__ = ["MAKER", "Inks", "describe", "save", "separate", "set_boxes"]
