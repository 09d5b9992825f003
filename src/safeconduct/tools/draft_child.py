# SPDX-License-Identifier: Apache-2.0
"""The process in which a draft is read: `python -m safeconduct.tools.draft_child MEMORY_BYTES CPU_SECONDS`.

The draft comes on standard input.  The answer is one line of JSON, `kind` and `left` or `refused` and `detail`, and
then the lines, as JSON (see `plain`).
"""

import json
import re
import sys
from collections.abc import Iterable, Iterator
from typing import Final

from . import draft_child_docx, draft_child_hwpx
from .draft_lines import Line, Stretch
from .extract_child import package_of
from .extract_kinds import OTHERS, UnreadableError, kind_of
from .jail_child import serve

MOST_LINES: Final = 20_000
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufeff\ufffe\uffff]")


def read(draft: bytes) -> tuple[str, dict[str, int], list[Line]]:
    """Return the kind of a draft, how much was left out of each sort, and its lines; raises `UnreadableError`."""
    if not draft.strip():
        raise UnreadableError("empty")
    kind = kind_of(draft)
    left: dict[str, int] = {}
    if kind == "package":
        kind, parts = package_of(draft)
        lines, left = (draft_child_docx if kind == "docx" else draft_child_hwpx).outline(parts)
    elif kind == "text":
        lines = [Line("plain", 1, (Stretch(line),)) for line in draft.decode("utf-8-sig").split("\n")]
    elif kind in OTHERS:
        raise UnreadableError("other-kind", kind)
    else:
        raise UnreadableError("no-draft" if kind else "unknown")
    if len(lines) > MOST_LINES:
        raise UnreadableError("too-long", f"{MOST_LINES} lines")
    if not any(letter.isalnum() for line in lines for stretch in _stretches(line) for letter in stretch.text):
        raise UnreadableError("no-words")
    return kind, left, lines


def plain(lines: Iterable[Line]) -> list[object]:
    """Return lines as JSON: [shape, level, stretches] or [shape, level, cells, table]; a stretch is [text, 0 to 3]."""
    return [
        [line.shape, line.level, [_plain(cell) for cell in line.cells], line.table]
        if line.table
        else [line.shape, line.level, _plain(line.stretches)]
        for line in lines
    ]


def _plain(stretches: Iterable[Stretch]) -> list[object]:
    return [[_cleaned(one.text), one.strong + 2 * one.mark] for one in stretches if one.text]


def _cleaned(text: str) -> str:
    return _CONTROL.sub(" ", text.replace("\r", "")).encode("utf-8", "replace").decode()


def _stretches(line: Line) -> Iterator[Stretch]:
    yield from line.stretches
    for cell in line.cells:
        yield from cell


def answer(draft: bytes) -> bytes:
    """Read `draft` and write the answer; whatever goes wrong is one of the codes of `drafts`."""
    try:
        kind, left, lines = read(draft)
        return _header({"kind": kind, "left": left}) + json.dumps(plain(lines), ensure_ascii=False).encode()
    except UnreadableError as refused:
        return _header({"refused": refused.code, "detail": refused.detail})
    except MemoryError:
        return _header({"refused": "memory", "detail": ""})
    except RecursionError:
        return _header({"refused": "nested", "detail": ""})


def _header(header: dict[str, object]) -> bytes:
    return json.dumps(header).encode() + b"\n"


if __name__ == "__main__":
    sys.setrecursionlimit(3_000)
    serve(answer)
