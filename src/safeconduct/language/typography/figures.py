# SPDX-License-Identifier: Apache-2.0
"""Figures: decimal and thousands signs, units that must not be parted from them, dates, endings, signs of sums.

Ukrainian and Russian write 3,5 and 10 000 (with a no-break space), English 3.5 and 10,000.  Units stand after a space
that does not break (SI brochure, 9th edition, 5.4.3), which in English a per cent sign does not have.
"""

import re
from collections.abc import Iterator
from functools import cache

from safeconduct.language.remarks import Remark, remark

from .units import BEFORE_FIGURES, BEFORE_NAMES, MONTHS, UNITS

TIED = "\u00a0"
_UPPER = "A-ZА-ЯІЇЄҐЁ"
_THOUSANDS = re.compile(r"(?<![\d.,+№#/:-])(?<!\d[ \u00a0])[1-9]\d{0,2}(?:[ ,.]\d{3})+(?![\d\u00a0]|[ ,.]\d|-\d)")
_LONG_FIGURE = re.compile(r"(?<![\w.,+№#/:-])(?<!№ )(?<!№\u00a0)[1-9]\d{1,5}000(?![\w-]|[.,:/]\d)")
_TIMES = re.compile(r"(?<=\d)([ \u00a0]?)[xXхХ*]([ \u00a0]?)(?=\d)")
_INITIALS = re.compile(rf"(?<![\w.])([{_UPPER}]\.) ?([{_UPPER}]\.) ?(?=[{_UPPER}][^\W\d_])")
_ENDING = re.compile(r"(?<=\d)-(ого|ому|ими|ий|ій|ої|ою|ая|ое|ые|ый|ой|ых|их)\b")
_SHORT_ENDING = {
    "ого": "го", "ому": "му", "ими": "ми", "ий": "й", "ій": "й", "ої": "ї", "ою": "ю", "ая": "я", "ое": "е", "ые": "е",
    "ый": "й", "ой": "й", "ых": "х", "их": "х",
}  # fmt: skip
_SLASHED_DATE = re.compile(r"(?<![\d/.])(\d{1,2})([/.])(\d{1,2})\2((?:19|20)\d\d)(?![\d/])")
_DAY_ENDING = {
    language: re.compile(rf"(\d{{1,2}})-?(?:го|е|те)(?=[ \u00a0](?:{MONTHS[language]}))") for language in ("uk", "ru")
}


def remarks(text: str, language: str) -> Iterator[Remark]:
    """All remarks on figures."""
    yield from _separators(text, language)
    yield from _units(text, language)
    yield from _dates(text, language)
    for found in _TIMES.finditer(text):
        if not re.search(r"(?:^|\W)0$", text[: found.start()][-2:]):  # 0x10 is no product
            why = "Between two measures stands “×”, not a letter."
            yield remark(text, found.start(), found.end(), "times-sign", why, f"{found[1]}×{found[2]}")
    for found in _INITIALS.finditer(text):
        proposal = f"{found[1]}{TIED}{found[2]}{TIED}"
        why = "Initials keep together, and with the surname, by no-break spaces."
        yield remark(text, found.start(), found.end(), "no-break-missing", why, proposal)


def _separators(text: str, language: str) -> Iterator[Remark]:
    sign, named = (",", "a comma") if language == "en" else (TIED, "a no-break space")
    for found in _THOUSANDS.finditer(text):
        groups = re.split(r"[ ,.]", found[0])
        sure = len(groups) > 2 or groups[-1] == "000"
        spaced = " " in found[0]
        if sign.join(groups) == found[0] or (not sure and not (spaced and language != "en")):
            continue
        why = f"Thousands are set apart by {named}."
        yield remark(text, found.start(), found.end(), "thousands-sign", why, sign.join(groups))
    for found in _LONG_FIGURE.finditer(text):
        grouped = f"{int(found[0]):,}".replace(",", sign)
        if int(found[0]) > 9_999:
            why = f"A figure of five places or more is easier to read with {named} between the thousands."
            yield remark(text, found.start(), found.end(), "thousands-sign", why, grouped)
    for found in _decimal(language).finditer(text):
        wrong, right = (",", ".") if language == "en" else (".", ",")
        why = f"The decimal sign of the language is “{right}”."
        yield remark(text, found.start(), found.end(), "decimal-sign", why, found[0].replace(wrong, right))


