# SPDX-License-Identifier: Apache-2.0
"""Paths as manifests and `fetch.txt` write them: RFC 8493, sections 2.1.3 and 5.1."""

import re

_DRIVE = re.compile(r"[A-Za-z]:[/\\]")
_ENCODED = re.compile(r"%(0[Aa]|0[Dd]|25)")
_LINE_ENDS = re.compile(r"%(0[Aa]|0[Dd])")


class OutsideError(ValueError):
    """The path leads out of the bag, or names no file at all; the message is the sentence that says so."""


def inside(untrusted_path: str) -> str:
    """Return the path relative to the bag with every "." and ".." taken; raises `OutsideError`.

    The file system is never asked: `~`, drives and links mean nothing here.
    """
    if not untrusted_path:
        raise OutsideError("It names no file.")
    _refuse_elsewhere(untrusted_path)
    parts: list[str] = []
    for part in untrusted_path.split("/"):
        if part == "..":
            if not parts:
                raise OutsideError("It leads out of the bag.")
            parts.pop()
        elif part not in ("", "."):
            parts.append(part)
    if not parts or untrusted_path.endswith(("/", "/.", "/..")):
        raise OutsideError("It names a folder, not a file.")
    path = "/".join(parts)
    _refuse_elsewhere(path)  # "./~" and "x/../C:/" say the same as without their first steps
    return path


def _refuse_elsewhere(path: str) -> None:
    if path[0] in "/\\" or _DRIVE.match(path):
        raise OutsideError("It is an absolute path; a bag speaks of its own files alone.")
    if path[0] == "~":
        raise OutsideError("It begins with ~, which is somebody's home folder.")


def decoded(path: str, strict: bool) -> str:
    """Return `path` with %0A, %0D and (if `strict`: BagIt 1.0) %25 decoded; nothing else ever is."""
    if "%" not in path:
        return path
    return (_ENCODED if strict else _LINE_ENDS).sub(lambda found: chr(int(found[1], 16)), path)
