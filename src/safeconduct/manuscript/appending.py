# SPDX-License-Identifier: Apache-2.0
"""Appending a record to a manuscript: whole or not at all."""

import json
import re
import shutil
from collections.abc import Mapping
from datetime import date
from pathlib import Path

from safeconduct.model.refusal import FolderRefusal
from safeconduct.model.signed import Signed

from .scratch import put_whole

_PLAIN_KEY = re.compile(r"[A-Za-z0-9_-]+")


def append_signed(folder: Path, record: Signed) -> Path:
    """Write a signed record to its place in the manuscript and return the path.

    Raises `FolderRefusal` when it cannot be written; a half-written record never lies there.
    """
    return _append(folder / record.at.file, signed_text(record))


def signed_text(record: Signed) -> str:
    """Return a signed record as TOML: its single values, the signature, then its tables."""
    payload = record.payload()
    tables = [(f"[{key}]", value) for key, value in payload.items() if isinstance(value, Mapping)]
    for key, value in payload.items():
        many = value if isinstance(value, list) else []
        tables += [(f"[[{key}]]", one) for one in many if isinstance(one, Mapping)]
    within = {heading.strip("[]") for heading, _ in tables}
    lines = [f"{key} = {_spelled(value)}" for key, value in payload.items() if key not in within]
    lines.append(f'signature = """\n{record.signature}"""')
    for heading, table in tables:
        lines += ["", heading, *(f"{_key(str(name))} = {_spelled(inner)}" for name, inner in table.items())]
    return "\n".join([*lines, ""])


def _spelled(value: object) -> str:
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, list):
        return "[" + ", ".join(_spelled(one) for one in value) + "]"
    return quoted(str(value))


def _key(name: str) -> str:
    return name if _PLAIN_KEY.fullmatch(name) else quoted(name)


def quoted(text: str) -> str:
    """Return a text as TOML has it, in quotation marks."""
    # JSON's escapes are TOML's too, save that TOML also wants DEL escaped.
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")


def _append(path: Path, text: str) -> Path:
    try:
        path.parent.mkdir(exist_ok=True)
        put_whole(path, text.encode())
    except OSError as fault:
        raise FolderRefusal(
            f"{path} cannot be written ({fault.strerror}).", "allow yourself to write in the manuscript."
        ) from None
    return path


def begin(folder: Path, today: date) -> tuple[Path, ...]:
    """Write a first manuscript to `folder` and return its files; raises `FolderRefusal` when it is not empty."""
    if folder.name in ("", ".."):
        raise FolderRefusal(f"“{folder}” is no name for a new folder.", "name a folder that does not exist yet.")
    starter = Path(__file__).with_name("starter")
    fresh = folder.with_name(f".{folder.name}.new")
    try:
        if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
            raise FolderRefusal(f"{folder} exists and is not empty.", "name a folder that does not exist yet.")
        shutil.rmtree(fresh, ignore_errors=True)
        names = sorted(path.relative_to(starter) for path in starter.rglob("*") if path.is_file())
        for name in names:
            (fresh / name).parent.mkdir(parents=True, exist_ok=True)
            content = (starter / name).read_text("utf-8").replace("2000-01-01", today.isoformat())
            (fresh / name).write_text(content, "utf-8")
        if folder.exists():
            folder.rmdir()
        fresh.rename(folder)
    except OSError as fault:
        shutil.rmtree(fresh, ignore_errors=True)
        raise FolderRefusal(f"{folder} cannot be written ({fault.strerror}).", "choose another place.") from None
    return tuple(folder / name for name in names)
