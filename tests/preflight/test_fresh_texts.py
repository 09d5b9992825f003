# SPDX-License-Identifier: Apache-2.0
"""Two texts that no rule was made for: nothing is found in them as they stand, and each of their facts when it changes.

`specimens/` holds a notice of a clinic and one of a border post, in English, Ukrainian and Korean; SPECIMEN text, not
reviewed by native readers, about places that do not exist.
"""

import re
from collections.abc import Iterator
from datetime import date
from functools import cache
from itertools import combinations
from pathlib import Path

import pytest
from attrs import evolve

from safeconduct.api.judging import judge
from safeconduct.manuscript.copy_text import read_copy
from safeconduct.manuscript.faults import Faults
from safeconduct.model.edition import Block, BlockKind, Copy
from safeconduct.preflight.engine import checks
from safeconduct.preflight.scene import Scene
from safeconduct.preflight.subjects import FINDERS

SPECIMENS = Path(__file__).parent / "specimens"
TEXTS = ("vaccination", "crossing")
LANGUAGES = ("en", "uk", "ko-KP")
CHECKS = (
    "fact-without-claim",
    "figure-not-claimed",
    "name-not-claimed",
    "extreme-not-claimed",
    "name-not-preferred",
    "hedge-lost",
    "modality-strengthened",
    "copies-differ",
    "figures-differ",
    "names-differ-in-copy",
    "negation-differs",
    "alternative-differs",
    "picture-of-another-step",
)


@cache
def scene_of(text: str) -> Scene:
    return judge(SPECIMENS / text, (), None, date(2026, 11, 1)).scene


def found(scene: Scene) -> set[str]:
    """The faults that the checks of words find, each as “check: message”."""
    faults = set()
    for name in CHECKS:
        record = checks()[name]
        assert record.examine is not None
        for kind in record.subjects:
            for subject in FINDERS[kind](scene):
                faults |= {f"{name}: {fault.message}" for fault in record.examine(subject.value, scene)}
    return faults


def with_copy(scene: Scene, copy: Copy) -> Scene:
    [piece] = scene.edition.pieces
    changed = evolve(piece, copies={**piece.copies, copy.language: copy})
    return evolve(scene, edition=evolve(scene.edition, pieces=(changed,)))


@pytest.mark.parametrize("text", TEXTS)
def test_nothing_is_found_in_a_text_as_it_stands(text: str) -> None:
    scene = scene_of(text)
    [piece] = scene.edition.pieces
    assert all(len(copy.blocks) >= 10 for copy in piece.copies.values())
    assert found(scene) == set()


CHANGES = {
    "en": [
        (r"\bDo not\b", "Do"),
        (r"\bdo not (?=\w)", "do "),
        (r"\bis not\b", "is"),
        (r"\bcannot\b", "can"),
        (r"\bnobody had\b", "somebody had"),
        (r"\bNobody may\b", "Anybody may"),
        (r"\bno buses\b", "buses"),
        (r"\bwithout a (?=declaration|name)", "with a "),
        (r"\bor\b", "and"),
        (r"\b(\d+)(?=[ ,.-])(?! of 100)", r"\g<1>1"),
        (r"\btwo(?= protect| or)", "five"),
        (r"\bOne(?= dose)", "Three"),
        (r"\bNovember\b", "December"),
        (r"\bsix\b", "five"),
        (r"\bHealth Office\b", "Reed Street"),
        (r"\bCustoms Office\b", "Red Cross"),
        (r"\bRed Cross\b", "Customs Office"),
        (r"\bStone Gap\b", "Lind"),
        (r"\bLind\b", "Willow Ford"),
    ],
    "uk": [
        (r"\b[Нн]е (?=чухайте|платіть|сперечайтеся|щеплюють|небезпечно|знаємо|можемо|залишайте|їздять)", ""),
        (r"\bніхто не помер", "дехто помер"),
        (r"\bНіхто не має", "Дехто має"),
        (r"\b(?:або|чи)(?= картку| приймаєте| дітей| три| о 15| від суду)", "і"),
        (r"\b(\d+)(?=[ ,.-])(?! людей)", r"\g<1>1"),
        (r"\bлистопада\b", "грудня"),
        (r"\bшість\b", "п’ять"),
        (r"\bдві(?= захищають)", "три"),
        (r"\bРайонне управління здоров’я\b", "Червоний Хрест"),
        (r"\bДолинна митниця\b", "Лінд"),
        (r"\bЧервоний Хрест\b", "Долинна митниця"),
        (r"\bКам’яний перевал\b", "Лінд"),
        (r"\bЛінда\b", "Вербового Броду"),
    ],
    "ko-KP": [
        (r"긁지 마십시오", "긁으십시오"),
        (r"내지 마시고", "내시고"),
        (r"다투지도 마십시오", "다투십시오"),
        (r"두지 마십시오", "두십시오"),
        (r"접종하지 않습니다", "접종합니다"),
        (r"위험하지 않습니다", "위험합니다"),
        (r"요구해서는 안됩니다", "요구해도 됩니다"),
        (r"다니지 않습니다", "다닙니다"),
        (r"신고하지 않고", "신고하고"),
        (r"말할수 없습니다", "말할수 있습니다"),
        (r"모릅니다", "압니다"),
        (r"려권이나", "려권과"),
        (r"있거나", "있고"),
        (r"녀성이나", "녀성과"),
        (r"이틀 또는 사흘", "이틀과 사흘"),
        (r"사람이나 재판소", "사람과 재판소"),
        (r"9시 또는 15시", "9시와 15시"),
        (r"(\d+)(?=명|년|월|일|시|분|조|만|세대)", r"\g<1>1"),
        (r"(?<=11)월", "월하고도"),
        (r"여섯달", "다섯달"),
        (r"군보건국은", "갈대거리는"),
        (r"골안세관은", "적십자회는"),
        (r"적십자회는", "골안세관은"),
        (r"돌고개길은", "린드길은"),
        (r"린드로", "버들나루로"),
    ],
}
"""Per language what is looked for, and what it is turned into: the opposite, “and”, another figure, another name."""
NOT_WORDS = re.compile(r"\]\([^)]*\)|\{#[^}]*\}|(?m:^\d\. )|!\[[^]]*\]")


