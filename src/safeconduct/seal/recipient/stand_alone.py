# SPDX-License-Identifier: Apache-2.0
"""The verifier that ships in every package: verify.py with its sentences filled in, one file of the standard library."""

import json
import tomllib
from importlib.resources import files

from safeconduct.model.sealed import READERS

_EMPTY = "WORDS = {}\n"


def stand_alone_verifier() -> bytes:
    """Return verify.py as it ships: equal sources, equal bytes.

    The one line `WORDS = {}` of the source becomes one line for each language that recipients read.
    """
    here = files(__package__)
    source = here.joinpath("verify.py").read_text("utf-8")
    words = tomllib.loads(here.parent.joinpath("words.toml").read_text("utf-8"))  # type: ignore[attr-defined]
    lines = [f"{json.dumps(tag)}: {json.dumps(_sentences(words[tag]), ensure_ascii=False)}" for tag in READERS]
    before, after = source.split(_EMPTY)
    return f"{before}WORDS = {{{f',{chr(10)}         '.join(lines)}}}\n{after}".encode()


def _sentences(table: dict[str, object]) -> dict[str, str]:
    """The sentences alone: what is a table is said by verify.html only."""
    return {key: sentence for key, sentence in sorted(table.items()) if isinstance(sentence, str)}
