# SPDX-License-Identifier: Apache-2.0
"""A package looked at with a newer status than it travelled with, as it may come later by mail or telephone."""

from collections.abc import Iterator, Mapping
from pathlib import Path

from safeconduct.model.refusal import FolderRefusal
from safeconduct.seal.files import TooLargeError, read_at_most
from safeconduct.seal.layout import SIGNATURE_FILE, STATUS
from safeconduct.seal.reasons import Code
from safeconduct.seal.survey import survey

from .own_files import most_bytes_of
from .packages import Package

_FILE = STATUS.rpartition("/")[2]


class WithStatus:
    """`package` with the files `newer` in place of its own status and the signatures of that."""

    def __init__(self, package: Package, newer: Mapping[str, bytes]) -> None:
        self._package, self._newer = package, newer
        kept = {name: size for name, size in package.files.items() if not _is_of_status(name)}
        self.files: Mapping[str, int] = kept | {name: len(content) for name, content in newer.items()}
        self.barred: Mapping[str, Code] = package.barred
        self.folders = package.folders

    def slices(self, name: str) -> Iterator[bytes | memoryview]:
        """Yield the bytes of a file; each slice is good until the next is asked for.  Raises `OSError`."""
        return iter((self._newer[name],)) if name in self._newer else self._package.slices(name)


def newer_status(path: Path) -> Mapping[str, bytes]:
    """Read a status and its signatures: `path` is status.json with status.json.sigs/ beside it, a folder with both,
    or a whole package.  Returns them by their names in a package.  Raises `FolderRefusal`.
    """
    status = path if path.is_file() else next((path / one for one in (STATUS, _FILE) if (path / one).is_file()), None)
    if status is None:
        raise FolderRefusal(f"There is no {_FILE} in {path}.", f"name {_FILE}, or the folder with it.")
    signatures = survey(status.with_name(f"{status.name}.sigs")).files
    named = {STATUS: status} | {
        f"{STATUS}.sigs/{name}": status.with_name(f"{status.name}.sigs") / name for name in sorted(signatures)
    }
    try:
        return {name: read_at_most(file, most_bytes_of(name)) for name, file in named.items() if _is_of_status(name)}
    except OSError as fault:
        why = "it is too large" if isinstance(fault, TooLargeError) else fault.strerror or str(fault)
        raise FolderRefusal(f"The status {status} cannot be read ({why}).", "Ask for the files again.") from None


def _is_of_status(name: str) -> bool:
    found = SIGNATURE_FILE.fullmatch(name)
    return name == STATUS or (found is not None and found[1] == STATUS)
