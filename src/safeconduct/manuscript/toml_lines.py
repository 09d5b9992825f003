# SPDX-License-Identifier: Apache-2.0
"""Where each key of a TOML text stands, which the standard library's parser does not tell."""

import re
import tomllib
from collections.abc import Iterator

KeyPath = tuple[str | int, ...]
DEEPEST = 12
"""Names beyond this depth are not told apart; no record nests deeper than four."""

_BLANK = re.compile(r"(?:[ \t\r\n]|#[^\n]*)*")
# Most statements: a bare key and a value that ends on its line, without anything that would have to be counted.
_SIMPLE = re.compile(r'([A-Za-z0-9_-]+)[ \t]*=[ \t]*(?:"[^"\\\n]*"|[^"\'\[\]{}#\n]+)(?:\r?\n)')
_DOT = re.compile(r"[ \t]*\.[ \t]*")
_NAME = re.compile(r'"(?:\\.|[^"\\\n])*"|\'[^\'\n]*\'|[A-Za-z0-9_-]+')
_PIECE = re.compile(
    r'"""(?:\\.|[^\\])*?"""(?:"{0,2})'
    r"|'''.*?'''(?:'{0,2})"
    r'|"(?:\\.|[^"\\\n])*"'
    r"|'[^'\n]*'"
    r"|#[^\n]*"
    r"|[\[{]|[\]}]|\n|[^\n\"'#\[\]{}]+|.",
    re.DOTALL,
)


def key_lines(text: str) -> dict[KeyPath, int]:
    """Map each key path of a valid TOML text to the line (from 1) where it is first named.

    Tables in arrays count from 0.  Keys inside inline tables and inline arrays are not told apart from the key that
    holds them.
    """
    lines: dict[KeyPath, int] = {}
    counts: dict[KeyPath, int] = {}
    table: KeyPath = ()
    line = position = 0
    for start, opener, names in _statements(text):
        line, position = line + text.count("\n", position, start), start
        path = table
        if opener:
            path = _resolved((), names[:-1], counts)
            if opener == "[[":
                path = (*path, names[-1])
                counts[path] = counts.get(path, -1) + 1
                lines.setdefault(path, line + 1)
                path = (*path, counts[path])
            else:
                path = _resolved(path, names[-1:], counts)
            table = path
        else:
            path = (*table, *names)
        for length in range(1, len(path) + 1):
            lines.setdefault(path[:length], line + 1)
    return lines


def _resolved(path: KeyPath, names: list[str], counts: dict[KeyPath, int]) -> KeyPath:
    for name in names:
        path = (*path, name)
        if path in counts:
            path = (*path, counts[path])
    return path


def _statements(text: str) -> Iterator[tuple[int, str, list[str]]]:
    """Yield the start of each statement, "[", "[[" or "" for a key, and its first names."""
    at = 0
    while True:
        blank = _BLANK.match(text, at)
        at = start = blank.end() if blank else at
        if at >= len(text):
            return
        if simple := _SIMPLE.match(text, at):
            at = simple.end()
            yield start, "", [simple[1]]
            continue
        opener = "[[" if text.startswith("[[", at) else "[" if text[at] == "[" else ""
        names, at = _names(text, at + len(opener))
        if not names:
            return
        at = _end_of_statement(text, at)
        yield start, opener, names[:DEEPEST]


def _names(text: str, at: int) -> tuple[list[str], int]:
    names: list[str] = []
    while True:
        while text[at : at + 1] in (" ", "\t"):
            at += 1
        found = _NAME.match(text, at)
        if not found:
            return names, at
        name, at = found[0], found.end()
        names.append(str(tomllib.loads(f"name = {name}")["name"]) if name[0] in "\"'" else name)
        dot = _DOT.match(text, at)
        if not dot:
            return names, at
        at = dot.end()


def _end_of_statement(text: str, at: int) -> int:
    depth = 0
    while found := _PIECE.match(text, at):
        at = found.end()
        piece = found[0]
        if piece == "\n" and depth <= 0:
            return at
        depth += (piece in "[{") - (piece in "]}")
    return len(text)
