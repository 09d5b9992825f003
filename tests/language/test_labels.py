# SPDX-License-Identifier: Apache-2.0
"""The fixed words: every language has the same ones, with the same gaps to fill."""

import re
import string
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from safeconduct.language.labels import FOLDER, catalogue, labels, languages, mark, written_date

HERE = languages()
SCRIPTS = {"ko-KP": r"[가-힣]", "uk": r"[А-Яа-яіїєґ]", "ru": r"[А-Яа-яё]", "en": r"[A-Za-z]"}
NOT_OF_THE_LANGUAGE = {"uk": "ыэёъ", "ru": "іїєґ"}


def gaps(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}


def test_the_four_languages_of_the_first_edition_are_there() -> None:
    assert set(HERE) == {"en", "ko-KP", "ru", "uk"}


@pytest.mark.parametrize("language", HERE)
def test_every_language_has_the_same_words_and_gaps(language: str) -> None:
    ours, english = catalogue(language), catalogue("en")
    assert set(ours) == set(english)
    assert {key: gaps(text) for key, text in ours.items()} == {key: gaps(text) for key, text in english.items()}


@pytest.mark.parametrize("language", HERE)
def test_no_word_is_blank_or_padded(language: str) -> None:
    for key, text in catalogue(language).items():
        assert text.strip() == text != "", key
        assert "  " not in text


@pytest.mark.parametrize("language", HERE)
def test_the_words_are_written_in_the_language(language: str) -> None:
    for key, text in catalogue(language).items():
        if key != "date":
            assert re.search(SCRIPTS[language], text), key
        assert not set(text.casefold()) & set(NOT_OF_THE_LANGUAGE.get(language, "")), key


@pytest.mark.parametrize("language", HERE)
def test_every_language_can_head_a_column(language: str) -> None:
    for other in HERE:
        assert catalogue(other)[f"column_{language}"]


@pytest.mark.parametrize("language", HERE)
def test_a_specimen_says_so_in_letters_that_every_check_looks_for(language: str) -> None:
    stamp = mark(language)
    assert "SPECIMEN" in stamp.printed
    assert "SPECIMEN" in stamp.printed_short
    assert stamp.printed_short in stamp.printed
    assert stamp.spoken_start != stamp.spoken_end
    for said in (stamp.spoken_start, stamp.spoken_end):
        assert said.endswith(".")
        assert language == "en" or not re.search(r"[A-Za-z]", said), "a voice of another language reads Latin letters"


@pytest.mark.parametrize(
    ("language", "day", "written"),
    [
        ("en", date(2024, 11, 4), "4 November 2024"),
        ("uk", date(2024, 11, 4), "4 листопада 2024 року"),
        ("ru", date(2024, 5, 31), "31 мая 2024 года"),
        ("ko-KP", date(2024, 11, 4), "2024년 11월 4일"),
        ("uk", date(2026, 2, 1), "1 лютого 2026 року"),
    ],
)
def test_dates(language: str, day: date, written: str) -> None:
    assert written_date(language, day) == written


@settings(max_examples=60, deadline=None, database=None, derandomize=True)
@given(st.sampled_from(HERE), st.dates(), st.dates())
def test_two_days_never_read_alike(language: str, one: date, other: date) -> None:
    assert (written_date(language, one) == written_date(language, other)) is (one == other)


@pytest.mark.parametrize("language", HERE)
def test_twelve_months(language: str) -> None:
    months = catalogue(language)["months"].split(",")
    assert len(set(months)) == 12
    assert all(month.strip() == month for month in months)


@pytest.mark.parametrize("language", HERE)
def test_dated_sentences(language: str) -> None:
    ready = labels(language, date(2024, 11, 20), date(2025, 3, 1))
    assert written_date(language, date(2024, 11, 20)) in ready["as_of_text"]
    assert written_date(language, date(2025, 3, 1)) in ready["valid_until_text"]
    assert "{" not in ready["as_of_text"] + ready["valid_until_text"]
    assert labels(language, date(2024, 11, 20), None)["valid_until_text"] == ""
    assert catalogue(language).keys() < ready.keys(), "the catalogue itself is not written to"


@pytest.mark.parametrize("language", ["de", "../words/en", "", "EN", "ko"])
def test_an_unknown_language_has_no_words(language: str) -> None:
    with pytest.raises(KeyError):
        catalogue(language)


def test_one_file_one_language() -> None:
    assert sorted(path.name for path in FOLDER.iterdir()) == [f"{language}.toml" for language in sorted(HERE)]
