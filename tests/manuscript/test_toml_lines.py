# SPDX-License-Identifier: Apache-2.0
"""A fault in a record is told with the line on which its key stands."""

import tomllib
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from safeconduct.manuscript.faults import Faults
from safeconduct.manuscript.toml import read_table
from safeconduct.manuscript.toml_lines import KeyPath, key_lines

NAMES = st.sampled_from(["a", "b", "c-d", "e_f", "9", "two words", "dot.ted", "ключ", "]", "#", "="])
VALUES = st.sampled_from(
    [
        "1",
        "2026-11-01",
        '"text # = [x]"',
        '\'literal """ #\'',
        '"""one line"""',
        '"""\n[not.a.table]\nnot = "a key"\n"""',
        "'''\n[[nor.this]]\n'' nor = 1\n'''",
        '"""ends with two quotes"""""',
        '"a \\" b"  # a comment with """ and [x]',
        "[1, 2]  # ]",
        '[\n  "a", # ]\n  ["b = 1"],\n  [\n"c"]\n]',
        "{ inner = 1, other = { x = [2] } }",
        '[{ source = "x" }, { source = "]" }]',
        '"\u2028\u0085"',
    ]
)
BLANKS = st.sampled_from(["", "", "\n", "# [a comment]\n", "   # x = 1\n\n"])


def spelt(name: str) -> str:
    bare = name.replace("-", "").replace("_", "").isalnum() and name.isascii()
    return name if bare else f'"{name}"'


@st.composite
def texts(draw: st.DrawFn) -> tuple[str, dict[KeyPath, int]]:
    """A TOML text and where each of its keys and tables stands."""
    lines: dict[KeyPath, int] = {}
    text = draw(BLANKS)

    def here() -> int:
        return text.count("\n") + 1

    def keys(table: KeyPath) -> None:
        nonlocal text
        for name in draw(st.lists(NAMES, max_size=4, unique=True)):
            dotted = draw(st.booleans())
            path = (*table, name, "x") if dotted else (*table, name)
            lines.setdefault((*table, name), here())
            lines.setdefault(path, here())
            key = f"{spelt(name)} . x" if dotted else spelt(name)
            text += f"{draw(st.sampled_from(['', '  ']))}{key} = {draw(VALUES)}\n{draw(BLANKS)}"

    keys(())
    for name in draw(st.lists(st.sampled_from(["t", "u", "v w"]), max_size=3, unique=True)):
        shape = draw(st.sampled_from(["table", "deep", "array"]))
        if shape == "array":
            for number in range(draw(st.integers(1, 3))):
                lines.setdefault((name,), here())
                lines[name, number] = here()
                text += f"[[ {spelt(name)} ]] # [[x]]\n"
                keys((name, number))
                if draw(st.booleans()):
                    lines[name, number, "below"] = here()
                    text += f"[{spelt(name)}.below]\n"
                    keys((name, number, "below"))
        else:
            path: KeyPath = (name,) if shape == "table" else (name, "deep")
            lines.setdefault((name,), here())
            lines.setdefault(path, here())
            text += f"  [{'.'.join(spelt(str(part)) for part in path)}]\n{draw(BLANKS)}"
            keys(path)
    return text, lines


@settings(max_examples=120, deadline=None, database=None, derandomize=True)
@given(texts(), st.sampled_from(["\n", "\r\n"]))
def test_every_key_has_its_line(made: tuple[str, dict[KeyPath, int]], line_end: str) -> None:
    text, lines = made
    try:
        tomllib.loads(text)
    except tomllib.TOMLDecodeError:  # "below" was also drawn as a key
        return
    assert key_lines(text.replace("\n", line_end)) == lines


@settings(max_examples=80, deadline=None, database=None, derandomize=True)
@given(st.text(alphabet="ab.=[]{}\"'#\\ \n1", max_size=60))
def test_any_text_ends(text: str) -> None:
    assert all(1 <= line <= text.count("\n") + 1 for line in key_lines(text).values())


@pytest.mark.parametrize(
    ("text", "ask", "line"),
    [
        ("\nx = 1\n", ("y",), 1),
        ("\n[t]\n\nx = 1\n", ("t", "missing"), 2),
        ("\n[t.u]\nx = 1\n", ("t",), 2),
        ("\n\nq = [{ a = 1 }]\n", ("q", 0, "a"), 3),
        ("[[q]]\n[[q]]\nx = 1\n", ("q", 1, "x"), 3),
    ],
)
def test_what_has_no_line_of_its_own_is_told_with_the_nearest(text: str, ask: tuple[Any, ...], line: int) -> None:
    table = read_table(text.encode(), "x.toml", Faults())
    assert table is not None
    for part in ask[:-1]:
        table = table.tables("q")[part] if isinstance(part, int) else table if part == "q" else table.table(part)
        assert table is not None
    assert table.at(ask[-1]).first == line
