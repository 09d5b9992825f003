# SPDX-License-Identifier: Apache-2.0
"""A swapped step, an “or” turned “and”, a lost “not”, 10,000 turned 1,000: each is caught, in print and aloud.

The languages and pieces are those of examples/kursk-2024, with an audio script of its guide beside them.  The sweep at
the end takes back every negation, figure and choice of the example, one at a time, in one language at a time.
"""

import re
import shutil
from collections.abc import Iterator
from datetime import date
from functools import cache
from pathlib import Path

import pytest
from attrs import evolve

from safeconduct.api.judging import judge
from safeconduct.manuscript.copy_text import read_copy
from safeconduct.manuscript.faults import Faults
from safeconduct.model.edition import BlockKind, Copy
from safeconduct.model.judgement import Finding, Severity
from safeconduct.model.mention import MentionKind
from safeconduct.model.places import Span
from safeconduct.model.status import Status
from safeconduct.preflight.engine import checks
from safeconduct.preflight.scene import Scene
from safeconduct.preflight.subjects import FINDERS

KURSK = Path(__file__).parents[2] / "examples" / "kursk-2024"
TODAY = date(2026, 11, 1)
LANGUAGES = ("ko-KP", "uk", "en")
PARITY = (
    "copies-differ",
    "figures-differ",
    "names-differ-in-copy",
    "negation-differs",
    "alternative-differs",
    "tellings-differ",
    "telling-figures-differ",
    "step-order-differs",
    "figure-not-claimed",
    "hedge-lost",
)
CHOICE = {
    "ko-KP": "기다리거나 앉으십시오. {#choose}",
    "uk": "Чекайте або сядьте. {#choose}",
    "en": "Wait or sit down. {#choose}",
}
"""SPECIMEN text, not reviewed by a native reader: a choice that a leaflet and a recording both offer."""


@pytest.fixture
def manuscript(tmp_path: Path) -> Path:
    """The example, with an audio script of its guide, and with one choice told in print and aloud."""
    folder = tmp_path / "kursk"
    shutil.copytree(KURSK, folder)
    script = folder / "pieces" / "guide-aloud"
    script.mkdir()
    spoken = (folder / "pieces" / "spot" / "piece.toml").read_text("utf-8")
    (script / "piece.toml").write_text(spoken.replace("fm", "loudspeaker"), "utf-8")
    for language in LANGUAGES:
        guide = (folder / "pieces" / "guide" / f"copy.{language}.md").read_text("utf-8")
        blocks = [block for block in guide.split("\n\n") if not block.startswith("## ")]
        (script / f"copy.{language}.md").write_text(re.sub(r"!\[[^]]*\]\([^)]*\) ", "", "\n\n".join(blocks)), "utf-8")
        for piece in ("postcard", "spot"):
            path = folder / "pieces" / piece / f"copy.{language}.md"
            path.write_text(path.read_text("utf-8").rstrip() + f"\n\n{CHOICE[language]}\n", "utf-8")
    return folder


def found(folder: Path) -> list[Finding]:
    """The findings of the checks named in PARITY; whatever they find keeps its piece a specimen."""
    judged = judge(folder, (), None, TODAY)
    findings = [finding for finding in judged.decision.findings if finding.check in PARITY]
    for finding in findings:
        assert all(judged.decision.pieces[piece] is Status.SPECIMEN for piece in finding.pieces)
    return findings


def told(findings: list[Finding]) -> list[str]:
    return [f"{finding.check} {finding.place}: {finding.message}" for finding in findings]


def change(folder: Path, piece: str, language: str, pattern: str, words: str) -> str:
    """Put `words` in place of what `pattern` finds in one copy; return the copy's path in the manuscript."""
    name = f"pieces/{piece}/copy.{language}.md"
    text = (folder / name).read_text("utf-8")
    changed, count = re.subn(pattern, words, text, count=1)
    assert count == 1, f"{pattern} is not in {name}"
    (folder / name).write_text(changed, "utf-8")
    return name


def test_the_manuscript_as_it_is_has_none_of_these_findings(manuscript: Path) -> None:
    assert told(found(manuscript)) == []


@pytest.mark.parametrize("piece", ["postcard", "spot"])
@pytest.mark.parametrize(
    ("language", "pattern", "words"),
    [
        ("en", r"10,000|ten thousand", "1,000"),
        ("uk", r"10.000|десяти тисяч", "тисячі"),
        ("ko-KP", r"1만|만(?=명)", "천"),
    ],
)
def test_ten_thousand_turned_one_thousand(
    manuscript: Path, piece: str, language: str, pattern: str, words: str
) -> None:
    name = change(manuscript, piece, language, pattern, words)
    caught = {finding.check for finding in found(manuscript) if str(finding.place).startswith(f"{name}:")}
    assert {"figures-differ", "figure-not-claimed"} <= caught


