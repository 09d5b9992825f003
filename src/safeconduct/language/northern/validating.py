# SPDX-License-Identifier: Apache-2.0
"""Validating: the Northern dictionary as the judge of a finished text, which catches what the tables missed.

NK-HanDic is built on a Southern dictionary, so that it knows a word says nothing; what tells is whether it marks the
word as Northern (북한어), how the North reads its hanja, and whether a Northern word is explained by it (우리말샘:
‘여자’의 북한어).  These pairs are read out of the dictionary that is installed and are not part of the project.
"""

import importlib.util
import re
import struct
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any, Final

from attrs import frozen

from . import analysing
from .edits import Grade
from .lexicon import lexicon
from .particles import follows_as_particle
from .remarks import Remark, ordered
from .sino_table.readings import northern as northern_reading

TABLES: Final = (
    *("countries", "cities", "loans", "loans_urimalsaem", "native", "native_urimalsaem"),
    *("inserted_s", "inserted_s_urimalsaem", "everyday", "everyday_urimalsaem"),
)
"""The tables that are asked for words that the dictionary of the North knows as Southern words."""

_HEAD: Final = struct.Struct("<10I")
_HEAD_SIZE: Final = 72
_PAIR: Final = re.compile(
    r"^(?:Noun|Verb|Adjective|Adverb|Modifier|Interjection|Root),[^,]*,[^,]*,[^,]*,[^,]*,([^,]+?)\d*,[^,]*,([^,]*),[^,]*,[^,]*,"
    r"([^,]*),&북한어,\"‘([^’ ]+?)\d*’의 북한어\.",
    re.MULTILINE,
)
_MARK: Final = "&북한어".encode()
_EXPLAINED: Final = "’의 북한어.".encode()
"""What the rows that matter have in them: few of all are read."""

_LEMMA, _HANJA, _PART = 5, 7, 10
_SINO: Final = frozenset({"NNG", "MAG", "XR", "XSN"})
_NATIVE: Final = frozenset({"NNG", "VV", "VA", "MAG"})
_WORD: Final = re.compile(r"[가-힣]+")


@frozen
class Northern:
    """What the dictionary marks as Northern: `words`; `pairs`: Southern word to (Northern word, hanja, part)."""

    words: frozenset[str]
    pairs: Mapping[str, Sequence[tuple[str, str, str]]]


def remarks(text: str, guarded: Sequence[tuple[int, int]] = ()) -> Iterator[Remark]:
    """Yield a remark for each word that the North spells otherwise ("south-only") or does not know ("unknown").

    `guarded` are the places of names, quotations and foreign words, which are passed over.  Without the analysers
    nothing can be judged, and nothing is yielded: ask `analysing.available()`.
    """
    if not analysing.available():
        return
    names = [(token.start, token.end) for token in analysing.tokens(text) if token.tag in ("NNP", "SL", "SH", "SN")]
    rows = [
        row for row in analysing.northern(text) if _WORD.fullmatch(text[row[0] : row[1]]) and not _meets(row, guarded)
    ]
    found = [*_by_tables(text, guarded)]
    for start, end, row in rows:
        if _meets((start, end), names):
            continue
        if row[_LEMMA] == "*":
            why = "The Northern dictionary does not know this: a slip, a Southern word, or a name that is not marked."
            found.append(Remark(start, end, text[start:end], "unknown", why))
        elif "&북한어" not in row[_PART + 1 :] and (proposal := _northern_form(row)):
            found.append(_southern(text, start, end, proposal))
    yield from ordered(found)


def _meets(place: Sequence[Any], others: Sequence[tuple[int, int]]) -> bool:
    return any(place[0] < last and first < place[1] for first, last in others)


def _southern(text: str, start: int, end: int, proposal: str) -> Remark:
    why = f"This is known in the South only; the North has {proposal}."
    return Remark(start, end, text[start:end], "south-only", why, proposal)


