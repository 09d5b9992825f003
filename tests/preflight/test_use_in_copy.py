# SPDX-License-Identifier: Apache-2.0
"""What a copy says rests on the ledger, and says no more than it: tried on examples/kursk-2024, in print and aloud."""

import re
import shutil
from datetime import date
from functools import cache
from pathlib import Path

import pytest
from attrs import evolve

from safeconduct.api.judging import judge
from safeconduct.manuscript.copy_text import read_copy
from safeconduct.manuscript.faults import Faults
from safeconduct.model.edition import Edition
from safeconduct.model.judgement import Finding, Severity
from safeconduct.model.status import Status
from safeconduct.preflight.engine import checks
from safeconduct.preflight.scene import Scene
from safeconduct.preflight.subjects import FINDERS

KURSK = Path(__file__).parents[2] / "examples" / "kursk-2024"
TODAY = date(2026, 11, 1)
LANGUAGES = ("ko-KP", "uk", "en")
CHECKS = (
    "fact-without-claim",
    "figure-not-claimed",
    "hedge-lost",
    "modality-strengthened",
    "attribution-not-named",
    "name-not-preferred",
    "name-not-claimed",
    "extreme-not-claimed",
    "picture-of-another-step",
)
COUNT = "claim:us-2024-11-04"


@pytest.fixture
def manuscript(tmp_path: Path) -> Path:
    folder = tmp_path / "kursk"
    shutil.copytree(KURSK, folder)
    return folder


def found(folder: Path) -> list[Finding]:
    return [one for one in judge(folder, (), None, TODAY).decision.findings if one.check in CHECKS]


def change(path: Path, pattern: str, words: str) -> None:
    changed, count = re.subn(pattern, words, path.read_text("utf-8"))
    assert count, f"{pattern} is not in {path}"
    path.write_text(changed, "utf-8")


def test_the_example_has_none_of_these_findings() -> None:
    assert [f"{one.check} {one.place}: {one.message}" for one in found(KURSK)] == []


@pytest.mark.parametrize("piece", ["postcard", "spot", "letter"])
@pytest.mark.parametrize(
    ("language", "pattern", "words"),
    [
        ("en", "as many as ", ""),
        ("en", "as many as ", "at least "),
        ("uk", "до (?=10|десяти)", ""),
        ("uk", "до (?=10|десяти)", "понад "),
        ("ko-KP", "많게는 (1?만명)까지", r"\1이"),
        ("ko-KP", "많게는 (1?만명)까지", r"\1이상"),
    ],
)
def test_a_lost_or_reversed_hedge_stops(manuscript: Path, piece: str, language: str, pattern: str, words: str) -> None:
    name = f"pieces/{piece}/copy.{language}.md"
    change(manuscript / name, pattern, words)
    caught = [one for one in found(manuscript) if one.check == "hedge-lost"]
    assert {one.place.file for one in caught} == {name}
    assert caught[0].severity is Severity.STOP


@pytest.mark.parametrize(
    ("language", "pattern", "words"),
    [
        ("en", "the US State Department said that as many as", "as many as"),
        ("uk", "Держдепартамент США заявив, що у", "у"),
        ("ko-KP", "미국무성은 (.*갔)다고 말하였습니다", r"\1습니다"),
    ],
)
def test_whoever_said_it_is_named_aloud(manuscript: Path, language: str, pattern: str, words: str) -> None:
    name = f"pieces/spot/copy.{language}.md"
    change(manuscript / name, pattern, words)
    assert {one.place.file for one in found(manuscript) if one.check == "attribution-not-named"} == {name}


SPEAKERS = {
    "en": ("the US State Department", "Umerov"),
    "uk": ("Держдепартамент США", "Рустем Умєров"),
    "ko-KP": ("미국무성은", "우메로브는"),
}