@pytest.mark.parametrize("piece", ["postcard", "spot"])
@pytest.mark.parametrize(
    ("language", "pattern", "words"),
    [
        ("en", r"Do not pretend to surrender", "Pretend to surrender"),
        ("uk", r"Не вдавайте", "Вдавайте"),
        ("ko-KP", r"투항하는체 하지 마십시오", "투항하는체 하십시오"),
    ],
)
def test_a_lost_not(manuscript: Path, piece: str, language: str, pattern: str, words: str) -> None:
    name = change(manuscript, piece, language, pattern, words)
    caught = [finding for finding in found(manuscript) if str(finding.place).startswith(f"{name}:")]
    assert {"negation-differs", "tellings-differ"} <= {finding.check for finding in caught}
    assert all(f"{name}:" in str(one.place) and "pieces/" in one.message for one in caught), "both texts are named"


@pytest.mark.parametrize("piece", ["postcard", "spot"])
@pytest.mark.parametrize(
    ("language", "pattern", "words"),
    [
        ("en", "Wait or sit", "Wait and sit"),
        ("uk", "Чекайте або сядьте", "Чекайте і сядьте"),
        ("ko-KP", "기다리거나 앉", "기다리고 앉"),
    ],
)
def test_an_or_turned_and(manuscript: Path, piece: str, language: str, pattern: str, words: str) -> None:
    name = change(manuscript, piece, language, pattern, words)
    caught = [finding for finding in found(manuscript) if str(finding.place).startswith(f"{name}:")]
    assert {finding.check for finding in caught} == {"alternative-differs"}


STEP = r"(\d)\. (.*?)\[([^]]*)\](\(claim:[^)]*\)) (\{#[a-z-]+\})"
SWAPPED = {
    "nothing": r"\1. \7[\8]\9 \g<10>" "\n" r"\6. \2[\3]\4 \5",
    "ids": r"\1. \7[\8]\9 \5" "\n" r"\6. \2[\3]\4 \g<10>",
    "ids and pictures": r"\1. \2[\8]\9 \5" "\n" r"\6. \7[\3]\4 \g<10>",
    "all but the words": r"\1. \2[\8]\4 \5" "\n" r"\6. \7[\3]\9 \g<10>",
}
"""Two steps that change places, and what stays where it was."""


@pytest.mark.parametrize("piece", ["guide", "guide-aloud"])
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kept", SWAPPED)
def test_a_swapped_step(manuscript: Path, piece: str, language: str, kept: str) -> None:
    name = change(manuscript, piece, language, rf"(?m)^{STEP}\n{STEP}$", SWAPPED[kept])
    caught = [finding for finding in found(manuscript) if finding.severity is Severity.STOP]
    ways = {"step-order-differs"} if kept == "all but the words" else {"copies-differ", "step-order-differs"}
    assert {finding.check for finding in caught} == ways
    assert any(str(finding.place).startswith(f"{name}:") for finding in caught)
    assert {piece for finding in caught for piece in finding.pieces} == {"guide", "guide-aloud"}


def test_steps_swapped_in_every_language_of_the_recording_differ_from_the_guide(manuscript: Path) -> None:
    for language in LANGUAGES:
        change(manuscript, "guide-aloud", language, rf"(?m)^{STEP}\n{STEP}$", SWAPPED["nothing"])
    caught = found(manuscript)
    assert {finding.check for finding in caught} == {"step-order-differs"}
    assert {piece for finding in caught for piece in finding.pieces} == {"guide", "guide-aloud"}


