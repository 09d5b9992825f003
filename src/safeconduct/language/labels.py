# SPDX-License-Identifier: Apache-2.0
"""The fixed words of each language: one catalogue file a language, every language with the same keys."""

import tomllib
from datetime import date
from functools import cache
from pathlib import Path

from safeconduct.model.works import Mark

FOLDER = Path(__file__).with_name("words")
ISO_639_2 = {"en": "eng", "ko-KP": "kor", "ru": "rus", "uk": "ukr"}
"""The codes of three letters that sound files bear."""


def languages() -> tuple[str, ...]:
    """The language tags that have a catalogue."""
    return tuple(sorted(path.stem for path in FOLDER.glob("*.toml")))


@cache
def catalogue(language: str) -> dict[str, str]:
    """The fixed words of `language`; raises `KeyError` when there is no catalogue for it."""
    path = FOLDER / f"{language}.toml"
    if language not in languages():
        raise KeyError(language)
    return {str(key): str(text) for key, text in tomllib.loads(path.read_text("utf-8")).items()}


def labels(language: str, as_of: date, valid_until: date | None) -> dict[str, str]:
    """The catalogue with `day_text`, `as_of_text`, `valid_until_text` ("" when None) and `iso_639_2` filled in."""
    words = catalogue(language)
    until = words["valid_until"].format(date=written_date(language, valid_until)) if valid_until else ""
    return {
        **words,
        "day_text": written_date(language, as_of),
        "as_of_text": words["as_of"].format(date=written_date(language, as_of)),
        "valid_until_text": until,
        "iso_639_2": ISO_639_2[language],
    }


def written_date(language: str, day: date) -> str:
    """`day` as the language writes it."""
    words = catalogue(language)
    month = words["months"].split(",")[day.month - 1]
    return words["date"].format(day=day.day, month=month, year=day.year)


def mark(language: str) -> Mark:
    """What is printed on and spoken around a specimen in this language."""
    words = catalogue(language)
    return Mark(
        printed=words["specimen"],
        printed_short="SPECIMEN",
        spoken_start=words["spoken_specimen_start"],
        spoken_end=words["spoken_specimen_end"],
    )
