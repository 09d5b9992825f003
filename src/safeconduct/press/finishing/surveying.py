# SPDX-License-Identifier: Apache-2.0
"""Survey a file: all that it paints with, however deep in forms, patterns and masks."""

from collections.abc import Iterator
from typing import Any

import pikepdf
from attrs import Factory, define
from pikepdf import Array, Dictionary


@define
class Found:
    """What a file paints with.  A mask (`masks` true) is no ink at all: it stays in grey."""

    contents: list[tuple[Any, Any, bool]] = Factory(list)  # stream or page, resources, of a mask
    resources: list[tuple[Any, bool]] = Factory(list)
    shadings: list[tuple[Any, bool]] = Factory(list)
    images: list[tuple[Any, bool]] = Factory(list)
    groups: list[tuple[Any, bool]] = Factory(list)
    seen: set[tuple[int, int]] = Factory(set)
    transparent: bool = False


def survey(pdf: pikepdf.Pdf) -> Found:
    """Look through every page of `pdf`, at each thing once."""
    found = Found()
    for page in pdf.pages:
        _look(found, page.obj, page.obj.get("/Resources", Dictionary()), mask=False)
    return found


def _look(found: Found, content: Any, resources: Any, *, mask: bool) -> None:
    found.contents.append((content, resources, mask))
    if not _first(found, resources):
        return
    found.resources.append((resources, mask))
    for each in _entries(resources, "/XObject"):
        if each.get("/Subtype") == "/Image":
            if _first(found, each):
                found.images.append((each, mask))
                found.transparent |= "/SMask" in each
        elif _first(found, each):
            _form(found, each, mask=mask)
    for each in _entries(resources, "/Pattern"):
        if int(each.PatternType) == 2:
            _shading(found, each.Shading, mask=mask)
        elif _first(found, each):
            _look(found, each, each.get("/Resources", Dictionary()), mask=mask)
    for each in _entries(resources, "/Shading"):
        _shading(found, each, mask=mask)
    for state in _entries(resources, "/ExtGState"):
        soft = state.get("/SMask")
        found.transparent |= soft is not None or "/ca" in state or "/CA" in state or "/BM" in state
        if isinstance(soft, Dictionary) and _first(found, soft.G):
            _form(found, soft.G, mask=True)
            if "/BC" in soft:
                raise ValueError("a mask with a backdrop has no place in a press file")


def _form(found: Found, form: Any, *, mask: bool) -> None:
    if "/Group" in form:
        found.groups.append((form.Group, mask))
        found.transparent = True
    _look(found, form, form.get("/Resources", Dictionary()), mask=mask)


def _shading(found: Found, each: Any, *, mask: bool) -> None:
    if _first(found, each):
        found.shadings.append((each, mask))


def _first(found: Found, each: Any) -> bool:
    if not each.is_indirect:
        return True
    fresh = each.objgen not in found.seen
    found.seen.add(each.objgen)
    return fresh


def _entries(resources: Any, key: str) -> Iterator[Any]:
    yield from (each for _, each in sorted(resources.get(key, Dictionary()).items()))


def width_of(space: Any) -> int:
    """How many figures a colour of `space` has."""
    if isinstance(space, Array):
        if space[0] == "/ICCBased":
            return int(space[1].N)
        if space[0] == "/Separation":
            return 1
        raise ValueError(f"the colour space {space[0]} has no place in a press file")
    return {"/DeviceGray": 1, "/DeviceRGB": 3, "/DeviceCMYK": 4}.get(str(space), 0)


def is_light(space: Any) -> bool:
    """Say whether colours of `space` are red, green and blue."""
    return width_of(space) == 3
