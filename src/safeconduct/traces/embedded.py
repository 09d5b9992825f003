# SPDX-License-Identifier: Apache-2.0
"""What an address in a page or drawing leads to: a place in itself, a file beside it, a picture packed into it."""

import base64
import binascii
import re
from collections.abc import Iterator
from typing import Final

from safeconduct.model.traces import Trace

from .allowed import Allowed
from .jpeg import traces_in_jpeg
from .png import traces_in_png
from .words import shown

_BESIDE: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*(?:#[\w-]*)?")
_PACKED: Final = re.compile(r"data:image/(png|jpeg);base64,(.*)", re.DOTALL)
_LOOK: Final = {"png": traces_in_png, "jpeg": traces_in_jpeg}


def in_address(value: str, allowed: Allowed, where: str) -> Iterator[Trace]:
    """Yield a trace for an address that leads out of the kit, and what a packed picture tells."""
    packed = _PACKED.fullmatch(value.strip())
    if packed:
        try:
            content = base64.b64decode(packed.group(2), validate=True)
        except (binascii.Error, ValueError):
            yield Trace("format", where, "a packed picture that cannot be looked into")
            return
        yield from _LOOK[packed.group(1)](content, allowed, where)
    elif not (value.startswith("#") or _BESIDE.fullmatch(value)):
        yield Trace("address that leads out of the file", where, shown(value))
