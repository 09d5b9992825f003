# SPDX-License-Identifier: Apache-2.0
"""A key that was retired: what it signed until then holds, and what it would sign since would not count."""

from datetime import date

from safeconduct.model.refusal import UsageRefusal
from safeconduct.model.sealed import KeyId, Root


def refuse_retired(root: Root, known_as: KeyId, day: date) -> None:
    """Raise `UsageRefusal` when the key, listed in `root`, was retired before `day`, the day of what it would sign."""
    until = root.keys[known_as].until
    if until is not None and until < day:
        raise UsageRefusal(
            f"The key {known_as} was retired: what it signs after {until} does not count.",
            "sign with another key, or mend its day under [until] in trust.toml, then: safeconduct trust write.",
        )
