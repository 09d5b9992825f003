# SPDX-License-Identifier: Apache-2.0
"""What a recogniser heard is held against a script: what is the same, what is slight, and what weighs.

The Korean, Russian and Ukrainian sentences are samples; no native reader has reviewed them.
"""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from safeconduct.language.listening.aligning import MOST_CELLS, aligned
from safeconduct.language.listening.comparing import compare, with_moves
from safeconduct.language.listening.saying import Kind, parts
from safeconduct.model.hearing import Difference, Differs, Weight
from safeconduct.model.product import Heard, Word

SCRIPT = (
    "Do not walk at night. Raise both hands above your head. Wait for ten minutes behind the old mill. "
    "Leave your weapon on the ground. Then call out loudly."
)
SAMPLES = {
    "en": SCRIPT,
    "ru": "Не ходите ночью. Поднимите обе руки над головой. Ждите десять минут за старой мельницей. Потом позовите.",
    "uk": "Не ходіть уночі. Підніміть обидві руки над головою. Чекайте десять хвилин за старим млином. Потім покличте.",
    "ko-KP": "밤에 걷지 마십시오. 두 손을 머리우로 드십시오. 방아간뒤에서 십 분 동안 기다리십시오.",
}
WORDS = st.sampled_from(
    ["river", "bread", "morning", "village", "doctor", "letter", "blanket", "winter", "brother", "road", "lamp", "door"]
)


def heard(text: str, block: str = "open") -> Heard:
    return Heard(block, tuple(Word(w, 0.5 * n, 0.5 * n + 0.4) for n, w in enumerate(text.split())), "", "an ear")


def told(script: str, said: str, language: str = "en") -> list[tuple[str, str, str, str]]:
    return [(d.kind.value, d.weight.value, d.script, d.heard) for d in compare(script, heard(said), language)]


@pytest.mark.parametrize(
    ("script", "said", "language"),
    [
        ("Do not wait.", "don't wait", "en"),
        ("You cannot go. It is late.", "You can't go, it's late!", "en"),
        ("Wait for ten minutes.", "Wait for 10 minutes.", "en"),
        ("There are two hundred and fifty beds.", "There are 250 beds.", "en"),
        ("Call zero four four, two one.", "Call 04421.", "en"),
        ("Twenty-five percent of them.", "25% of them.", "en"),
        ("Wait one hour.", "Wait 1 hour.", "en"),
        ("Come with two friends.", "Come with to friends.", "en"),
        ("Groups of three.", "Groups of free.", "en"),
        ("Stay in the farm-house today.", "Stay in the farmhouse to day.", "en"),
        ("He’s there – “wait”!", "He's there wait", "en"),
        ("Твоё слово. Ждите десять минут.", "твое слово ждите 10 минут", "ru"),
        ("Не ходите ночью.", "Неходите ночью", "ru"),
        ("Сім’я чекає п’ять годин.", "Сімя чекає 5 годин", "uk"),
        ("십 분 동안 기다리십시오.", "10분동안 기다리 십시오", "ko-KP"),
        ("녀성과 로동자의 력사", "여성과 노동자의 역사", "ko-KP"),
        ("온도는 이십이 도입니다.", "온도는 22도입니다.", "ko-KP"),
    ],
)
def test_the_same_in_another_spelling_is_no_difference(script: str, said: str, language: str) -> None:
    assert told(script, said, language) == []


@pytest.mark.parametrize(
    ("said", "kind", "weight"),
    [
        (SCRIPT.replace("Do not walk", "Walk"), "missing", "denial"),
        (SCRIPT.replace("not ", ""), "missing", "denial"),
        (SCRIPT.replace("Leave", "Do not leave"), "added", "denial"),
        (SCRIPT.replace("ten minutes", "20 minutes"), "changed", "number"),
        (SCRIPT.replace("for ten minutes ", ""), "missing", "number"),
        (SCRIPT.replace("Leave your weapon on the ground. ", ""), "missing", "run"),
        (SCRIPT.replace("Then call", "My brother came home last winter. Then call"), "added", "run"),
        (SCRIPT.replace("above your head", "and sing a song for us"), "changed", "run"),
        (SCRIPT.replace("old mill", "cold hill"), None, None),
        (SCRIPT.replace("ground", "table"), "changed", "slight"),
        (SCRIPT.replace("your weapon", "weapon"), "missing", "slight"),
    ],
)
def test_what_weighs_and_what_does_not(said: str, kind: str | None, weight: str | None) -> None:
    found = told(SCRIPT, said)
    assert [(one[0], one[1]) for one in found] == ([(kind, weight)] if kind else [])


def test_a_word_turned_around_weighs() -> None:
    assert told("Come unarmed to the mill.", "Come armed to the mill.")[0][:2] == ("changed", "denial")
    assert told("Это опасно для вас.", "Это неопасно для вас.", "ru")[0][:2] == ("changed", "denial")


def test_a_step_at_another_place_is_one_move() -> None:
    steps = SCRIPT.split(". ")
    swapped = ". ".join([steps[0], steps[3], steps[2], steps[1], steps[4]])
    found = told(SCRIPT, swapped)
    assert ("moved", "run") in [one[:2] for one in found]
    assert all(one[1] == "run" for one in found)


