# SPDX-License-Identifier: Apache-2.0
"""What a file was made for, when nobody says: to be printed by a print shop, or to be read on a screen."""

from collections.abc import Iterable

from safeconduct.model.product import Seen

from .conformance import claims
from .opened import Opened

_PRINTING = ("ink", "intent", "registration")
_SAME_PT = 0.5


def purpose(sheet: Opened, seen: Iterable[Seen]) -> tuple[str, str]:
    """Return "press" or "screen", and the reason in a few words that follow "because"."""
    told = [label for label, _ in claims(sheet)]
    if told:
        return "screen", f"it says that it is {' and '.join(told)}"
    if any(_has_trim(page.media, page.trim) for page in sheet.pages):
        return "press", "its pages are larger than their trim"
    if any(one.kind in _PRINTING and not one.what.startswith(("RGB", "DeviceRGB")) for one in seen):
        return "press", "it has printing inks"
    return "screen", "it has screen colours only, and no trim"


def _has_trim(media: tuple[float, ...], trim: tuple[float, ...]) -> bool:
    return any(abs(a - b) > _SAME_PT for a, b in zip(media, trim, strict=True))
