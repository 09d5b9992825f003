# SPDX-License-Identifier: Apache-2.0
"""Plain text and JSON: nothing but words, and among these no path and no address that is not printed."""

import json
from collections.abc import Iterator
from typing import Final

from safeconduct.model.traces import Trace

from .allowed import Allowed

_CODINGS: Final = ("utf-8-sig", "cp949")


def text_of(content: bytes) -> str:
    """Return the words; old Korean players read code page 949.  Raises `UnicodeDecodeError`."""
    if content[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return content.decode("utf-16")
    for coding in _CODINGS[:-1]:
        try:
            return content.decode(coding)
        except UnicodeDecodeError:
            continue
    return content.decode(_CODINGS[-1])


def traces_in_text(content: bytes, allowed: Allowed) -> Iterator[Trace]:
    """Yield what leads back to people in each line; signs that command a machine have no place in a text."""
    for number, line in enumerate(text_of(content).splitlines(), 1):
        yield from allowed.words(line, "", f"line {number}")
        if any(ord(sign) < 32 and sign != "\t" for sign in line):
            yield Trace("control character", f"line {number}", "")


def traces_in_json(content: bytes, allowed: Allowed) -> Iterator[Trace]:
    """Yield what leads back to people in each string, however it is spelled."""
    for place, text in strings_in(content):
        yield from allowed.words(text, "", place)


def strings_in(content: bytes) -> Iterator[tuple[str, str]]:
    """Yield every string of a JSON file, names of fields included, with its place; raises `ValueError`."""
    queue = [("", json.loads(content))]
    while queue:
        place, value = queue.pop()
        if isinstance(value, str):
            yield place, value
        elif isinstance(value, list):
            queue += [(f"{place}[{number}]", one) for number, one in enumerate(value)]
        elif isinstance(value, dict):
            for key, one in value.items():
                yield f"{place} key", key
                queue.append((f"{place}.{key}"[-200:], one))
