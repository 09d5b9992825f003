# SPDX-License-Identifier: Apache-2.0
"""Errors cross as values, dependants are skipped, and the rest goes on."""

import os
import shutil
import signal
import time
from collections.abc import Callable
from concurrent.futures import Executor, ThreadPoolExecutor
from functools import partial
from pathlib import Path

import pytest

from safeconduct.graph.build import Built, Ending, Failed, RecipeBugError, Skipped, build
from safeconduct.graph.executor import local_processes
from safeconduct.model.canonical import Digest
from safeconduct.model.works import Made, Step

from .conftest import AS_OF, Bench, Inline, step

EXECUTORS: dict[str, Callable[[], Executor]] = {
    "inline": Inline,
    "threads": lambda: ThreadPoolExecutor(2),
    "processes": lambda: local_processes(2),
}


@pytest.mark.parametrize("executor", EXECUTORS.values(), ids=EXECUTORS)
def test_a_refusal_fails_its_step_and_skips_what_hangs_on_it(bench: Bench, executor: Callable[[], Executor]) -> None:
    steps = [
        step("a"),
        step("bad", recipe="refuse", needs=["a"]),
        step("after", needs=["bad"]),
        step("long after", needs=["after", "a"]),
        step("beside", needs=["a"]),
    ]
    endings = bench.make(steps, executor)
    assert endings["bad"] == Failed("The text overflows by 3 mm.", "shorten it.", 5)
    assert endings["after"] == endings["long after"] == Skipped("bad")
    assert bench.text(endings, "beside") == "from a=a;beside"
    assert bench.ran == ["a", "beside"]
    assert list((bench.folder / "tmp").iterdir()) == []


def test_a_failed_step_is_tried_again_by_the_next_build(bench: Bench) -> None:
    for _ in range(2):
        bench.make([step("bad", recipe="refuse")])
        assert len(bench.orders) == 1


def test_a_full_disk_is_a_fault_with_a_remedy(bench: Bench) -> None:
    endings = bench.make([step("a", recipe="fill_the_disk")])
    assert endings["a"] == Failed("The disk is full.", "free some space and build again.", 5)


