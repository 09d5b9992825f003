# SPDX-License-Identifier: Apache-2.0
"""Comparing every listed file with every checksum given for it, reading each file once, in slices."""

from pathlib import Path
from typing import NamedTuple

from safeconduct.seal.files import slices
from safeconduct.seal.names import shown

from .algorithms import hasher
from .telling import Findings


class Promise(NamedTuple):
    """What a manifest says of a file."""

    algorithm: str
    checksum: str
    manifest_name: str


def compare(bag: Path, path: str, promises: list[Promise], findings: Findings) -> None:
    """Tell which of the `promises` about the plain file `path` it does not keep; those of unknown sorts are left."""
    digests = {one.algorithm: digest for one in promises if (digest := hasher(one.algorithm)) is not None}
    if not digests:
        return
    try:
        for piece in slices(bag / path):
            for digest in digests.values():
                digest.update(piece)
    except OSError as fault:
        findings.fault(path, f"It cannot be read ({fault.strerror or fault}).")
        return
    results = {algorithm: digest.hexdigest() for algorithm, digest in digests.items()}
    for algorithm, checksum, manifest_name in promises:
        if results.get(algorithm, checksum) != checksum:
            findings.fault(path, f"It is not what {shown(manifest_name)} says; it was changed or damaged.")
