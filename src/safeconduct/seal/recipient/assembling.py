# SPDX-License-Identifier: Apache-2.0
"""verify.html: one page put together from small sources, with nothing in it that could speak to a network."""

import base64
import hashlib
import json
import tomllib
from functools import cache
from importlib.resources import files

_HERE = files(__package__)
CORE = (
    "bytes.js",
    "sha256.js",
    "sha512.js",
    "ed25519.js",
    "canonical.js",
    "layout.js",
    "reading.js",
    "zip.js",
    "keys.js",
    "sshsig.js",
    "records.js",
    "whole.js",
    "chain.js",
    "lights.js",
    "wording.js",
)
"""What judges, in the order in which it is read: no part of it knows that it stands in a page."""

PAGE = ("asking.js", "memory.js", "drawing.js", "panels.js", "looking.js", "choosing.js", "start.js")
"""What shows, asks and remembers."""


def words() -> dict[str, dict[str, object]]:
    """Return the sentences of every verifier: language -> key -> sentence; "page" holds those of the page alone."""
    return tomllib.loads((files("safeconduct.seal") / "words.toml").read_text(encoding="utf-8"))


def core_script() -> str:
    """Return the script that judges a package, with the sentences in it; it runs outside a page as well."""
    told = json.dumps(words(), ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return "".join(
        (f"const WORDS = {told.replace('<', chr(92) + 'u003c')};\n", *(_source(f"js/{name}") for name in CORE))
    )


@cache
def verify_page() -> bytes:
    """Return verify.html: the same bytes for the same sources.

    The page states by Content-Security-Policy, level 3, that nothing may be loaded, and that no script or style may run
    but the two whose SHA-256 it gives.
    """
    script = "".join(('"use strict";\n{\n', core_script(), *(_source(f"js/{name}") for name in PAGE), "}\n"))
    style = _source("page.css")
    policy = (
        f"default-src 'none'; script-src '{_hash(script)}'; style-src '{_hash(style)}'; "
        "base-uri 'none'; form-action 'none'"
    )
    page = _source("page.html")
    for mark, content in (("POLICY", policy), ("STYLE", style), ("SCRIPT", script)):
        if page.count(f"%{mark}%") != 1 or "</script" in content or "</style" in content:
            raise AssertionError(f"page.html must hold %{mark}% once, and its sources no end of a script or style.")
        page = page.replace(f"%{mark}%", content)
    return page.encode()


def _source(name: str) -> str:
    return (_HERE / name).read_text(encoding="utf-8")


def _hash(content: str) -> str:
    return f"sha256-{base64.b64encode(hashlib.sha256(content.encode()).digest()).decode()}"
