# SPDX-License-Identifier: Apache-2.0
"""Names that differ: one entity, several spellings, each with the line of the capture where it stands first."""

from hypothesis import given
from hypothesis import strategies as st
from miniature import entity, ledger, source

from safeconduct.evidence.spellings import spellings
from safeconduct.model.ledger import Entity


def told(entities: list[Entity], **pages: str) -> list[str]:
    edition = ledger([], [source(name, language=name.partition("_")[0]) for name in pages], entities)
    found = {f"{name}.txt": words for name, words in pages.items()}
    return [one.sentence for one in spellings(edition, found.get)]


ZE = entity("ze", "person", None, "Zelensky", "Zelenskyj", en="Zelenskyy")


def test_each_spelling_with_file_and_line() -> None:
    assert told([ZE], en_a="One line.\nMr Zelenskyy spoke.", en_b="Zelensky, Zelenskyy") == [
        "“ze” goes by 2 names in the captures: “Zelensky” (en_b.txt:1), “Zelenskyy” (en_a.txt:2)."
    ]


def test_one_spelling_is_no_finding() -> None:
    assert told([ZE], en_a="Zelenskyy and Zelenskyy", en_b="Zelenskyys, aZelensky and Zelenskyyy") == []


def test_a_name_in_another_language_is_no_spelling() -> None:
    ze = entity("ze", "person", en="Zelenskyy", uk="Зеленський")
    assert told([ze], en_a="Zelenskyy", uk_a="Зеленський") == []


def test_a_particle_may_follow_hangul_and_a_line_may_end_within_a_name() -> None:
    jang = Entity("jang", ZE.kind, {"ko-KP": "장세율"}, {}, {"ko": ("장 세율",)}, None, ZE.at)
    assert told([jang], ko_a="장세율은 말했다.\n장\n세율이") == [
        "“jang” goes by 2 names in the captures: “장 세율” (ko_a.txt:2), “장세율” (ko_a.txt:1)."
    ]


def test_the_longest_name_counts_and_not_the_one_inside_it() -> None:
    corps = entity("corps", "body", None, "Propaganda Corps", en="Propaganda Corps of Brook")
    assert told([corps], en_a="The Propaganda Corps of Brook.") == []


def test_captures_that_are_not_at_hand_are_left_out() -> None:
    assert spellings(ledger([], [source("en_a")], [ZE]), lambda _file: None) == ()


NAMES = st.lists(st.text("abcXY", min_size=1, max_size=4), min_size=2, max_size=4, unique=True)


@given(NAMES, st.lists(st.text("abcXY", min_size=1, max_size=4), max_size=8))
def test_against_words_compared_one_by_one(names: list[str], words: list[str]) -> None:
    one = entity("one", "body", None, *names[1:], en=names[0])
    met = [name for name in names if name in words]
    lines = {name: words.index(name) + 1 for name in met}
    told_of = told([one], en_a="\n".join(words))
    places = ", ".join(f"“{name}” (en_a.txt:{lines[name]})" for name in sorted(met))
    assert told_of == ([f"“one” goes by {len(met)} names in the captures: {places}."] if len(met) > 1 else [])
