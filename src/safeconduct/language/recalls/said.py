# SPDX-License-Identifier: Apache-2.0
"""What is read aloud of a recall notice: numbers digit by digit, those that matter twice, in at most a minute.

The message is shortened by whole parts only, never inside one: half a reason may say the opposite of the whole.
"""

import re
from collections.abc import Iterator, Mapping
from string import Formatter
from typing import Final

from attrs import frozen

from safeconduct.language.labels import catalogue, written_date
from safeconduct.language.reading import reading
from safeconduct.language.reading.digit_rows import digit
from safeconduct.language.reading.reading import Part, Reading
from safeconduct.language.speech import syllables
from safeconduct.model.recall_notice import RecallNotice
from safeconduct.model.sealed import Urgency

from .words import recall_words, spoken_versions

_BETWEEN: Final = re.compile(r"[._/:#-]+")
_DIGITS: Final = re.compile(r"[0-9]+")
_ENDED: Final = (".", "!", "?", "…", "。")


@frozen
class Telling:
    """Which parts are spoken in full; of the others the message says that they stand on the printed notice."""

    steps: bool = True
    reason: bool = True
    fingerprint: bool = True

    @property
    def left_out(self) -> tuple[str, ...]:
        """The parts that the message does not hold."""
        return tuple(name for name in ("steps", "fingerprint", "reason") if not getattr(self, name))


TELLINGS: Final = (
    Telling(),
    Telling(steps=False),
    Telling(fingerprint=False),
    Telling(steps=False, fingerprint=False),
    Telling(reason=False),
    Telling(steps=False, reason=False),
    Telling(steps=False, reason=False, fingerprint=False),
)
"""The fullest first.  A reason outranks the fingerprint: digits read out prove nothing by themselves."""


def said_of(notice: RecallNotice, telling: Telling) -> tuple[tuple[str, Reading], ...]:
    """Return the paragraphs of the message besides the sender's sentences: a name for each, and how it is read."""
    return tuple(_paragraphs(notice, telling))


def said_if_asked(notice: RecallNotice, telling: Telling) -> tuple[tuple[str, Reading], ...]:
    """Return what a narrator has at hand besides the message: every part that it does not hold."""
    keys = {"steps": "say_steps", "reason": "say_why", "fingerprint": "say_fingerprint"}
    words = recall_words(notice.language).lines
    left_out = [name for name in telling.left_out if name != "steps" or notice.steps]
    return tuple((name, _read(words[keys[name]], _filled(notice), notice.language)) for name in left_out)


def _filled(notice: RecallNotice) -> "dict[str, str | _Spelled]":
    reason = notice.reason.rstrip()
    return {
        "title": notice.title,
        "date": _day(notice),
        "reason": reason if reason.endswith(_ENDED) else f"{reason}.",
        "steps": _Spelled(tuple(_BETWEEN.sub(" ", step) for step in notice.steps)),
        "version": _Spelled((str(notice.first),)),
        "first": _Spelled((str(notice.first),)),
        "last": _Spelled((str(notice.last),)),
        "status": _Spelled((str(notice.status_version),)),
        "root": _Spelled((str(notice.root_version),)),
        "fingerprint": _Spelled(tuple(notice.fingerprint.split())),
    }


def _day(notice: RecallNotice) -> str:
    """The day without its year, where that is the year of the word: on the air it is this year."""
    said = written_date(notice.language, notice.on)
    if notice.on.year != notice.status_issued.year:
        return said
    return (
        recall_words(notice.language)
        .lines["say_day"]
        .format(day=notice.on.day, month=catalogue(notice.language)["months"].split(",")[notice.on.month - 1])
    )


def _paragraphs(notice: RecallNotice, telling: Telling) -> Iterator[tuple[str, Reading]]:
    words = recall_words(notice.language).lines
    care = notice.severity is Urgency.CARE

    def told(*keys: str, **others: _Spelled) -> Reading:
        text = " ".join(words[key] for key in keys).replace("{versions}", spoken_versions(notice))
        return _read(text, _filled(notice) | others, notice.language)

    steps = ("say_steps" if telling.steps else "say_steps_printed",) if notice.steps else ()
    yield "what", told("say_what", *steps)
    yield "do", told("say_care" if care else "say_stop_steps" if notice.steps else "say_stop")
    yield "why", told("say_why" if telling.reason else "say_why_printed")
    if notice.replaced_by is None:
        yield "status", told("say_not_replaced", "say_status")
    else:
        yield "status", told("say_replaced", "say_status", replaced=_Spelled((str(notice.replaced_by),)))
    yield "fingerprint", told("say_fingerprint" if telling.fingerprint else "say_fingerprint_printed", "say_ask")


@frozen
class _Spelled:
    """Stretches that are read with a breath between them, every digit in them by itself."""

    stretches: tuple[str, ...]


def _read(template: str, filled: Mapping[str, "str | _Spelled"], language: str) -> Reading:
    parts: list[Part] = []
    left: list[str] = []
    waiting = ""

    def read_on() -> None:
        nonlocal waiting
        if waiting:
            read = reading(waiting, language)
            parts.extend(read.parts)
            left.extend(read.left)
        waiting = ""

    for literal, gap, _, _ in Formatter().parse(template):
        waiting += literal
        if gap is None:
            continue
        value = filled[gap]
        if isinstance(value, str):
            waiting += " ".join(value.split())
            continue
        read_on()
        for number, stretch in enumerate(value.stretches):
            parts.extend([Part(", ", ", ")] if number else [])
            parts.extend(_spelled(stretch, language))
    read_on()
    spoken = "".join(part.spoken for part in parts)
    return Reading(spoken, syllables(spoken), tuple(dict.fromkeys(left)), tuple(parts))


def _spelled(stretch: str, language: str) -> Iterator[Part]:
    joint = "" if language.startswith("ko") else " "
    at = 0
    for row in _DIGITS.finditer(stretch):
        if row.start() > at:
            yield Part(stretch[at : row.start()], stretch[at : row.start()])
        yield Part(row[0], joint.join(digit(sign, language) for sign in row[0]))
        at = row.end()
    if at < len(stretch):
        yield Part(stretch[at:], stretch[at:])
