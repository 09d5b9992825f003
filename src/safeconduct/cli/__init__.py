# SPDX-License-Identifier: Apache-2.0
"""The front door: words into calls, refusals into exit codes.  Only here are clock and environment read."""

import sys

try:
    from . import (  # noqa: F401 - imported, a command is registered
        attest,
        capture,
        confirm,
        consents,
        consign,
        convert,
        cosmetic,
        disguise,
        draft,
        drift,
        evidence,
        exchange,
        gallery,
        impose,
        keys,
        language,
        log,
        log_map,
        log_name,
        ours,
        pictograms,
        preflight,
        print_run,
        put_back,
        reader_test,
        rebuild,
        recall_notice,
        script,
        seal,
        sound,
        status,
        take,
        trust,
        verify,
        waive,
    )
    from .commands import main
except KeyboardInterrupt:  # so soon that nobody could have said it better
    sys.exit(130)

__all__ = ["main"]
