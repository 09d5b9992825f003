# SPDX-License-Identifier: Apache-2.0
"""The front door: words into calls, refusals into exit codes.  Only here are clock and environment read."""

import sys

try:
    from . import (  # noqa: F401 - imported, a command is registered
        capture,
        confirm,
        consents,
        convert,
        cosmetic,
        disguise,
        draft,
        drift,
        evidence,
        exchange,
        gallery,
        impose,
        language,
        pictograms,
        preflight,
        print_run,
        put_back,
        reader_test,
        script,
        sound,
        take,
        waive,
    )
    from .commands import main
except KeyboardInterrupt:  # so soon that nobody could have said it better
    sys.exit(130)

__all__ = ["main"]
