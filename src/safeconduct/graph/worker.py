# SPDX-License-Identifier: Apache-2.0
"""What happens inside a worker process: one recipe, a fresh home, no network, and an answer that is only a value."""

import errno
import importlib
import os
import shutil
import signal
import sys
import threading
import time
import traceback
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from multiprocessing import parent_process
from pathlib import Path
from typing import Final

from attrs import frozen

from safeconduct.model.refusal import Refusal, StepRefusal
from safeconduct.model.works import Json
from safeconduct.tools import arithmetic

FORBIDDEN_EVENTS: Final = frozenset(
    f"socket.{name}"
    for name in ("connect", "bind", "sendto", "sendmsg", "getaddrinfo", "gethostbyname", "gethostbyaddr", "getnameinfo")
)
KEPT: Final = frozenset(
    ["PATH", "LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH", "PYTHONHOME", "PYTHONPATH", "VIRTUAL_ENV", "SYSTEMROOT"],
)
"""The only variables of the user's environment that a recipe sees: what finds programs and libraries."""

LEAST_FREE: Final = 64 << 10
"""With fewer bytes left on the disk, a recipe that broke is not to blame."""

_TURN = threading.Lock()


@frozen
class Order:
    """One step as a worker gets it: paths as text, so that it can cross to any executor.

    `place` is a path that does not exist yet; the outputs end up in `place`/out, and the rest of it is the worker's.
    """

    recipe: str
    inputs: Mapping[str, str]
    params: Mapping[str, Json]
    outputs: tuple[str, ...]
    place: str
    as_of_epoch: int


@frozen
class Answer:
    """How an order ended: `fault` (what, do, code) for the author, or `bug` (a traceback) for us, or neither."""

    fault: tuple[str, str, int] | None = None
    bug: str | None = None


def prepare() -> None:
    """Set up a worker process once: fixed locale and zone, no network, and no life after its parent."""
    import locale

    for name in os.environ.keys() - KEPT:
        del os.environ[name]
    os.environ.update(LC_ALL="C.UTF-8", LANG="C.UTF-8", LANGUAGE="", TZ="UTC", **arithmetic.fixed())
    try:
        locale.setlocale(locale.LC_ALL, "C.UTF-8")  # what `open` takes for the default encoding
    except locale.Error:
        locale.setlocale(locale.LC_ALL, "C")
    if hasattr(time, "tzset"):
        time.tzset()
    signal.signal(signal.SIGINT, signal.SIG_DFL)  # Ctrl-C ends a worker at once, and it has nothing to say about it
    sys.addaudithook(_no_network)
    parent = parent_process()
    if parent is not None:
        threading.Thread(target=_die_with, args=(parent.join,), daemon=True).start()


@contextmanager
def fixed_arithmetic() -> Iterator[None]:
    """Give every process that is started inside the arithmetic of every processor (see `tools.arithmetic`)."""
    before = {name: os.environ.get(name) for name in arithmetic.fixed()}
    os.environ.update(arithmetic.fixed())
    try:
        yield
    finally:
        _restore(before)


def obey(order: Order) -> Answer:
    """Run one recipe and report how it ended; never raises for what the recipe does."""
    place = Path(order.place)
    out, home = place / "out", place / "home"
    try:
        out.mkdir(parents=True)
        home.mkdir()
        inputs = _copies(order.inputs, place)
        module, _, function = order.recipe.partition(":")
        recipe = getattr(importlib.import_module(module), function)
        with _at_home(home, order.as_of_epoch):
            recipe(inputs, order.params, out)
        made = _made(out)
        if made != sorted(order.outputs):
            return Answer(bug=f"{order.recipe} should have made {sorted(order.outputs)} and made {made}")
    except Refusal as fault:
        return Answer(fault=(fault.what, fault.do, fault.code))
    except (Exception, SystemExit) as fault:  # every other end of a recipe must come home as a value
        if _is_full(fault, place):
            return Answer(fault=("The disk is full.", "free some space and build again.", StepRefusal.code))
        return Answer(bug=traceback.format_exc())
    return Answer()


def _is_full(fault: BaseException, place: Path) -> bool:
    # Libraries written in C tell of a full disk in words of their own.
    try:
        return getattr(fault, "errno", 0) in (errno.ENOSPC, errno.EDQUOT) or shutil.disk_usage(place).free < LEAST_FREE
    except OSError:
        return False


def _copies(inputs: Mapping[str, str], place: Path) -> dict[str, Path]:
    # Copies, because whoever owns the store may write to its objects, read-only or not.
    copies = {name: place / f"input-{number}" for number, name in enumerate(inputs, 1)}
    for name, copy in copies.items():
        shutil.copyfile(inputs[name], copy)
    return copies


def _made(out: Path) -> list[str]:
    found = (path for path in out.rglob("*") if path.is_symlink() or not path.is_dir())
    return sorted(p.relative_to(out).as_posix() + (" (a link)" if p.is_symlink() else "") for p in found)


@contextmanager
def _at_home(home: Path, epoch: int) -> Iterator[None]:
    # Environment and working folder belong to the whole process: one recipe at a time, and afterwards as it was.
    import tempfile

    with _TURN:
        ours = {"HOME": str(home), "TMPDIR": str(home), "SOURCE_DATE_EPOCH": str(epoch)}
        before = {name: os.environ.get(name) for name in ours}
        folder = os.open(os.curdir, os.O_RDONLY)
        os.environ.update(ours)
        os.chdir(home)
        tempfile.tempdir = str(home)  # Python asks for TMPDIR only once in the life of a process
        try:
            yield
        finally:
            os.fchdir(folder)
            os.close(folder)
            tempfile.tempdir = None
            _restore(before)


def _restore(before: Mapping[str, str | None]) -> None:
    for name, value in before.items():
        if value is None:
            os.environ.pop(name, None)
        else:
            os.environ[name] = value


def _no_network(event: str, _arguments: tuple[object, ...]) -> None:
    if event in FORBIDDEN_EVENTS:
        raise PermissionError(f"a recipe must not use the network ({event})")


def _die_with(join: Callable[[], object]) -> None:
    join()
    os._exit(1)
