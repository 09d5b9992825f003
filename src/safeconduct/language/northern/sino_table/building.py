# SPDX-License-Identifier: Apache-2.0
"""Building the word table: `python -m safeconduct.language.northern.sino_table.building HANJA_TXT`.

HANJA_TXT is libhangul's hanja.txt (Debian: libhangul-data, /usr/share/libhangul/hanja/hanja.txt).  The dictionaries of
`handic` and `nkhandic` are read where they are installed.  The same sources give the same bytes.
"""

import argparse
import gzip
import hashlib
import importlib.metadata
import importlib.util
import json
import struct
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Final

from safeconduct.language.northern.sino_table import HERE, MADE_FROM, WORDS
from safeconduct.language.northern.sino_table.readings import EXCEPTIONS, northern, readings

TABLES: Final = HERE.parent / "tables"
_HEAD: Final = struct.Struct("<10I")
_HEAD_SIZE: Final = 72
_FORM, _HANJA, _LEVEL, _PART = 6, 7, 9, 10
_PARTS: Final = frozenset({"NNG", "NNP", "NNB", "NR", "NP", "MAG", "MM", "IC", "XR", "XPN", "XSN"})
_NOUNS: Final = frozenset({"NNG", "NNB", "NP", "NR"})


def rows_of(dictionary: bytes) -> Iterator[list[str]]:
    """Yield the rows of a MeCab system dictionary as cells, form and hanja among them."""
    *_, left, tokens, features, _ = _HEAD.unpack_from(dictionary)
    start = _HEAD_SIZE + left + tokens
    for row in dictionary[start : start + features].split(b"\0"):
        yield unicodedata.normalize("NFC", row.decode()).split(",")


def hanja_words(lines: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Yield word and hanja of each line of hanja.txt (`word:hanja:meaning`) that has a hanja for every syllable."""
    for line in lines:
        word, *rest = line.rstrip("\n").split(":")
        if rest and not line.startswith("#") and len(rest[0]) == len(word):
            yield word, rest[0]


def written(
    southern: Iterable[list[str]], northern_rows: Iterable[list[str]], listed: Iterable[tuple[str, str]]
) -> str:
    """Return the table: a line for each word known in the South, with its Northern spellings where one differs.

    A spelling is followed by how well it is borne out: 3 a word of a learner's list, 2 a word of HanDic, 1 a word of
    hanja.txt whose Northern spelling NK-HanDic has, 0 a word of hanja.txt alone.  `=` is the spelling of the South, and
    `*` says that a native word or a loan is spelt so too.
    """
    ranks: dict[str, Counter[str]] = defaultdict(Counter)
    native: set[str] = set()
    attested = {row[_FORM] for row in northern_rows if len(row) > _PART}
    for row in southern:
        if len(row) <= _PART or row[_PART] not in _PARTS or not _hangul(row[_FORM]):
            continue
        word = row[_FORM]
        ranks[word][""] = 0
        if row[_HANJA] == "*" and row[_PART] in _NOUNS:
            native.add(word)
        for hanja in row[_HANJA].replace("ㅅ", "").split("/") if row[_HANJA] != "*" else ():
            if len(hanja) == len(word):
                _raise(ranks[word], northern(word, hanja), 3 if row[_LEVEL] in ("A", "B", "C") else 2)
    heads = {(hanja, north) for (hanja, _), north in readings().items()}
    for word, hanja in listed:
        if _hangul(word) and (len(word) == 1 or word in ranks or (hanja[0], word[0]) not in heads):  # 녀자 is not ours
            new = northern(word, hanja)
            _raise(ranks[word], new, int(new in attested))
    return "".join(f"{line}\n" for line in sorted(_line(word, rank, word in native) for word, rank in ranks.items()))


def _raise(rank: Counter[str], spelling: str, to: int) -> None:
    rank[spelling] = max(rank.get(spelling, 0), to)


def _hangul(word: str) -> bool:
    return bool(word) and all("가" <= sign <= "힣" for sign in word)


def _line(word: str, rank: Mapping[str, int], is_native: bool) -> str:
    spelt = {new: to for new, to in rank.items() if new}
    if all(new == word for new in spelt):
        return word
    best = sorted(spelt.items(), key=lambda one: (-one[1], one[0] == word, one[0]))
    cells = [("=" if new == word else new) + str(to) for new, to in best]
    return "\t".join([word, *cells, *(["*"] if is_native else [])])


def build(hanja_txt: Path, folder: Path) -> None:
    """Write the table and what it was made from into `folder`."""
    installed = {name: _dictionary(name).read_bytes() for name in ("handic", "nkhandic")}
    text = written(
        rows_of(installed["handic"]),
        rows_of(installed["nkhandic"]),
        list(hanja_words(hanja_txt.read_text("utf-8").splitlines())),
    )
    with (folder / WORDS).open("wb") as file, gzip.GzipFile("", "wb", 9, file, mtime=0) as packed:
        packed.write(text.encode())
    made_from = {
        "words_sha256": _sha256(text.encode()),
        "readings_sha256": _sha256((HERE / "readings.tsv").read_bytes()),
        "exceptions_sha256": _sha256(b"".join((TABLES / f"{name}.tsv").read_bytes() for name in EXCEPTIONS)),
        "sources": [
            {"name": name, "version": importlib.metadata.version(name), "file": "sys.dic", "sha256": _sha256(read)}
            for name, read in installed.items()
        ]
        + [{"name": "libhangul", "file": "hanja.txt", "sha256": _sha256(hanja_txt.read_bytes())}],
    }
    (folder / MADE_FROM).write_text(json.dumps(made_from, indent=2, ensure_ascii=False) + "\n", "utf-8")


def _dictionary(package: str) -> Path:
    spec = importlib.util.find_spec(package)
    if spec is None or not spec.submodule_search_locations:
        raise SystemExit(f"{package} is not installed.  Install the extra `korean` first.")
    return Path(next(iter(spec.submodule_search_locations))) / "dicdir" / "sys.dic"


def _sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def main() -> None:
    """Build from the paths on the command line."""
    ask = argparse.ArgumentParser(description=__doc__)
    ask.add_argument("hanja_txt", type=Path, help="libhangul's hanja.txt")
    ask.add_argument("--into", type=Path, default=HERE, help="folder to write to (default: beside this module)")
    told = ask.parse_args()
    build(told.hanja_txt, told.into)


if __name__ == "__main__":
    main()
