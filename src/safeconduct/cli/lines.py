# SPDX-License-Identifier: Apache-2.0
"""Lines for a terminal: folded between words to its width; a pipe gets them whole, one line each."""

import shutil
import sys
from collections.abc import Iterator
from unicodedata import category, combining, east_asian_width

import click


def say(text: str, indent: str = "") -> None:
    """Print a text after `indent`, line by line; on a terminal folded, each line after the same `indent`."""
    width = shutil.get_terminal_size().columns if sys.stdout.isatty() else None
    for line in text.split("\n"):
        for part in (line,) if width is None else folded(line, width - len(indent)):
            click.echo(indent + part)


def harmless(text: str) -> str:
    """Return words from outside as a terminal may have them: no sign in them steers it, and none vanishes."""
    return "".join(
        sign if sign.isprintable() or category(sign) == "Zs" else "\N{REPLACEMENT CHARACTER}" for sign in text
    )


def folded(line: str, width: int) -> Iterator[str]:
    """Yield a line in parts of at most `width` terminal cells; only a word that is wider stands over."""
    part: list[str] = []
    used = -1  # the first word has no space before it
    for word in line.split(" "):
        cells = sum(_cells(char) for char in word)
        if part and used + 1 + cells > width:
            yield " ".join(part)
            part, used = [], -1
        part.append(word)
        used += 1 + cells
    yield " ".join(part)


def _cells(char: str) -> int:
    # Unicode Standard Annex #11: wide and fullwidth characters take two cells.
    return 0 if combining(char) else 2 if east_asian_width(char) in "WF" else 1
