# SPDX-License-Identifier: Apache-2.0
"""The whole examination of a folder as a plain BagIt bag."""

from pathlib import Path

from .bag_info import read_bag_info, weigh
from .completeness import every_file_listed
from .declaration import DECLARATION, read_declaration
from .fetching import listed_to_fetch, read_fetch
from .finding import Finder, twins
from .hashing import Promise, compare
from .lying import PAYLOAD, Lying, look
from .manifests import bounds, read_manifests
from .telling import Findings, PlainVerdict

__all__ = ["PlainVerdict", "examine"]


def examine(folder: Path) -> PlainVerdict:
    """Return whether `folder` is a valid bag (RFC 8493, or the drafts 0.93 to 0.97 if it declares one of them).

    Every listed file is read once, in slices; nothing is fetched, written or followed out of the folder.  Whatever is
    wrong is a sentence in the verdict; nothing is raised for a fault of the folder.
    """
    findings = Findings()
    try:
        is_folder, is_there = folder.is_dir(), folder.exists()
    except (OSError, ValueError):
        is_folder = is_there = False
    if not is_folder:
        why = "This is a file; unpack it first, then name its folder." if is_there else "There is no such folder."
        findings.fault(folder.name, why)
    else:
        _examine(folder, findings)
    return findings.verdict()


def _examine(bag: Path, findings: Findings) -> None:
    lying = look(bag)
    _structure(lying, findings)
    if DECLARATION not in lying.files:
        return
    declared = read_declaration(bag, findings)
    if declared is None:
        return
    strict = declared.version.strict
    manifests = read_manifests(bag, lying, declared, findings)
    bounds(manifests, strict, findings)
    asked = read_fetch(bag, lying, declared, findings)
    listed_to_fetch(asked, lying, manifests, strict, findings)
    told = read_bag_info(bag, lying, declared, findings)
    weigh(declared.version.metadata_file, told, lying, findings)

    finder = Finder.of(lying, frozenset(one.path for one in asked))
    promises: dict[str, list[Promise]] = {}
    listed: dict[str, set[str]] = {}
    for manifest in manifests:
        paths = listed[manifest.name] = set()
        for path, entry in finder.listed(manifest, findings):
            paths.add(path)
            promises.setdefault(path, []).append(Promise(manifest.algorithm, entry.checksum, manifest.name))
    every_file_listed(lying, manifests, listed, strict, findings)
    twins(lying, findings)
    for path in sorted(promises):
        compare(bag, path, promises[path], findings)


def _structure(lying: Lying, findings: Findings) -> None:
    for path, sentence in sorted(lying.barred.items()):
        # What lies beside data/ is the bag's business only if a manifest lists it, and then it is told there.
        is_payload = f"{path}/".startswith(PAYLOAD) or path in ("", DECLARATION)
        findings.breach(is_payload, path or ".", sentence)
    if PAYLOAD.rstrip("/") not in lying.folders | lying.barred.keys():
        findings.fault("data", "There is no folder of this name; a bag must have one.")
    if DECLARATION not in lying.files and DECLARATION not in lying.barred:
        findings.fault(DECLARATION, "There is no such file; without it the folder is no bag.")
