# SPDX-License-Identifier: Apache-2.0
"""Writing several files of a manuscript together: all of them or none."""

from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

from safeconduct.model.refusal import FolderRefusal

from .scratch import scratch_beside
from .snapshot import Snapshot


def write_together(snapshot: Snapshot, contents: Mapping[str, bytes]) -> None:
    """Write files (path in the manuscript to bytes) where the snapshot was taken.

    Raises `FolderRefusal` when one of them is no longer as it was read, or cannot be written; then none has changed.
    """
    changed = set(snapshot.changed_since()) & contents.keys()
    new = [path for path in contents if path not in snapshot.files and _there(snapshot.folder / path)]
    if changed or new:
        path = min([*changed, *new])
        raise FolderRefusal(f"{path} was changed by somebody while it was being read.", "do it again.")
    scratches: dict[Path, Path] = {}
    done: list[tuple[Path, str]] = []
    try:
        for path, content in contents.items():
            target = snapshot.folder / path
            scratches[target] = scratch_beside(target, content)
        for path in contents:
            target = snapshot.folder / path
            scratches[target].replace(target)
            done.append((target, path))
    except OSError as fault:
        for target, path in done:
            _restore(snapshot, target, path)
        raise FolderRefusal(
            f"The manuscript cannot be written ({fault.strerror}); nothing was changed.",
            "allow yourself to write in it, and make room.",
        ) from None
    finally:
        for scratch in scratches.values():
            with suppress(OSError):
                scratch.unlink()


def _there(path: Path) -> bool:
    return path.exists() or path.is_symlink()


def _restore(snapshot: Snapshot, target: Path, path: str) -> None:
    if path in snapshot.files:
        target.write_bytes(snapshot.files[path].content)
    else:
        target.unlink(missing_ok=True)
