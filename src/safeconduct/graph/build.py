# SPDX-License-Identifier: Apache-2.0
"""Build: run the steps whose key is new, recall the others, and let every error come back as a value."""

import shutil
import traceback
from collections.abc import Callable, Iterable, Mapping
from concurrent.futures import FIRST_COMPLETED, BrokenExecutor, Executor, Future, wait
from datetime import UTC, date, datetime, time
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

from attrs import define, evolve, field, frozen

from safeconduct.model.canonical import Digest
from safeconduct.model.refusal import StepRefusal
from safeconduct.model.works import Json, Made, Step

from .keys import ingredients, key_of
from .store import Recipe, Store
from .worker import Answer, Order, obey


@frozen
class Built:
    """A step that is done; `ran` is False when it was recalled, or made by another step with the same key."""

    key: Digest
    outputs: Mapping[str, Digest]
    ran: bool


@frozen
class Failed:
    """A step that ended with a fault of the manuscript or of a tool: one sentence what, one what to do."""

    what: str
    do: str
    code: int


@frozen
class Skipped:
    """A step that was not tried because another one failed."""

    because: str


Ending = Built | Failed | Skipped
Notice = Callable[[str, Ending], None]


class RecipeBugError(Exception):
    """A recipe broke in a way that is our fault; the traceback of the worker is the message."""


def epoch_of(as_of: date) -> int:
    """Seconds since 1970 of the start of `as_of` in UTC: the only time a recipe ever sees."""
    return int(datetime.combine(as_of, time(), UTC).timestamp())


def build(
    steps: Iterable[Step],
    store: Store,
    executor: Callable[[], Executor],
    as_of: date,
    notice: Notice = lambda _name, _ending: None,
) -> Mapping[str, Ending]:
    """Bring every step to an end and return the endings by step name.

    `executor` is called only if something has to run, and again when a worker was killed and took its pool along.
    The store's lock must be held.  Raises `ValueError` for steps that cannot be put in an order, before any runs, and
    `RecipeBugError` when a recipe breaks; everything that was finished by then is in the store.
    """
    plan = _plan(steps)
    run = _Run(plan, _in_order(plan), store, executor, epoch_of(as_of), notice)
    try:
        return run.to_the_end()
    finally:
        run.close()


def _plan(steps: Iterable[Step]) -> dict[str, Step]:
    plan: dict[str, Step] = {}
    for step in steps:
        if plan.setdefault(step.name, step) != step:
            raise ValueError(f"two different steps are called {step.name}")
    for step in plan.values():
        for ref in step.inputs.values():
            if isinstance(ref, Made) and (ref.step not in plan or ref.output not in plan[ref.step].outputs):
                raise ValueError(f"{step.name} waits for {ref.output} of {ref.step}, which no step makes")
    return plan


def _in_order(plan: Mapping[str, Step]) -> TopologicalSorter[str]:
    needs = {s.name: [ref.step for ref in s.inputs.values() if isinstance(ref, Made)] for s in plan.values()}
    order = TopologicalSorter(needs)
    try:
        order.prepare()
    except CycleError as fault:
        raise ValueError(f"these steps wait for each other: {', '.join(sorted(set(fault.args[1])))}") from None
    return order


@frozen
class _Flight:
    step: Step
    key: Digest
    table: Mapping[str, Json]
    inputs: Mapping[str, Digest]
    place: Path
    alone: bool = False
    pool: Executor | None = None