def _by_tables(text: str, guarded: Sequence[tuple[int, int]]) -> Iterator[Remark]:
    """Words of the tables that stand alone, with nothing but particles after them; only those that are sure."""
    known = lexicon(TABLES)
    for run in _WORD.finditer(text):
        for length in range(min(len(run[0]), known.longest), 1, -1):
            word = run[0][:length]
            sure = [row for row in known.words.get(word, ()) if row.grade is Grade.CONVERT and row.north != word]
            place = (run.start(), run.start() + length)
            if sure and follows_as_particle(run[0][length:]) and not _meets(place, guarded):
                if word not in marked().words:
                    yield _southern(text, *place, sure[0].north)
                break


def _northern_form(row: Sequence[str]) -> str:
    """The Northern spelling of a word that is given in its Southern one, or ""."""
    lemma, hanja, part = re.sub(r"\d+$", "", row[_LEMMA]), row[_HANJA], row[_PART]
    if hanja != "*":
        judged = part in _SINO and len(hanja) == len(lemma) and (len(lemma) > 1 or part == "XSN" or lemma == "폐")
        read = northern_reading(lemma, hanja) if judged else lemma
        return read if read != lemma else ""
    known = marked()
    short = len(lemma) == 1  # a single syllable is many words, and 그러다, 이러다 are forms of 그렇다, 이렇다
    if part not in _NATIVE or short or lemma in known.words or lemma[1:] == "러다":
        return ""
    near = [word for word, other, kind in known.pairs.get(lemma, ()) if other == "*" and kind == part]
    return near[0] if len(set(near)) == 1 and _apart(lemma, near[0]) == 1 else ""


def _apart(one: str, other: str) -> int:
    """How many sounds two spellings differ in (the distance of Levenshtein on their letters)."""
    first, second = (unicodedata.normalize("NFD", word) for word in (one, other))
    row = list(range(len(second) + 1))
    for n, sound in enumerate(first, 1):
        corner, row[0] = row[0], n
        for m, against in enumerate(second, 1):
            corner, row[m] = row[m], min(row[m] + 1, row[m - 1] + 1, corner + (sound != against))
    return row[-1]


@cache
def marked() -> Northern:
    """Return what the installed dictionary marks as Northern; read once, in about a quarter of a second."""
    pairs: dict[str, list[tuple[str, str, str]]] = defaultdict(list)
    rows = [*_marked_rows()]
    lemmas = {row.split(b",", _LEMMA + 1)[_LEMMA] for row in rows if row.count(b",") >= _LEMMA}
    explained = [row for row in rows if _EXPLAINED in row]
    words = {lemma.rstrip("0123456789") for lemma in _composed(lemmas)}
    for found in _PAIR.finditer("\n".join(_composed(explained))):
        north, hanja, part, south = found.groups()
        pairs[south].append((north, hanja, part))
    return Northern(frozenset(words), dict(pairs))


def _composed(rows: Iterable[bytes]) -> Sequence[str]:
    return unicodedata.normalize("NFC", b"\n".join(rows).decode()).split("\n")


def _marked_rows() -> Iterator[bytes]:
    """The rows of NK-HanDic with the mark of the North, as MeCab has them in its compiled dictionary: parted by NUL."""
    spec = importlib.util.find_spec("nkhandic")
    folder = Path(next(iter(spec.submodule_search_locations or ()))) if spec else Path()
    raw = (folder / "dicdir" / "sys.dic").read_bytes()
    _, _, _, _, _, _, trie, tokens, features, _ = _HEAD.unpack_from(raw)
    begin = _HEAD_SIZE + trie + tokens
    end = begin + features
    at = raw.find(_MARK, begin, end)
    while at >= 0:
        first, last = raw.rfind(b"\0", begin, at) + 1 or begin, raw.find(b"\0", at, end)
        yield raw[first:last]
        at = raw.find(_MARK, last, end)
