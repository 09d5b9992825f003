# SPDX-License-Identifier: Apache-2.0
"""A ZIP package whose bytes depend on its parts alone: one order, one time, no trace of a machine."""

import io
import zipfile
from collections.abc import Mapping
from xml.sax.saxutils import escape, quoteattr

_FIRST_DAY = (1980, 1, 1, 0, 0, 0)
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'


def packed(parts: Mapping[str, str], stored: tuple[str, ...] = ()) -> bytes:
    """Return a package of `parts` in their order; `stored` names those that are not compressed."""
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as package:
        for name, content in parts.items():
            part = zipfile.ZipInfo(name, _FIRST_DAY)
            part.compress_type = zipfile.ZIP_STORED if name in stored else zipfile.ZIP_DEFLATED
            part.create_system = 0  # of no system: a package made on Windows and one made on Linux are the same
            package.writestr(part, content.encode(), compresslevel=9)
    return held.getvalue()


__all__ = ["HEAD", "escape", "packed", "quoteattr"]
