# SPDX-License-Identifier: Apache-2.0
"""XML of strangers: read whole, with the line of each element, without document types, entities or great depth."""

from collections.abc import Mapping
from typing import Any, Final
from xml.etree.ElementTree import Element, ParseError, TreeBuilder

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import DefusedXMLParser

from safeconduct.model.refusal import UsageRefusal

_LINE: Final = "{safeconduct}line"
_DEEPEST: Final = 60


class _Placed(TreeBuilder):
    """Builds a tree in which each element knows its line."""

    def __init__(self) -> None:
        super().__init__()
        self.parser: Any = None
        self.depth = 0

    def start(self, tag: str, attrs: Mapping[Any, Any]) -> Element:
        self.depth += 1
        if self.depth > _DEEPEST:
            raise RecursionError
        element = super().start(tag, dict(attrs))
        element.set(_LINE, str(self.parser.parser.CurrentLineNumber))
        return element

    def end(self, tag: str) -> Element:
        self.depth -= 1
        return super().end(tag)


def tree_of(content: bytes, file: str) -> Element:
    """Return the root of an XML text; raises `UsageRefusal` for what is none, or tries to be more."""
    builder = _Placed()
    parser = DefusedXMLParser(target=builder, forbid_dtd=True)
    builder.parser = parser
    try:
        parser.feed(content)
        root = parser.close()
    except DefusedXmlException:
        what = f"{file}: It holds a document type or an entity, and such files are not read."
        raise UsageRefusal(what, "save it without <!DOCTYPE …>.") from None
    except ParseError as fault:
        line = fault.position[0] if getattr(fault, "position", None) else 1
        raise UsageRefusal(
            f"{file}:{line}: Here it stops being XML.", "save it again in the tool it is from."
        ) from None
    except (RecursionError, ValueError, LookupError):
        what = f"{file}: It is nested too deeply, or in an unknown encoding."
        raise UsageRefusal(what, "save it as UTF-8 in the tool it is from.") from None
    return root


def line_of(element: Element) -> str:
    """Return the line of an element."""
    return element.get(_LINE, "1")


def bare_name(element: Element) -> tuple[str, str]:
    """Return the namespace and the name of an element."""
    space, _, name = str(element.tag).rpartition("}")
    return space.lstrip("{"), name
