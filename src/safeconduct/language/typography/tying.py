# SPDX-License-Identifier: Apache-2.0
"""Spaces that had better not break: after short words, before dashes and particles, between day and month."""

import re
from collections.abc import Iterator
from functools import cache

from safeconduct.language.remarks import Remark, remark

from .units import MONTHS

_SHORT = {
    "uk": "а|б|в|до|з|за|зі|із|й|на|не|ні|о|об|од|по|при|про|та|те|ти|то|у|це|ці|що|я|є|і|її|їх|ми|ви|він",
    "ru": "а|без|в|во|до|за|и|из|к|ко|на|над|не|ни|но|о|об|от|по|под|при|про|с|со|то|у|что|я|мы|вы|он",
    "en": "a|I",
}
_PARTICLES = {"uk": "б|би|ж|же", "ru": "б|бы|ж|же|ли|ль", "en": ""}
_YEARS = {"uk": "року|році|роки|роках|рр?\\.", "ru": "года|году|годы|годах|гг?\\.", "en": ""}


def ties(text: str, language: str) -> Iterator[Remark]:
    """Every space that a compositor would make a no-break one, each with its proposal."""
    for found in _pattern(language).finditer(text):
        start, end = found.span("space")
        why = "A line had better not end here: the short word, the dash or the figure belongs to its neighbour."
        yield remark(text, start, end, "tie-missing", why, "\u00a0")


@cache
def _pattern(language: str) -> re.Pattern[str]:
    before = [rf"(?i:(?<![\w’'-])(?:{_SHORT[language]}))", rf"(?<!\d)\d{{1,2}}(?= (?:{MONTHS[language]})\b)"]
    after = []
    if _YEARS[language]:
        before.append(rf"(?<!\d)\d{{4}}(?= (?:{_YEARS[language]}))")
    if _PARTICLES[language]:
        after.append(rf"(?:{_PARTICLES[language]})(?![\w’'-])")
    if language != "en":
        after.append(r"[—–](?=\s)")
    return _joined(before, after)


def _joined(before: list[str], after: list[str]) -> re.Pattern[str]:
    head = rf"(?:{'|'.join(before)})(?= \w)"
    tail = rf"|(?<=\S)(?= (?:{'|'.join(after)}))" if after else ""
    return re.compile(rf"(?:{head}{tail})(?P<space> )")
