# SPDX-License-Identifier: Apache-2.0
"""The channels of a recording, worked on side by side in processes of their own: threads would wait for each other."""

import tempfile
from collections.abc import Callable, Iterator
from concurrent.futures import BrokenExecutor, Executor
from contextlib import contextmanager
from multiprocessing import active_children
from pathlib import Path
from typing import Final, TypeVar, cast

from attrs import frozen

from safeconduct.graph.executor import local_processes
from safeconduct.model.channel import SoundChannel
from safeconduct.model.refusal import Refusal, ToolRefusal
from safeconduct.studio.mastering import Carried, Span, carried
from safeconduct.studio.meters.meter import Figures, measured
from safeconduct.studio.reel import Reel
from safeconduct.studio.report.looking import Look, look_at
from safeconduct.studio.tags import Tags

AT_ONCE: Final = 2
"""Channels that are worked on at a time, so that the memory of all processes together stays under 300 MB."""

_WORK: Final = {"ogg": 8, "m4a": 6, "mp3": 6, "flac": 4, "wav": 3}
_SHAPING: Final = 4
_QUICK_TO_LOOK_AT: Final = ("wav", "flac", "mp3", "ogg", "m4a")
Asked = TypeVar("Asked")
Done = TypeVar("Done")


@frozen
class Errand:
    """One channel of a mix: its files are called `name` and come to lie in `made`; `place` is for scratch."""

    mix: Reel
    channel: SoundChannel
    tags: Tags
    spoken: tuple[Span, ...]
    name: str
    made: Path
    place: Path
    at_once: int = 1

    @property
    def work(self) -> int:
        """Roughly how long it takes, in no unit: who takes longest goes first, so that no core waits at the end."""
        return sum(_WORK[file.container] for file in self.channel.files) + _SHAPING * self.channel.voicing.shaping


@frozen(eq=False)
class _Ended:
    """What comes home from a process: a result, or a refusal, taken apart because refusals do not travel whole."""

    done: object = None
    refusal: tuple[type[Refusal], str, str] | None = None


@contextmanager
def workers(count: int) -> Iterator[Executor]:
    """Start `count` processes; whoever leaves by an exception, an interruption too, leaves none of them at work."""
    others = set(active_children())
    pool = local_processes(count)
    try:
        for _ in range(count):  # all of them load what they need now, while there is other work
            pool.submit(_awake)
        yield pool
    except BaseException:
        for child in set(active_children()) - others:
            child.terminate()
        raise
    finally:
        pool.shutdown(wait=True, cancel_futures=True)


def begun(pool: Executor, work: Callable[[Asked], Done], asked: Asked) -> Callable[[], Done]:
    """Let a process do `work`; the callable that is returned waits for it and raises what it refused."""
    future = pool.submit(_ended, work, asked)

    def done() -> Done:
        try:
            ended = future.result()
        except BrokenExecutor:
            raise ToolRefusal(
                "A process that worked on the sound was ended from outside, mostly for want of memory.",
                "Close other programs, then try again.",
            ) from None
        if ended.refusal:
            kind, what, do = ended.refusal
            raise kind(what, do)
        return cast(Done, ended.done)

    return done


def metered(reel: Reel) -> Figures:
    """Return the figures of a whole reel."""
    return measured(reel.tape())


def carry(errand: Errand) -> tuple[Carried, Look]:
    """Make the files of one channel, and look at the one of them that is decoded soonest."""
    errand.place.mkdir()
    tempfile.tempdir = str(errand.place)  # what children leave behind goes with the rest
    done = carried(
        errand.mix,
        errand.channel,
        errand.tags,
        errand.spoken,
        errand.name,
        errand.made,
        errand.place,
        errand.at_once,
    )
    paths = (errand.made / file.file for file in done.files)
    return done, look_at(min(paths, key=lambda path: _QUICK_TO_LOOK_AT.index(path.suffix[1:])))


def _awake() -> None:
    """Do nothing: to be found, this has to be imported, and all else with it."""


def _ended(work: Callable[[Asked], Done], asked: Asked) -> _Ended:
    try:
        return _Ended(work(asked))
    except Refusal as refusal:
        return _Ended(refusal=(type(refusal), refusal.what, refusal.do))
