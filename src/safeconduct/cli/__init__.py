# SPDX-License-Identifier: Apache-2.0
"""The front door: words into calls, refusals into exit codes.  Only here are clock and environment read."""

from .commands import main

__all__ = ["main"]
