# SPDX-License-Identifier: Apache-2.0
"""Pictures of the manuscript: only what prints the same everywhere is let through."""

import re
from pathlib import Path
from xml.etree import ElementTree

from safeconduct.model.refusal import StepRefusal

_SIGNATURES = {"png": b"\x89PNG\r\n\x1a\n", "jpg": b"\xff\xd8\xff", "jpeg": b"\xff\xd8\xff"}
_FOREIGN = re.compile(
    rb"<!(?:DOCTYPE|ENTITY)|<(?:text|image|script|style|foreignObject|filter)\b"
    rb"|url\(\s*['\"]?(?!#)|\bhref\s*=\s*['\"](?!#)",
    re.IGNORECASE,
)
_HEX = re.compile(rb"#([0-9a-fA-F]{6}|[0-9a-fA-F]{3})\b")
_NAMED = re.compile(rb"(?:fill|stroke|stop-color|color)\s*[=:]\s*[\"']?\s*([a-zA-Z]+|rgba?\([^)]*\)|hsla?\([^)]*\))")
_GREY_NAMES = frozenset(
    {b"none", b"black", b"white", b"gray", b"grey", b"inherit", b"currentcolor", b"transparent", b"url"}
)


def read_picture(file: Path, path: str, ink: str) -> dict[str, bytes]:
    """Read the picture at `path` of the manuscript and return it by what a template may ask for ("", "-white").

    An SVG also comes in white, for a dark tile.  Raises `StepRefusal` for a file that is no picture, an SVG with
    text, rasters or references (they would look different elsewhere), and colour where only black is printed.
    """
    content = file.read_bytes()
    ending = path.rpartition(".")[2].lower()
    if ending == "svg":
        return {"": _checked_svg(content, path, ink), "-white": _white(content)}
    if ending not in _SIGNATURES or not content.startswith(_SIGNATURES[ending]):
        raise StepRefusal(f"The picture {path} is not a readable SVG, PNG or JPEG.", "save it as one of these.")
    if ink == "k":
        raise StepRefusal(
            f"The picture {path} may hold colour, but this piece is printed in black only.", "draw it as a black SVG."
        )
    return {"": content}


def _checked_svg(content: bytes, path: str, ink: str) -> bytes:
    if b"<svg" not in content[:2000]:
        raise StepRefusal(f"The picture {path} is not a readable SVG.", "save it again as SVG.")
    foreign = _FOREIGN.search(content)
    if foreign:
        raise StepRefusal(
            f"The picture {path} holds “{foreign.group().decode(errors='replace')}”, which looks different elsewhere.",
            "turn text into outlines and draw the rest as plain shapes.",
        )
    try:
        ElementTree.fromstring(content)  # noqa: S314 - entities were refused above
    except ElementTree.ParseError:
        raise StepRefusal(f"The picture {path} is a damaged SVG.", "save it again as SVG.") from None
    if ink == "k" and not _is_grey(content):
        raise StepRefusal(
            f"The picture {path} is in colour, but this piece is printed in black only.", "draw it in black."
        )
    return content


def _is_grey(content: bytes) -> bool:
    for value in _HEX.findall(content):
        parts = [value[i : i + 2] for i in (0, 2, 4)] if len(value) == 6 else [value[i : i + 1] for i in range(3)]
        if len({part.lower() for part in parts}) > 1:
            return False
    return all(name.lower() in _GREY_NAMES for name in _NAMED.findall(content))


def _white(content: bytes) -> bytes:
    return re.sub(rb"#000(?:000)?\b|\bblack\b|\bcurrentColor\b", b"#fff", content)
