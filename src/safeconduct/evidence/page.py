# SPDX-License-Identifier: Apache-2.0
"""The report as one HTML page: no script, no network, readable on a phone, printable, light and dark."""

from pathlib import Path

from markupsafe import Markup

from .outline import Outline
from .web_page import web_page

HERE = Path(__file__).resolve().parent


def page(told: Outline, timeline: str, citations: str) -> str:
    """Return the page; `timeline` and `citations` are SVG that this room drew, and the only mark-up let through."""
    return web_page(
        HERE / "page.html.j2",
        HERE / "page.css",
        o=told,
        timeline=Markup(timeline.strip()),  # noqa: S704 - drawn here, every text in it escaped
        citations=Markup(citations.strip()),  # noqa: S704
    )