@pytest.mark.parametrize("piece", ["postcard", "spot", "letter"])
def test_words_in_another_mouth_are_noticed_though_every_language_has_them(manuscript: Path, piece: str) -> None:
    names = {language: f"pieces/{piece}/copy.{language}.md" for language in SPEAKERS}
    for language, (speaker, other) in SPEAKERS.items():
        change(manuscript / names[language], speaker, other)
    caught = [one for one in found(manuscript) if one.check == "name-not-claimed"]
    assert {one.place.file for one in caught} == set(names.values())
    assert all("us-2024-11-04" in one.message for one in caught)


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_extreme_that_the_record_does_not_know_is_noticed(manuscript: Path, language: str) -> None:
    name = f"pieces/postcard/copy.{language}.md"
    said = {
        "en": ("said that", "said for the first time that"),
        "uk": ("заявив", "вперше заявив"),
        "ko-KP": ("미국무성은", "미국무성은 처음으로"),
    }
    change(manuscript / name, *said[language])
    assert {one.place.file for one in found(manuscript) if one.check == "extreme-not-claimed"} == {name}


@pytest.mark.parametrize("modality", ["expected", "possible", "denied"])
def test_a_deed_that_becomes_a_plan_stops_every_piece_that_tells_it(manuscript: Path, modality: str) -> None:
    change(manuscript / "claims" / "us-2024-11-04.toml", 'modality = "occurred"', f'modality = "{modality}"')
    judged = judge(manuscript, (), None, TODAY)
    caught = [one for one in judged.decision.findings if one.check == "modality-strengthened"]
    telling = {f"pieces/{piece}/copy.{tag}.md" for piece in ("postcard", "spot", "letter") for tag in LANGUAGES}
    assert {one.place.file for one in caught} == telling
    assert all(judged.decision.pieces[piece] is Status.SPECIMEN for one in caught for piece in one.pieces)


@pytest.mark.parametrize("verdict", ["hold", "refuse", "disputed", "withdrawn"])
def test_a_claim_that_is_not_cleared_stops_every_piece_that_tells_it(manuscript: Path, verdict: str) -> None:
    change(manuscript / "claims" / "us-2024-11-04.toml", 'verdict = "attribute"', f'verdict = "{verdict}"')
    [caught] = [one for one in judge(manuscript, (), None, TODAY).decision.findings if one.check == "claim-not-cleared"]
    assert {"postcard", "spot", "letter"} <= set(caught.pieces)


@cache
def example() -> Scene:
    return judge(KURSK, (), None, TODAY).scene


def unlinked_facts(scene: Scene, edition: Edition) -> set[str]:
    record = checks()["fact-without-claim"]
    assert record.examine is not None
    changed = evolve(scene, edition=edition)
    return {
        str(subject.place)
        for kind in record.subjects
        for subject in FINDERS[kind](changed)
        for _ in record.examine(subject.value, changed)
    }


def names(edition: Edition, language: str) -> list[str]:
    printed = [name for one in edition.entities.values() for tag, name in one.name.items() if tag == language]
    return [*printed, *(form for one in edition.entities.values() for form in one.forms.get(language, ()))]


def test_every_link_around_a_figure_or_a_name_is_needed() -> None:
    """Each link of the example is taken away, one at a time, and its words stay."""
    scene, tried, missed = example(), 0, []
    for piece in scene.edition.pieces:
        sender = " ".join((*piece.attribution.speaker.values(), *piece.attribution.on_behalf_of.values()))
        for language, copy in piece.copies.items():
            known = [name for name in names(scene.edition, language) if name not in sender]
            text = (KURSK / copy.at.file).read_text("utf-8")
            for link in re.finditer(r"(?<!!)\[([^]]*)\]\((?:claim|promise):[^)]*\)", text):
                if not (re.search("[0-9]", link[1]) or any(name in link[1] for name in known)):
                    continue
                tried += 1
                bare = text[: link.start()] + link[1] + text[link.end() :]
                mutant = read_copy(bare, copy.digest, language, copy.at.file, Faults())
                line = text.count("\n", 0, link.start()) + 1
                changed = evolve(piece, copies={**piece.copies, language: mutant})
                if f"{copy.at.file}:{line}" not in unlinked_facts(scene, evolve(scene.edition, pieces=(changed,))):
                    missed.append(f"{copy.at.file}:{line} {link[0]}")
    assert tried >= 30
    assert missed == []
