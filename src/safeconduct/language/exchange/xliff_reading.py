# SPDX-License-Identifier: Apache-2.0
"""XLIFF 2.x in: the units that came back, however a tool has cut, ordered or noted them."""

from collections.abc import Iterator
from xml.etree.ElementTree import Element

from safeconduct.manuscript.xml_tree import bare_name, line_of, tree_of
from safeconduct.model.exchange import SegmentState

from .content import Content, Mark, Side, joined, wordless
from .returned import Returned, ReturnedFile, refused
from .xliff_writing import CATEGORY, MACHINE, METADATA, NAMESPACE

_AGAIN = "export it again, or have the translation tool save XLIFF 2.1."


def read_xliff(content: bytes, file: str) -> ReturnedFile:
    """Read what came back as XLIFF 2.x; raises `UsageRefusal` with the line for what is none."""
    root = tree_of(content, file)
    space, name = bare_name(root)
    if name != "xliff" or not root.get("version", "").startswith("2.") or space != NAMESPACE:
        version = f"XLIFF {root.get('version', '')}".strip() if name == "xliff" else f"<{name}>"
        raise refused(f"{file}:{line_of(root)}", f"It is {version}, not XLIFF 2.1.", _AGAIN)
    units: list[Returned] = []
    for part in _children(root, "file"):
        units += [_unit(unit, part.get("id", ""), file) for unit in part.iter(f"{{{NAMESPACE}}}unit")]
    return ReturnedFile(root.get("srcLang", ""), root.get("trgLang", ""), tuple(units))


def _unit(unit: Element, piece: str, file: str) -> Returned:
    at = f"{file}:{line_of(unit)}"
    source: list[str | Mark] = []
    told: list[tuple[int, Content | None]] = []
    states: list[tuple[SegmentState, str]] = []
    parts = [one for one in unit if bare_name(one) in ((NAMESPACE, "segment"), (NAMESPACE, "ignorable"))]
    for number, part in enumerate(parts, 1):
        there, here = next(_children(part, "source"), None), next(_children(part, "target"), None)
        content = _content(there, at)
        source += content
        spaces = bare_name(part)[1] == "ignorable"
        if not spaces:
            states.append(_state(part, at))
        words = _content(here, at) if here is not None else content if spaces else None
        lost = words is not None and not spaces and not wordless(content) and wordless(words)
        told.append((_order(here, number, at), None if lost else words))
    inside = [words for _, words in sorted(told, key=lambda one: one[0])]
    finished = bool(states) and all(words is not None for words in inside)
    return Returned(
        piece=piece,
        unit=unit.get("id", ""),
        source=joined(source),
        target=joined(part for words in inside if words for part in words) if finished else None,
        state=min((state for state, _ in states), key=lambda state: state.rank, default=SegmentState.INITIAL),
        machine=any(sub == MACHINE for _, sub in states),
        was=_was(unit),
        at=f"{at} (unit {unit.get('id', '')})",
    )


def _content(element: Element | None, at: str) -> Content:
    if element is None:
        return ()
    return joined(_parts(element, at))


def _parts(element: Element, at: str) -> Iterator[str | Mark]:
    yield element.text or ""
    for child in element:
        space, name = bare_name(child)
        code = child.get("id", "")
        match name if space == NAMESPACE else "":
            case "cp":
                yield _sign(child, at)
            case "ph":
                yield Mark(Side.ALONE, code)
            case "pc":
                yield Mark(Side.START, code)
                yield from _parts(child, at)
                yield Mark(Side.END, code)
            case "sc":
                yield Mark(Side.START, code)
            case "ec":
                yield Mark(Side.END, child.get("startRef", code))
            case "mrk":
                yield from _parts(child, at)
            case "sm" | "em":
                pass  # the two ends of a tool's own remark, which says nothing of the words
            case _:
                raise refused(at, f"Here stands <{name}>, which XLIFF does not know among words.", _AGAIN)
        yield child.tail or ""


def _sign(element: Element, at: str) -> str:
    try:
        sign = chr(int(element.get("hex", ""), 16))
        sign.encode()  # half of a surrogate pair is no sign
    except (ValueError, OverflowError):
        raise refused(at, "Here stands a <cp> that names no sign.", _AGAIN) from None
    return sign


def _state(segment: Element, at: str) -> tuple[SegmentState, str]:
    told = segment.get("state", "initial")
    try:
        return SegmentState(told), segment.get("subState", "")
    except ValueError:
        do = f"write one of: {', '.join(SegmentState)}."
        raise refused(at, f"“{told}” is no state of a segment.", do) from None


def _order(target: Element | None, usual: int, at: str) -> int:
    told = target.get("order", str(usual)) if target is not None else str(usual)
    if not (told.isascii() and told.isdigit()):
        raise refused(at, f"“{told}” is no place in an order.", _AGAIN)
    return int(told)


def _was(unit: Element) -> tuple[str, str | None]:
    for group in unit.iter(f"{{{METADATA}}}metaGroup"):
        if group.get("category") == CATEGORY:
            told = {one.get("type", ""): one.text or "" for one in group}
            return told.get("source", ""), told.get("target")
    return "", None


def _children(element: Element, name: str) -> Iterator[Element]:
    return (child for child in element if bare_name(child) == (NAMESPACE, name))
