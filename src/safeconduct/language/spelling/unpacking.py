# SPDX-License-Identifier: Apache-2.0
"""Vendored dictionaries: kept compressed, unpacked once into plain files, since libhunspell reads nothing else."""

import hashlib
import lzma
import os
import tempfile
import tomllib
from functools import cache
from pathlib import Path

from attrs import frozen

from safeconduct.model.refusal import FolderRefusal

FOLDER = Path(__file__).with_name("dictionaries")
SUFFIXES = ("aff", "dic")


@frozen
class Vendored:
    """One vendored dictionary: the stem of its files, its licence (SPDX), its origin, SHA-256 of each plain file."""

    name: str
    licence: str
    origin: str
    aff: str
    dic: str

    def digest(self, suffix: str) -> str:
        """The SHA-256 of the plain file with this suffix."""
        return self.aff if suffix == "aff" else self.dic


@cache
def vendored() -> dict[str, Vendored]:
    """The dictionaries that come along, by language."""
    records = tomllib.loads((FOLDER / "dictionaries.toml").read_text("utf-8"))
    return {language: Vendored(**record) for language, record in records.items()}


def unpack(dictionary: Vendored, folder: Path) -> None:
    """Leave the plain files of `dictionary` in `folder`, which is made when it is missing.

    A file that is there with the right digest stays; any other is replaced in one stroke, so that nobody ever reads
    half a dictionary.  Raises `FolderRefusal` where `folder` cannot be written.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for suffix in SUFFIXES:
            _unpack_file(folder / f"{dictionary.name}.{suffix}", dictionary.digest(suffix))
    except OSError as error:
        raise FolderRefusal(
            f"The dictionary {dictionary.name} could not be unpacked into “{folder}”: {error.strerror or error}.",
            "name a folder that can be written, with 12 MB of room.",
        ) from error


def _unpack_file(path: Path, digest: str) -> None:
    if path.is_file() and hashlib.sha256(path.read_bytes()).hexdigest() == digest:
        return
    plain = lzma.decompress((FOLDER / f"{path.name}.xz").read_bytes())
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(plain)
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
