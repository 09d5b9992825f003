# SPDX-License-Identifier: Apache-2.0
"""Abbreviations that nobody explains: capitals like KBS or ЗСУ, told once, where they stand first."""

import re
from collections.abc import Collection, Iterator

from safeconduct.language.remarks import Remark
from safeconduct.language.word_lists import listed

_CAPITALS = re.compile(r"(?<![\w./@#-])(?:[A-Z]{2,5}|[А-ЯІЇЄҐЁ]{2,5}|БпЛА)(?![\w@-]|\.\w)")
# Read and heard everywhere; a reader who meets the long form would stumble more.
_KNOWN = {
    "en": listed("US USA UK UN EU TV FM AM PM OK SMS SIM GPS USB ID PIN SOS PDF QR AD BC"),
    "uk": listed("США ООН ЄС НАТО ЗСУ СМС ТБ GPS SIM USB FM SOS SMS PIN PDF QR СССР СРСР"),
    "ru": listed("США ООН ЕС НАТО СМС ТВ СССР РФ GPS SIM USB FM SOS SMS PIN PDF QR"),
}
_ROMAN = re.compile(r"[IVXLCDM]+")


def remarks(text: str, language: str, known: Collection[str]) -> Iterator[Remark]:
    """Abbreviations without their long form beside them; `known`: those that the manuscript explains elsewhere."""
    told: set[str] = set()
    for found in _CAPITALS.finditer(text):
        short = found[0]
        if short in told or short in known or short in _KNOWN[language] or _ROMAN.fullmatch(short):
            continue
        if _shouted(text, found) or _explained(text, short):
            continue
        told.add(short)
        why = f"Say once what {short} is, or leave it out: not every reader knows."
        yield Remark(found.start(), found.end(), short, "abbreviation-unexplained", why)


def _explained(text: str, short: str) -> bool:
    sign = re.escape(short)
    return bool(
        re.search(rf"\w[»”]?\s+\({sign}[),;]", text)
        or re.search(
            rf"(?<!\w){sign}[»”]?\s*(?:\(|[—–]\s|(?:means|stands for|is short for|означає|означает)\s|, (?:or"
            rf"|тобто|або|то есть|или|the|an?) )\s*[«“]?\w",
            text,
        )
    )


def _shouted(text: str, found: re.Match[str]) -> bool:
    """Is a word beside it in capitals, too, as in a title?"""
    before = re.search(r"(\w+)\W{0,3}$", text[max(0, found.start() - 24) : found.start()])
    after = re.match(r"\W{0,3}(\w+)", text[found.end() : found.end() + 24])
    return any(one is not None and len(one[1]) > 1 and one[1].isupper() and one[1].isalpha() for one in (before, after))
