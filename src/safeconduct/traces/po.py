# SPDX-License-Identifier: Apache-2.0
"""PO files (GNU gettext): translations, and a head that names nobody."""

import re
from collections.abc import Iterator
from typing import Final

import polib

from safeconduct.model.traces import Trace

from .allowed import MAKER, Allowed, unless
from .text import text_of

_FIXED: Final = {
    "MIME-Version": re.compile(r"1\.0"),
    "Content-Type": re.compile(r"text/plain; charset=UTF-8"),
    "Content-Transfer-Encoding": re.compile(r"8bit"),
    "Project-Id-Version": re.compile(MAKER),
    "Language": re.compile(r"[A-Za-z-]{2,12}"),
    "X-Source-Language": re.compile(r"[A-Za-z-]{2,12}"),
}
_DATES: Final = {"POT-Creation-Date", "PO-Revision-Date"}


def traces_in_po(content: bytes, allowed: Allowed) -> Iterator[Trace]:
    """Yield a trace for each field of the head that is not on the list, and what leads back to people in the words."""
    text = text_of(content)
    for name, value in polib.pofile(text).metadata.items():
        if name in _DATES:
            yield from unless(value == f"{allowed.own.day} 00:00+0000", f"head {name}", "", value)
        else:
            good = _FIXED.get(name)
            yield from unless(good is not None and good.fullmatch(value) is not None, f"head {name}", "", value)
    for number, line in enumerate(text.splitlines(), 1):
        yield from allowed.words(line, "", f"line {number}")
