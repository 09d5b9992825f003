# SPDX-License-Identifier: Apache-2.0
"""Keys over content: a step's key changes when, and only when, something it depends on changes."""

import platform
import sys
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from importlib.util import find_spec
from pathlib import Path
from typing import Final, TypeGuard

from safeconduct.model.canonical import Digest, canonical, digest_of, digest_of_value
from safeconduct.model.works import Json, Step

FORMAT: Final = "safeconduct-step-1"
HOUSE: Final = "safeconduct"
ROOMS_EVERY_RECIPE_MAY_REACH: Final = ("model", "tools", "manuscript", "graph")
SHOWN: Final = 80
NOTHING: Final = object()


def ingredients(step: Step, inputs: Mapping[str, Digest], as_of_epoch: int) -> dict[str, Json]:
    """Return everything the outcome of `step` may depend on, as a table that can be printed and compared."""
    return {
        "format": FORMAT,
        "recipe": step.recipe,
        "code": code_digest(step.recipe),
        "python": f"{sys.version_info.major}.{sys.version_info.minor} {sys.platform} {platform.machine()}",
        "tools": {name: tool_version(name) for name in step.tools},
        "as_of_epoch": as_of_epoch,
        "params": step.params,
        "inputs": dict(inputs),
        "outputs": list(step.outputs),
    }


def key_of(table: Mapping[str, Json]) -> Digest:
    """Return the key of a table of ingredients."""
    return digest_of_value(table)


@cache
def tool_version(distribution: str) -> str | None:
    """Return the installed version, or None: the recipe that misses it says what to install."""
    try:
        return version(distribution)
    except PackageNotFoundError:
        return None


@cache
def code_digest(recipe: str) -> Digest:
    """Digest of every file that `recipe` may reach: its own room and the storeys below it.

    Sound because the import contract forbids a workshop to import its neighbours.  Nobody vouches for a recipe from
    outside this house, so the whole of its top package counts.  Raises `ValueError` for a recipe that nobody has.
    """
    top, *rest = recipe.partition(":")[0].split(".")
    own = _root(top) / rest[0] if top == HOUSE and rest else _root(top)
    below = (_root(HOUSE) / name for name in ROOMS_EVERY_RECIPE_MAY_REACH)
    rooms = dict.fromkeys((own, *below))
    return digest_of_value([[room.stem, _tree_digest(room)] for room in rooms])


def _root(top: str) -> Path:
    spec = find_spec(top) if top else None
    if spec is None or spec.origin is None:
        raise ValueError(f"a recipe is named package.module:function, and there is no package called “{top}”")
    return Path(spec.origin).parent if spec.submodule_search_locations else Path(spec.origin)


@cache
def _tree_digest(room: Path) -> Digest:
    if not room.is_dir():
        module = room.with_suffix(".py")
        if not module.is_file():
            raise ValueError(f"a recipe is named package.module:function, and there is no {room.name} in {room.parent}")
        return digest_of(module.read_bytes())
    files = sorted(p for p in room.rglob("*") if "__pycache__" not in p.parts and p.is_file())
    return digest_of_value([[p.relative_to(room).as_posix(), digest_of(p.read_bytes())] for p in files])


def differences(before: Mapping[str, Json], after: Mapping[str, Json]) -> Iterator[str]:
    """Yield one line for each ingredient that differs: its path, the old value, the new one."""
    yield from _differences(before, after, "")


def _differences(old: object, new: object, path: str) -> Iterator[str]:
    if isinstance(old, Mapping) and isinstance(new, Mapping):
        for name in sorted({*old, *new}):
            yield from _differences(old.get(name, NOTHING), new.get(name, NOTHING), f"{path}.{name}" if path else name)
    elif _is_list(old) and _is_list(new) and len(old) == len(new):
        for number, (one, other) in enumerate(zip(old, new, strict=True), 1):
            yield from _differences(one, other, f"{path}[{number}]")
    elif _spelled(old) != _spelled(new):
        yield f"{path}: {' -> '.join(_shown(_spelled(old), _spelled(new)))}"


def _is_list(value: object) -> TypeGuard[Sequence[object]]:
    return isinstance(value, Sequence) and not isinstance(value, str)


def _spelled(value: object) -> str:
    return "nothing" if value is NOTHING else canonical(value).decode()


def _shown(old: str, new: str) -> Iterator[str]:
    same = next((i for i, (a, b) in enumerate(zip(old, new, strict=False)) if a != b), min(len(old), len(new)))
    start = max(0, same - SHOWN // 2)
    for text in (old, new):
        cut = text if len(text) <= SHOWN else ("…" if start else "") + text[start : start + SHOWN]
        yield cut + ("…" if len(text) > SHOWN and start + SHOWN < len(text) else "")
