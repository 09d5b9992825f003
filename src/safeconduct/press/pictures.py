# SPDX-License-Identifier: Apache-2.0
"""Pictures of the manuscript: only what prints the same everywhere is let through."""

import io
import re
from pathlib import Path
from xml.etree import ElementTree

from PIL import Image, UnidentifiedImageError

from safeconduct.model.refusal import StepRefusal

from .line_art import LARGEST, foreign_part, is_endless, is_plainly_written

_GREY_MODES = frozenset({"1", "L", "LA", "I;16"})
_MOST_PIXELS = 60_000_000
_UPRIGHT = 1
_ORIENTATION = 0x0112
_SCAN, _END = 0xDA, 0xD9
_MARKER = re.compile(rb"\xff[^\x00\xd0-\xd7\xff]")
_SIGNATURES = {"png": b"\x89PNG\r\n\x1a\n", "jpg": b"\xff\xd8\xff", "jpeg": b"\xff\xd8\xff"}
_FOREIGN = re.compile(
    rb"<!(?:DOCTYPE|ENTITY)|<(?:text|image|script|style|foreignObject|filter)\b"
    rb"|\bspreadMethod\s*[=:]\s*['\"]?\s*re(?:flect|peat)"
    rb"|url\(\s*['\"]?(?!#)|\bhref\s*=\s*['\"](?!#)",
    re.IGNORECASE,
)
_HEX = re.compile(rb"#([0-9a-fA-F]{8}|[0-9a-fA-F]{6}|[0-9a-fA-F]{4}|[0-9a-fA-F]{3})\b")
_NAMED = re.compile(rb"(?:fill|stroke|stop-color|color)\s*[=:]\s*[\"']?\s*([a-zA-Z]+|rgba?\([^)]*\)|hsla?\([^)]*\))")
_GREY_NAMES = frozenset(
    {b"none", b"black", b"white", b"gray", b"grey", b"inherit", b"currentcolor", b"transparent", b"url"}
)


def read_picture(file: Path, path: str, theme: str) -> dict[str, bytes]:
    """Read the picture at `path` of the manuscript and return it by what a template may ask for ("", "-white").

    An SVG also comes in white, for a dark tile.  Raises `StepRefusal` for a file that is no picture, an SVG with
    text, rasters or references (they would look different elsewhere), and colour where only black is printed.
    """
    content = file.read_bytes()
    ending = path.rpartition(".")[2].lower()
    if ending == "svg":
        return {"": _checked_svg(content, path, theme), "-white": white(content)}
    if ending not in _SIGNATURES or not content.startswith(_SIGNATURES[ending]):
        raise StepRefusal(f"The picture {path} is not a readable SVG, PNG or JPEG.", "save it as one of these.")
    return {"": _checked_photo(content, path, theme)}


def _checked_photo(content: bytes, path: str, theme: str) -> bytes:
    try:
        with Image.open(io.BytesIO(content)) as photo:
            mode, (wide, high), turned = photo.mode, photo.size, photo.getexif().get(_ORIENTATION, _UPRIGHT)
            frames = getattr(photo, "n_frames", 1)
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, Image.DecompressionBombError):
        raise StepRefusal(f"The picture {path} is damaged.", "save it again as PNG or JPEG.") from None
    if wide * high > _MOST_PIXELS:
        raise StepRefusal(
            f"The picture {path} has {wide} × {high} pixels.", "save it smaller: 300 for each inch printed."
        )
    if frames > 1:
        raise StepRefusal(f"The picture {path} moves.", "save the one picture of it that is to be printed.")
    if turned != _UPRIGHT:
        raise StepRefusal(f"The picture {path} lies on its side, and only a note in it says so.", "save it upright.")
    if theme != "full-colour" and mode not in _GREY_MODES:
        raise StepRefusal(
            f"The picture {path} may hold colour, but this piece is not printed in full colour.",
            "save it in greys, or draw it as a black SVG.",
        )
    return plain_jpeg(content) if content.startswith(b"\xff\xd8") else content


def plain_jpeg(content: bytes) -> bytes:
    """Return a JPEG without what a camera or a program wrote beside the picture: place, date, maker, remarks, more.

    The picture itself keeps its bytes.  Typst takes a JPEG as it is; from a PNG it keeps the pixels alone.
    """
    kept, at = [content[:2]], 2
    while at + 4 <= len(content) and content[at] == 0xFF:
        kind, length = content[at + 1], int.from_bytes(content[at + 2 : at + 4])
        end = at + 2 + length
        if kind == _SCAN:
            following = _MARKER.search(content, end)
            end = following.start() if following else len(content)
        if kind == _END:
            # What comes after it is no part of the picture: a film, or a second picture.
            return b"".join([*kept, content[at : at + 2]])
        if not _beside(kind, content[at + 4 : at + 15]):
            kept.append(content[at:end])
        at = end
    return b"".join([*kept, content[at:]])


def _beside(kind: int, start: bytes) -> bool:
    # A decoder needs the kind of colour (APP14), and what the colours mean (a profile in APP2).
    told = kind == 0xFE or 0xE0 <= kind <= 0xEF
    return told and kind != 0xEE and not (kind == 0xE2 and start.startswith(b"ICC_PROFILE"))


def _checked_svg(content: bytes, path: str, theme: str) -> bytes:
    if b"<svg" not in content[:2000]:
        raise StepRefusal(f"The picture {path} is not a readable SVG.", "save it again as SVG.")
    if len(content) > LARGEST:
        raise StepRefusal(
            f"The picture {path} is larger than {LARGEST >> 20} MiB.", "simplify it, or save it as PNG or JPEG."
        )
    if not is_plainly_written(content):
        raise StepRefusal(f"The picture {path} is not written in UTF-8.", "save it again as plain SVG.")
    foreign = _FOREIGN.search(content)
    if foreign:
        raise _strange(path, foreign.group().decode(errors="replace"))
    try:
        root = ElementTree.fromstring(content)  # noqa: S314 - entities were refused above
    except (ElementTree.ParseError, ValueError):
        raise StepRefusal(f"The picture {path} is a damaged SVG.", "save it again as SVG.") from None
    if part := foreign_part(root):
        raise _strange(path, part)
    if is_endless(root):
        raise StepRefusal(
            f"The picture {path} draws itself, or too many parts in one another.",
            "draw it as plain shapes, each of them once.",
        )
    if theme != "full-colour" and not _is_grey(content):
        raise StepRefusal(
            f"The picture {path} is in colour, but this piece is not printed in full colour.", "draw it in black."
        )
    return content


def _strange(path: str, part: str) -> StepRefusal:
    return StepRefusal(
        f"The picture {path} holds “{part}”, which looks different elsewhere.",
        "turn text into outlines and draw the rest as plain shapes.",
    )


def _is_grey(content: bytes) -> bool:
    for value in _HEX.findall(content):
        # With four or eight figures the last tell how much shines through.
        parts = [value[i : i + 2] for i in (0, 2, 4)] if len(value) >= 6 else [value[i : i + 1] for i in range(3)]
        if len({part.lower() for part in parts}) > 1:
            return False
    return all(name.lower() in _GREY_NAMES for name in _NAMED.findall(content))


def white(content: bytes) -> bytes:
    """Return a black drawing in white, for a dark ground."""
    return re.sub(rb"#000(?:000)?\b|\bblack\b|\bcurrentColor\b", b"#fff", content)
