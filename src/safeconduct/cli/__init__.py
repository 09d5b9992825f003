# SPDX-License-Identifier: Apache-2.0
"""The front door: words into calls, refusals into exit codes.  Only here are clock and environment read."""

import sys

try:
    from .commands import main
except KeyboardInterrupt:  # so soon that nobody could have said it better
    sys.exit(130)

__all__ = ["main"]
