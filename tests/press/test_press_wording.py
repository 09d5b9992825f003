# SPDX-License-Identifier: Apache-2.0
"""From runs to words: nothing is lost, nothing is cut, and a word may span several runs."""

from hypothesis import given
from hypothesis import strategies as st

from safeconduct.model.edition import Run
from safeconduct.press.wording import bound, plain_word, words_of

letters = st.text("가나다abcіїє.,«»《》 \u00a0", max_size=12)
some_runs = st.lists(st.builds(Run, letters, st.none(), st.booleans()), max_size=6)


@given(some_runs)
def test_words_are_those_of_the_whole_text(runs: list[Run]) -> None:
    whole = "".join(run.text for run in runs)
    expected = [word for word in whole.split(" ") if word]
    assert [plain_word(word) for word in words_of(runs)] == expected


@given(some_runs, st.sampled_from(["ko-KP", "uk", "en"]))
def test_tying_words_changes_no_letter(runs: list[Run], language: str) -> None:
    words = words_of(runs)
    tied = " ".join(plain_word(word) for word in bound(words, language))
    assert tied == " ".join(plain_word(word) for word in words)


def test_a_word_keeps_the_stress_of_each_part() -> None:
    runs = [Run("무기를 "), Run("내려", strong=True), Run("놓으라.")]
    assert words_of(runs) == [[["무기를", False]], [["내려", True], ["놓으라.", False]]]


def test_a_dash_stays_with_the_word_before_it_and_a_short_word_with_the_next() -> None:
    tied = [plain_word(word) for word in bound(words_of([Run("Крок – це запитання до вас і вони")]), "uk")]
    assert tied == ["Крок –", "це", "запитання", "до", "вас", "і вони"]


def test_a_number_keeps_its_unit_a_date_its_month_and_an_abbreviation_its_number() -> None:
    def tied(text: str, language: str) -> list[str]:
        return [plain_word(word) for word in bound(words_of([Run(text)]), language) if " " in plain_word(word)]

    assert tied("рейка показує 450 см, обидві вулиці", "uk") == ["450 см,"]
    assert tied("4 листопада 2024 року, ст. 17, Р. Бакан", "uk") == ["4 листопада", "2024 року,", "ст. 17,", "Р. Бакан"]
    assert tied("On 26 Oct 2026 R. Buchan, art. 17, rose by 90 cm", "en") == [
        "26 Oct",
        "R. Buchan,",
        "art. 17,",
        "90 cm",
    ]
    assert tied("2024년 11월 11일 우리는 이 종이를", "ko-KP") == ["11월 11일", "이 종이를"]


def test_a_negation_stays_with_what_it_denies() -> None:
    tied = [plain_word(word) for word in bound(words_of([Run("Ми не знаємо")]), "uk")]
    assert tied == ["Ми", "не знаємо"]
