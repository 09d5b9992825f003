# SPDX-License-Identifier: Apache-2.0
"""Misspelt words; the sentences are specimens, read by no native reader."""

import hashlib
import lzma
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from safeconduct.language import spelling
from safeconduct.language.spelling import LANGUAGES, MIXED, NAME, WORD, Speller, misspelled, remarks
from safeconduct.language.spelling.speller import own_vocabulary
from safeconduct.language.spelling.splitting import folded
from safeconduct.language.spelling.unpacking import FOLDER, SUFFIXES, unpack, vendored
from safeconduct.model.refusal import FolderRefusal, UsageRefusal


def unknown(text: str, language: str, own: tuple[str, ...] = ()) -> list[str]:
    return [one.word for one in misspelled(text, language, own)]


@pytest.mark.parametrize("language", sorted(vendored()))
def test_vendored_dictionaries_are_what_they_say(language: str) -> None:
    dictionary = vendored()[language]
    for suffix in SUFFIXES:
        plain = lzma.decompress((FOLDER / f"{dictionary.name}.{suffix}.xz").read_bytes())
        assert hashlib.sha256(plain).hexdigest() == dictionary.digest(suffix)
    licences = list(FOLDER.glob(f"LICENSE-{dictionary.name}*"))
    assert len(licences) == 1
    assert "Copyright (C)" in licences[0].read_text("utf-8")
    assert dictionary.licence in {"MPL-1.1", "LicenseRef-Lebedev-BSD"}


def test_nothing_else_is_vendored() -> None:
    names = {f"{one.name}.{suffix}.xz" for one in vendored().values() for suffix in SUFFIXES}
    assert {path.name for path in FOLDER.glob("*.xz")} == names


def test_a_damaged_file_in_the_cache_is_replaced(tmp_path: Path) -> None:
    dictionary = vendored()["ru"]
    unpack(dictionary, tmp_path)
    whole = (tmp_path / "ru_RU.aff").read_bytes()
    (tmp_path / "ru_RU.aff").write_bytes(whole[:100])
    kept = (tmp_path / "ru_RU.dic").stat().st_mtime_ns
    unpack(dictionary, tmp_path)
    assert (tmp_path / "ru_RU.aff").read_bytes() == whole
    assert (tmp_path / "ru_RU.dic").stat().st_mtime_ns == kept
    assert sorted(path.name for path in tmp_path.iterdir()) == ["ru_RU.aff", "ru_RU.dic"]


