# SPDX-License-Identifier: Apache-2.0
"""The corpus itself: it is large enough, it knows every code, and a verifier that erred would not pass."""

import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from attack import BOTH, GREEN, LIGHTS, Attack, Expected
from attrs import evolve
from corpus import ALL, KINDS
from judged import agree, verdicts, verifiers_for
from looking import Look, Said, looks_at
from page_in_node import NODE, WHY_NOT

SPECIFICATION = Path(__file__).parents[3] / "docs/package.md"
VERIFIERS = ("by_safeconduct", "by_verify_py", "by_verify_html")
BY_NAME = {one.name: one for one in ALL}


def table() -> Iterator[tuple[str, str, str]]:
    """Yield light, code and colour of each line of the specification's table."""
    light = ""
    for line in SPECIFICATION.read_text("utf-8").splitlines():
        if found := re.match(r"\| ([A-Z ]*)\| `([a-z-]+)` \| (red|yellow) \|", line):
            light = found[1].strip().lower().replace(" ", "_") or light
            yield light, found[2], found[3]


def test_at_least_80_attacks_are_for_all_three_verifiers_and_100_in_all() -> None:
    harmful = [one for one in ALL if one.expected.main or one.zipped.main]
    assert len(harmful) >= 100
    assert sum(one.page for one in harmful) >= 80
    assert sum(one.shapes == BOTH for one in harmful) >= 80
    assert all(len(attacks) >= 10 for attacks in KINDS.values())


def test_every_attack_has_a_name_of_its_own_and_a_hope() -> None:
    assert max(Counter(one.name for one in ALL).values()) == 1
    assert all(len(one.hope.split()) >= 3 for one in ALL)


def test_every_code_of_the_specification_is_the_main_reason_of_an_attack() -> None:
    told = {(light, code) for light, code, _ in table()}
    mains = {one.expected.main[:2] for one in ALL if one.expected.main} | {
        one.zipped.main[:2] for one in ALL if one.zipped.main
    }
    assert mains == told


def test_what_is_expected_is_possible() -> None:
    colours = {(light, code): colour for light, code, colour in table()}
    for one in ALL:
        for expected in (one.expected, one.zipped):
            green = set(expected.lights.values()) == {"green"}
            assert (expected.main is None) is green
            assert expected.exit == (0 if green else 7 if expected.lights["whole"] == "green" else 6)
            if expected.main:
                light, code, _ = expected.main
                assert expected.lights[light] == colours[light, code]
                before = LIGHTS[: LIGHTS.index(light)]
                assert all(expected.lights[other] in ("green", "grey") for other in before), one.name


def test_controls_are_among_them_so_that_a_verifier_which_always_says_no_fails() -> None:
    assert sum(one.expected.main is None for one in ALL) >= 20


FALSE = (GREEN, "RGGG whole altered data/report.json 6", "GGRG signed_off role legal 6", "GGYG signed_off role legal 7")


@pytest.mark.parametrize("false", FALSE)
def test_a_false_expectation_is_noticed_in_every_verifier(false: str, tmp_path: Path) -> None:
    if NODE is None:
        pytest.skip(WHY_NOT)
    attack = BY_NAME["nobody signed as legal"]
    expected = Expected.written(false)
    for shape, look in looks_at(attack, tmp_path):
        said = dict(verdicts(attack, look))
        assert tuple(said) == verifiers_for(attack) == VERIFIERS
        for by, one in said.items():
            assert one.is_as(attack.told(shape)), by
            assert not one.is_as(expected), by


def test_a_false_expectation_fails(tmp_path: Path) -> None:
    attack = evolve(BY_NAME["nobody signed as legal"], expected=Expected.written(GREEN))
    with pytest.raises(AssertionError, match="nobody signed as legal as a folder"):
        agree(attack, tmp_path)


@pytest.mark.parametrize("liar", VERIFIERS)
@pytest.mark.parametrize(
    "lie",
    [
        lambda _: Said(dict.fromkeys(LIGHTS, "green"), (), 0),
        lambda said: evolve(said, reasons=said.reasons[:1]),
        lambda said: evolve(said, exit=0),
        lambda said: evolve(said, reasons=said.reasons[::-1]),
    ],
    ids=["always green", "less reasons", "another exit", "another order"],
)
def test_a_verifier_that_errs_alone_is_noticed(
    liar: str, lie: object, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    if NODE is None and liar == "by_verify_html":
        pytest.skip(WHY_NOT)
    attack = BY_NAME["a sign-off of another release"]
    honest = getattr(Look, liar)
    monkeypatch.setattr(Look, liar, lambda look: lie(honest(look)))  # type: ignore[operator]
    with pytest.raises(AssertionError):
        agree(attack, tmp_path)


@pytest.mark.parametrize("attack", [one for one in ALL if one.expected.main is None][:3], ids=lambda one: one.name)
def test_an_attack_has_the_shapes_that_it_names(attack: Attack, tmp_path: Path) -> None:
    assert tuple(shape for shape, _ in looks_at(attack, tmp_path)) == attack.shapes
