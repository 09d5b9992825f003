# SPDX-License-Identifier: Apache-2.0
"""Names that every file system, archive and checksum tool spells alike."""

import re
from collections.abc import Iterable

_PART = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,99}")
_MOST_PARTS = 20
_DEVICES = frozenset({"con", "prn", "aux", "nul", *(f"{port}{n}" for port in ("com", "lpt") for n in range(10))})


def fault_of_name(untrusted_name: str) -> str | None:
    """Return the sentence that says why `untrusted_name` (parts joined by "/") may not be in a package, or None."""
    parts = untrusted_name.split("/")
    if len(parts) > _MOST_PARTS:
        return f"A name has at most {_MOST_PARTS} parts."
    for part in parts:
        if not _PART.fullmatch(part):
            return (
                "Each part of a name has 1 to 100 plain letters, digits, dots, hyphens or underscores "
                "and begins with a letter or a digit."
            )
        if part.endswith("."):
            return "Windows drops the dot at the end of a name."
        if part.split(".")[0].lower() in _DEVICES:
            return "Windows keeps this name for a device."
    return None


def name_faults(untrusted_names: Iterable[str]) -> tuple[tuple[str, str], ...]:
    """Return (name, sentence) for every bad name, and for every name that falls together with an earlier one.

    Folders count: "A/x" and "a/y" are one folder on some disks, and "a" cannot be a file beside "a/b".
    """
    faults: list[tuple[str, str]] = []
    seen: dict[str, tuple[str, bool]] = {}
    for name in sorted(untrusted_names):
        if sentence := fault_of_name(name):
            faults.append((name, sentence))
            continue
        parts = name.split("/")
        for depth in range(1, len(parts) + 1):
            path, is_file = "/".join(parts[:depth]), depth == len(parts)
            first, first_is_file = seen.setdefault(path.casefold(), (path, is_file))
            if first != path or first_is_file != is_file:
                faults.append((name, f"On some disks it falls together with {first}."))
                break
    return tuple(faults)


def shown(untrusted_name: str) -> str:
    """Return the name so that it can be printed: no control, direction or look-alike characters, 200 at most."""
    text = ascii(untrusted_name)[1:-1]
    return text if len(text) <= 200 else text[:197] + "..."
