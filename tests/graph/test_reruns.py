# SPDX-License-Identifier: Apache-2.0
"""What runs again, and why: exactly what depends on a change, and nothing else."""

import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from attrs import evolve

from safeconduct.graph import keys
from safeconduct.graph.build import Built
from safeconduct.model.canonical import Digest
from safeconduct.model.works import Made, Step

from .conftest import Bench, forget, step


def no_executor() -> None:
    raise AssertionError("nothing should have run")


def tree(digest: Digest, **changes: Step) -> list[Step]:
    """Return two trunks, left and right; left carries two leaves and top needs both trunks."""
    steps = {
        "left": step("left", inputs={"copy": digest}),
        "right": step("right"),
        "leaf": step("leaf", needs=["left"]),
        "other": step("other", needs=["left"]),
        "top": step("top", needs=["leaf", "right"]),
    }
    return list({**steps, **changes}.values())


def test_an_unchanged_build_runs_nothing_and_makes_no_executor(bench: Bench) -> None:
    digest = bench.put("lie flat")
    first = bench.make(tree(digest))
    assert bench.ran == ["leaf", "left", "other", "right", "top"]
    second = bench.make(tree(digest), executor=no_executor)  # type: ignore[arg-type]
    assert bench.ran == []
    assert {n: evolve(e, ran=False) for n, e in first.items() if isinstance(e, Built)} == second
    assert bench.text(second, "top") == "from leaf=from left=copy=lie flat;left;leaf;from right=right;top"


@pytest.mark.parametrize(
    ("change", "runs"),
    [
        ({"right": step("right", text="to the right")}, ["right", "top"]),
        ({"leaf": step("leaf", needs=["left"], params={"more": 1})}, ["leaf"]),  # same bytes: top is spared
        ({"leaf": step("leaf", needs=["left"], text="Leaf")}, ["leaf", "top"]),
        ({"top": step("top", needs=["leaf", "right", "other"])}, ["top"]),
        ({"right": step("right", recipe="graph.recipes:slowly", params={"seconds": 0})}, ["right", "top"]),
        (
            {"other": step("other", needs=["left"], outputs=("text", "too"), params={"files": ["text", "too"]})},
            ["other"],
        ),
    ],
    ids=["param", "same outcome", "word", "one more input", "recipe", "output name"],
)
def test_a_change_runs_what_depends_on_it(bench: Bench, change: dict[str, Step], runs: list[str]) -> None:
    digest = bench.put("lie flat")
    bench.make(tree(digest))
    bench.make(tree(digest, **change))
    assert bench.ran == runs
    assert len(bench.orders) == len(runs)
    bench.make(tree(digest))
    assert bench.ran == []  # what was made before is still there


def test_a_changed_file_runs_what_depends_on_it(bench: Bench) -> None:
    bench.make(tree(bench.put("lie flat")))
    bench.make(tree(bench.put("lie still")))
    assert bench.ran == ["leaf", "left", "other", "top"]


def test_the_day_that_counts_is_an_ingredient_of_every_step(bench: Bench) -> None:
    steps = [step("a"), step("b", needs=["a"])]
    bench.make(steps)
    bench.make(steps, as_of=date(2024, 11, 21))
    assert bench.ran == ["a", "b"]