def changed_copies(text: str, language: str) -> Iterator[tuple[str, Copy]]:
    """Yield every copy that differs in one fact, with what was changed."""
    [piece] = scene_of(text).edition.pieces
    copy = piece.copies[language]
    words = (SPECIMENS / text / copy.at.file).read_text("utf-8")
    kept = [range(*mark.span()) for mark in NOT_WORDS.finditer(words)]
    for pattern, instead in CHANGES[language]:
        for match in re.finditer(pattern, words):
            if not any(match.start() in mark for mark in kept):
                put = match.expand(instead)
                mutant = words[: match.start()] + put + words[match.end() :]
                line = words.count("\n", 0, match.start()) + 1
                said = f"{text} {language}:{line} “{match[0]}” → “{put}”"
                yield said, read_copy(mutant, copy.digest, language, copy.at.file, Faults())


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_fact_that_changes_in_one_language_is_noticed(language: str) -> None:
    tried = [
        (said, bool(found(with_copy(scene_of(text), copy))))
        for text in TEXTS
        for said, copy in changed_copies(text, language)
    ]
    assert len(tried) >= 25
    assert [said for said, noticed in tried if not noticed] == []


def test_every_change_of_the_table_is_made() -> None:
    for language in LANGUAGES:
        words = "".join(
            (SPECIMENS / text / "pieces/guide" / f"copy.{language}.md").read_text("utf-8") for text in TEXTS
        )
        assert [pattern for pattern, _ in CHANGES[language] if not re.search(pattern, words)] == []


def swapped(copy: Copy, one: Block, other: Block) -> Copy:
    """The copy with the words of two steps changed over: ids, pictures, their words and citations stay."""

    def put(block: Block, words: Block) -> Block:
        cites = next((run.cites for run in block.runs if run.cites), None)
        return evolve(block, runs=tuple(evolve(run, cites=cites) for run in words.runs))

    turned = {one.id: put(one, other), other.id: put(other, one)}
    return evolve(copy, blocks=tuple(turned.get(block.id, block) for block in copy.blocks))


@pytest.mark.parametrize("text", TEXTS)
@pytest.mark.parametrize("language", LANGUAGES)
def test_words_of_two_steps_that_change_places_are_noticed(text: str, language: str) -> None:
    scene = scene_of(text)
    [piece] = scene.edition.pieces
    copy = piece.copies[language]
    steps = [block for block in copy.blocks if block.kind is BlockKind.STEP]
    pairs = list(combinations(steps, 2))
    missed = [f"{one.id} {other.id}" for one, other in pairs if not found(with_copy(scene, swapped(copy, one, other)))]
    assert len(pairs) == 10
    assert missed == []
