# SPDX-License-Identifier: Apache-2.0
"""The reading of a text: what rules can say for certain in words, the rest as it stands, and told."""

import re
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache

from attrs import frozen

from safeconduct.language.speech import syllables

from . import english, korean, slavic
from .rules import Rule

# One sign for one, so that places stay.
_SAME = str.maketrans(
    dict.fromkeys(
        "\u00a0\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000\t\n\r", " "
    )
    | dict.fromkeys("‐‑", "-")
    | {"−": "-", "～": "~", "〜": "~", "％": "%", "＋": "+"}
    | {chr(0xFF10 + n): str(n) for n in range(10)}
)
_PLACE = re.compile(r"(?<![^\W\d_])[^\W\d_]|(?<![0-9])[0-9]|[^\w\s]")
_LETTERS = re.compile(r"[^\W\d_]+")
_DIGITS = re.compile(r"[0-9](?:[0-9.,:/×-]*[0-9])?")
_TO_SAY = re.compile(r"[0-9%‰№§°℃℉$€£¥₩₽₴&+=×÷±<>^@#½¼¾²³]|\d")
_BEGINS = re.compile(r"(?:^|[.!?…][»”’》)]* )[«“‘《(]*$")
# After these the sentence goes on, whatever follows.
_LEADS_ON = frozenset(
    ["Dr.", "Mr.", "e.g.", "i.e.", "vs.", "approx.", "напр.", "т. е.", "т.е.", "т. к.", "т.к.", "см.", "див.", "т. зв."]
)
_AROUND = "«»“”„‘’'\"《》〈〉()[]{}.,;:!?…"


@frozen
class Part:
    """A stretch of a text as it is written and as it is said; both are the same where no rule applies."""

    written: str
    spoken: str


@frozen
class Reading:
    """A text as it is to be read aloud.

    `spoken` in words, `syllables` those of it, `left` the words of the text that no rule could read for certain: they
    stand in `spoken` as they are written.  `parts` joined are the text, and what is said.
    """

    spoken: str
    syllables: int
    left: tuple[str, ...]
    parts: tuple[Part, ...]


@cache
def _rules(language: str) -> Sequence[Rule]:
    if language == "en":
        return english.rules()
    if language == "ko":
        return korean.rules()
    if language in {"uk", "ru"}:
        return slavic.rules(language)
    raise KeyError(language)


@lru_cache(maxsize=4096)  # one plan reads the same sentence for every channel it is spoken on
def reading(text: str, language: str) -> Reading:
    """Return `text` as it is read aloud in `language` (a tag that begins with "en", "uk", "ru" or "ko").

    What is already in words is never touched.  Raises `KeyError` for any other language.
    """
    plain = text.translate(_SAME)
    parts = tuple(_begun(_parts(text, plain, _rules(language.partition("-")[0]))))
    spoken = "".join(part.spoken for part in parts)
    left = dict.fromkeys(_left(parts))
    return Reading(spoken, syllables(spoken), tuple(left), parts)


def _parts(text: str, plain: str, rules: Sequence[Rule]) -> Iterator[Part]:
    done = at = 0
    while found := _PLACE.search(plain, at):
        start = found.start()
        said, end = _said(plain, start, rules)
        if said is not None:
            if start > done:
                yield Part(text[done:start], text[done:start])
            yield Part(text[start:end], said)
            done = at = end
        else:
            skipped = _DIGITS.match(plain, start) or _LETTERS.match(plain, start)
            at = skipped.end() if skipped else start + 1
    if done < len(text):
        yield Part(text[done:], text[done:])


def _said(plain: str, start: int, rules: Sequence[Rule]) -> tuple[str | None, int]:
    for rule in rules:
        match = rule.pattern.match(plain, start)
        if match and match.end() > start:
            said = rule.say(match)
            if said is not None:
                return said.replace("'", "’") + _stop(match, said), match.end()
    return None, start


def _stop(match: re.Match[str], said: str) -> str:
    """The point of an abbreviation is that of the sentence too, where the sentence ends with it."""
    if match[0] in _LEADS_ON:
        return ""
    rest = match.string[match.end() :].lstrip(" »”》)")
    return "." if match[0].endswith(".") and not said.endswith(".") and (not rest or rest[0].isupper()) else ""


def _begun(parts: Iterator[Part]) -> Iterator[Part]:
    """Begin what begins a sentence with a capital: a figure has none, its words have."""
    told = ""
    for part in parts:
        spoken = part.spoken
        if spoken != part.written and _BEGINS.search(told):
            spoken = spoken[:1].upper() + spoken[1:]
        yield Part(part.written, spoken)
        told = (told + spoken)[-20:]


def _left(parts: Sequence[Part]) -> Iterator[str]:
    """The words, with whatever clings to them, that still hold a digit or a sign that only the eye reads."""
    spoken = "".join(part.spoken for part in parts)
    for word in spoken.split():
        if _TO_SAY.search(word):
            yield word.strip(_AROUND) or word