def test_a_library_that_broke_on_a_full_disk_is_not_to_blame(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    usage = shutil.disk_usage(bench.folder.parent)
    monkeypatch.setattr(shutil, "disk_usage", lambda _path: usage._replace(free=4096))
    endings = bench.make([step("a", recipe="fill_the_disk_in_c")])
    assert endings["a"] == Failed("The disk is full.", "free some space and build again.", 5)


@pytest.mark.parametrize(
    ("broken", "named"),
    [
        (step("the broken one", recipe="stumble"), "ZeroDivisionError: a bug of ours"),
        (step("the broken one", recipe="leave"), "SystemExit"),
        (step("the broken one", recipe="no_such_recipe"), "no_such_recipe"),
        (step("the broken one", outputs=("text", "too")), r"should have made \['text', 'too'\] and made \['text'\]"),
        (step("the broken one", params={"files": ["text", "too"]}), r"made \['text', 'too'\]"),
        (step("the broken one", params={"files": ["other"]}), r"made \['other'\]"),
        (step("the broken one", recipe="link_out", needs=["a"], params={}), "a link"),
    ],
    ids=["raises", "exits", "unknown", "too few", "too many", "misnamed", "link"],
)
def test_a_broken_recipe_is_our_bug_and_is_named(bench: Bench, broken: Step, named: str) -> None:
    if broken.recipe.endswith("link_out"):
        broken = Step(broken.name, broken.recipe, {"a": Made("a", "text")}, {}, ("text",))
    with pytest.raises(RecipeBugError, match=named) as bug:
        bench.make([step("a"), broken])
    assert "step the broken one" in str(bug.value)
    endings = bench.make([step("a")])
    assert isinstance(endings["a"], Built)


def test_a_bug_in_a_process_comes_home_with_the_name_of_the_step(bench: Bench) -> None:
    with pytest.raises(RecipeBugError, match=r"step the broken one[\s\S]*recipes.py[\s\S]*ZeroDivisionError"):
        bench.make([step("the broken one", recipe="stumble")], lambda: local_processes(1))


def test_what_was_finished_before_a_bug_is_in_the_store(bench: Bench) -> None:
    steps = [step("a"), step("b", needs=["a"]), step("bad", recipe="stumble", needs=["b"])]
    with pytest.raises(RecipeBugError):
        bench.make(steps)
    bench.make(steps[:2])
    assert bench.ran == []


def test_a_killed_worker_fails_its_step_alone(bench: Bench) -> None:
    """A killed worker takes its pool along; the steps that were in the air or waiting there are innocent."""
    steps = [
        step("before"),
        *(step(f"beside {n}", recipe="slowly", params={"seconds": 0.3}) for n in range(3)),
        step("killed", recipe="die", needs=["before"]),
        step("hangs on it", needs=["killed"]),
        *(step(f"later {n}", needs=["before"]) for n in range(4)),
        step("last", needs=["later 0", "later 3"]),
    ]
    told: list[str] = []

    def notice(name: str, _ending: Ending) -> None:
        told.append(name)

    with bench.store.locked() as store:
        endings = build(steps, store, lambda: local_processes(2), AS_OF, notice)
    killed = endings["killed"]
    assert isinstance(killed, Failed)
    assert killed.code == 5
    assert killed.what == "The process that ran “killed” was killed."
    assert endings["hangs on it"] == Skipped("killed")
    others = {name: end for name, end in endings.items() if name not in ("killed", "hangs on it")}
    assert {name for name, end in others.items() if not isinstance(end, Built)} == set()
    assert sorted(told) == sorted(endings)
    assert bench.text(endings, "last").startswith("from later 0=from before=before;later 0;")


def test_two_killers_are_both_found(bench: Bench) -> None:
    steps = [step("one", recipe="die"), step("two", recipe="die"), step("good"), step("after", needs=["good"])]
    endings = bench.make(steps, lambda: local_processes(2))
    assert {name for name, end in endings.items() if isinstance(end, Failed)} == {"one", "two"}
    assert {name for name, end in endings.items() if isinstance(end, Built)} == {"good", "after"}


def test_a_worker_that_dies_with_nothing_to_do_does_not_matter(bench: Bench) -> None:
    def kill_the_worker(name: str, ending: Ending) -> None:
        if name == "first":
            os.kill(int(bench.text({name: ending}, name)), signal.SIGKILL)
            time.sleep(0.3)  # until the pool has noticed

    with bench.store.locked() as store:
        endings = build(
            [step("first", recipe="who"), step("a", needs=["first"]), step("b", needs=["first"])],
            store, lambda: local_processes(1), AS_OF, kill_the_worker,
        )  # fmt: skip
    assert all(isinstance(ending, Built) for ending in endings.values())


@pytest.mark.parametrize("executor", EXECUTORS.values(), ids=EXECUTORS)
def test_two_steps_with_the_same_key_run_once(bench: Bench, executor: Callable[[], Executor]) -> None:
    endings = bench.make([step(name, text="same", recipe="who") for name in ("a", "b", "c")], executor)
    assert len(bench.ran) == 1
    assert len({bench.text(endings, name) for name in endings}) == 1


def test_twins_fail_together(bench: Bench) -> None:
    endings = bench.make([step(name, text="same", recipe="refuse") for name in ("a", "b")], EXECUTORS["processes"])
    assert endings["a"] == endings["b"] == Failed("The text overflows by 3 mm.", "shorten it.", 5)


def test_a_recipe_cannot_alter_its_input_in_the_store(bench: Bench) -> None:
    """Not even with the rights of the owner: what it gets is a copy."""
    digest = bench.put("lie flat")
    steps = [step("a"), step("vandal", recipe="vandalise", needs=["a"], inputs={"copy": digest})]
    endings = bench.make([*steps, step("b", needs=["a", "vandal"])])
    assert bench.text(endings, "a") == "a"
    assert bench.text(endings, "b") == "from a=a;from vandal=done;b"
    assert bench.store.path(digest).read_bytes() == b"lie flat"


@pytest.mark.parametrize(
    ("steps", "named"),
    [
        ([step("a", needs=["b"]), step("b", needs=["c"]), step("c", needs=["a"])], "a, b, c"),
        ([step("a", needs=["a"])], "a"),
        ([step("x"), step("a", needs=["nobody"])], "a waits for text of nobody"),
        ([step("x"), Step("a", "graph.recipes:join", {"in": Made("x", "no-such-output")}, {}, ("text",))],
         "a waits for no-such-output of x"),
        ([step("a"), step("a", text="another")], "two different steps are called a"),
    ],
    ids=["cycle", "itself", "dangling step", "dangling output", "same name"],
)  # fmt: skip
def test_steps_that_have_no_order_are_named_before_anything_runs(bench: Bench, steps: list[Step], named: str) -> None:
    with pytest.raises(ValueError, match=named):
        bench.make([step("innocent"), *steps])
    assert list((bench.folder / "keys").iterdir()) == []


def test_the_same_step_twice_is_one_step(bench: Bench) -> None:
    assert list(bench.make([step("a"), step("a")])) == ["a"]


def test_an_input_that_is_not_in_the_store_is_named(bench: Bench) -> None:
    with pytest.raises(ValueError, match="a was given inputs that are not in the store"):
        bench.make([step("a", inputs={"copy": Digest("0" * 64)})])


def test_every_ending_is_told_once(bench: Bench) -> None:
    told: list[str] = []
    steps = [step("a"), step("twin", text="a"), step("bad", recipe="refuse"), step("c", needs=["bad"])]
    for _ in range(2):
        told.clear()
        with bench.store.locked() as store:
            build(steps, store, Inline, AS_OF, lambda name, _ending: told.append(name))
        assert sorted(told) == ["a", "bad", "c", "twin"]


def test_an_executor_is_shut_down(bench: Bench, tmp_path: Path) -> None:
    closed: list[bool] = []

    class Told(Inline):
        def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
            closed.append(wait and cancel_futures)

    bench.make([step("a")], Told)
    with pytest.raises(RecipeBugError):
        bench.make([step("bad", recipe="stumble")], Told)
    assert closed == [True, True]


def test_parameters_that_cannot_cross_are_a_bug_with_the_name_of_the_step(bench: Bench) -> None:
    class Unpicklable(dict[str, int]):
        def __reduce__(self) -> str:
            raise TypeError("I do not travel")

    with pytest.raises(RecipeBugError, match=r"step the heavy one[\s\S]*I do not travel"):
        bench.make([step("the heavy one", params={"load": Unpicklable()})], partial(local_processes, 1))
