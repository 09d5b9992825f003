# SPDX-License-Identifier: Apache-2.0
"""What happens inside a worker process: one recipe, a fresh home, no network, and an answer that is only a value."""

import importlib
import os
import shutil
import sys
import threading
import time
import traceback
from collections.abc import Callable, Mapping
from multiprocessing import parent_process
from pathlib import Path

from attrs import frozen

from safeconduct.model.refusal import Refusal
from safeconduct.model.works import Json

FORBIDDEN_EVENTS = frozenset({"socket.connect", "socket.bind", "socket.getaddrinfo", "socket.gethostbyname"})


@frozen
class Order:
    """One step as a worker gets it: paths as text, so that it can cross to any executor."""

    recipe: str
    inputs: Mapping[str, str]
    params: Mapping[str, Json]
    outputs: tuple[str, ...]
    out: str
    as_of_epoch: int


@frozen
class Answer:
    """How an order ended: `fault` (what, do) for the author, or `bug` (a traceback) for us, or neither."""

    fault: tuple[str, str, int] | None = None
    bug: str | None = None


def prepare() -> None:
    """Set up a worker process once: fixed locale and zone, no network, and no life after its parent."""
    os.environ.update(LC_ALL="C.UTF-8", LANG="C.UTF-8", LANGUAGE="", TZ="UTC")
    if hasattr(time, "tzset"):
        time.tzset()
    sys.addaudithook(_no_network)
    parent = parent_process()
    if parent is not None:
        threading.Thread(target=_die_with, args=(parent.join,), daemon=True).start()


def obey(order: Order) -> Answer:
    """Run one recipe and report how it ended; never raises for what the recipe does."""
    out = Path(order.out)
    home = out.with_name(out.name + ".home")
    out.mkdir()
    home.mkdir()
    os.environ.update(HOME=str(home), TMPDIR=str(home), SOURCE_DATE_EPOCH=str(order.as_of_epoch))
    try:
        module, _, function = order.recipe.partition(":")
        recipe = getattr(importlib.import_module(module), function)
        recipe({name: Path(path) for name, path in order.inputs.items()}, order.params, out)
        made = sorted(path.relative_to(out).as_posix() for path in out.rglob("*") if path.is_file())
        if made != sorted(order.outputs):
            return Answer(bug=f"{order.recipe} should have made {sorted(order.outputs)} and made {made}")
    except Refusal as fault:
        return Answer(fault=(fault.what, fault.do, fault.code))
    except Exception:  # every other end of a recipe is a bug of ours, and must come home as a value
        return Answer(bug=traceback.format_exc())
    finally:
        shutil.rmtree(home, ignore_errors=True)
    return Answer()


def _no_network(event: str, _arguments: tuple[object, ...]) -> None:
    if event in FORBIDDEN_EVENTS:
        raise PermissionError(f"a recipe must not use the network ({event})")


def _die_with(join: Callable[[], object]) -> None:
    join()
    os._exit(1)
