# SPDX-License-Identifier: Apache-2.0
"""A store on a bench, and executors that say what they were asked to run."""

from collections.abc import Callable, Iterable, Mapping
from concurrent.futures import Executor, Future
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from attrs import define, field

from safeconduct.graph import keys
from safeconduct.graph.build import Built, Ending, build
from safeconduct.graph.store import Store
from safeconduct.graph.worker import Order
from safeconduct.model.canonical import Digest
from safeconduct.model.works import Json, Made, Step

AS_OF = date(2024, 11, 20)


class Inline(Executor):
    """Runs each order at once, in this process, and remembers it."""

    def __init__(self) -> None:
        self.orders: list[Order] = []

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        self.orders += args
        future: Future[Any] = Future()
        try:
            future.set_result(fn(*args, **kwargs))
        except Exception as fault:
            future.set_exception(fault)
        return future


@define
class Bench:
    """One store; `make` brings steps to an end in it and `ran` names the steps that ran the last time."""

    folder: Path
    ran: list[str] = field(factory=list)
    orders: list[Order] = field(factory=list)

    @property
    def store(self) -> Store:
        return Store(self.folder)

    def make(
        self, steps: Iterable[Step], executor: Callable[[], Executor] | None = None, as_of: date = AS_OF
    ) -> Mapping[str, Ending]:
        inline = Inline()
        with self.store.locked(wait_s=0) as store:
            endings = build(steps, store, executor or (lambda: inline), as_of)
        self.ran = sorted(name for name, ending in endings.items() if isinstance(ending, Built) and ending.ran)
        self.orders = inline.orders
        return endings

    def put(self, text: str) -> Digest:
        with self.store.locked(wait_s=0) as store:
            return store.put(text.encode())

    def object(self, endings: Mapping[str, Ending], name: str, output: str = "text") -> Path:
        ending = endings[name]
        assert isinstance(ending, Built), ending
        return self.store.path(ending.outputs[output])

    def text(self, endings: Mapping[str, Ending], name: str, output: str = "text") -> str:
        return self.object(endings, name, output).read_text("utf-8")

    def record(self, endings: Mapping[str, Ending], name: str) -> Path:
        ending = endings[name]
        assert isinstance(ending, Built), ending
        return self.folder / "keys" / ending.key[:2] / f"{ending.key}.json"


@pytest.fixture
def bench(tmp_path: Path) -> Bench:
    forget()
    return Bench(tmp_path / "store")


def forget() -> None:
    """Look at code and tools again, as the next build in a new process would."""
    keys.code_digest.cache_clear()
    keys._tree_digest.cache_clear()
    keys.tool_version.cache_clear()


def step(name: str, recipe: str = "join", **more: Any) -> Step:
    """Return a step of one of our recipes; `text` and names of other steps as `needs`."""
    params: dict[str, Json] = {"text": more.pop("text", name), **more.pop("params", {})}
    inputs: dict[str, Digest | Made] = {f"from {other}": Made(other, "text") for other in more.pop("needs", ())}
    inputs |= more.pop("inputs", {})
    whole = recipe if ":" in recipe else f"graph.recipes:{recipe}"
    return Step(name, whole, inputs, params, more.pop("outputs", ("text",)), **more)
