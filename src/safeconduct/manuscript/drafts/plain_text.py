# SPDX-License-Identifier: Apache-2.0
"""Drafts that are plain text: lines put together to paragraphs, or a copy whose ids are still missing."""

import re
from collections.abc import Iterable, Sequence
from typing import Final

from attrs import evolve

from safeconduct.manuscript.copy_text import read_copy
from safeconduct.manuscript.faults import Faults
from safeconduct.model.canonical import digest_of
from safeconduct.model.edition import Block
from safeconduct.model.refusal import UsageRefusal
from safeconduct.tools.draft_lines import Line, Stretch

_BEGINS: Final = re.compile(r"\s*(?:#{1,2}(?=\s)|[0-9]{1,2}[.)](?=\s)|[①-⑳]|[-–*](?=\s)|[•·▪◦‣○●])")


def paragraphs(lines: Sequence[Line]) -> tuple[Line, ...]:
    """Return the lines of a text file as paragraphs.

    Where empty lines part paragraphs, lines that follow each other are one, unless a sign (`1.`, `-`, `#`) begins
    another; where there are none, each line is one.
    """
    texts = ["".join(stretch.text for stretch in line.stretches) for line in lines]
    while texts and not texts[-1].strip():
        texts.pop()
    if all(text.strip() for text in texts):
        return tuple(lines[: len(texts)])
    told: list[list[str]] = [[]]
    for text in texts:
        if not text.strip():
            told.append([])
        elif told[-1] and (_BEGINS.match(text) or told[-1][0].lstrip().startswith("#")):
            told.append([text.strip()])
        else:
            told[-1].append(text.strip())
    return tuple(Line("plain", 1, (Stretch(" ".join(part)),)) for part in told if part)


def from_markdown(lines: Iterable[Line], language: str, name: str) -> tuple[Block, ...]:
    """Return the blocks of a copy that somebody wrote elsewhere; one without an id has the id "".

    Raises `UsageRefusal` for mark-up that no copy can hold.
    """
    text = "\n".join("".join(stretch.text for stretch in line.stretches) for line in lines)
    faults = Faults()
    copy = read_copy(text, digest_of(text.encode()), language, name, faults)
    for fault in faults.found:
        if fault.check != "block-id-missing":
            raise UsageRefusal(f"{fault.place}: {fault.message}", fault.remedy)
    nameless = {fault.place for fault in faults.found}
    return tuple(evolve(block, id="") if block.at in nameless else block for block in copy.blocks)
