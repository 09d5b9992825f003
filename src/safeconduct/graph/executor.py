# SPDX-License-Identifier: Apache-2.0
"""Where steps run: anything that is a `concurrent.futures.Executor`; by default, processes of this machine."""

from concurrent.futures import Executor
from os import cpu_count

from .worker import prepare


def local_processes(workers: int | None = None) -> Executor:
    """Return a pool of freshly spawned processes, one per processor unless `workers` says otherwise."""
    from concurrent.futures import ProcessPoolExecutor
    from multiprocessing import get_context

    return ProcessPoolExecutor(workers or cpu_count() or 1, mp_context=get_context("spawn"), initializer=prepare)
