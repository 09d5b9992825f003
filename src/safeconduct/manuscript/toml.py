# SPDX-License-Identifier: Apache-2.0
"""Reading TOML strictly: every missing, unknown or misshapen key is a fault with its line and a remedy."""

import re
import tomllib
from collections.abc import Mapping
from datetime import date, datetime
from difflib import get_close_matches
from enum import StrEnum
from typing import TypeVar

from attrs import define, field

from safeconduct.model.canonical import Digest
from safeconduct.model.places import Span

from .faults import Faults
from .toml_lines import KeyPath, key_lines

Choice = TypeVar("Choice", bound=StrEnum)
# The standard parser takes hours over a key of a hundred thousand names.
_DOTS = re.compile(r"(?<![\w-])(?:(?:[\w-]++|\"[^\"\n]*\"|'[^'\n]*')[ \t]*+\.[ \t]*+){40}")
_MOST_DOTS = 40
_DIGEST = re.compile(r"sha256:([0-9a-f]{64})")
MOST_WHOLE = 2**53
"""Beyond this JSON, and whoever reads the manifest, would round."""


@define
class Table:
    """One table of a TOML file, asked for its keys one by one; `done` reports the keys nobody asked for."""

    values: Mapping[str, object]
    file: str
    lines: Mapping[KeyPath, int]
    faults: Faults
    path: KeyPath = ()
    asked: set[str] = field(factory=set)

    def at(self, key: str = "") -> Span:
        """The line of `key`, or of the table itself."""
        path = (*self.path, key) if key else self.path
        while path and path not in self.lines:
            path = path[:-1]
        line = self.lines.get(path, 1)
        return Span(self.file, line, line)

    def missing(self, key: str, what: str) -> None:
        """Report that `key` is not there."""
        self.faults.stop("key-missing", self.at(), f"“{key}” is missing{self._where()}.", f"add {key} = {what}.")

    def wrong(self, key: str, what: str) -> None:
        """Report that `key` has a value of the wrong kind."""
        self.faults.stop(
            "value-wrong", self.at(key), f"“{key}” has a value of the wrong kind{self._where()}.", f"write {what}."
        )

    def _where(self) -> str:
        names = [str(part) for part in self.path if isinstance(part, str)]
        return f" in [{'.'.join(names)}]" if names else ""

    def _get(self, key: str, what: str, needed: bool) -> object:
        self.asked.add(key)
        value = self.values.get(key)
        if value is None and needed:
            self.missing(key, what)
        return value

    def text(self, key: str, needed: bool = True, default: str = "") -> str:
        """A text that is not blank."""
        what = f'{key} = "…" with words between the quotation marks'
        value = self._get(key, '"…"', needed)
        if value is None:
            return default
        if not isinstance(value, str) or not value.strip():
            self.wrong(key, what)
            return default
        return value.strip()

    def texts(self, key: str, needed: bool = True) -> tuple[str, ...]:
        """A list of texts, none blank."""
        value = self._get(key, '["…", "…"]', needed)
        if value is None:
            return ()
        if not isinstance(value, list) or not all(isinstance(v, str) and v.strip() for v in value) or not value:
            self.wrong(key, f'{key} = ["…", "…"], a list of texts')
            return ()
        return tuple(v.strip() for v in value)

    def date(self, key: str, needed: bool = True) -> date | None:
        """A date without a time."""
        value = self._get(key, "2024-11-20 (year-month-day, without quotation marks)", needed)
        if value is not None and (not isinstance(value, date) or isinstance(value, datetime)):
            self.wrong(key, f"{key} = 2024-11-20 (year-month-day, without quotation marks)")
            return None
        return value

    def whole(self, key: str, needed: bool = True) -> int | None:
        """A whole number."""
        value = self._get(key, "10000 (a whole number)", needed)
        if value is None or (isinstance(value, int) and not isinstance(value, bool) and abs(value) <= MOST_WHOLE):
            return value
        self.wrong(key, f"{key} = 10000 (a whole number, without quotation marks or commas)")
        return None

    def number(self, key: str) -> float:
        """A number."""
        value = self._get(key, "1.5 (a number)", True)
        if isinstance(value, int | float) and not isinstance(value, bool):
            return float(value)
        if value is not None:
            self.wrong(key, f"{key} = 1.5 (a number)")
        return 0.0

    def digest(self, key: str, needed: bool = True) -> Digest | None:
        """A digest."""
        text = self.text(key, needed)
        found = _DIGEST.fullmatch(text)
        if text and not found:
            self.wrong(key, f'{key} = "sha256:" followed by 64 hexadecimal digits')
        return Digest(found[1]) if found else None

    def digests(self, key: str) -> tuple[Digest, ...]:
        """A list of digests; none at all when one of them is none."""
        found = [_DIGEST.fullmatch(text) for text in self.texts(key)]
        if None in found:
            self.wrong(key, f'{key} = ["sha256:…"], each followed by 64 hexadecimal digits')
            return ()
        return tuple(Digest(one[1]) for one in found if one)

    def flag(self, key: str, needed: bool = False) -> bool:
        """True or false; false when absent."""
        value = self._get(key, "true", needed)
        if value is not None and not isinstance(value, bool):
            self.wrong(key, f"{key} = true or {key} = false")
        return value is True

    def choice(self, key: str, kind: type[Choice], default: Choice) -> Choice:
        """One of the values of `kind`."""
        value = self._get(key, f'"{default}"', True)
        known = [str(member) for member in kind]
        if value in known:
            return kind(str(value))
        if value is not None:
            self.wrong(key, f"{key} = one of: {', '.join(known)}")
        return default

    def words(self, key: str, needed: bool = True) -> dict[str, str]:
        """A table with one text per language."""
        value = self._get(key, "…", needed)
        if value is None:
            return {}
        if needed and value == {}:
            remedy = f'add a line such as en = "…" to [{key}] for each language.'
            self.faults.stop("key-missing", self.at(key), f"The table [{key}]{self._where()} is empty.", remedy)
        if not isinstance(value, dict) or not all(isinstance(v, str) and v.strip() for v in value.values()):
            self.wrong(key, f'[{key}] with a line such as en = "…" for each language')
            return {}
        return {str(language): str(text).strip() for language, text in value.items()}

    def table(self, key: str, needed: bool = True) -> "Table | None":
        """A table inside this one."""
        value = self._get(key, f"… in a table [{key}]", needed)
        if value is None:
            return None
        if not isinstance(value, dict):
            self.wrong(key, f"a table [{key}]")
            return None
        return Table(value, self.file, self.lines, self.faults, (*self.path, key))

    def tables(self, key: str) -> tuple["Table", ...]:
        """The tables of an array [[key]]; none when absent."""
        value = self._get(key, "…", False)
        if value is None:
            return ()
        if not isinstance(value, list) or not all(isinstance(v, dict) for v in value):
            self.wrong(key, f"one or more tables [[{key}]]")
            return ()
        return tuple(
            Table(v, self.file, self.lines, self.faults, (*self.path, key, number)) for number, v in enumerate(value)
        )

    def done(self) -> None:
        """Report every key that nobody asked for, with the nearest name that exists."""
        for key in self.values:
            if key not in self.asked:
                near = get_close_matches(key, self.asked, n=1)
                remedy = (
                    f"write “{near[0]}” instead" if near else f"delete it; known here: {', '.join(sorted(self.asked))}"
                )
                self.faults.stop(
                    "key-unknown", self.at(key), f"“{key}” is not a known key{self._where()}.", f"{remedy}."
                )


