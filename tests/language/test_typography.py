# SPDX-License-Identifier: Apache-2.0
"""What a compositor would put right; the sentences are specimens, read by no native reader."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from safeconduct.language.remarks import Remark, followed
from safeconduct.language.typography import LANGUAGES, remarks, ties
from safeconduct.model.refusal import UsageRefusal

TIED = "\u00a0"
ROUNDS = 12

RIGHT = {
    "uk": [
        "Він сказав: «Чекайте». Пам’ятка — не пропуск.",
        f"До 10{TIED}000 військових, 3,5{TIED}км, 50{TIED}%, 20{TIED}°C, №{TIED}5.",
        "Слова з наголосом: замо\u0301к, за\u0301мок, їжа\u0301к.",
        "«Вона сказала: „Так“, — і пішла».",
        "Вітамін C, план A, радіо KBS, літак B-52, на папері А4.",
        'Пишіть на ask@example.org, читайте https://example.org/a,b-c--d?x="y"',
        "Тел. 0 800 500 335, +380 44 123 45 67, 044-123-45-67.",
        "4 листопада 2024 року, 04.11.2024, о 9:00, 10–15 осіб, 2:1, ст.\u00a013.",
        "Хто-небудь, будь-хто, 15-го, 3-річний… Що?.. Так!",
    ],
    "ru": [
        "Он сказал: «Ждите». Памятка — не пропуск.",
        f"До 10{TIED}000 человек, 3,5{TIED}км, в 10 с командиром.",
        "За\u0301мок, замо\u0301к, ещё.",
        "«Она сказала: „Да“, — и ушла».",
    ],
    "en": [
        "He said: “Wait.” Don’t go – the soldiers’ bags aren’t here.",
        f"As many as 10,000 men, 3.5{TIED}km, 50%, 20{TIED}°C, No.{TIED}5, the ’90s.",
        "On 4 November 2024, at 9:00, from 10–15 men; a small-scale engagement; 2024-11-04.",
        "“She said ‘yes’ and left.”",
    ],
}

WRONG = [
    ("uk", 'Він сказав: "Так".', "quote-straight", '"Так"', "«Так»"),
    ("uk", "Він сказав: »Так«. Кінець", "quote-unpaired", "»", ""),
    ("uk", "«Один» і “два”", "quotes-mixed", "“два”", "«два»"),
    ("uk", "«Один «два» три»", "quote-nested", "«два»", "„два“"),
    ("ru", "Он: “Да”.", "quote-foreign", "“Да”", "«Да»"),
    ("en", "He said «yes».", "quote-foreign", "«yes»", "“yes”"),
    ("en", "He said „yes“.", "quote-foreign", "„yes“", "“yes”"),
    ("en", "He said “yes.", "quote-unpaired", "“", ""),
    ("uk", "пам'ять", "apostrophe-wrong", "'", "’"),
    ("uk", "памʼять", "apostrophe-wrong", "ʼ", "’"),
    ("uk", "пам`ять", "apostrophe-wrong", "`", "’"),
    ("en", "don't", "apostrophe-straight", "'", "’"),
    ("en", "the 'word", "apostrophe-straight", "'", "‘"),
    ("uk", "Слово - слово", "dash-hyphen", " - ", " — "),
    ("en", "word - word", "dash-hyphen", " - ", " – "),
    ("en", "pages 5--6", "dash-hyphen", "--", "–"),
    ("ru", "слово—слово", "dash-close", "—", " — "),
    ("uk", "Один — два — три – чотири", "dashes-mixed", "–", "—"),
    ("uk", "10-15 осіб", "range-hyphen", "10-15", "10–15"),
    ("uk", "вночі -5 градусів", "minus-hyphen", "-", "−"),
    ("uk", "два  пробіли", "space-double", "  ", " "),
    ("uk", "слово , слово", "space-before", " ,", ","),
    ("uk", "слово ( слово)", "space-after-opening", "( ", "("),
    ("uk", "слово,слово", "space-missing", ",", ", "),
    ("uk", "Кінець.Початок", "space-missing", ".", ". "),
    ("uk", "Далі...", "ellipsis-dots", "...", "…"),
    ("en", "wait. . .", "ellipsis-dots", ". . .", "…"),
    ("uk", "так,, ні", "sign-doubled", ",,", ","),
    ("uk", "так.. ні", "sign-doubled", "..", ""),
    ("uk", "вода на 450 см", "no-break-missing", "450 см", f"450{TIED}см"),
    ("en", "at 450 cm", "no-break-missing", "450 cm", f"450{TIED}cm"),
    ("uk", "ст. 13", "no-break-missing", "ст. ", f"ст.{TIED}"),
    ("uk", "у м. Київ", "no-break-missing", "м. ", f"м.{TIED}"),
    ("uk", "О. Г. Коваленко", "no-break-missing", "О. Г. ", f"О.{TIED}Г.{TIED}"),
    ("uk", "О.Г.Коваленко", "no-break-missing", "О.Г.", f"О.{TIED}Г.{TIED}"),
    ("uk", "№5", "number-sign", "№", f"№{TIED}"),
    ("uk", "20°C", "unit-close", "°C", f"{TIED}°C"),
    ("en", f"10{TIED}%", "percent-sign", f"{TIED}%", "%"),
    ("uk", f"5% і 10{TIED}%", "percent-sign", "%", f"{TIED}%"),
    ("uk", "10 000 осіб", "thousands-sign", "10 000", f"10{TIED}000"),
    ("uk", "10,000 осіб", "thousands-sign", "10,000", f"10{TIED}000"),
    ("uk", "10000 осіб", "thousands-sign", "10000", f"10{TIED}000"),
    ("en", "10 000 men", "thousands-sign", "10 000", "10,000"),
    ("uk", "3.5 км", "decimal-sign", "3.5", "3,5"),
    ("en", "3,5 km", "decimal-sign", "3,5", "3.5"),
    ("en", "on 04/05/2024", "date-ambiguous", "04/05/2024", ""),
    ("uk", "04/11/2024", "date-signs", "04/11/2024", "04.11.2024"),
    ("uk", "11-го листопада", "date-ending", "11-го", "11"),
    ("uk", "5-ого", "ending-long", "-ого", "-го"),
    ("uk", "10 х 15", "times-sign", " х ", " × "),
    ("uk", "мiсто", "letters-mixed", "мiсто", "місто"),
    ("ru", "cолдат", "letters-mixed", "cолдат", "солдат"),
    ("en", "sоldier", "letters-mixed", "sоldier", "soldier"),
    ("uk", "Ви i ми", "letter-lookalike", "i", "і"),
    ("uk", "Стійте. He йдіть", "letter-lookalike", "He", "Не"),
    ("en", "This is а bag", "letter-lookalike", "а", "a"),
    ("uk", "мы и вы", "letter-foreign", "мы", ""),
    ("ru", "наші", "letter-foreign", "наші", ""),
    ("uk", "пои\u0306дете", "letter-decomposed", "пои\u0306дете", "пойдете"),
    ("uk", "сло\u00adво", "unseen-sign", "\u00adв", "в"),
    ("en", "wo\u200brd", "unseen-sign", "\u200br", "r"),
]  # fmt: skip


@pytest.mark.parametrize(("language", "text"), [(lang, text) for lang, texts in RIGHT.items() for text in texts])
def test_right_text_has_no_remark(language: str, text: str) -> None:
    assert remarks(text, language) == ()


@pytest.mark.parametrize(("language", "text", "kind", "words", "proposal"), WRONG)
def test_each_fault_is_told_with_its_place(language: str, text: str, kind: str, words: str, proposal: str) -> None:
    found = [one for one in remarks(text, language) if one.kind == kind]
    assert [(one.words, one.proposal) for one in found][:1] == [(words, proposal)]
    assert all(one.why.endswith((".", "…”.")) for one in found)


def test_addresses_are_left_alone() -> None:
    text = "Дивіться https://example.org/пам'ять--10-15,a або a-b@example.org"
    assert remarks(text, "uk") == ()


def test_short_words_are_tied_only_when_asked() -> None:
    text = "Ви і ми — не в місті 11 листопада 2024 року"
    assert remarks(text, "uk") == ()
    tied = followed(text, ties(text, "uk"))
    assert tied == f"Ви{TIED}і{TIED}ми{TIED}— не{TIED}в{TIED}місті 11{TIED}листопада 2024{TIED}року"
    assert ties(tied, "uk") == ()


def test_another_language_is_refused() -> None:
    for rule in (remarks, ties):
        with pytest.raises(UsageRefusal, match="ko-KP"):
            rule("말", "ko-KP")


PIECES = st.sampled_from(
    [
        *"\"'’ʼ`‘“”„«»‹›()[]{}—–-−.,:;!?…%№§°\u00a0\u202f\u00ad\u200b\ufeff\u0301\u0306\t\n",
        *" ", " ", "  ", "а", "і", "и", "ы", "ґ", "э", "С", "Х", "м", "см", "km", "a", "e", "i", "C", "x", "He", "O.",
        "О.", "1", "05", "10", "000", "2024", "3.5", "10-15", "слово", "word", "the", "ст.", "No.", "вул.",
        "листопада", "-го", "-ого", "--", "...", ". .", "https://a.org/b", "a@b.org",
    ]
)  # fmt: skip
TEXTS = st.one_of(st.text(max_size=60), st.lists(PIECES, max_size=25).map("".join))


@settings(max_examples=300, deadline=None)
@given(TEXTS, st.sampled_from(LANGUAGES))
def test_places_fit_the_text(text: str, language: str) -> None:
    for one in (*remarks(text, language), *ties(text, language)):
        assert isinstance(one, Remark)
        assert 0 <= one.start < one.end <= len(text)
        assert text[one.start : one.end] == one.words
        assert one.why
        assert one.proposal != one.words


@settings(max_examples=300, deadline=None)
@given(TEXTS, st.sampled_from(LANGUAGES))
def test_a_proposal_that_is_followed_removes_its_remark(text: str, language: str) -> None:
    for one in remarks(text, language):
        if one.proposal:
            after = text[: one.start] + one.proposal + text[one.end :]
            left = [(other.start, other.words, other.kind) for other in remarks(after, language)]
            assert (one.start, one.words, one.kind) not in left


@settings(max_examples=300, deadline=None)
@given(TEXTS, st.sampled_from(LANGUAGES))
def test_following_all_proposals_comes_to_an_end(text: str, language: str) -> None:
    for _ in range(ROUNDS):
        after = followed(text, remarks(text, language))
        if after == text:
            break
        text = after
    assert not [one for one in remarks(text, language) if one.proposal]
