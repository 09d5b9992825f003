# SPDX-License-Identifier: Apache-2.0
"""Why a file comes out otherwise than it was sealed: the steps it was made by then and now, laid side by side."""

from collections.abc import Iterator, Mapping

from attrs import frozen

from safeconduct.graph.build import Built
from safeconduct.graph.keys import differences, key_of
from safeconduct.graph.store import Recipe, Store
from safeconduct.model.canonical import Digest
from safeconduct.model.works import Json, Step
from safeconduct.model.works import Made as Ref

from .making import Made

Reasons = Mapping[str, tuple[str, ...]]
"""Sentences about each file, by name."""

_ALIKE = (
    "{step}: the same step, made of the same with the same versions. Another processor or system counted otherwise, or "
    "a library is damaged."
)
_FORGOTTEN = "{step}: not made as it was then. How it was made then is not in this store."


def why_they_differ(then: Mapping[str, Digest], made: Made, store: Store) -> Reasons:
    """Say of each file, whose sealed step had the key `then[file]`, what is different about its making.

    A step that got other inputs is followed to the steps that made them, as far as `store` remembers both.
    """
    if not then:
        return {}
    steps = {step.name: step for plan in made.plans for step in plan.steps}
    makers = {planned.file: planned.made.step for plan in made.plans for planned in plan.artifacts}
    origins = {digest: recipe for recipe in store.recipes() for digest in recipe.outputs.values()}
    walk = _Walk(steps, made, store, origins)
    return {file: tuple(walk.reasons(makers[file], key)) for file, key in then.items()}


@frozen
class _Walk:
    """The steps as they are now, and the recipe that each thing in the store came from."""

    steps: Mapping[str, Step]
    made: Made
    store: Store
    origins: Mapping[Digest, Recipe]

    def reasons(self, name: str, key: Digest) -> Iterator[str]:
        """Yield what is different about the making of the step `name`, which once had the key `key`."""
        queue, seen = [(name, key)], set[str]()
        while queue:
            name, key = queue.pop(0)
            ending = self.made.endings[name]
            if name in seen or not isinstance(ending, Built):
                continue
            seen.add(name)
            old, new = self.store.read_recipe(key) if key else None, self.store.read_recipe(ending.key)
            if key == ending.key:
                yield _ALIKE.format(step=name)
            elif old is None or new is None:
                yield _FORGOTTEN.format(step=name)
            else:
                yield from (f"{name}: {line}" for line in differences(self._own(name, old), self._own(name, new)))
                queue += self._before(name, old, new)

    def _own(self, name: str, recipe: Recipe) -> dict[str, Json]:
        """What decides about a step by itself: everything but what other steps gave it."""
        given = {one for one, ref in self.steps[name].inputs.items() if isinstance(ref, Ref)}
        files = {one: digest for one, digest in _inputs(recipe).items() if one not in given}
        return {**recipe.table, "inputs": files}

    def _before(self, name: str, old: Recipe, new: Recipe) -> Iterator[tuple[str, Digest]]:
        """Yield the steps that gave something else than then, and the key of what gave it then ("": forgotten)."""
        was, now = _inputs(old), _inputs(new)
        for one, ref in self.steps[name].inputs.items():
            if isinstance(ref, Ref) and was.get(one) != now.get(one):
                origin = self.origins.get(Digest(str(was.get(one))))
                yield ref.step, key_of(origin.table) if origin else Digest("")


def _inputs(recipe: Recipe) -> Mapping[str, Json]:
    inputs = recipe.table.get("inputs")
    return inputs if isinstance(inputs, Mapping) else {}
