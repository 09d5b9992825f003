# SPDX-License-Identifier: Apache-2.0
"""`safeconduct language …`: a Southern draft turned Northern, copy looked over, and the exchange with translators."""

from .options import cli


@cli.group()
def language() -> None:
    """Convert a draft, look words over, work with translators."""