def test_half_a_dictionary_is_never_left(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(self: Path, target: Path) -> Path:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", fails)
    with pytest.raises(FolderRefusal, match="ru_RU"):
        unpack(vendored()["ru"], tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_a_folder_and_a_mapping_of_the_caller_are_used(tmp_path: Path) -> None:
    known: dict[str, bool] = {}
    dictionary = Speller("ru", tmp_path / "cache", known)
    assert misspelled("Привет, превет!", "ru", dictionary=dictionary)[0].word == "превет"
    assert known == {"Привет": True, "превет": False}
    assert (tmp_path / "cache" / "ru_RU.dic").is_file()
    known["превет"] = True
    assert misspelled("Привет, превет!", "ru", dictionary=dictionary) == ()


def test_a_language_without_a_dictionary_is_refused() -> None:
    with pytest.raises(UsageRefusal, match="ko-KP"):
        misspelled("말", "ko-KP")


RIGHT = {
    "uk": [
        "Пам’ятка, пам'ятка, памʼятка — одне слово. П’ять об’єктів.",
        "Хто-небудь, будь-хто, по-українськи, північно-східний, Івано-Франківськ.",
        "Здаю\u0301ся, мо\u0301жна, за\u0301мок, і\u0308жак.",
        "15-го, 3-річний, 15-хвилинний, А4, вул. Мостова, 12 км, 50 тис. грн, о 9:00.",
        "Дивіться https://example.org/сторинка або пишіть на ask@example.org.",
        "Радіо KBS, штаб ЗСУ, США, смартфон, дрони, онлайн, соцмереж.",
        "ПАМ’ЯТКА ДЛЯ ВІЙСЬКОВИХ",
        "слово\u00adсполучення сло\u00adво",
    ],
    "ru": [
        "Ещё, еще, всё, тёплая, теплая, подтверждённый, подтвержденный.",
        "Кто-нибудь, по-русски, всё-таки, из-за, скажи-ка.",
        "Смартфоны, онлайн, северокорейцев, 15-го, ул. Мостовая.",
    ],
    "en": [
        "The colour of the neighbours’ grey centre; organise, travelled, defence, favourite, manoeuvre, mould.",
        "The color of the neighbors’ gray center; organize, traveled, defense.",
        "Don't, don’t, the soldiers' bags, the guide's steps, e-mail, Wi-Fi, online, small-scale, twenty-four.",
        "A café. 2nd, 15th, A4, No. 5, approx. 5 km, KBS, 북한, Київ.",
    ],
}


@pytest.mark.parametrize(("language", "text"), [(lang, text) for lang, texts in RIGHT.items() for text in texts])
def test_right_words_are_known(language: str, text: str) -> None:
    assert unknown(text, language) == []


@pytest.mark.parametrize(
    ("language", "text", "words"),
    [
        ("uk", "Це памятка про обїзд і північно-схидний шлях.", ["памятка", "обїзд", "схидний"]),
        ("ru", "Превет, это ошыбка, кто-нибуть.", ["Превет", "ошыбка", "нибуть"]),
        ("en", "We recieve the tommorow mesage, smal-scale.", ["recieve", "tommorow", "mesage", "smal"]),
    ],
)
def test_misspelt_words_are_found_with_their_places(language: str, text: str, words: list[str]) -> None:
    found = misspelled(text, language)
    assert [one.word for one in found] == words
    assert all(text[one.start : one.end] == one.word and one.kind == WORD for one in found)


def test_an_unknown_name_is_told_more_softly() -> None:
    text = "Ми чули, що Умєров приїхав. Абракадарба. Умєров їде."
    assert [(one.word, one.kind) for one in misspelled(text, "uk")] == [
        ("Умєров", NAME),
        ("Абракадарба", WORD),
        ("Умєров", NAME),
    ]


def test_names_of_the_manuscript_are_known_in_every_case() -> None:
    text = "Рустемові Умєрову, з Умєровим; у Брюсселі й біля Хен Чхоля."
    assert unknown(text, "uk", ("Рустем Умєров", "Брюссель", "Хен Чхоль")) == []
    assert "Чхоля" in unknown(text, "uk", ("Рустем Умєров",))
    assert unknown("Umerov’s answer", "en", ("Umerov",)) == []


def test_what_the_typographer_tells_is_left_to_them() -> None:
    assert unknown("мiсто, мы", "uk") == []
    assert unknown("наші", "ru") == []


def test_proposals_come_when_asked_for_and_for_so_many_words_only() -> None:
    text = "We recieve a mesage, recieve."
    assert [one.proposals for one in misspelled(text, "en")] == [(), (), ()]
    found = misspelled(text, "en", proposing=1)
    assert found[0].proposals[0] == "receive"
    assert [bool(one.proposals) for one in found] == [True, False, True]
    assert remarks(text, "en", proposing=1)[0].proposal == "receive"


def test_british_beside_american_spelling_is_told_on_the_rarer_side() -> None:
    text = "The colour of the centre is gray."
    assert [(one.words, one.kind) for one in remarks(text, "en")] == [("gray", MIXED)]
    text = "Color and center, and then honour."
    assert [(one.words, one.proposal) for one in remarks(text, "en")] == [("honour", "honor")]
    assert remarks("Analyze it, then organise.", "en") != ()
    assert remarks("Organize the defence of the harbour.", "en") == ()


@pytest.mark.parametrize("word", ["smal", "failled", "smilling", "sence", "doctour", "entre", "sise", "untill"])
def test_slips_are_not_taken_for_british_spelling(word: str) -> None:
    assert unknown(f"It is {word} then.", "en") == [word]


@pytest.mark.parametrize("language", LANGUAGES)
def test_field_words_are_lacking_in_the_dictionary(language: str) -> None:
    asked = spelling.speller(language)
    words = own_vocabulary(language)
    assert words
    lone = Speller(language, known={})
    assert all(lone.knows(word) for word in words)
    assert not [word for word in words if asked._found(word)]


@settings(max_examples=150, deadline=None)
@given(
    st.one_of(
        st.text(max_size=80),
        st.text(st.sampled_from("аіїєыґёa'’ʼ-– .\u0301\u0306\u00ad1_@/́Ab\n"), max_size=60),
    ),
    st.sampled_from(LANGUAGES),
    st.lists(st.text(max_size=8), max_size=3),
)
def test_places_fit_any_text(text: str, language: str, own: list[str]) -> None:
    for one in misspelled(text, language, own):
        assert 0 <= one.start < one.end <= len(text)
        assert text[one.start : one.end] == one.word
    for remark in remarks(text, language, own):
        assert text[remark.start : remark.end] == remark.words
        assert remark.why.endswith(".")


@settings(deadline=None)
@given(st.text(max_size=30))
def test_folding_twice_is_folding_once(word: str) -> None:
    assert folded(folded(word)) == folded(word)


@given(st.integers(0, 400))
@settings(max_examples=20, deadline=None)
def test_long_runs_of_letters_do_not_break_the_engine(length: int) -> None:
    for language in LANGUAGES:
        assert isinstance(misspelled("ж" * length + " " + "q" * length, language), tuple)
