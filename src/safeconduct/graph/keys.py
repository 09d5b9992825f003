# SPDX-License-Identifier: Apache-2.0
"""Keys over content: a step's key changes when, and only when, something it depends on changes."""

import platform
import sys
from collections.abc import Iterator, Mapping
from functools import cache
from importlib.metadata import version
from pathlib import Path

from safeconduct.model.canonical import Digest, digest_of, digest_of_value
from safeconduct.model.works import Json, Step

FORMAT = "safeconduct-step-1"
ROOMS_EVERY_RECIPE_MAY_REACH = ("model", "tools", "manuscript", "graph")


def ingredients(step: Step, inputs: Mapping[str, Digest], as_of_epoch: int) -> dict[str, Json]:
    """Return everything the outcome of `step` may depend on, as a table that can be printed and compared."""
    return {
        "format": FORMAT,
        "recipe": step.recipe,
        "code": code_digest(step.recipe),
        "python": f"{sys.version_info.major}.{sys.version_info.minor} {sys.platform} {platform.machine()}",
        "tools": {name: version(name) for name in step.tools},
        "as_of_epoch": as_of_epoch,
        "params": step.params,
        "inputs": dict(inputs),
        "outputs": list(step.outputs),
    }


def key_of(table: Mapping[str, Json]) -> Digest:
    """Return the key of a table of ingredients."""
    return digest_of_value(table)


def code_digest(recipe: str) -> Digest:
    """Digest of every file that `recipe` may reach: its own package and the storeys below it.

    Sound because the import contract forbids a workshop to import its neighbours.
    """
    module = recipe.partition(":")[0].split(".")
    if len(module) < 2:
        raise ValueError(f"a recipe is named package.module:function, not {recipe}")
    package = sys.modules.get(module[0]) or __import__(module[0])
    root = Path(str(package.__path__[0]))
    rooms = [root / module[1]]
    rooms += [root / name for name in ROOMS_EVERY_RECIPE_MAY_REACH if name != module[1]]
    return digest_of_value([[room.name, _tree_digest(room)] for room in rooms if room.exists()])


@cache
def _tree_digest(room: Path) -> Digest:
    files = sorted(p for p in room.rglob("*") if p.is_file() and "__pycache__" not in p.parts)
    return digest_of_value([[p.relative_to(room).as_posix(), digest_of(p.read_bytes())] for p in files])


def differences(before: Mapping[str, Json], after: Mapping[str, Json], path: str = "") -> Iterator[str]:
    """Yield one line for each ingredient that differs: its path, the old value, the new one."""
    for name in sorted({*before, *after}):
        old, new, here = before.get(name), after.get(name), f"{path}{name}"
        if old == new:
            continue
        if isinstance(old, Mapping) and isinstance(new, Mapping):
            yield from differences(old, new, f"{here}.")
        else:
            yield f"{here}: {_short(old)} -> {_short(new)}"


def _short(value: Json) -> str:
    text = "nothing" if value is None else str(value)
    return text if len(text) <= 160 else text[:157] + "..."