def read_text(content: bytes, file: str, faults: Faults) -> str | None:
    """Decode UTF-8 (a byte order mark is dropped); anything else, and a zero byte, is a fault with its line."""
    # No text holds a zero byte; UTF-16 without its mark is full of them and would decode all the same.
    wrong = content.find(b"\0")
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as fault:
        wrong = fault.start
    if wrong < 0:
        return text
    line = content[:wrong].count(b"\n") + 1
    faults.stop(
        "file-not-utf8",
        Span(file, line, line),
        f"“{file}” is not written in UTF-8: byte {wrong + 1} cannot be read.",
        "save the file again in your editor with the encoding UTF-8.",
    )
    return None


def read_table(content: bytes, file: str, faults: Faults) -> Table | None:
    """Parse a TOML file into its top table; a syntax error is a fault with its line."""
    text = read_text(content, file, faults)
    if text is None:
        return None
    try:
        if text.count(".") >= _MOST_DOTS and _DOTS.search(text):
            raise RecursionError
        return Table(tomllib.loads(text), file, key_lines(text), faults)
    except (tomllib.TOMLDecodeError, RecursionError, ValueError) as fault:
        found = re.search(r"\(at line (\d+), column \d+\)", str(fault))
        line = int(found[1]) if found else text.rstrip("\n").count("\n") + 1
        reason = re.sub(r"\s*\(at .*\)$", "", str(fault)).rstrip(".")
        if reason.startswith(("Cannot overwrite", "Cannot declare")):
            reason = "a key or a table of this name stands above already"
        if not isinstance(fault, tomllib.TOMLDecodeError):
            reason = "it is nested too deeply" if isinstance(fault, RecursionError) else "a number in it is too long"
        faults.stop(
            "toml-unreadable",
            Span(file, line, line),
            f"“{file}” is not valid TOML: {reason}.",
            "compare the line with docs/manuscript.md; texts stand in quotation marks, dates do not.",
        )
        return None
