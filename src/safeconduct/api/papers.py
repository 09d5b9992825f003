# SPDX-License-Identifier: Apache-2.0
"""The channels that are printed, by name."""

from safeconduct.manuscript.channels import channels
from safeconduct.model.channel import PaperChannel
from safeconduct.model.refusal import UsageRefusal


def paper(name: str) -> PaperChannel:
    """Return the paper channel called `name`; raises `UsageRefusal` for any other name."""
    found = channels().get(name)
    if not isinstance(found, PaperChannel):
        known = ", ".join(sorted(key for key, one in channels().items() if isinstance(one, PaperChannel)))
        raise UsageRefusal(f"“{name}” is no channel that is printed.", f"name one of: {known}.")
    return found
