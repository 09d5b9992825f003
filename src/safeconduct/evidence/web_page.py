# SPDX-License-Identifier: Apache-2.0
"""Web pages that ask nothing of any network: one file, its own style sheet, no script, every text in it escaped."""

from base64 import b64encode
from functools import cache
from hashlib import sha256
from pathlib import Path

from jinja2 import DictLoader, Environment, StrictUndefined, Template
from markupsafe import Markup

from .legible import legible


def web_page(template: Path, style: Path, images: str = "", **told: object) -> str:
    """Render the Jinja template `template` with `told`; texts are escaped, and made legible.

    It also gets `css`, the style sheet, and `policy`, which forbids everything but that sheet, by its digest, and the
    `images` named in it (CSP level 3: "data:", or none).
    """
    css = _text(style).strip()
    digest = b64encode(sha256(css.encode()).digest()).decode()
    pictures = f"img-src {images}; " if images else ""
    return _template(template).render(
        css=Markup(css),  # noqa: S704 - our own file
        policy=f"default-src 'none'; style-src 'sha256-{digest}'; {pictures}base-uri 'none'; form-action 'none'",
        **told,
    )


@cache
def _text(file: Path) -> str:
    return file.read_text("utf-8")


@cache
def _template(file: Path) -> Template:
    room = Environment(
        loader=DictLoader({"page": _text(file)}),
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