@define
class _Run:
    steps: Mapping[str, Step]
    order: TopologicalSorter[str]
    store: Store
    make_executor: Callable[[], Executor]
    epoch: int
    notice: Notice
    endings: dict[str, Ending] = field(factory=dict)
    flying: dict[Future[Answer], _Flight] = field(factory=dict)
    suspects: list[_Flight] = field(factory=list)
    twins: dict[Digest, list[str]] = field(factory=dict)
    pool: Executor | None = None

    def to_the_end(self) -> Mapping[str, Ending]:
        while self.order.is_active():
            if self.suspects:
                if not self.flying:
                    self._submit(evolve(self.suspects.pop(), place=self.store.scratch(), alone=True))
            elif not any(flight.alone for flight in self.flying.values()):
                for name in self.order.get_ready():
                    self._start(self.steps[name])
            if self.flying:
                done, _ = wait(self.flying, return_when=FIRST_COMPLETED)
                for future in done:
                    self._land(future, self.flying.pop(future))
        return self.endings

    def close(self) -> None:
        if self.pool:
            self.pool.shutdown(wait=True, cancel_futures=True)
            self.pool = None

    def _end(self, name: str, ending: Ending) -> None:
        self.endings[name] = ending
        self.order.done(name)
        self.notice(name, ending)

    def _start(self, step: Step) -> None:
        inputs: dict[str, Digest] = {}
        for name, ref in step.inputs.items():
            if not isinstance(ref, Made):
                inputs[name] = ref
                continue
            before = self.endings[ref.step]
            if not isinstance(before, Built):
                self._end(step.name, Skipped(before.because if isinstance(before, Skipped) else ref.step))
                return
            inputs[name] = before.outputs[ref.output]
        table = ingredients(step, inputs, self.epoch)
        key = key_of(table)
        recipe = self.store.recall(key, table)
        if recipe:
            self._end(step.name, Built(key, recipe.outputs, ran=False))
        elif key in self.twins:
            self.twins[key].append(step.name)
        else:
            self._launch(_Flight(step, key, table, inputs, self.store.scratch()))

    def _launch(self, flight: _Flight) -> None:
        missing = [name for name, digest in flight.inputs.items() if not self.store.holds(digest)]
        if missing:
            raise ValueError(f"{flight.step.name} was given inputs that are not in the store: {missing}")
        self.twins[flight.key] = []
        self._submit(flight)

    def _submit(self, flight: _Flight) -> None:
        step = flight.step
        paths = {name: str(self.store.path(digest)) for name, digest in flight.inputs.items()}
        order = Order(step.recipe, paths, step.params, step.outputs, str(flight.place), self.epoch)
        self.pool = self.pool or self.make_executor()
        try:
            future = self.pool.submit(obey, order)
        except BrokenExecutor:  # a worker died with nothing to do
            self.close()
            self.pool = self.make_executor()
            future = self.pool.submit(obey, order)
        self.flying[future] = evolve(flight, pool=self.pool)

    def _land(self, future: Future[Answer], flight: _Flight) -> None:
        step = flight.step
        try:
            answer = future.result()
        except BrokenExecutor:
            self._lost(flight)
            return
        except Exception:  # the order or its answer could not cross to the worker or back
            answer = Answer(bug=traceback.format_exc())
        if answer.bug:
            raise RecipeBugError(f"step {step.name}\n{answer.bug}")
        if answer.fault:
            self._finish(flight, Failed(*answer.fault))
            return
        outputs = {file: self.store.adopt(flight.place / "out" / file) for file in step.outputs}
        self.store.remember(flight.key, Recipe(flight.table, outputs))
        self._finish(flight, Built(flight.key, outputs, ran=True))

    def _lost(self, flight: _Flight) -> None:
        # A killed worker breaks its whole pool, and nobody can say which step it was: each is tried again alone.
        if flight.pool is self.pool:
            self.close()
        shutil.rmtree(flight.place, ignore_errors=True)
        if not flight.alone:
            self.suspects.append(flight)
            return
        said = f"The process that ran “{flight.step.name}” was killed."
        self._finish(flight, Failed(said, "free some memory and build again.", StepRefusal.code))
        innocent, self.suspects = self.suspects, []
        for other in innocent:
            self._submit(evolve(other, place=self.store.scratch()))

    def _finish(self, flight: _Flight, ending: Ending) -> None:
        shutil.rmtree(flight.place, ignore_errors=True)
        self._end(flight.step.name, ending)
        shared = evolve(ending, ran=False) if isinstance(ending, Built) else ending
        for twin in self.twins.pop(flight.key):
            self._end(twin, shared)
