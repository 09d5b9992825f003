# SPDX-License-Identifier: Apache-2.0
"""The verifier that ships in every package: verify.py with its sentences filled in, one file without dependencies."""

import json
from importlib.resources import files

from safeconduct.model.sealed import READERS

from .assembling import words

_EMPTY = "WORDS = {}\n"


def stand_alone_verifier() -> bytes:
    """Return verify.py as it ships: equal sources, equal bytes.

    The one line `WORDS = {}` of the source becomes one line for each language that recipients read.
    """
    source = files(__package__).joinpath("verify.py").read_text("utf-8")
    told = words()
    lines = [f"{json.dumps(tag)}: {json.dumps(_sentences(told[tag]), ensure_ascii=False)}" for tag in READERS]
    before, after = source.split(_EMPTY)
    return f"{before}WORDS = {{{f',{chr(10)}         '.join(lines)}}}\n{after}".encode()


def _sentences(table: dict[str, object]) -> dict[str, str]:
    """The sentences alone: what is a table is said by verify.html only."""
    return {key: sentence for key, sentence in sorted(table.items()) if isinstance(sentence, str)}
