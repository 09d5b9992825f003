# SPDX-License-Identifier: Apache-2.0
"""Why a file comes out otherwise: the step whose making differs is named, however far it is from the file."""

from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path
from typing import cast

import pytest
from hypothesis import given
from hypothesis import strategies as st

from safeconduct.api.differing import why_they_differ
from safeconduct.api.exactness import sealed_outputs
from safeconduct.api.judging import Judged
from safeconduct.api.making import Made
from safeconduct.graph.build import Built, build
from safeconduct.graph.store import Store
from safeconduct.model.canonical import Digest
from safeconduct.model.works import Made as Ref
from safeconduct.model.works import Plan, Planned, Step

FILE = "notice.pdf"


def write_words(inputs: Mapping[str, Path], params: Mapping[str, object], out: Path) -> None:
    """A recipe: what came in, and a word of its own."""
    (out / "text").write_text("".join(path.read_text() for path in inputs.values()) + str(params["word"]))


def steps(word: str, stamp: str) -> tuple[Step, ...]:
    recipe = f"{__name__}:write_words"
    return (
        Step("typeset", recipe, {}, {"word": word}, ("text",)),
        Step("stamp", recipe, {"page": Ref("typeset", "text")}, {"word": stamp}, ("text",)),
    )


def made(store: Store, of: Sequence[Step]) -> Made:
    endings = build(of, store, lambda: ThreadPoolExecutor(1), date(2026, 1, 1))
    plan = Plan("notice", "en", "leaflet", tuple(of), (Planned(FILE, "application/pdf", Ref("stamp", "text")),))
    return Made(cast(Judged, None), (), (plan,), endings, (), None)


def key(of: Made) -> Digest:
    ending = of.endings["stamp"]
    assert isinstance(ending, Built)
    return ending.key


def told(tmp_path: Path, then: tuple[str, str], now: tuple[str, str]) -> tuple[str, ...]:
    with Store(tmp_path / "store").locked() as store:
        before, after = made(store, steps(*then)), made(store, steps(*now))
        return why_they_differ({FILE: key(before)}, after, store)[FILE]


def test_the_step_itself_is_named(tmp_path: Path) -> None:
    assert told(tmp_path, ("a", "old"), ("a", "new")) == ('stamp: params.word: "old" -> "new"',)


def test_a_step_further_back_is_named(tmp_path: Path) -> None:
    assert told(tmp_path, ("old", "s"), ("new", "s")) == ('typeset: params.word: "old" -> "new"',)


def test_the_same_step_with_other_bytes_is_the_processor_or_damage(tmp_path: Path) -> None:
    (line,) = told(tmp_path, ("a", "s"), ("a", "s"))
    assert line.startswith("stamp: the same step")


def test_what_the_store_has_forgotten_is_said(tmp_path: Path) -> None:
    with Store(tmp_path / "store").locked() as store:
        after = made(store, steps("a", "s"))
        (line,) = why_they_differ({FILE: Digest("0" * 64)}, after, store)[FILE]
    assert "not in this store" in line


def test_nothing_differs_nothing_is_said(tmp_path: Path) -> None:
    with Store(tmp_path / "store").locked() as store:
        assert why_they_differ({}, made(store, steps("a", "s")), store) == {}


def step(name: str, inputs: Mapping[str, str], sealed: tuple[str, ...] = (), aside: tuple[str, ...] = ()) -> Step:
    given = {one: Ref(*ref.split(":")) for one, ref in inputs.items()}
    return Step(name, "no.recipe:at_all", given, {}, ("a", "b"), sealed=sealed, aside=aside)


def test_what_is_made_of_a_sealed_thing_is_sealed_too() -> None:
    chain = [step("letter", {"x": "film:a"}), step("film", {"x": "sound:b"}), step("sound", {}, sealed=("b",))]
    found = {f"{ref.step}:{ref.output}" for ref in sealed_outputs(chain)}
    assert found == {"sound:b", "film:a", "film:b", "letter:a", "letter:b"}


@pytest.mark.parametrize(("origin", "expected"), [((), {"sound:b"}), (("a",), None)])
def test_an_input_set_aside_passes_on_only_what_it_was_made_of(
    origin: tuple[str, ...], expected: set[str] | None
) -> None:
    chain = [
        step("voice", {}, sealed=origin),
        step("sound", {"x": "voice:a"}, sealed=("b",)),
        step("words", {"x": "sound:b"}, aside=("x",)),
    ]
    found = {f"{ref.step}:{ref.output}" for ref in sealed_outputs(chain)}
    everything_after = {"voice:a", "sound:a", "sound:b", "words:a", "words:b"}
    assert found == (everything_after if expected is None else expected)


@given(
    links=st.lists(st.lists(st.integers(0, 20), max_size=4), min_size=1, max_size=12),
    sealed=st.sets(st.integers(0, 11)),
)
def test_sealed_is_exactly_what_can_be_reached_from_the_sealed(links: list[list[int]], sealed: set[int]) -> None:
    chain = [
        step(str(n), {str(i): f"{back % n}:a" for i, back in enumerate(backs) if n}, ("a",) if n in sealed else ())
        for n, backs in enumerate(links)
    ]
    reached = set[int]()
    for n, backs in enumerate(links):
        if any(back % n in reached or back % n in sealed for back in backs if n):
            reached.add(n)
    expected = {
        (str(n), out) for n in range(len(links)) for out in "ab" if n in reached or (n in sealed and out == "a")
    }
    assert {(ref.step, ref.output) for ref in sealed_outputs(chain)} == expected
