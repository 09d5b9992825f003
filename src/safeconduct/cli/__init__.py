# SPDX-License-Identifier: Apache-2.0
"""The front door: words into calls, refusals into exit codes.  Only here are clock and environment read."""

from . import capture, confirm, cosmetic, drift, evidence, reader_test, waive  # noqa: F401 - imported, a command is registered
from .commands import main

__all__ = ["main"]
