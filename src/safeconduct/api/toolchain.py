# SPDX-License-Identifier: Apache-2.0
"""The toolchain: everything of which another version may change a byte of a kit."""

import platform
import sys
from collections.abc import Mapping

from safeconduct.graph.keys import tool_version

from .making import Made

HOUSE = "safeconduct"
_COMPUTED = "soxr"
"""What every step names that computes sound, and no other."""


def made_with(made: Made) -> Mapping[str, str]:
    """Return the versions of everything that a kit was made with, Python's own included.

    The processor's architecture and the system's mathematics (glibc) are named where sound was computed: there the
    last bit of a logarithm may decide.  They decide about nothing else.
    """
    named = {tool for plan in made.plans for step in plan.steps for tool in step.tools}
    python = ".".join(map(str, sys.version_info[:2]))
    system = _system() if _COMPUTED in named else {}
    return {"python": python, **system, **{name: tool_version(name) or "-" for name in sorted({HOUSE, *named})}}


def _system() -> Mapping[str, str]:
    name, version = platform.libc_ver()
    return {"architecture": platform.machine().lower(), **({name: version} if name else {})}
