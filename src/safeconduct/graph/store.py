# SPDX-License-Identifier: Apache-2.0
"""The content-addressed store: believed by nobody, re-hashed on every recall, written to `tmp/` and renamed."""

import hashlib
import json
import re
import shutil
import stat
import uuid
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from attrs import frozen
from filelock import FileLock, Timeout

from safeconduct.model.canonical import Digest, canonical, digest_of, digest_of_value
from safeconduct.model.refusal import BusyRefusal, FolderRefusal
from safeconduct.model.works import Json

MARKER = "safeconduct-store.txt"
SHELVES = ("objects", "keys", "tmp")
DIGEST = re.compile("[0-9a-f]{64}")


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
        self.folder = folder.absolute()
        self._sound: set[Digest] = set()

    @contextmanager
    def locked(self, wait_s: float = 5.0) -> Iterator["Store"]:
        """Hold the store's lock.

        Raises `BusyRefusal` when somebody else holds it for longer than `wait_s`, `FolderRefusal` when the folder
        cannot be written or holds anything but a store: what lies in a store is deleted without asking.
        """
        lock = FileLock(str(self.folder / "lock"))
        try:
            with self._writing():
                self._claim()
                lock.acquire(timeout=wait_s)
        except Timeout:
            raise BusyRefusal(
                f"Another build is using the store {self.folder}.",
                "wait until it has ended, or give this build a store of its own with --store FOLDER.",
            ) from None
        try:
            self._sound.clear()
            with self._writing():
                self._sweep()
            yield self
        finally:
            lock.release()

    def put(self, content: bytes) -> Digest:
        """Keep `content` and return its digest; a damaged older copy is replaced."""
        digest = digest_of(content)
        if not self.holds(digest):
            with self._writing():
                scratch = self.scratch()
                scratch.write_bytes(content)
                self._keep(scratch, digest)
        return digest

    def adopt(self, file: Path) -> Digest:
        """Move `file` (inside `tmp/`) into the store and return its digest."""
        with self._writing():
            digest = hash_file(file)
            if self.holds(digest):
                file.unlink()
            else:
                self._keep(file, digest)
        return digest

    def holds(self, digest: Digest) -> bool:
        """True when the object is there and its bytes still have that digest; a damaged one is thrown away."""
        if digest in self._sound:
            return True
        if not DIGEST.fullmatch(digest):
            return False
        path = self.path(digest)
        try:
            if not stat.S_ISREG(path.lstat().st_mode) or hash_file(path) != digest:
                _clear(path)
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
        with self._writing():
            scratch = self.scratch()
            check = _check(key, recipe.outputs)
            scratch.write_bytes(canonical({"table": recipe.table, "outputs": recipe.outputs, "check": check}))
            _move(scratch, self._key_path(key))

    def read_recipe(self, key: Digest, asked: Mapping[str, Json] | None = None) -> Recipe | None:
        """Return what `key` stands for, or None when it is unknown or damaged; its objects are not looked at.

        `asked` is the table that `key` was computed from, if that is at hand: comparing it is cheaper than computing
        the key again.
        """
        path = self._key_path(key)
        try:
            if not stat.S_ISREG(path.lstat().st_mode):
                return None
            value = json.loads(path.read_bytes())
            recipe = Recipe(value["table"], {str(n): Digest(str(d)) for n, d in value["outputs"].items()})
            names, check = recipe.table["outputs"], value["check"]
            unchanged = recipe.table == asked or digest_of_value(recipe.table) == key
            whole = unchanged and check == _check(key, recipe.outputs)
        except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
            return None
        return recipe if whole and isinstance(names, list) and set(names) == set(recipe.outputs) else None

    def recipes(self) -> Iterator[Recipe]:
        """Yield every recipe that is remembered and undamaged, in no order that means anything."""
        for path in sorted((self.folder / "keys").glob("*/*.json")):
            recipe = self.read_recipe(Digest(path.stem))
            if recipe:
                yield recipe

    def recall(self, key: Digest, asked: Mapping[str, Json] | None = None) -> Recipe | None:
        """Return the recipe of `key` if every one of its outputs is here and undamaged, else None."""
        recipe = self.read_recipe(key, asked)
        return recipe if recipe and all(self.holds(digest) for digest in recipe.outputs.values()) else None

    def clean(self) -> int:
        """Delete everything that can be made again and return the bytes freed; the lock must be held."""
        freed = 0
        with self._writing():
            for name in SHELVES:
                for path in (self.folder / name).rglob("*"):
                    entry = path.lstat()
                    freed += entry.st_size if stat.S_ISREG(entry.st_mode) else 0
                _clear(self.folder / name)
            self._claim()
        self._sound.clear()
        return freed

    def _key_path(self, key: Digest) -> Path:
        return self.folder / "keys" / key[:2] / f"{key}.json"

    def _keep(self, scratch: Path, digest: Digest) -> None:
        scratch.chmod(0o444)
        _move(scratch, self.path(digest))
        self._sound.add(digest)

    def _claim(self) -> None:
        self.folder.mkdir(parents=True, exist_ok=True)
        there = {path.name for path in self.folder.iterdir()}
        if there and MARKER not in there:
            raise FolderRefusal(
                f"{self.folder} holds files, and is not a store of this press.",
                "name an empty or a new folder with --store FOLDER.",
            )
        if not there:  # before anything else, so that a build killed here leaves a folder that we still know
            (self.folder / MARKER).write_text("A cache of safeconduct. It can be deleted at any time.\n")
        for name in SHELVES:
            if not (self.folder / name).is_dir():
                _clear(self.folder / name)
            (self.folder / name).mkdir(exist_ok=True)

    def _sweep(self) -> None:
        # What a killed build left behind; nobody else can be writing, because we hold the lock.
        for left in (self.folder / "tmp").iterdir():
            _clear(left)

    @contextmanager
    def _writing(self) -> Iterator[None]:
        try:
            yield
        except Timeout:
            raise
        except OSError as fault:
            raise FolderRefusal(
                f"The store {self.folder} cannot be written ({fault.strerror or fault}).",
                "make room or make the folder writable, or name another one with --store FOLDER.",
            ) from None


def _check(key: Digest, outputs: Mapping[str, Digest]) -> Digest:
    # The key covers the table only.  This finds damage; who can write here could also write a matching check.
    return digest_of_value([key, outputs])


def _clear(path: Path) -> None:
    """Delete whatever is at `path`; a link is deleted and not followed."""
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path, ignore_errors=True)
    else:
        path.unlink(missing_ok=True)


def _move(scratch: Path, path: Path) -> None:
    """Rename `scratch` to `path`, whatever damage stands in the way."""
    if not path.parent.is_dir():
        _clear(path.parent)
        path.parent.mkdir(parents=True, exist_ok=True)
    if path.is_dir():
        _clear(path)
    scratch.replace(path)
