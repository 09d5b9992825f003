# SPDX-License-Identifier: Apache-2.0
"""Names: entities by any of their names, and words that look like names of something else."""

from collections.abc import Mapping

import pytest

from safeconduct.language.facts import reader
from safeconduct.model.ledger import Entity, EntityKind
from safeconduct.model.mention import MentionKind
from safeconduct.model.places import Span


def entity(
    id_: str,
    name: Mapping[str, str],
    forms: Mapping[str, tuple[str, ...]] | None = None,
    also: Mapping[str, tuple[str, ...]] | None = None,
) -> Entity:
    return Entity(id_, EntityKind.BODY, name, forms or {}, also or {}, None, Span(f"entities/{id_}.toml"))


ENTITIES = {
    one.id: one
    for one in (
        entity(
            "third-convention",
            {"en": "Third Geneva Convention", "uk": "Третя Женевська конвенція", "ko-KP": "제네바협약"},
            {"uk": ("Третьої Женевської конвенції",), "en": ("the Convention",), "ko-KP": ("협약",)},
        ),
        entity("ukraine", {"en": "Ukraine", "uk": "Україна", "ko-KP": "우크라이나"}, {"uk": ("України", "Україні")}),
        entity("kbs", {"en": "KBS"}),
        entity("kursk", {"en": "Kursk region", "ko-KP": "꾸르스크"}, also={"en": ("Kursk",)}),
        entity("umerov", {"en": "Umerov", "uk": "Умєров", "ko-KP": "우메로브"}),
        entity("embassy", {"ko-KP": "우크라이나대사관", "en": "Ukrainian Embassy"}),
        entity("river-guard", {"en": "O’Brien Guard", "ru": "Ёлкинская стража"}),
    )
}
READ = reader(ENTITIES)
BARE = reader({})


def names(text: str, language: str, *, known: bool = True) -> list[tuple[str, str]]:
    read = READ if known else BARE
    return [(m.value, text[m.start : m.end]) for m in read(text, language) if m.kind is MentionKind.NAME]


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("en", "The Third Geneva Convention protects.", [("third-convention", "Third Geneva Convention")]),
        (
            "en",
            "The Convention says so. He read the Convention.",
            [("third-convention", "The Convention"), ("third-convention", "the Convention")],
        ),
        ("uk", "вимога Третьої Женевської конвенції", [("third-convention", "Третьої Женевської конвенції")]),
        ("en", "in the Kursk region, in Kursk", [("kursk", "Kursk region"), ("kursk", "Kursk")]),
        ("en", "Ukraine's minister", [("ukraine", "Ukraine")]),
        ("en", "Ukrainetown", []),
        ("uk", "міністр розповів KBS", [("kbs", "KBS")]),
        ("ko-KP", "KBS에 말하였다", [("kbs", "KBS")]),
        (
            "ko-KP",
            "우크라이나에 있는, 우크라이나대사관에, 우크라이나로부터",
            [("ukraine", "우크라이나"), ("embassy", "우크라이나대사관"), ("ukraine", "우크라이나")],
        ),
        ("ko-KP", "우크라이나군대", []),
        ("ko-KP", "우메로브국방상은 꾸르스크지역에서", [("umerov", "우메로브"), ("kursk", "꾸르스크")]),
        ("en", "the O'Brien Guard", [("river-guard", "O'Brien Guard")]),
        ("en", "the Third  Geneva\nConvention", [("third-convention", "Third  Geneva\nConvention")]),
    ],
)
def test_known_names(language: str, text: str, expected: list[tuple[str, str]]) -> None:
    assert names(text, language) == expected


def test_the_number_in_a_name_is_no_number() -> None:
    assert [m.kind for m in READ("the Third Geneva Convention", "en")] == [MentionKind.NAME]
    assert [m.kind for m in READ("the third convention", "en")] == [MentionKind.NUMBER]


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("en", "He told Jang Seyul so.", ["Jang Seyul"]),
        ("en", "In Brussels, Belgium, they met.", ["Brussels", "Belgium"]),
        (
            "en",
            "President Volodymyr Zelenskyy spoke to Ukrainian President Volodymyr Zelenskyy.",
            ["Volodymyr Zelenskyy"] * 2,
        ),
        ("en", "Leaflets were sent. They came. Lay down your arms.", []),
        ("en", "Korean soldiers and the Russians met on Monday in May, and I saw it.", []),
        ("en", "according to the U.S. Department of State", ["U.S. Department of State"]),
        ("en", "KBS said so.", ["KBS"]),
        ("en", "Dr. Kim met the UN in New York on Friday.", ["Kim", "UN", "New York"]),
        ("uk", "У Києві Президент Володимир Зеленський сказав так.", ["Києві", "Володимир Зеленський"]),
        ("en", "STOP. DO NOT RUN.", []),
        ("en", "Take vitamin C, go to block A, keep it below 20 °C.", []),
        ("uk", "Вакцина від гепатиту В, блок А.", []),
        ("en", "What The Law Says About Prisoners", []),
        ("en", "Former North Korean soldiers", []),
        ("uk", "Сьогодні Держдепартамент США заявив, що Ви маєте право.", ["Держдепартамент США"]),
        ("uk", "Військові прийшли. Вони чекають.", []),
        ("ru", "Об этом рассказала Мария Иванова.", ["Мария Иванова"]),
        ("ko-KP", "미국무성은 로씨야국방성에 말하였다.", ["미국무성", "로씨야국방성"]),
        ("ko-KP", "귀대사관에, 사람들이, 군대에서, 확성기방송을", []),
        ("fr", "Il a vu Jean Dupont.", []),
    ],
)
def test_unknown_names(language: str, text: str, expected: list[str]) -> None:
    assert names(text, language, known=False) == [(f"?{name}", name) for name in expected]


def test_the_language_of_the_text_decides_whose_a_shared_name_is() -> None:
    first, second = entity("one", {"en": "Alpha"}), entity("two", {"uk": "Alpha"})
    read = reader({"one": first, "two": second})
    assert [m.value for language in ("en", "uk", "fr") for m in read("Alpha", language)] == ["one", "two", "one"]


def test_or_between_names_and_numbers() -> None:
    text = "우크라이나나 우크라이나대사관도 KBS도 말하지 않았다. 사흘이나 나흘"
    assert [text[m.start : m.end] for m in READ(text, "ko-KP") if m.kind is MentionKind.ALTERNATIVE] == [
        "나",
        "도",
        "이나",
    ]
