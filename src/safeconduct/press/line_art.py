# SPDX-License-Identifier: Apache-2.0
"""Line art in SVG: what of it would look different elsewhere, move, act, or never end."""

import re
from collections.abc import Iterator
from xml.etree.ElementTree import Element

_FOREIGN_PARTS = frozenset(
    {"text", "tspan", "textPath", "tref", "image", "feImage", "script", "style", "foreignObject", "filter", "switch"}
    | {"set", "animate", "animateTransform", "animateMotion", "animateColor", "video", "audio", "iframe", "canvas"}
)
_DECLARED = re.compile(rb"^\s*(?:\xef\xbb\xbf)?\s*<\?xml[^>]*\bencoding\s*=\s*['\"]([^'\"]*)", re.IGNORECASE)
_PLAIN = frozenset({b"utf-8", b"utf8", b"us-ascii", b"ascii"})
_AWAY = re.compile(r"url\(\s*['\"]?\s*(?!#)|\\|@import", re.IGNORECASE)
_DEEPEST, _MOST_PARTS = 200, 100_000
LARGEST = 8 << 20
"""The largest SVG in bytes; larger ones are photos, or traced from photos."""


def is_plainly_written(content: bytes) -> bool:
    """True when the file is in UTF-8 and says nothing else: in another encoding one reader sees other words."""
    declared = _DECLARED.match(content)
    if declared and declared[1].strip().lower() not in _PLAIN:
        return False
    try:
        return "\0" not in content.decode("utf-8")
    except UnicodeDecodeError:
        return False


def foreign_part(root: Element) -> str:
    """Return the first thing in a drawing that cannot be relied on, as it is written; "" when there is none.

    Names count in every namespace and with every prefix: a reader may know what we do not.
    """
    for part in root.iter():
        name = _local(part.tag)
        if name in _FOREIGN_PARTS:
            return f"<{name}"
        for key, value in part.attrib.items():
            if _local(key) == "href" and not value.startswith("#"):
                return "href="
            if _local(key).lower().startswith("on"):
                return f"{_local(key)}="
            away = _AWAY.search(value)
            if away:
                return away.group()
    return ""


def is_endless(root: Element) -> bool:
    """True when the drawing is nested too deeply, draws itself, or repeats its parts more often than can be drawn."""
    if any(depth > _DEEPEST for depth in _depths(root)):
        return True
    named = {part.get("id"): part for part in root.iter() if part.get("id")}
    counted: dict[int, int] = {}
    open_parts: set[int] = set()

    def parts_of(part: Element) -> int:
        if id(part) in open_parts or len(open_parts) > _DEEPEST:
            return _MOST_PARTS + 1
        if id(part) not in counted:
            open_parts.add(id(part))
            total = 1 + sum(parts_of(child) for child in part)
            target = named.get(_target(part)) if _local(part.tag) == "use" else None
            total += parts_of(target) if target is not None else 0
            open_parts.discard(id(part))
            counted[id(part)] = min(total, _MOST_PARTS + 1)
        return counted[id(part)]

    return parts_of(root) > _MOST_PARTS


def _depths(root: Element) -> Iterator[int]:
    left = [(root, 1)]
    while left:
        part, depth = left.pop()
        yield depth
        left += ((child, depth + 1) for child in part)


def _target(part: Element) -> str:
    return next((value[1:] for key, value in part.attrib.items() if _local(key) == "href"), "")


def _local(name: object) -> str:
    # Comments and instructions have no name, but a function in its place.
    return name.rpartition("}")[2] if isinstance(name, str) else ""
