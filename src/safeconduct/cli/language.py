# SPDX-License-Identifier: Apache-2.0
"""`safeconduct language …`: a Southern draft turned Northern, copy looked over, and the exchange with translators."""

from .options import cli


@cli.group()
def language() -> None:
    """Copy that reads as the readers' own: convert, check, exchange."""
