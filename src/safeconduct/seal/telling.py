# SPDX-License-Identifier: Apache-2.0
"""The verdict in words: one plain sentence for each reason, in the language of whoever was handed the package."""

import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from safeconduct.model.sealed import Texts

from .names import shown
from .reasons import Reason

_WORDS = Path(__file__).with_name("words.toml")
_ALL_GREEN = "whole_kit"


def sentence_of(reason: Reason | None, language: str) -> str:
    """Return what `reason` means in "en", "uk", "ko" or "ru"; None stands for four green lights.

    Names from outside are spelled so that they can be printed; texts of the press are on one line.
    """
    if reason is None:
        return word(_ALL_GREEN, language)
    told = [reason.what] if reason.what else []
    for steps, texts in reason.said:
        behind = f"{', '.join(steps)}: " if steps else ""
        told.append(behind + " ".join(in_language(texts, language).split()))
    return word(str(reason.code), language, file=shown(reason.untrusted_file), what=" · ".join(told))


def word(key: str, language: str, **told: str) -> str:
    """Return the words that stand for `key` in `language`, with {file} and {what} filled in."""
    words = _words()[language]
    plain: str = words[key] if key in words else words["page"][key]
    return plain.format(**told)


def in_language(texts: Texts, language: str) -> str:
    """Return the text in `language`, else in a spelling of it ("ko-KP" for "ko"), else in English, else the first."""
    spellings = [tag for tag in sorted(texts) if tag.split("-")[0] == language]
    return texts[next(tag for tag in (language, *spellings, "en", *sorted(texts)) if tag in texts)]


@cache
def _words() -> Mapping[str, Any]:
    with _WORDS.open("rb") as file:
        return tomllib.load(file)
