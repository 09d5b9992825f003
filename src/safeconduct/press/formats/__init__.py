# SPDX-License-Identifier: Apache-2.0
"""Formats, one file each, found by listing this folder: `fold_guide.py` is the format “fold-guide”."""

import pkgutil
from collections.abc import Callable, Mapping
from functools import cache
from importlib import import_module

from safeconduct.model.works import Plan
from safeconduct.press.job import Job


@cache
def formats() -> Mapping[str, Callable[[Job], Plan]]:
    """Return the planning function of every format by the name that a manuscript uses."""
    names = sorted(module.name for module in pkgutil.iter_modules(__path__))
    return {name.replace("_", "-"): import_module(f"{__name__}.{name}").plan for name in names}
