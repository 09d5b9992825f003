# SPDX-License-Identifier: Apache-2.0
"""Formats, one file each, found by listing this folder: `fold_guide.py` is the format “fold-guide”."""

import pkgutil
from collections.abc import Callable, Mapping
from functools import cache
from importlib import import_module

from safeconduct.model.works import Plan
from safeconduct.press.job import Job


def names() -> tuple[str, ...]:
    """Return the name of every format, as a manuscript writes it, without importing any."""
    return tuple(sorted(module.name.replace("_", "-") for module in pkgutil.iter_modules(__path__)))


@cache
def formats() -> Mapping[str, Callable[[Job], Plan]]:
    """Return the planning function of every format by the name that a manuscript uses."""
    return {name: import_module(f"{__name__}.{name.replace('-', '_')}").plan for name in names()}
