# SPDX-License-Identifier: Apache-2.0
"""Where steps run: anything that is a `concurrent.futures.Executor`; by default, processes of this machine."""

from concurrent.futures import Executor
from multiprocessing.context import SpawnContext, SpawnProcess
from os import cpu_count

from .worker import fixed_arithmetic, prepare


class _Worker(SpawnProcess):
    """A process that is born with the arithmetic of every processor: some of it cannot be changed later."""

    def start(self) -> None:
        with fixed_arithmetic():
            super().start()


class _Workers(SpawnContext):
    Process = _Worker


def local_processes(workers: int | None = None) -> Executor:
    """Return a pool of freshly spawned processes, one per processor unless `workers` says otherwise."""
    from concurrent.futures import ProcessPoolExecutor

    return ProcessPoolExecutor(workers or cpu_count() or 1, mp_context=_Workers(), initializer=prepare)
