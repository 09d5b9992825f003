# SPDX-License-Identifier: Apache-2.0
"""Find where a content stream paints in light, and paint in ink there: everything else keeps its bytes."""

import re
from collections.abc import Callable, Collection, Sequence

from attrs import frozen

Light = tuple[int, int, int]

# Names, strings and remarks are read only to be stepped over; no other operator ends like one of these.
_TOKEN = re.compile(rb"[(<]|%[^\r\n]*|/[^\s()<>\[\]{}/%]*|(?:BI|scn?|SCN?|cs|CS|rg|RG|[qQgGkK])(?=[\s/\[(<\]]|$)")
_PARENTHESIS = re.compile(rb"\\.|[()]", re.DOTALL)
_THREE = re.compile(rb"([-+.\d]+)\s+([-+.\d]+)\s+([-+.\d]+)\s*$")
_OPERANDS = 96


@frozen
class Paint:
    """The stretch of a content stream that sets one colour, for strokes or for fills."""

    start: int
    end: int
    stroke: bool
    light: Light


def paints(content: bytes, spaces: Collection[bytes]) -> list[Paint]:
    """Return where `content` sets a colour in DeviceRGB, or in one of the three-part `spaces` by their names.

    Raises `ValueError` for an inline image and for a colour that cannot be read: Typst writes neither.
    """
    found: list[Paint] = []
    fill = stroke = False  # whether the current space is one of light
    states: list[tuple[bool, bool]] = []
    name, name_at = b"", -1
    last = 0
    token = _TOKEN.search(content)
    while token:
        word, at, end = token[0], token.start(), token.end()
        if word == b"(":
            end = _string_end(content, end)
        elif word == b"<":
            end = end + 1 if content[end : end + 1] == b"<" else content.index(b">", end) + 1
        elif word.startswith(b"/"):
            name, name_at = word[1:], at
        elif word == b"q":
            states.append((fill, stroke))
        elif word == b"Q":
            fill, stroke = states.pop() if states else (False, False)
        elif word == b"BI":
            raise ValueError("an inline image has no place in a press file")
        elif word in (b"cs", b"CS"):
            lit = name == b"DeviceRGB" or name in spaces
            if lit:
                found.append(Paint(name_at, end, word == b"CS", (0, 0, 0)))
            fill, stroke = (lit, stroke) if word == b"cs" else (fill, lit)
        elif word in (b"rg", b"RG") or (stroke if word[0] == 83 else fill and word[0] == 115):
            operands = _THREE.search(content, max(last, at - _OPERANDS), at)
            if operands is None:
                raise ValueError(f"no colour stands before “{word.decode()}”")
            found.append(_paint(content, found, operands, end, word[:1].isupper()))
            if word in (b"rg", b"RG"):
                fill, stroke = (False, stroke) if word == b"rg" else (fill, False)
        elif word in (b"g", b"k"):
            fill = False
        elif word in (b"G", b"K"):
            stroke = False
        last = end
        token = _TOKEN.search(content, end)
    return found


def _string_end(content: bytes, at: int) -> int:
    depth = 1
    for sign in _PARENTHESIS.finditer(content, at):
        depth += {b"(": 1, b")": -1}.get(sign[0], 0)
        if not depth:
            return sign.end()
    raise ValueError("a string has no end")


def _paint(content: bytes, found: list[Paint], operands: re.Match[bytes], end: int, stroke: bool) -> Paint:
    light = tuple(min(255, max(0, round(float(part) * 255))) for part in operands.groups())
    start = operands.start()
    before = found[-1] if found else None
    # The black that a fresh colour space starts with need not be set where a colour follows at once.
    fresh = before is not None and content[before.end - 2 : before.end].lower() == b"cs"
    if before and fresh and before.stroke == stroke and not content[before.end : start].strip():
        start = found.pop().start
    return Paint(start, end, stroke, (light[0], light[1], light[2]))


def painted(content: bytes, where: Sequence[Paint], ink: Callable[[Paint], bytes]) -> bytes:
    """Return `content` with each of its paints replaced by the operators that `ink` gives for it."""
    parts, at = [], 0
    for paint in where:
        # Operators may stand close to a name; ours begin with a figure.
        parts += [content[at : paint.start], b" " if paint.start else b"", ink(paint)]
        at = paint.end
    return b"".join([*parts, content[at:]])
