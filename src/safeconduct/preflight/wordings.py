# SPDX-License-Identifier: Apache-2.0
"""How remarks on words are told."""

from safeconduct.model.wording import Noted


def proposed(noted: Noted) -> str:
    """What to write instead, as the end of a sentence, or nothing; and why, where that is not plain from the check."""
    instead = f"; write “{noted.proposal}”" if noted.proposal else ""
    return f"{instead} ({noted.why.rstrip('.')})" if noted.why else instead
