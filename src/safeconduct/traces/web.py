# SPDX-License-Identifier: Apache-2.0
"""HTML pages: whole in themselves, without remarks, scripts, loads, or a word about the program that made them."""

import re
from collections.abc import Iterator
from html.parser import HTMLParser
from typing import Final

from safeconduct.model.traces import Trace

from .allowed import Allowed
from .embedded import in_address
from .text import text_of
from .words import shown

_META: Final = {"viewport", "referrer", "color-scheme"}
_ADDRESSES: Final = {"src", "href", "srcset", "action", "data", "poster", "formaction", "cite", "background"}
_BARRED: Final = {"script", "link", "iframe", "object", "embed", "base", "form", "metadata"}
_LOADS: Final = re.compile(r"@import|url\(\s*['\"]?(?!#|data:)[^)]{0,80}", re.I)


def traces_in_html(content: bytes, allowed: Allowed) -> Iterator[Trace]:
    """Yield a trace for each thing that is no part of a page people read."""
    page = _Page(allowed)
    page.feed(text_of(content))
    page.close()
    yield from page.traces


class _Page(HTMLParser):
    def __init__(self, allowed: Allowed) -> None:
        super().__init__(convert_charrefs=True)
        self.allowed = allowed
        self.traces: list[Trace] = []
        self.inside = ""

    def _told(self, field: str, value: str = "") -> None:
        self.traces.append(Trace(field, f"line {self.getpos()[0]}", shown(value)))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.inside = tag
        told = {name: value or "" for name, value in attrs}
        if tag in _BARRED:
            self._told(f"element {tag}", " ".join(told.values()))
        if tag == "meta":
            self._meta(told)
        where = f"line {self.getpos()[0]}"
        for name, value in told.items():
            if name.removeprefix("xlink:") in _ADDRESSES:
                self.traces += in_address(value, self.allowed, f"{where}, {tag} {name}")
            elif name.startswith(("on", "data-")):
                self._told(f"attribute {name}", value)
            else:
                self._loads(value if name == "style" else "")
                self.traces += self.allowed.fields(value, f"{tag} {name}", where)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)

    def _meta(self, told: dict[str, str]) -> None:
        named = told.get("name", "").lower()
        policy = told.get("http-equiv", "").lower() == "content-security-policy"
        if not (policy or "charset" in told or named in _META):
            self._told(f"meta {named or told.get('http-equiv', '') or '?'}", told.get("content", ""))

    def _loads(self, css: str) -> None:
        for found in _LOADS.findall(css):
            self._told("a load", found)

    def handle_data(self, data: str) -> None:
        if self.inside == "style":
            self._loads(data)
        self.traces += self.allowed.words(data, "", f"line {self.getpos()[0]}")

    def handle_comment(self, data: str) -> None:
        self._told("comment", data)

    def handle_pi(self, data: str) -> None:
        self._told("processing instruction", data)

    def handle_decl(self, decl: str) -> None:
        if decl.lower() != "doctype html":
            self._told("document type", decl)