def test_a_difference_tells_its_second_and_the_words_around() -> None:
    found = compare(SCRIPT, heard(SCRIPT.replace("ten minutes", "20 minutes")), "en")
    assert found == (
        Difference(
            "open", Differs.CHANGED, Weight.NUMBER, 6.5, "ten", "20", "your head. Wait for", "minutes behind the old"
        ),
    )


@pytest.mark.parametrize("language", SAMPLES)
def test_the_script_itself_is_accepted_in_every_language(language: str) -> None:
    assert told(SAMPLES[language], SAMPLES[language].casefold().replace(".", ","), language) == []


@pytest.mark.parametrize(
    ("language", "lost"),
    [("ru", "Не "), ("uk", "Не "), ("ru", " десять"), ("uk", " десять"), ("ko-KP", "십 분 동안 "), ("ko-KP", "지 마")],
)
def test_a_lost_denial_or_number_weighs_in_every_language(language: str, lost: str) -> None:
    assert lost in SAMPLES[language]
    found = told(SAMPLES[language], SAMPLES[language].replace(lost, "", 1), language)
    assert found
    assert found[0][1] in ("denial", "number", "run")


@pytest.mark.parametrize("language", SAMPLES)
def test_a_lost_and_an_added_sentence_weigh_in_every_language(language: str) -> None:
    _, *rest = SAMPLES[language].split(". ")
    assert "slight" not in {one[1] for one in told(SAMPLES[language], ". ".join(rest), language)}
    assert told(SAMPLES[language], ". ".join(rest), language)
    assert told(". ".join(rest), SAMPLES[language], language)[0][1] != "slight"


def test_another_text_is_told_once_not_word_by_word() -> None:
    found = told(SCRIPT, "The kitchen opens in the morning and everybody gets warm bread with butter and a cup of tea")
    assert [one[:2] for one in found] == [("changed", "run")]


def test_nothing_heard_and_nothing_written() -> None:
    assert told("", "") == []
    assert [one[:2] for one in told(SCRIPT, "")] == [("missing", "run")] or told(SCRIPT, "")[0][1] == "denial"
    assert told("", "some words out of the blue")[0][:2] == ("added", "run")


def test_a_sentence_of_one_take_heard_in_another_is_one_move() -> None:
    texts = {"one": "Raise both your hands high.", "two": "Wait behind the old mill."}
    each = [
        difference
        for block, other in (("one", "two"), ("two", "one"))
        for difference in compare(texts[block], heard(texts[other], block), "en")
    ]
    moved = with_moves(each)
    assert [(one.kind, one.block) for one in moved] == [(Differs.MOVED, "two"), (Differs.MOVED, "one")]


def test_a_number_that_is_said_as_a_word_is_known_as_a_number() -> None:
    said = {part.form: part.kind for part in parts("Do not wait ten hours.", "en")}
    assert said["10"] is Kind.NUMBER
    assert said["not"] is Kind.DENIAL
    assert said["wait"] is Kind.WORD


def test_parts_know_where_they_stand() -> None:
    text = "«Не\u0301 ходи́те»  10 000 раз — їжте…"
    for language in ("ru", "uk", "en", "ko"):
        for part in parts(text, language):
            assert 0 <= part.start < part.end <= len(text)


def test_what_is_too_long_for_a_paragraph_is_refused() -> None:
    long = parts("word " * (int(MOST_CELLS**0.5) + 2), "en")
    with pytest.raises(ValueError, match="too long"):
        aligned(long, long, "en")


@given(st.text(max_size=80), st.text(max_size=80), st.sampled_from([*SAMPLES, "und"]))
def test_anything_can_be_compared(script: str, said: str, language: str) -> None:
    for one in compare(script, heard(said), language):
        assert one.script or one.heard
    assert compare(script, heard(script), language) == () or "\0" in script


@given(st.lists(WORDS, max_size=30), st.lists(WORDS, max_size=30))
def test_every_part_of_both_sides_is_paired_once_and_in_order(script: list[str], said: list[str]) -> None:
    left, right = parts(" ".join(script), "en"), parts(" ".join(said), "en")
    pairs = aligned(left, right, "en")
    assert [n for pair in pairs for n in range(pair.first, pair.end)] == list(range(len(left)))
    assert [n for pair in pairs for n in range(pair.from_, pair.to)] == list(range(len(right)))


@given(st.lists(WORDS, min_size=6, max_size=30), st.integers(0, 1000))
def test_a_denial_that_is_dropped_anywhere_is_found(words: list[str], at: int) -> None:
    place = at % len(words)
    script = " ".join([*words[:place], "do not", *words[place:]])
    found = compare(script, heard(" ".join([*words[:place], "do", *words[place:]])), "en")
    assert [one.weight for one in found] == [Weight.DENIAL]


def test_random_scripts_with_one_fault_each_are_all_found() -> None:
    chance = random.Random(7)  # noqa: S311 - the same texts in every run
    vocabulary = [*SCRIPT.replace(".", "").split(), "bread", "river", "letter", "doctor", "blanket", "morning"]
    for _ in range(15):
        words = [chance.choice(vocabulary) for _ in range(30)]
        at = chance.randrange(5, 25)
        extra = ["my", "brother", "came", "home", "last", "winter"]
        assert any(
            one.weight is not Weight.SLIGHT
            for one in compare(" ".join(words), heard(" ".join([*words[:at], *extra, *words[at:]])), "en")
        )
        assert any(
            one.weight is not Weight.SLIGHT
            for one in compare(" ".join([*words[:at], *extra, *words[at:]]), heard(" ".join(words)), "en")
        )
