# SPDX-License-Identifier: Apache-2.0
"""Recall notices in words: the same sentences in every language, digits said one by one, nothing said by halves."""

import re
import string
from collections.abc import Mapping
from datetime import date
from typing import Any

import pytest
from attrs import evolve
from hypothesis import given, settings
from hypothesis import strategies as st

from safeconduct.language.examining import look
from safeconduct.language.reading.digit_rows import digit
from safeconduct.language.recalls.said import TELLINGS, Telling, said_if_asked, said_of
from safeconduct.language.recalls.words import FOLDER, LISTS, page_lists, page_words, recall_words
from safeconduct.model.recall_notice import NOTICE_LANGUAGES, RecallNotice
from safeconduct.model.sealed import Urgency

TAGS = tuple(NOTICE_LANGUAGES.values())
SCRIPTS = {"ko-KP": r"[가-힣]", "uk": r"[А-Яа-яіїєґ]", "ru": r"[А-Яа-яё]", "en": r"[A-Za-z]"}
NOT_OF_THE_LANGUAGE = {"uk": "ыэёъ", "ru": "іїєґ", "ko-KP": "", "en": ""}
# SPECIMEN text in Korean, Ukrainian and Russian: not reviewed by a native reader.
REASONS = {
    "en": "The bridge in step 4 is closed since 3 November.",
    "uk": "Міст у кроці 4 зачинено від 3 листопада.",
    "ru": "Мост в шаге 4 закрыт с 3 ноября.",
    "ko-KP": "4단계에 적힌 다리는 11월 3일부터 건널수 없습니다.",
}


def notice(language: str, **changed: Any) -> RecallNotice:
    told = RecallNotice(
        language=language,
        id="river-town",
        title="River Town",
        sender="The press",
        first=2,
        last=2,
        steps=(),
        on=date(2026, 11, 3),
        severity=Urgency.STOP,
        reason=REASONS[language],
        replaced_by=None,
        status_version=17,
        status_issued=date(2026, 11, 22),
        status_next=date(2026, 12, 6),
        root_version=3,
        fingerprint="40713 00951 88120 34567 90009 12345 67890 04321",
    )
    return evolve(told, **changed)


def every_text(language: str) -> Mapping[str, str]:
    words = recall_words(language)
    return {**words.lines, **{f"{key}-{n}": text for key in LISTS for n, text in enumerate(words.lists[key])}}


def gaps(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}


def whole(language: str, telling: Telling = TELLINGS[0], **changed: Any) -> str:
    return " ".join(read.spoken for _, read in said_of(notice(language, **changed), telling)).casefold()


def test_every_reader_has_words_and_there_is_one_file_for_each() -> None:
    assert sorted(path.stem for path in FOLDER.glob("*.toml")) == sorted(TAGS)


@pytest.mark.parametrize("language", TAGS)
def test_every_language_says_the_same_with_the_same_gaps(language: str) -> None:
    ours, english = every_text(language), every_text("en")
    assert set(ours) == set(english)
    differing = {"say_day": {"day", "month"}}
    for key, text in ours.items():
        assert gaps(text) == differing.get(key, gaps(english[key])), key
        assert text.strip() == text != "", key
        assert re.search(SCRIPTS[language], text) or key == "say_day", key
        assert not set(text.casefold()) & set(NOT_OF_THE_LANGUAGE[language]), key


@pytest.mark.parametrize("language", TAGS)
def test_no_word_of_ours_is_misspelled_southern_or_of_another_alphabet(language: str) -> None:
    plain = {key: re.sub(r"\{\w+\}", "3", text) for key, text in every_text(language).items()}
    looked = look(
        [(key, "paragraph", language, text) for key, text in plain.items()], own=("verify.html", "html"), models=False
    )
    assert [one for one in looked.noted if one.kind != "hard-to-read"] == []


@pytest.mark.parametrize("language", ["de", "ko", "", "../words/en"])
def test_another_language_has_no_words(language: str) -> None:
    with pytest.raises(KeyError):
        recall_words(language)


@pytest.mark.parametrize("language", TAGS)
@pytest.mark.parametrize("severity", Urgency)
@pytest.mark.parametrize("steps", [(), ("guide#cross",)])
@pytest.mark.parametrize("last", [2, 5])
def test_a_page_has_every_sentence_filled(language: str, severity: Urgency, steps: tuple[str, ...], last: int) -> None:
    one = notice(language, severity=severity, steps=steps, last=last, replaced_by=6)
    words, (doing, checking) = page_words(one), page_lists(one)
    assert "{" not in "".join([*words.values(), *doing, *checking])
    assert "6" in words["instead_text"]
    assert "2" in words["versions"]
    assert (str(last) in words["versions"]) is True
    assert words["headline"] == recall_words(language).lines[severity.value]
    assert (words["extent"] == recall_words(language).lines["whole"]) is not bool(steps)
    assert len(doing) == 3
    assert len(checking) == 4
    assert page_words(evolve(one, replaced_by=None))["instead_text"] == recall_words(language).lines["not_replaced"]