TAKEN_BACK = {
    "en": [
        (r"\b([Dd])o not (\w)", r"\1o \2"),
        (r"\bneed not\b", "need"),
        (r"\bnot for any\b", "for any"),
        (r"\b[Nn]o (?=army|reward|force|weapon|promise)", "a "),
        (r"\b[Nn]obody\b", "Somebody"),
        (r"\bmust not\b", "must"),
        (r"\b(have|is|are) not\b", r"\1"),
        (r"\bnothing\b", "something"),
        (r"10,000", "1,000"),
        (r"\bten thousand\b", "one thousand"),
        (r"\b4 November", "5 November"),
        (r"\b11 November", "12 November"),
        (r"\bfourth of November", "fifth of November"),
        (r"\bfour (?=things|lines|requests)", "five "),
        (r"\bor(?= army| reject| words| wound)", "and"),
    ],
    "uk": [
        (r"\bЖодна армія їх нам не", "Одна армія їх нам"),
        (r"\bНіхто їх не", "Хтось їх"),
        (r"\bніхто на них не", "хтось на них"),
        (r"\bнічого не\b", "щось"),
        (r"\bНе оприлюднюйте(.*?) жодного", r"Оприлюднюйте\1"),
        (r"\bне (?=\w)", ""),
        (r"\bНе (\w)", r"\1"),
        (r"10.000", "1000"),
        (r"десяти тисяч", "однієї тисячі"),
        (r"\b4 листопада", "5 листопада"),
        (r"\b11 листопада", "12 листопада"),
        (r"Четвертого листопада", "П’ятого листопада"),
        (r"чотири речі", "п’ять речей"),
        (r"чотири прохання", "п’ять прохань"),
        (r"\b(?:чи|або)(?= армії| відхиліть| слів| ранити)", "і"),
    ],
    "ko-KP": [
        (r"하지 마십시오", "하십시오"),
        (r"말아주십시오", "주십시오"),
        (r"묻지 않습니다", "묻습니다"),
        (r"위협하지 않으며", "위협하며"),
        (r"약속하지 않습니다", "약속합니다"),
        (r"대신하지 않고", "대신하고"),
        (r"건사하지 않아도 됩니다", "건사하여야 합니다"),
        (r"확인해주지 않았", "확인해주었"),
        (r"감추지 않은", "감춘"),
        (r"여서는 안됩니다", "여도 됩니다"),
        (r"써서는 안됩니다", "써도 됩니다"),
        (r"찍어서는 안됩니다", "찍어도 됩니다"),
        (r"누구도 동의하지 않았", "누구나 동의하였"),
        (r"1만명", "천명"),
        (r"많게는 만명", "많게는 천명"),
        (r"11월 4일", "11월 5일"),
        (r"11월 11일", "11월 12일"),
        (r"십일월 사일", "십일월 오일"),
        (r"모릅니다", "압니다"),
        (r"모르는것", "아는것"),
        (r"네가지", "다섯가지"),
        (r"나라(?:나| 또는) 군대", "나라와 군대"),
        (r"확인하거나 거절", "확인하고 거절"),
    ],
}
"""Per language what is looked for, and what it is turned into: the opposite, another figure, or “and”.

What stands first is taken first, so that “ніхто не” is taken back as a whole.
"""
LOSABLE = (MentionKind.NUMBER, MentionKind.DATE, MentionKind.NEGATION, MentionKind.ALTERNATIVE)
NOT_WORDS = re.compile(r"\]\([^)]*\)|\{#[^}]*\}")


@cache
def example() -> Scene:
    return judge(KURSK, (), None, TODAY).scene


def mutants(copy: Copy) -> Iterator[tuple[str, Copy]]:
    """Yield every copy that differs in one negation, figure or choice, with the id of the block where it does."""
    text = (KURSK / copy.at.file).read_text("utf-8")
    taken = [range(*mark.span()) for mark in NOT_WORDS.finditer(text)]
    for pattern, words in TAKEN_BACK[copy.language]:
        for match in re.finditer(pattern, text):
            if any(match.start() in mark or match.end() - 1 in mark for mark in taken):
                continue
            taken.append(range(*match.span()))
            changed = text[: match.start()] + match.expand(words) + text[match.end() :]
            line = text.count("\n", 0, match.start()) + 1
            block = next(block for block in copy.blocks if block.at.first <= line <= block.at.last)
            yield block.id, read_copy(changed, copy.digest, copy.language, copy.at.file, Faults())


def caught_at(scene: Scene, piece: str, block: str) -> bool:
    for name in PARITY:
        record = checks()[name]
        for kind in record.subjects:
            for subject in FINDERS[kind](scene):
                if piece in subject.pieces and record.examine:
                    for fault in record.examine(subject.value, scene):
                        if f"{{#{block}}}" in fault.message and isinstance(fault.at or subject.place, Span):
                            return True
    return False


def test_every_negation_figure_and_choice_of_the_example_is_noticed_when_it_is_taken_back() -> None:
    scene, missed, tried = example(), [], 0
    for piece in scene.edition.pieces:
        # Only this piece: what another piece tells would catch it too, and hide that the languages do not.
        alone = evolve(scene, edition=evolve(scene.edition, pieces=(piece,)))
        for language, copy in piece.copies.items():
            for block, mutant in mutants(copy):
                tried += 1
                changed = evolve(piece, copies={**piece.copies, language: mutant})
                edition = evolve(alone.edition, pieces=(changed,))
                if not caught_at(evolve(alone, edition=edition), piece.id, block):
                    missed.append(f"{piece.id} {language} {{#{block}}}")
    assert tried >= 100, "the sweep found too little to take back"
    assert missed == [], f"{tried - len(missed)} of {tried} caught"


def test_every_block_that_denies_counts_or_chooses_is_swept() -> None:
    """The readers of texts and the table above agree on where there is something to lose."""
    scene, unswept = example(), []
    for piece in scene.edition.pieces:
        for language, copy in piece.copies.items():
            swept = {block for block, _ in mutants(copy)}
            for block in copy.blocks:
                kinds = (
                    {one.kind for one in scene.read(block.text, language)} if block.kind is not BlockKind.ROW else {}
                )
                if {"number", "negation", "alternative"} & set(kinds) and block.id not in swept:
                    unswept.append(f"{piece.id} {language} {{#{block.id}}}: {block.text}")
    assert unswept == []
