# SPDX-License-Identifier: Apache-2.0
"""A folder of ours, written whole or not at all: a list in it says which files we put there."""

import json
import os
import shutil
from collections.abc import Mapping
from pathlib import Path

from attrs import frozen

from safeconduct.graph.store import hash_file
from safeconduct.model.canonical import Digest, digest_of
from safeconduct.model.refusal import FolderRefusal, UsageRefusal

LEFT_BY_FILE_MANAGERS = {".DS_Store", "Thumbs.db", "desktop.ini"}


@frozen
class Kept:
    """A file that is kept elsewhere, and the digest of its bytes."""

    file: Path
    sha256: Digest


def outside(out: Path, manuscript: Path) -> Path:
    """Return `out` as a whole path; raises a refusal when it is no place for a folder of ours, as in the manuscript."""
    try:
        inside = out.resolve().is_relative_to(manuscript.resolve())
        out.lstat()
    except FileNotFoundError:
        pass
    except (OSError, RuntimeError) as fault:  # a circle of links is a RuntimeError up to Python 3.12
        why = getattr(fault, "strerror", None) or "it is a circle of links"
        raise FolderRefusal(f"{out} cannot be written ({why}).", "name another folder with -o FOLDER.") from None
    whole = Path(os.path.abspath(out))  # noqa: PTH100 - “.” and “..” must get a name, and links must stay
    if inside or not whole.name:
        what = f"inside the manuscript ({out})" if inside else f"in the place of {out} itself"
        raise UsageRefusal(f"What is made would lie {what}.", "name another folder with -o FOLDER.")
    return whole


def check_folder(out: Path, listed_in: str, schema: str, under: str = "files") -> None:
    """Refuse a folder that holds anything that we did not put there, or what is no folder; raises `FolderRefusal`.

    The file `listed_in` is ours when it names the `schema`; the files it lists `under` that name are ours too.
    """
    _restore(out)
    if out.is_symlink() or (out.exists() and not out.is_dir()):
        raise FolderRefusal(f"{out} is not a folder.", "name another folder with -o FOLDER.")
    if not out.exists():
        return
    ours = _listed(out / listed_in, schema, under)
    strangers = sorted(path.name for path in out.iterdir() if path.name not in ours | LEFT_BY_FILE_MANAGERS)
    if strangers:
        raise FolderRefusal(
            f"{out} holds “{strangers[0]}”, which this press did not put there and will not delete.",
            "move it elsewhere, or name another folder with -o FOLDER.",
        )


def publish_folder(
    files: Mapping[str, bytes | Kept], out: Path, listed_in: str, schema: str, under: str = "files"
) -> bool:
    """Write `files` as the folder `out` and return True, or False when it holds exactly them already.

    What is kept elsewhere is copied.  The other arguments are those of `check_folder`, and `listed_in` is one
    of the files.  The fresh folder is swapped in by renaming.  Raises `FolderRefusal` for a folder with anything of
    others in it, and when the disk refuses; then the old folder is untouched.
    """
    fresh, old = _beside(out)
    try:
        check_folder(out, listed_in, schema, under)
        if _is_already(out, files):
            return False
        fresh.mkdir(parents=True)
        for name, content in files.items():
            if isinstance(content, Kept):
                shutil.copyfile(content.file, fresh / name)
            else:
                (fresh / name).write_bytes(content)
        if out.exists():
            out.rename(old)
        fresh.rename(out)
        shutil.rmtree(old, ignore_errors=True)
    except OSError as fault:
        _restore(out)
        raise FolderRefusal(
            f"The folder {out} cannot be written ({fault.strerror}).",
            "make room or allow yourself to write there; the old folder, if there was one, is untouched.",
        ) from None
    return True


def _beside(out: Path) -> tuple[Path, Path]:
    return out.with_name(f".{out.name}.new"), out.with_name(f".{out.name}.old")


def _restore(out: Path) -> None:
    # Killed between the two renames: the old folder is whole, only under another name.
    fresh, old = _beside(out)
    if old.is_dir() and not out.exists():
        old.rename(out)
    for left in (fresh, old):
        shutil.rmtree(left, ignore_errors=True)


def _listed(path: Path, schema: str, under: str) -> set[str]:
    """Return the names of our files; none when the list is somebody else's."""
    try:
        told = json.loads(path.read_bytes())
    except (OSError, ValueError, RecursionError):
        return set()
    if not isinstance(told, dict) or told.get("schema") != schema or not isinstance(told.get(under), list):
        return set()
    return {path.name, *(str(entry["path"]) for entry in told[under] if isinstance(entry, dict) and "path" in entry)}


def _is_already(out: Path, files: Mapping[str, bytes | Kept]) -> bool:
    try:
        there = {entry.name for entry in os.scandir(out) if entry.is_file(follow_symlinks=False)}
        return there == set(files) and all(_is_same(out / name, content) for name, content in files.items())
    except OSError:
        return False


def _is_same(path: Path, content: bytes | Kept) -> bool:
    return hash_file(path) == (content.sha256 if isinstance(content, Kept) else digest_of(content))
