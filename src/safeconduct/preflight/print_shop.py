# SPDX-License-Identifier: Apache-2.0
"""What a print shop asks of a finished PDF, with or without a channel: limits, and where a thing was seen."""

from safeconduct.model.places import Sheet
from safeconduct.model.product import Seen

from .scene import PrintFile

BLEED_MM = 3.0
MOST_INK_PERCENT = 300.0
SIZE_TOLERANCE_MM = 0.3
PICTURE_PPI, POSTER_PPI, SCREEN_PPI = 250.0, 150.0, 150.0
_POSTER_MM2 = 297.0 * 420.0 * 0.98


def is_for_press(file: PrintFile) -> bool:
    """True when the file goes to a print shop: one leaf, or a sheet of them."""
    return file.use in ("press", "sheet")


def for_press(file: PrintFile, *kinds: str) -> tuple[Seen, ...]:
    """Return what was seen of these kinds on a file that goes to a print shop; on any other they are no matter."""
    return file.proof.all(*kinds) if is_for_press(file) else ()


def at(file: PrintFile, seen: Seen) -> Sheet:
    """Return where a thing was seen; what concerns the whole file lies on its first page."""
    return Sheet(file.proof.file, max(1, seen.page), seen.box_mm)


def most_ink(file: PrintFile) -> float:
    """Return how much ink the paper bears, all plates together, in percent."""
    return file.channel.most_ink_percent if file.channel else MOST_INK_PERCENT


def least_bleed(file: PrintFile) -> float:
    """Return how far paint must run beyond the trim, in mm."""
    return file.channel.bleed_mm if file.channel else BLEED_MM


def least_ppi(file: PrintFile) -> float:
    """Return how fine a picture must be; a poster is looked at from further away."""
    if not is_for_press(file):
        return SCREEN_PPI
    trims = [seen.box_mm for seen in file.proof.all("trim-size")]
    if file.channel:
        trims = [(0.0, 0.0, file.channel.width_mm, file.channel.height_mm)]
    return POSTER_PPI if trims and all(box[2] * box[3] >= _POSTER_MM2 for box in trims) else PICTURE_PPI