@settings(max_examples=60)
@given(
    st.sampled_from(TAGS),
    st.integers(1, 2**53 - 1),
    st.integers(1, 9999),
    st.lists(st.integers(0, 99999).map("{:05d}".format), min_size=8, max_size=8),
)
def test_numbers_are_said_digit_by_digit_and_those_that_matter_twice(
    language: str, status: int, version: int, groups: list[str]
) -> None:
    def spelled(digits: str) -> str:
        return ("" if language == "ko-KP" else " ").join(digit(one, language) for one in digits).casefold()

    said = dict(
        said_of(
            notice(language, first=version, last=version, status_version=status, fingerprint=" ".join(groups)),
            TELLINGS[0],
        )
    )
    assert said["what"].spoken.casefold().count(spelled(str(version))) >= 2
    assert said["status"].spoken.casefold().count(spelled(str(status))) >= 2
    assert ", ".join(map(spelled, groups)) in said["fingerprint"].spoken.casefold()
    for read in said.values():
        assert "".join(part.spoken for part in read.parts) == read.spoken
        assert not re.search(r"\d", read.spoken)
        assert read.left == ()


@pytest.mark.parametrize("language", TAGS)
def test_a_reason_is_said_whole_or_not_at_all(language: str) -> None:
    reason = recall_words(language).lines["say_why"].replace("{reason}", "").strip().casefold()
    for telling in TELLINGS:
        said = dict(said_of(notice(language, steps=("guide#cross-4",)), telling))
        written = "".join(part.written for part in said["why"].parts)
        assert (REASONS[language] in written) is telling.reason
        assert telling.reason or reason not in written.casefold()


@pytest.mark.parametrize("language", TAGS)
def test_what_is_left_out_stands_behind_the_message(language: str) -> None:
    for telling in TELLINGS:
        asked = dict(said_if_asked(notice(language, steps=("guide#cross-4",)), telling))
        assert tuple(asked) == telling.left_out
    without = dict(said_if_asked(notice(language), Telling(steps=False)))
    assert without == {}, "where no step is recalled, none is left out"
    assert set(dict(said_if_asked(notice(language), TELLINGS[-1]))) == {"reason", "fingerprint"}


@pytest.mark.parametrize("language", TAGS)
def test_a_recall_of_another_year_says_its_year(language: str) -> None:
    assert whole(language) != whole(language, on=date(2025, 11, 3))
    this_year = dict(said_of(notice(language), TELLINGS[0]))["do"]
    assert "2026" not in "".join(part.written for part in this_year.parts)
    last_year = dict(said_of(notice(language, on=date(2025, 11, 3)), TELLINGS[0]))["do"]
    assert "2025" in "".join(part.written for part in last_year.parts)


def test_what_is_recalled_is_said_in_full() -> None:
    assert whole("en", last=12) == (
        "recall: river town, versions two to one two. i repeat: versions two to one two. "
        "from the third of november on, do not use it or hand it out. keep copies apart. "
        "the reason: the bridge in step four is closed since the third of november. "
        "nothing replaces it yet. this is our word number one seven; i repeat: one seven. key list number three. "
        "our fingerprint: four zero seven one three, zero zero nine five one, eight eight one two zero, "
        "three four five six seven, nine zero zero zero nine, one two three four five, six seven eight nine zero, "
        "zero four three two one. ask us by a second way too."
    )
    assert "only the steps guide cross four, letter b one." in whole("en", steps=("guide#cross-4", "letter:b-1"))
    assert "version six replaces it." in whole("en", replaced_by=6)
    assert "only with the reason in mind" in whole("en", severity=Urgency.CARE)


@settings(max_examples=80)
@given(st.sampled_from(TAGS), st.text(max_size=300), st.text(max_size=60), st.sampled_from(TELLINGS))
def test_any_text_is_read_and_none_of_it_is_lost(language: str, reason: str, title: str, telling: Telling) -> None:
    said = dict(said_of(notice(language, reason=reason, title=title), telling))
    written = {name: "".join(part.written for part in read.parts) for name, read in said.items()}
    assert " ".join(title.split()) in written["what"]
    if telling.reason:
        assert " ".join(reason.split()) in written["why"]
