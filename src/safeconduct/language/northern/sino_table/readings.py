# SPDX-License-Identifier: Apache-2.0
"""How the North reads hanja: each by its own sound, 勞 로 where the South has 노, but for a list of words."""

from collections.abc import Mapping, Sequence
from functools import cache, lru_cache
from importlib.resources import files
from typing import Final

from safeconduct.language.northern import tables

EXCEPTIONS: Final = ("sino_exceptions", "sino_exceptions_urimalsaem")
_VOWELS: Final = {"폐": "페", "몌": "메"}
"""Only 계, 례, 혜 and 예 keep ㅖ (맞춤법 제26항)."""


@cache
def readings() -> Mapping[tuple[str, str], str]:
    """Return the Northern syllable by hanja and Southern syllable (Unihan kHangul)."""
    lines = files(__package__).joinpath("readings.tsv").read_text("utf-8").splitlines()
    rows = (line.split("\t") for line in lines if line and not line.startswith("#"))
    return {(hanja, south): north for hanja, south, north in rows}


@cache
def exceptions() -> Sequence[tuple[str, str, str]]:
    """Return the words that are not read by their hanja one by one: Southern word, hanja, Northern word."""
    return [(row.south, row.note.split()[0], row.north) for name in EXCEPTIONS for row in tables.rows(name)]


@lru_cache(maxsize=16_384)
def northern(word: str, hanja: str) -> str:
    """Return a word as the North spells it, by the reading of each of its hanja (맞춤법 제25항).

    `hanja` has one sign for each syllable; a syllable of a native part stands for itself.  Anything else: `ValueError`.
    """
    if len(word) != len(hanja):
        raise ValueError(f"{word} has not as many syllables as {hanja}")
    known = readings()
    read = "".join(
        known.get((sign, syllable), syllable if sign == syllable else _VOWELS.get(syllable, syllable))
        for syllable, sign in zip(word, hanja, strict=True)
    )
    if not _first_signs().isdisjoint(hanja):
        for south, signs, north in exceptions():
            at = hanja.find(signs)
            if at >= 0 and word.startswith(south, at):
                read = read[:at] + north + read[at + len(north) :]
    return read


@cache
def _first_signs() -> frozenset[str]:
    return frozenset(signs[0] for _, signs, _ in exceptions())
