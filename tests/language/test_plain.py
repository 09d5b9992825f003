# SPDX-License-Identifier: Apache-2.0
"""Plain language; the sentences are specimens, read by no native reader."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from safeconduct.language.plain import LANGUAGES, read_ease, remarks, sentences, step_remarks
from safeconduct.language.plain.hard_words import HardWord, table
from safeconduct.language.speech import syllables
from safeconduct.model.refusal import UsageRefusal


def told(text: str, language: str) -> list[tuple[str, str]]:
    return [(one.kind, one.words) for one in remarks(text, language)]


PLAIN = {
    "en": [
        "Stop and wait where you are. Nobody has confirmed the steps.",
        "The bags are found by the river, sent by post, and the level rose by 90 cm.",
        "You can be seen from the road. The gym is opened by 9:00.",
        "We do not know how long captivity lasts. It is not known.",
        "Do not forget the radio (UHF means ultra-high frequency).",
        "Perhaps the water rises.",
        "The United Nations (UN) and the Korean Broadcasting System (KBS) said so. KBS said it again.",
        "STOP HERE AND WAIT",
    ],
    "uk": [
        "Зупиніться й чекайте. Ніхто не знає, скільки триває полон.",
        "Ніхто нічого не обіцяє. Це не пропуск.",
        "Корейська телерадіокомпанія (KBS) повідомила про це. KBS сказала ще раз.",
        "Можливо, вода підніметься. Ідіть на вул. Мостову. Там чекають.",
        "Третя Женевська конвенція вимагає гуманно поводитися з військовополоненими.",
    ],
    "ru": [
        "Остановитесь и ждите. Никто не знает, сколько длится плен.",
        "Никто ничего не обещает. Возможно, вода поднимется.",
        "Вы видите реку и хотите идти дальше.",
    ],
}
HARD = [
    ("en", " ".join(["word"] * 26) + ".", "sentence-long", " ".join(["word"] * 26) + "."),
    ("uk", " ".join(["слово"] * 21), "sentence-long", " ".join(["слово"] * 21)),
    ("en", "The steps were confirmed by soldiers.", "passive", "were confirmed by soldiers"),
    ("en", "The letter was written by her.", "passive", "was written by her"),
    ("en", "The water must be boiled.", "doer-missing", "must be boiled"),
    ("en", "The form has to be signed.", "doer-missing", "has to be signed"),
    ("en", "It is not impossible to return.", "denial-doubled", "not impossible"),
    ("uk", "Ми не можемо не сказати.", "denial-doubled", "не можемо не"),
    ("ru", "Мы не можем не сказать.", "denial-doubled", "не можем не"),
    ("en", "Wait for acceptance of payment of insurance.", "nouns-in-chain", "acceptance of payment of insurance"),
    ("uk", "Чекайте на прийняття та опрацювання звернення.", "nouns-in-chain", "прийняття та опрацювання звернення"),
    ("ru", "Ждите завершения рассмотрения обращения.", "nouns-in-chain", "завершения рассмотрения обращения"),
    ("en", "Utilise the bag.", "word-hard", "Utilise"),
    ("en", "Go there prior to noon.", "word-hard", "prior to"),
    ("uk", "Вежу буде перевірено з метою безпеки.", "word-hard", "з метою"),
    ("uk", "Це буде здійснено.", "word-hard", "здійснено"),
    ("ru", "Это будет осуществлено.", "word-hard", "осуществлено"),
    ("en", "A combatant may surrender.", "word-of-trade", "combatant"),
    ("uk", "Комбатант може здатися.", "word-of-trade", "Комбатант"),
    ("en", "Call the ICRC.", "abbreviation-unexplained", "ICRC"),
    ("uk", "Дзвоніть до МКЧХ.", "abbreviation-unexplained", "МКЧХ"),
    ("en", "Raise both hands if possible.", "instruction-vague", "if possible"),
    ("uk", "За можливості підніміть руки.", "instruction-vague", "За можливості"),
    ("ru", "По возможности поднимите руки.", "instruction-vague", "По возможности"),
]  # fmt: skip


@pytest.mark.parametrize(("language", "text"), [(lang, text) for lang, texts in PLAIN.items() for text in texts])
def test_plain_text_has_no_remark(language: str, text: str) -> None:
    assert told(text, language) == []


@pytest.mark.parametrize(("language", "text", "kind", "words"), HARD)
def test_each_hardship_is_told_with_its_place(language: str, text: str, kind: str, words: str) -> None:
    assert (kind, words) in told(text, language)


def test_a_word_of_a_trade_is_told_once_a_hard_word_each_time() -> None:
    found = told("A combatant may utilise it. Combatants utilise it.", "en")
    assert [kind for kind, _ in found] == ["word-of-trade", "word-hard", "word-hard"]


def test_an_easier_phrase_is_proposed_where_it_fits_as_it_stands() -> None:
    found = remarks("In order to see, utilise it.", "en")
    assert [(one.words, one.proposal) for one in found] == [("In order to", "To"), ("utilise", "")]
    assert "use" in found[1].why


def test_known_abbreviations_are_left_alone() -> None:
    assert remarks("Call the ICRC.", "en", {"ICRC"}) == ()


@pytest.mark.parametrize(
    ("language", "text", "further"),
    [
        ("en", "Lay your weapon on the ground.", []),
        ("en", "Lay down your weapon and raise your hands.", ["raise"]),
        ("en", "Stop. Do not move; then wait.", ["move", "wait"]),
        ("en", "Pack knives and turn signs.", ["turn"]),
        ("en", "Take papers and water.", []),
        ("en", "The guard will open the door and stand there.", []),
        ("uk", "Покладіть зброю на землю.", []),
        ("uk", "Покладіть зброю й підніміть руки.", ["підніміть"]),
        ("uk", "Стійте. Не рухайтеся, чекайте.", ["рухайтеся", "чекайте"]),
        ("uk", "Візьміть папери й воду.", []),
        ("ru", "Положите оружие на землю.", []),
        ("ru", "Положите оружие и поднимите руки.", ["поднимите"]),
        ("ru", "Если вы видите воду, идите вверх.", []),
    ],
)
def test_one_step_asks_for_one_thing(language: str, text: str, further: list[str]) -> None:
    assert [one.words for one in step_remarks(text, language)] == further


def test_sentences_do_not_end_at_abbreviations_and_initials() -> None:
    text = "Живе на вул. Мостовій, 5. О. Г. Коваленко там. Ні?! Так…\nОстаннє"
    assert [one.text for one in sentences(text)] == [
        "Живе на вул. Мостовій, 5.",
        "О. Г. Коваленко там.",
        "Ні?!",
        "Так…",
        "Останнє",
    ]
    assert all(text[one.start : one.end] == one.text for one in sentences(text))


@pytest.mark.parametrize(
    "text",
    [
        "Вода на 15 м. Ідіть.",
        "Це було 2024 р. Потім ні.",
        "Папери, вода та ін. Візьміть їх.",
        "No. Do not go.",
        "Yes, at 5 p.m. Then wait.",
        "The bags, the water etc. Take them.",
    ],
)
def test_a_capital_after_a_unit_or_an_etc_begins_a_sentence(text: str) -> None:
    assert len(sentences(text)) == 2


def test_reading_ease_follows_its_formulas() -> None:
    # 6 words, 1 sentence, 6 syllables: Flesch 1948 gives 206.835 - 6.09 - 84.6.
    ease = read_ease("The cat sat on the mat.", "en")
    assert (ease.words, ease.sentences, ease.syllables) == (6, 1, 6)
    assert ease.score == pytest.approx(116.1, abs=0.05)
    assert ease.grade == pytest.approx(-1.4, abs=0.1)
    # 3 words, 1 sentence, 6 syllables: Oborneva 2006 gives 206.836 - 4.56 - 130.28.
    ease = read_ease("Мама мыла раму.", "ru")
    assert (ease.words, ease.syllables, ease.score, ease.grade) == (3, 6, 72.0, None)
    assert "Oborneva" in ease.scale


def test_ukrainian_has_lengths_and_no_invented_score() -> None:
    ease = read_ease("Мама мила раму. Військовополонений чекає.", "uk")
    assert ease.score is None
    assert ease.grade is None
    assert ease.words_a_sentence == 2.5
    assert ease.share_of_long_words == 0.2
    assert "no formula" in ease.scale


def test_an_empty_text_has_no_score() -> None:
    for language in LANGUAGES:
        ease = read_ease("… — …", language)
        assert (ease.words, ease.score, ease.words_a_sentence, ease.share_of_long_words) == (0, None, 0.0, 0.0)


def test_another_language_is_refused() -> None:
    for rule in (remarks, step_remarks, read_ease):
        with pytest.raises(UsageRefusal, match="ko-KP"):
            rule("말", "ko-KP")


@pytest.mark.parametrize(("language", "least"), [("en", 150), ("uk", 150), ("ru", 100)])
def test_tables_of_hard_words_are_whole(language: str, least: int) -> None:
    words = table(language)
    assert len({(word.easier, word.note) for word in words}) >= least * 0.8
    assert len(words) >= least
    ways = [word.words for word in words]
    assert [way for way in ways if ways.count(way) > 1] == []
    for word in words:
        assert word.easier.strip() == word.easier != ""
        assert word.note in {"", "legal", "military", "medical"}
        # A stem of less than three letters would catch half the language.
        assert not word.words[0].endswith("*") or len(word.words[0]) > 4, word
        assert word.easier.casefold() != " ".join(word.words)


def test_a_stem_catches_its_forms_and_a_phrase_stands_in_order() -> None:
    assert HardWord(("utilis*",), "use", "").fits(("utilised", "it"))
    assert not HardWord(("prior", "to"), "before", "").fits(("prior",))
    assert not HardWord(("prior", "to"), "before", "").fits(("to", "prior"))


PIECES = (
    "be boiled by must not impossible and stop wait ICRC (ICRC) utilise prior to . , ; ! \n “ ” - — вул. не можна не й"
    " чекайте підніміть здійснення забезпечення виконання МКЧХ ... 5 О. з метою возможно идите"
)
TEXTS = st.one_of(
    st.text(max_size=80),
    st.lists(
        st.sampled_from(PIECES.split(" ")),
        max_size=30,
    ).map(" ".join),
)


@settings(max_examples=300, deadline=None)
@given(TEXTS, st.sampled_from(LANGUAGES))
def test_places_fit_any_text(text: str, language: str) -> None:
    for one in (*remarks(text, language), *step_remarks(text, language)):
        assert 0 <= one.start < one.end <= len(text)
        assert text[one.start : one.end] == one.words
        assert one.why.endswith((".", "knows."))


@settings(max_examples=300, deadline=None)
@given(TEXTS, st.sampled_from(LANGUAGES))
def test_counts_hold_together(text: str, language: str) -> None:
    ease = read_ease(text, language)
    assert ease.sentences <= ease.words
    assert ease.long_words <= ease.words
    assert ease.words == sum(len(one.words) for one in sentences(text))
    assert (ease.score is None) == (language == "uk" or not ease.words)
    assert ease.syllables == sum(syllables(word) for one in sentences(text) for _, _, word in one.words)
