# SPDX-License-Identifier: Apache-2.0
"""The report as one HTML page: no script, no network, readable on a phone, printable, light and dark."""

from base64 import b64encode
from functools import cache
from hashlib import sha256
from pathlib import Path

from jinja2 import DictLoader, Environment, StrictUndefined, Template
from markupsafe import Markup

from .legible import legible
from .outline import Outline

HERE = Path(__file__).resolve().parent


def page(told: Outline, timeline: str, citations: str) -> str:
    """Return the page; `timeline` and `citations` are SVG that this room drew, and the only mark-up let through.

    The policy in its head forbids everything but the page's own style sheet, by its digest (CSP level 3).
    """
    css = _css()
    return _template().render(
        o=told,
        css=Markup(css),  # noqa: S704 - our own file
        policy=f"default-src 'none'; style-src 'sha256-{b64encode(sha256(css.encode()).digest()).decode()}'; "
        "base-uri 'none'; form-action 'none'",
        timeline=Markup(timeline.strip()),  # noqa: S704 - drawn here, every text in it escaped
        citations=Markup(citations.strip()),  # noqa: S704
    )


@cache
def _css() -> str:
    return (HERE / "page.css").read_text("utf-8").strip()


@cache
def _template() -> Template:
    room = Environment(
        loader=DictLoader({"page": (HERE / "page.html.j2").read_text("utf-8")}),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=_legible,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    return room.get_template("page")


def _legible(value: object) -> object:
    return legible(value) if type(value) is str else value
