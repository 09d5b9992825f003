# SPDX-License-Identifier: Apache-2.0
"""A folder of ours, written whole or not at all: a list in it says which files we put there."""

import json
import shutil
from collections.abc import Mapping
from pathlib import Path

from safeconduct.model.refusal import FolderRefusal

LEFT_BY_FILE_MANAGERS = {".DS_Store", "Thumbs.db", "desktop.ini"}


def publish_folder(files: Mapping[str, bytes], out: Path, listed_in: str, schema: str) -> bool:
    """Write `files` as the folder `out` and return True, or False when it holds exactly them already.

    `listed_in` is the one of them that lists the others under "files" and names the `schema`; a folder without it is
    not ours.  The fresh folder is swapped in by renaming.  Raises `FolderRefusal` for a folder with anything of
    others in it, and when the disk refuses; then the old folder is untouched.
    """
    fresh, old = out.with_name(f".{out.name}.new"), out.with_name(f".{out.name}.old")
    try:
        _restore(out, fresh, old)
        _check(out, listed_in, schema)
        if _is_already(out, files):
            return False
        fresh.mkdir(parents=True)
        for name, content in files.items():
            (fresh / name).write_bytes(content)
        if out.exists():
            out.rename(old)
        fresh.rename(out)
        shutil.rmtree(old, ignore_errors=True)
    except OSError as fault:
        _restore(out, fresh, old)
        raise FolderRefusal(
            f"The folder {out} cannot be written ({fault.strerror}).",
            "make room or allow yourself to write there; the old folder, if there was one, is untouched.",
        ) from None
    return True


def _restore(out: Path, fresh: Path, old: Path) -> None:
    # Killed between the two renames: the old folder is whole, only under another name.
    if old.is_dir() and not out.exists():
        old.rename(out)
    for left in (fresh, old):
        shutil.rmtree(left, ignore_errors=True)


def _check(out: Path, listed_in: str, schema: str) -> None:
    if out.is_symlink() or (out.exists() and not out.is_dir()):
        raise FolderRefusal(f"{out} is not a folder.", "name another folder with -o FOLDER.")
    if not out.exists():
        return
    ours = _listed(out / listed_in, schema) | {listed_in}
    strangers = sorted(path.name for path in out.iterdir() if path.name not in ours | LEFT_BY_FILE_MANAGERS)
    if strangers or (listed_in not in {path.name for path in out.iterdir()} and any(out.iterdir())):
        named = strangers[0] if strangers else next(path.name for path in out.iterdir())
        raise FolderRefusal(
            f"{out} holds “{named}”, which this press did not put there and will not delete.",
            "move it elsewhere, or name another folder with -o FOLDER.",
        )


def _listed(path: Path, schema: str) -> set[str]:
    try:
        told = json.loads(path.read_bytes())
    except (OSError, ValueError, RecursionError):
        return set()
    if not isinstance(told, dict) or told.get("schema") != schema or not isinstance(told.get("files"), list):
        return set()
    return {str(entry["path"]) for entry in told["files"] if isinstance(entry, dict) and "path" in entry}


def _is_already(out: Path, files: Mapping[str, bytes]) -> bool:
    if not out.is_dir() or {path.name for path in out.iterdir()} != set(files):
        return False
    return all((out / name).read_bytes() == content for name, content in files.items())
