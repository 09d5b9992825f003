# SPDX-License-Identifier: Apache-2.0
"""Plain language for a tired reader who can read a leaflet once: what makes a sentence hard, and an easier way.

After the principles of ISO 24495-1 (the reader finds what they need, understands it, and can use it); no conformity is
claimed.  Without the analysers runs of nouns are guessed from long words, and verbs from their stems.
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources import files
from typing import Final

from . import analysing
from .particles import follows_as_particle
from .remarks import Remark, ordered
from .sentences import sentences

LONGEST_WORDS: Final = 18
"""Words as spaced: Northern spacing puts about two Southern words into one, and 30 of those are past one reading."""

LONGEST_SYLLABLES: Final = 60
"""At five syllables a second this is twelve seconds, about two breaths of somebody who reads it to himself or aloud."""

LONGEST_CHAIN: Final = 3
"""Nouns in a row: with a fourth the reader has to guess which belongs to which."""

_LONG_WORD: Final = 10
_MANY_DIGITS: Final = 5
_NOUNS: Final = frozenset({"Noun,普通", "Noun,固有名詞"})
_AFFIXES: Final = frozenset({"Prefix,体言接頭辞", "Suffix,名詞派生"})

_NEGATED_TWICE: Final = re.compile(
    r"지 ?(?:않|아니하|못하)[가-힣]{0,2}?(?:으면|면|고는|고서는) ?(?:안 ?(?:되|된|될|됩)|못 ?(?:하|한|할|합))[가-힣]*"
    r"|지 ?(?:않을|못할|아니할) ?수 ?없[가-힣]*"
    r"|지 ?않(?:는|은|을) ?것(?:은|이|도) ?아니[가-힣]*"
    r"|지 ?않[가-힣]{0,3} ?않[가-힣]*"
    r"|없지 ?(?:는 ?)?않[가-힣]*|없는 ?것(?:은|이|도) ?아니[가-힣]*|못할 ?것(?:은|이|도) ?없[가-힣]*"
    r"|안 ?(?:되는|할) ?것(?:은|이|도) ?아니[가-힣]*"
)
_PASSIVE_TWICE: Final = re.compile(
    r"(?<=[가-힣])(?:되[여어]지|되[여어]졌|되[여어]진|되[여어]질|되[여어]집)[가-힣]*"
    r"|(?:보[여이]|쓰[여이]|씌[여]|놓[여이]|잊[혀히]|불[려리]|읽[혀히]|찢[겨기]|나뉘[여어]|믿[겨기]|갈[려리]|닫[혀히]|묶[여이]|잡[혀히]|담[겨기]|짜[여이])"
    r"(?:여|어)?(?:지[가-힣]|졌|진다|질|집니|진)[가-힣]*"
)
_MUST: Final = re.compile(r"지 ?(?:않|아니하|못하)[가-힣]{0,2}?(?:으면|면|고는|고서는) ?(?:안|못)")
_STEP: Final = re.compile(r"^[ \t]*(?:\d+[.)]|[①-⑳]|[ㄱ-ㅎ][.)])[ \t]+(.*)$", re.MULTILINE)
_BIDDING: Final = re.compile(r"(?:십시오|시오|세요|하라|으라|합시다|읍시다|ㅂ시다|지 ?마시오)(?![가-힣])")
_FIRST_THIS: Final = re.compile(r"(?:은|ㄴ|[가-힣]) ?(?:다음|뒤)(?:에)?(?= )|고 ?나서|고난 ?(?:다음|뒤)에?|, ?그리고 ")
_ABBREVIATION: Final = re.compile(r"(?<![A-Za-z0-9.@/_-])[A-Z][A-Z0-9]{1,7}(?![A-Za-z0-9@/_]|[.-][A-Za-z0-9])")
_NUMBER: Final = re.compile(
    r"(?<![\d.\-/:A-Za-z])\d{1,3}(?:[ ,]\d{3})+(?!\d)|(?<![\d.\-/:A-Za-z])\d{5,}(?![\d\-/:A-Za-z])"
)
_HANGUL_RUN: Final = re.compile(r"[가-힣]+")
_VERBAL: Final = re.compile(
    r"(?:다|고|며|여|서|면|는|은|을|를|할|한|던|지|니|게|록|나|것|까|야|오|라|로|에|의|도|와|과)$"
)


def remarks(text: str) -> Iterator[Remark]:
    """Yield a remark for each place that costs a tired reader a second reading."""
    found = [*_long_sentences(text), *_chains(text), *_twice(text), *_hard_words(text)]
    yield from ordered([*found, *_abbreviations(text), *_steps(text), *_numbers(text)])


def _long_sentences(text: str) -> Iterator[Remark]:
    for one in sentences(text):
        if one.words > LONGEST_WORDS or one.syllables > LONGEST_SYLLABLES:
            why = (
                f"This sentence has {one.words} words and {one.syllables} syllables; past {LONGEST_WORDS} words or "
                f"{LONGEST_SYLLABLES} syllables a tired reader begins again.  Make two of it."
            )
            yield Remark(one.start, one.end, text[one.start : one.end], "long-sentence", why)


def _chains(text: str) -> Iterator[Remark]:
    why = "More than three nouns in a row: what belongs to what has to be guessed.  Put a particle or a verb between."
    if not analysing.available():
        for found in _HANGUL_RUN.finditer(text):
            if len(found[0]) >= _LONG_WORD and not _VERBAL.search(found[0]):
                yield Remark(*found.span(), found[0], "noun-chain", why)
        return
    for run in _noun_runs(text):
        # An unknown name falls into single syllables; those are not counted, nor is a run that begins inside a word.
        nouns = [kind for first, last, kind in run if kind in _NOUNS and last - first > 1]
        start, end = run[0][0], run[-1][1]
        if len(nouns) > LONGEST_CHAIN and "Noun,普通" in nouns:
            yield Remark(start, end, text[start:end], "noun-chain", why)


def _noun_runs(text: str) -> Iterator[list[tuple[int, int, str]]]:
    """Yield runs of nouns with nothing but space between them: start, end and kind of each, affixes among them."""
    run: list[tuple[int, int, str]] = []
    for start, end, row in analysing.northern(text):
        kind = ",".join(row[:2])
        if (kind in _NOUNS or (run and kind in _AFFIXES)) and (not run or not text[run[-1][1] : start].strip(" ")):
            run.append((start, end, kind))
            continue
        if run:
            yield run
        run = [(start, end, kind)] if kind in _NOUNS else []
    if run:
        yield run


def _twice(text: str) -> Iterator[Remark]:
    for found in _NEGATED_TWICE.finditer(text):
        proposal = "-아야 한다, -어야 한다, -여야 한다" if _MUST.match(found[0]) else ""
        why = "Two denials cancel each other out; a tired reader keeps one of them.  Say what is, or what must be done."
        yield Remark(*found.span(), found[0], "double-negation", why, proposal)
    for found in _PASSIVE_TWICE.finditer(text):
        why = "The verb is made passive twice; once is enough, and it is better to say who does it."
        yield Remark(*found.span(), found[0], "double-passive", why)


@cache
def _hard() -> Mapping[str, tuple[tuple[str, bool, str, str], ...]]:
    """The table by first sign: word or stem, whether it is a verb, easier word, use; the longest first."""
    rows = defaultdict(list)
    for line in files(f"{__package__}.tables").joinpath("hard_words.tsv").read_text("utf-8").splitlines():
        if line and not line.startswith(("#", "words\t")):
            words, easier, use = line.split("\t")
            verb = words.endswith("다")
            rows[words[0]].append((words[:-1] if verb else words, verb, easier, use))
    return {first: tuple(sorted(group, key=lambda row: -len(row[0]))) for first, group in rows.items()}


def _hard_words(text: str) -> Iterator[Remark]:
    rows, last = _hard(), 0
    for at, sign in enumerate(text):
        if at < last or sign not in rows or (at and "가" <= text[at - 1] <= "힣"):
            continue
        for word, verb, easier, use in rows[sign]:
            end = _end_of(text, at, word, verb)
            if end:
                last = end
                why = "An office word; the easier word is understood at once."
                if use:
                    why += "  In a quotation of a law or a treaty it stays; explain it there."
                yield Remark(at, end, text[at:end], "hard-word", why, easier)
                break


def _end_of(text: str, at: int, word: str, verb: bool) -> int:
    """Where a word of the table that begins at a place ends, or 0: 송환하 is found in 송환한다, 송환할, 송환하였다."""
    if verb and word[-1] in "하되":
        stem, light = word[:-1], word[-1]
        forms = "하해했한할함합" if light == "하" else "되돼됐된될됨됩"
        end = at + len(stem)
        return end + 1 if text.startswith(stem, at) and text[end : end + 1] in tuple(forms) else 0
    end = at + len(word)
    if not text.startswith(word, at):
        return 0
    rest = _HANGUL_RUN.match(text, end)
    return end if verb or follows_as_particle(rest[0] if rest else "") else 0


def _abbreviations(text: str) -> Iterator[Remark]:
    seen = set()
    for found in _ABBREVIATION.finditer(text):
        said = found[0]
        explained = re.search(rf"\( ?{said} ?[),]|{said} ?\([^)]*[가-힣]|\(약칭 ?{said}", text)
        if said not in seen and not explained:
            why = "This abbreviation is not explained; give its full name in Korean where it first stands."
            yield Remark(*found.span(), said, "abbreviation", why)
        seen.add(said)


def _steps(text: str) -> Iterator[Remark]:
    for found in _STEP.finditer(text):
        step = found[1]
        bids = len(_BIDDING.findall(step))
        if bids > 1 or (bids == 1 and _FIRST_THIS.search(step)):
            why = "One step asks for more than one thing; somebody who is afraid does the first and forgets the rest."
            yield Remark(*found.span(1), step, "several-instructions", why)


def _numbers(text: str) -> Iterator[Remark]:
    for found in _NUMBER.finditer(text):
        digits = re.sub(r"\D", "", found[0])
        if len(digits) >= _MANY_DIGITS:
            why = "A number this long is read digit by digit; in 만 and 억 it is understood at a glance."
            yield Remark(*found.span(), found[0], "long-number", why, _in_myriads(int(digits)))


def _in_myriads(number: int) -> str:
    """A number in 억 and 만: 25 000 is 2만 5천; what is below a thousand stays in digits."""
    parts = []
    for unit, name in ((10**12, "조"), (10**8, "억"), (10**4, "만")):
        count, number = divmod(number, unit)
        if count:
            parts.append(f"{count}{name}")
    if number and number % 1000 == 0:
        parts.append(f"{number // 1000}천")
    elif number:
        parts.append(str(number))
    return " ".join(parts)
