# SPDX-License-Identifier: Apache-2.0
"""Colour profiles that everybody has.  That of one's own screen or camera names it, and the day it was measured."""

import hashlib
from collections.abc import Iterator
from typing import Final

from safeconduct.model.traces import Trace

from .words import shown

KNOWN: Final = frozenset(
    {
        "c56e1685d888f5edb92fe07f2750f387f8fe8e91b32ff8fb0b56bfbbb9458353",  # the sRGB of Typst (moxcms, 480 bytes)
        "00c0f94e09127520a17dc0e1d9264b5702081d96dbdb1549ee88e3631ce42a9d",  # the grey of Typst (360 bytes)
        "b35713ef7eff09349d4c3249e5f377736d06d8a2671c54712971a3546bf17c57",  # FOGRA39L, from press/profiles
    }
)


def strange(profile: bytes, where: str) -> Iterator[Trace]:
    """Yield a trace for a profile that is not one of those."""
    if hashlib.sha256(profile).hexdigest() not in KNOWN:
        yield Trace("colour profile", where, shown(profile[48:56] + b" " + profile[-80:]))
