# SPDX-License-Identifier: Apache-2.0
"""Whether every file of the payload is listed: RFC 8493, section 3."""

from collections.abc import Mapping, Set

from .lying import Lying
from .manifests import Manifest
from .telling import Findings

_SYSTEMS_OWN = frozenset(
    {
        ".apdisk", ".ds_store", ".fseventsd", ".spotlight-v100", ".temporaryitems", ".trashes", ".volumeicon.icns",
        "$recycle.bin", "__macosx", "desktop.ini", "ehthumbs.db", "icon\r", "system volume information", "thumbs.db",
    }
)  # fmt: skip


def is_systems_own(path: str) -> bool:
    """Whether a file or one of its folders is of those that macOS or Windows leave behind."""
    return any(part in _SYSTEMS_OWN or part.startswith("._") for part in path.lower().split("/"))


def every_file_listed(
    lying: Lying, manifests: list[Manifest], listed: Mapping[str, Set[str]], strict: bool, findings: Findings
) -> None:
    """Tell which files are in no list; `listed`: for each manifest's name the paths on the disk that it lists."""
    payload, files = [one.name for one in manifests if not one.is_tag], lying.payload()
    for path in files:
        without = [name for name in payload if path not in listed[name]]
        if is_systems_own(path):
            findings.warn(path, "The operating system made this file; other systems change or drop it.")
        if payload and len(without) == len(payload):
            findings.fault(path, "No payload manifest lists it.")
        elif without and strict:
            findings.fault(path, f"{without[0]} does not list it; in BagIt 1.0 every payload manifest must.")
        elif without:
            findings.warn(path, f"{without[0]} does not list it, only another manifest does.")
    tags = [one.name for one in manifests if one.is_tag]
    if strict and tags:
        vouched = set().union(*(listed[name] for name in tags)) | set(tags)
        for path in sorted(lying.files.keys() - vouched - set(files)):
            findings.warn(path, "No tag manifest lists it: nothing shows whether it was changed.")