def test_a_new_version_of_a_tool_runs_the_steps_that_name_it(
    bench: Bench, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    installed = tmp_path / "site" / "anvil-1.0.dist-info"
    installed.mkdir(parents=True)
    monkeypatch.syspath_prepend(tmp_path / "site")
    steps = [step("a", tools=("anvil",)), step("b"), step("c", tools=("anvil", "attrs"), needs=["b"])]
    (installed / "METADATA").write_text("Metadata-Version: 2.1\nName: anvil\nVersion: 1.0\n")
    bench.make(steps)
    (installed / "METADATA").write_text("Metadata-Version: 2.1\nName: anvil\nVersion: 1.1\n")
    forget()
    bench.make(steps)
    assert bench.ran == ["a", "c"]


def test_a_missing_tool_is_left_to_the_recipe_to_refuse(bench: Bench) -> None:
    bench.make([step("a", tools=("no-such-distribution",))])
    assert bench.ran == ["a"]


NOUGHT = Digest("0" * 64)
GO = {"id": "a", "text": "go"}
RECIPE = "def write(inputs, params, out):\n    (out / 'text').write_text('{}')\n"


@pytest.mark.parametrize("edited", ["card.py", "paper/rolls.toml"])
def test_an_edited_code_file_runs_the_recipes_that_may_reach_it(
    bench: Bench, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, edited: str
) -> None:
    """A recipe from outside this house: its whole package counts, data files included; its neighbours do not."""
    for package in ("plug_in", "other_plug_in"):
        (tmp_path / package / "paper").mkdir(parents=True)
        (tmp_path / package / "__init__.py").touch()
        (tmp_path / package / "card.py").write_text(RECIPE.format(package))
        (tmp_path / package / "paper/rolls.toml").touch()
        for module in (package, f"{package}.card"):
            monkeypatch.delitem(sys.modules, module, raising=False)
    monkeypatch.syspath_prepend(tmp_path)
    steps = [step("a", recipe="plug_in.card:write"), step("b", recipe="other_plug_in.card:write"), step("c")]
    bench.make(steps)
    with (tmp_path / "plug_in" / edited).open("a") as stream:
        stream.write("# edited\n")
    forget()
    bench.make(steps)
    assert bench.ran == ["a"]


def test_a_recipe_in_a_single_module_is_digested(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(tmp_path)
    (tmp_path / "one_file.py").write_text(RECIPE.format(1))
    forget()
    before = keys.code_digest("one_file:write")
    (tmp_path / "one_file.py").write_text(RECIPE.format(2))
    forget()
    assert keys.code_digest("one_file:write") != before


def test_the_rooms_below_count_for_every_recipe_and_the_neighbours_for_none(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for room in ("press", "studio", "model", "tools", "manuscript", "graph"):
        (tmp_path / room).mkdir()
        (tmp_path / room / "code.py").write_text("before")
    monkeypatch.setattr(keys, "_root", lambda _top: tmp_path)

    def digests() -> tuple[str, str]:
        forget()
        return keys.code_digest("safeconduct.press.stamp:stamp"), keys.code_digest(
            "safeconduct.studio.taking.take:take"
        )

    def edit(room: str) -> tuple[bool, bool]:
        before = digests()
        (tmp_path / room / "code.py").write_text("after")
        return before[0] != digests()[0], before[1] != digests()[1]

    assert edit("press") == (True, False)
    assert edit("studio") == (False, True)
    assert [edit(room) for room in ("model", "tools", "manuscript", "graph")] == [(True, True)] * 4


@pytest.mark.parametrize("recipe", ["nowhere.at_all:f", "safeconduct.no_such_room.x:f", "", ":f"])
def test_a_recipe_that_nobody_has_is_named(recipe: str) -> None:
    with pytest.raises(ValueError, match="a recipe is named"):
        keys.code_digest(recipe)


@pytest.mark.parametrize(
    ("edit", "lines"),
    [
        (lambda s: evolve(s, params={**s.params, "text": "New"}), ['params.text: "Old" -> "New"']),
        (lambda s: evolve(s, params={**s.params, "more": None}), ["params.more: nothing -> null"]),
        (lambda s: evolve(s, params={**s.params, "flag": 1}), ["params.flag: true -> 1"]),
        (
            lambda s: evolve(s, params={**s.params, "blocks": [GO, {"id": "b", "text": "stay"}]}),
            ['params.blocks[2].text: "wait" -> "stay"'],
        ),
        (
            lambda s: evolve(s, inputs={"b": s.inputs["a"]}),
            [f'inputs.a: "{NOUGHT}" -> nothing', f'inputs.b: nothing -> "{NOUGHT}"'],
        ),
        (lambda s: evolve(s, tools=("attrs",)), ['tools.attrs: nothing -> "9"']),
        (lambda s: evolve(s, outputs=("text", "too")), ['outputs: ["text"] -> ["text","too"]']),
        (lambda s: evolve(s, name="renamed"), []),
    ],
)  # fmt: skip
def test_why_names_exactly_what_changed(
    monkeypatch: pytest.MonkeyPatch, edit: Callable[[Step], Step], lines: list[str]
) -> None:
    monkeypatch.setattr(keys, "tool_version", lambda _name: "9")
    blocks = [GO, {"id": "b", "text": "wait"}]
    old = step("x", text="Old", inputs={"a": NOUGHT}, params={"flag": True, "blocks": blocks})
    tables = []
    for one in (old, edit(old)):
        inputs = {name: ref for name, ref in one.inputs.items() if not isinstance(ref, Made)}
        tables.append(keys.ingredients(one, inputs, 0))
    assert list(keys.differences(*tables)) == lines
    assert (keys.key_of(tables[0]) == keys.key_of(tables[1])) == (not lines)


def test_why_shows_the_words_that_changed_in_a_long_text() -> None:
    lorem = "Come out with your hands free. " * 20
    line = next(keys.differences({"text": lorem + "Walk." + lorem}, {"text": lorem + "Wait." + lorem}))
    assert "Walk." in line
    assert "Wait." in line
    assert len(line) < 200