def _units(text: str, language: str) -> Iterator[Remark]:
    why = "A line may break here, and part the figure from what belongs to it."
    for found in _loose_unit(language).finditer(text):
        yield remark(text, found.start(), found.end(), "no-break-missing", why, f"{found[1]}{TIED}{found[2]}")
    for found in _loose_figure(language).finditer(text):
        yield remark(text, found.start(), found.end(), "no-break-missing", why, f"{found[0][:-1]}{TIED}")
    for found in re.finditer(r"№(?=\d)", text):
        yield remark(text, found.start(), found.end(), "number-sign", "A no-break space stands after “№”.", f"№{TIED}")
    for found in re.finditer(r"(?<=\d)(°[CСF])\b", text):
        spaced = f"{TIED}{found[1]}"
        why_apart = "A no-break space stands before the degree sign of a temperature."
        yield remark(text, found.start(), found.end(), "unit-close", why_apart, spaced)
    percents = list(re.finditer(r"(?<=\d)([ \u00a0]?)%", text))
    close = sum(not found[1] for found in percents)
    for found in percents:
        if found[1] and (language == "en" or close > len(percents) - close):
            where = "English" if language == "en" else "this copy"
            yield remark(text, found.start(), found.end(), "percent-sign", f"In {where} no space stands before %.", "%")
        elif not found[1] and language != "en" and 0 < close <= len(percents) - close:
            why_mixed = "Elsewhere in this copy a space stands before %."
            yield remark(text, found.start(), found.end(), "percent-sign", why_mixed, f"{TIED}%")


def _dates(text: str, language: str) -> Iterator[Remark]:
    for found in _SLASHED_DATE.finditer(text):
        first, second = int(found[1]), int(found[3])
        if language == "en" and first <= 12 and second <= 12 and first != second:
            why = "Day or month first? Readers differ: write the month as a word."
            yield remark(text, found.start(), found.end(), "date-ambiguous", why)
        elif language != "en" and found[2] == "/":
            why = "A date in figures has full stops."
            proposal = f"{found[1]}.{found[3]}.{found[4]}"
            yield remark(text, found.start(), found.end(), "date-signs", why, proposal)
    if day := _DAY_ENDING.get(language):
        for found in day.finditer(text):
            why = "Before the name of a month the day has no ending."
            yield remark(text, found.start(), found.end(), "date-ending", why, found[1])
    if language != "en":
        for found in _ENDING.finditer(text):
            short = _SHORT_ENDING[found[1]]
            why = f"After a figure the ending is as short as can be: -{short}."
            yield remark(text, found.start(), found.end(), "ending-long", why, f"-{short}")


@cache
def _decimal(language: str) -> re.Pattern[str]:
    sign = "," if language == "en" else r"\."
    return re.compile(rf"(?<![\d.,:/])\d{{1,4}}{sign}\d{{1,2}}(?=[ \u00a0]?(?:{UNITS[language]})(?!\w))")


@cache
def _loose_unit(language: str) -> re.Pattern[str]:
    return re.compile(rf"(\d+) ((?:{UNITS[language]})(?![\w’'%]))")


@cache
def _loose_figure(language: str) -> re.Pattern[str]:
    # After a figure these letters are units, after a dot they end an “etc.”: “15 м. Київ”, “і т. п. Далі”.
    apart = r"(?<![\w.])(?<!\d )(?<!\d\u00a0)(?<!\. )"
    figures, names = BEFORE_FIGURES[language], BEFORE_NAMES[language]
    return re.compile(rf"(?:{apart}(?:{figures})\.|№|§) (?=\d)|{apart}(?:{names})\. (?=[{_UPPER}][^\W\d_])")
