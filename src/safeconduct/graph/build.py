# SPDX-License-Identifier: Apache-2.0
"""Build: run the steps whose key is new, recall the others, and let every error come back as a value."""

import shutil
from collections.abc import Callable, Iterable, Mapping
from concurrent.futures import FIRST_COMPLETED, Executor, Future, wait
from concurrent.futures.process import BrokenProcessPool
from datetime import UTC, date, datetime, time
from pathlib import Path

from attrs import define, field, frozen

from safeconduct.model.canonical import Digest
from safeconduct.model.works import Json, Made, Step

from .keys import ingredients, key_of
from .store import Recipe, Store
from .worker import Answer, Order, obey


@frozen
class Built:
    """A step that is done; `ran` is False when it was recalled."""

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

    `executor` is called once, and only if something has to run.  The store's lock must be held.  Raises
    `RecipeBugError` when a recipe breaks; everything that was finished by then is in the store.
    """
    run = _Run({step.name: step for step in steps}, store, executor, epoch_of(as_of), notice)
    try:
        return run.to_the_end()
    finally:
        run.close()


@define
class _Run:
    steps: dict[str, Step]
    store: Store
    make_executor: Callable[[], Executor]
    epoch: int
    notice: Notice
    endings: dict[str, Ending] = field(factory=dict)
    tables: dict[str, dict[str, Json]] = field(factory=dict)
    flying: dict[Future[Answer], tuple[str, Digest, Path]] = field(factory=dict)
    twins: dict[Digest, list[str]] = field(factory=dict)
    pool: Executor | None = None

    def to_the_end(self) -> Mapping[str, Ending]:
        waiting = dict(self.steps)
        while waiting or self.flying:
            ready = [step for step in waiting.values() if self._ready(step)]
            for step in ready:
                del waiting[step.name]
                self._start(step)
            if self.flying:
                done, _ = wait(self.flying, return_when=FIRST_COMPLETED)
                for future in done:
                    self._land(future)
            elif not ready and waiting:
                raise ValueError(f"these steps wait for each other or for nothing: {sorted(waiting)}")
        return self.endings

    def close(self) -> None:
        if self.pool:
            self.pool.shutdown(wait=True, cancel_futures=True)

    def _ready(self, step: Step) -> bool:
        return all(ref.step in self.endings for ref in step.inputs.values() if isinstance(ref, Made))

    def _end(self, name: str, ending: Ending) -> None:
        self.endings[name] = ending
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
        recipe = self.store.recall(key)
        if recipe:
            self._end(step.name, Built(key, recipe.outputs, ran=False))
        elif key in self.twins:
            self.twins[key].append(step.name)
        else:
            self._launch(step, key, table, inputs)

    def _launch(self, step: Step, key: Digest, table: dict[str, Json], inputs: Mapping[str, Digest]) -> None:
        missing = [name for name, digest in inputs.items() if not self.store.holds(digest)]
        if missing:
            raise ValueError(f"{step.name} was given inputs that are not in the store: {missing}")
        self.pool = self.pool or self.make_executor()
        out = self.store.scratch()
        paths = {name: str(self.store.path(digest)) for name, digest in inputs.items()}
        order = Order(step.recipe, paths, step.params, step.outputs, str(out), self.epoch)
        self.twins[key] = [step.name]
        self.tables[step.name] = table
        self.flying[self.pool.submit(obey, order)] = (step.name, key, out)

    def _land(self, future: Future[Answer]) -> None:
        name, key, out = self.flying.pop(future)
        try:
            answer = future.result()
        except BrokenProcessPool:
            self.pool = None
            answer = Answer(
                fault=(f"The process that ran “{name}” was killed.", "free some memory and build again.", 5)
            )
        if answer.bug:
            raise RecipeBugError(f"step {name}\n{answer.bug}")
        ending: Ending
        if answer.fault:
            ending = Failed(*answer.fault)
        else:
            outputs = {file: self.store.adopt(out / file) for file in self.steps[name].outputs}
            self.store.remember(key, Recipe(self.tables[name], outputs))
            ending = Built(key, outputs, ran=True)
        shutil.rmtree(out, ignore_errors=True)
        for twin in self.twins.pop(key):
            self._end(twin, ending)
