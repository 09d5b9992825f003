# SPDX-License-Identifier: Apache-2.0
"""Bags made for tests: right by themselves, wrong in the one place that a test names."""

import hashlib
import logging
import re
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import bagit
from attrs import Factory, field, frozen

from safeconduct.seal.plain_bagit.examining import PlainVerdict, examine

PAYLOAD = {"data/letter.txt": b"Come home.\n", "data/maps/north.txt": b"Go by day.\n"}

_HASHLIB = {"sha3256": "sha3_256", "sha3512": "sha3_512", "whirlpool": "sha512"}


def checksum(algorithm: str, content: bytes) -> str:
    """Return the checksum in hexadecimal digits."""
    return hashlib.new(_HASHLIB.get(algorithm, algorithm).lower(), content).hexdigest()


def lines(algorithm: str, files: Mapping[str, bytes], gap: str = "  ", end: str = "\n") -> str:
    """Return the manifest of `files`, spelled as they are."""
    return "".join(f"{checksum(algorithm, content)}{gap}{path}{end}" for path, content in files.items())


def declared(version: str, encoding: str = "UTF-8", end: str = "\n") -> bytes:
    """Return `bagit.txt`."""
    return f"BagIt-Version: {version}{end}Tag-File-Character-Encoding: {encoding}{end}".encode()


@frozen
class Bag:
    """`tags`: files that stand instead of those that would be made, or beside them; `after`: files changed (None:
    dropped) once the tag manifest was written; `links`: path -> target."""

    version: str = "1.0"
    payload: Mapping[str, bytes] = Factory(lambda: PAYLOAD)
    tags: Mapping[str, bytes] = field(factory=dict)
    after: Mapping[str, bytes | None] = field(factory=dict)
    algorithms: tuple[str, ...] = ("sha512",)
    tag_algorithms: tuple[str, ...] = ("sha512",)
    encoding: str = "UTF-8"
    end: str = "\n"
    links: Mapping[str, str] = field(factory=dict)

    def write(self, folder: Path) -> Path:
        """Write the bag into the new `folder` and return it."""
        tags = {"bagit.txt": declared(self.version, self.encoding, self.end)}
        for algorithm in self.algorithms:
            text = lines(algorithm, self.payload, end=self.end)
            tags[f"manifest-{algorithm}.txt"] = text.encode(self.encoding)
        tags.update(self.tags)
        vouched = {name: content for name, content in tags.items() if not name.startswith("tagmanifest-")}
        for algorithm in self.tag_algorithms:
            text = lines(algorithm, vouched, end=self.end)
            tags.setdefault(f"tagmanifest-{algorithm}.txt", text.encode(self.encoding))
        (folder / "data").mkdir(parents=True)
        for path, content in {**self.payload, **tags, **self.after}.items():
            if content is not None:
                (folder / path).parent.mkdir(parents=True, exist_ok=True)
                (folder / path).write_bytes(content)
            elif path in self.payload or path in tags:
                (folder / path).unlink(missing_ok=True)
        for path, target in self.links.items():
            (folder / path).symlink_to(target)
        return folder


VALID, WARNING, INVALID = "valid", "warning", "invalid"


@frozen
class Case:
    """`ours`: the verdict expected; `says`: what a sentence of it must match; `theirs`: what bagit-python answers."""

    name: str
    make: Callable[[], Bag]
    ours: str
    theirs: bool
    says: str = ""


def holds(case: Case, folder: Path) -> None:
    """Assert that the case gets the verdict that it expects, of us and of bagit-python."""
    case.make().write(folder)
    found = examine(folder)
    kept = {path: path.read_bytes() for path in folder.rglob("*") if path.is_file() and not path.is_symlink()}
    assert verdict_of(found) == case.ours, found
    if case.ours == INVALID:
        assert any(re.search(case.says, one) for one in found.faults), found
    elif case.ours == WARNING:
        assert any(re.search(case.says, one) for one in found.warnings), found
    assert bagit_python_accepts(folder) is case.theirs
    assert kept == {path: path.read_bytes() for path in kept}


def verdict_of(found: PlainVerdict) -> str:
    """Return the name of the verdict."""
    return INVALID if found.faults else WARNING if found.warnings else VALID


def bagit_python_accepts(folder: Path) -> bool:
    """Return what `bagit.py --validate` says of the folder: any exception is its no."""
    logging.getLogger("bagit").disabled = True
    try:
        bag: Any = bagit.Bag(str(folder))
        bag.validate()
    except Exception:
        return False
    return True
