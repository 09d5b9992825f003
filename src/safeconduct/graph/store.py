# SPDX-License-Identifier: Apache-2.0
"""The content-addressed store: believed by nobody, re-hashed on every recall, written to `tmp/` and renamed."""

import hashlib
import json
import shutil
import uuid
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from attrs import frozen
from filelock import FileLock, Timeout

from safeconduct.model.canonical import Digest, canonical, digest_of
from safeconduct.model.refusal import BusyRefusal, FolderRefusal
from safeconduct.model.works import Json

MARKER = "safeconduct-store.txt"


@frozen
class Recipe:
    """What a key stands for: the ingredients, and the digest of each output."""

    table: Mapping[str, Json]
    outputs: Mapping[str, Digest]


def hash_file(path: Path) -> Digest:
    """Return the SHA-256 of a file, read in slices."""
    with path.open("rb") as stream:
        return Digest(hashlib.file_digest(stream, "sha256").hexdigest())


class Store:
    """Objects by digest and recipes by key under one folder, with one lock.

    Everything in it can be lost or damaged without harm: a damaged object is noticed on recall, thrown away and made
    again.  Use it inside `with store.locked():`.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._sound: set[Digest] = set()

    @contextmanager
    def locked(self, wait_s: float = 5.0) -> Iterator["Store"]:
        """Hold the store's lock; raises `BusyRefusal` when somebody else holds it for longer than `wait_s`."""
        try:
            for name in ("objects", "keys", "tmp"):
                (self.folder / name).mkdir(parents=True, exist_ok=True)
            (self.folder / MARKER).write_text("A cache of safeconduct. It can be deleted at any time.\n")
            lock = FileLock(str(self.folder / "lock"))
            lock.acquire(timeout=wait_s)
        except Timeout:
            raise BusyRefusal(
                f"Another build is using the store {self.folder}.",
                "wait until it has ended, or give this build a store of its own with --store FOLDER.",
            ) from None
        except OSError as fault:
            raise FolderRefusal(
                f"The store {self.folder} cannot be written ({fault.strerror}).",
                "make the folder writable, or name another one with --store FOLDER.",
            ) from None
        try:
            self._sweep()
            yield self
        finally:
            lock.release()

    def put(self, content: bytes) -> Digest:
        """Keep `content` and return its digest; a damaged older copy is replaced."""
        digest = digest_of(content)
        if not self.holds(digest):
            scratch = self.scratch()
            scratch.write_bytes(content)
            self._rename(scratch, digest)
        return digest

    def adopt(self, file: Path) -> Digest:
        """Move `file` (inside `tmp/`) into the store and return its digest."""
        digest = hash_file(file)
        if self.holds(digest):
            file.unlink()
        else:
            self._rename(file, digest)
        return digest

    def holds(self, digest: Digest) -> bool:
        """True when the object is there and its bytes still have that digest; a damaged one is thrown away."""
        if digest in self._sound:
            return True
        path = self.path(digest)
        try:
            if path.is_symlink() or hash_file(path) != digest:
                path.unlink()
                return False
        except OSError:
            return False
        self._sound.add(digest)
        return True

    def path(self, digest: Digest) -> Path:
        """Where the object of that digest lies (or would lie)."""
        return self.folder / "objects" / digest[:2] / digest

    def scratch(self) -> Path:
        """Return a fresh path inside `tmp/` that does not exist yet."""
        return self.folder / "tmp" / uuid.uuid4().hex

    def remember(self, key: Digest, recipe: Recipe) -> None:
        """Write down what `key` stands for."""
        path = self._key_path(key)
        path.parent.mkdir(parents=True, exist_ok=True)
        scratch = self.scratch()
        scratch.write_bytes(canonical({"table": recipe.table, "outputs": recipe.outputs}))
        scratch.replace(path)

    def read_recipe(self, key: Digest) -> Recipe | None:
        """Return what `key` stands for, or None when it is unknown or damaged; its objects are not looked at."""
        try:
            value = json.loads(self._key_path(key).read_bytes())
            recipe = Recipe(value["table"], {str(n): Digest(str(d)) for n, d in value["outputs"].items()})
        except (OSError, ValueError, KeyError, TypeError, AttributeError):
            return None
        return recipe if digest_of(canonical(recipe.table)) == key else None

    def recall(self, key: Digest) -> Recipe | None:
        """Return the recipe of `key` if every one of its outputs is here and undamaged, else None."""
        recipe = self.read_recipe(key)
        return recipe if recipe and all(self.holds(digest) for digest in recipe.outputs.values()) else None

    def clean(self) -> int:
        """Delete everything that can be made again and return the bytes freed; the lock must be held."""
        freed = 0
        for name in ("objects", "keys", "tmp"):
            for path in sorted((self.folder / name).rglob("*"), reverse=True):
                freed += path.lstat().st_size if path.is_file() else 0
            shutil.rmtree(self.folder / name)
        self._sound.clear()
        return freed

    def _key_path(self, key: Digest) -> Path:
        return self.folder / "keys" / key[:2] / f"{key}.json"

    def _rename(self, scratch: Path, digest: Digest) -> None:
        path = self.path(digest)
        path.parent.mkdir(parents=True, exist_ok=True)
        scratch.chmod(0o444)
        scratch.replace(path)
        self._sound.add(digest)

    def _sweep(self) -> None:
        # What a killed build left behind; nobody else can be writing, because we hold the lock.
        for left in (self.folder / "tmp").iterdir():
            if left.is_dir() and not left.is_symlink():
                shutil.rmtree(left, ignore_errors=True)
            else:
                left.unlink(missing_ok=True)
