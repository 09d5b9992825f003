# SPDX-License-Identifier: Apache-2.0
"""Remarks: what somebody who reads a copy closely would write in its margin."""

from collections.abc import Iterable

from attrs import frozen


@frozen
class Remark:
    """`text[start:end]` is `words`; `kind` names what was noticed, `why` says it in a sentence.

    `proposal` is what could stand there instead, "" when there is nothing that fits as it is.  Places are counted in
    characters of the text that was read.
    """

    start: int
    end: int
    words: str
    kind: str
    why: str
    proposal: str = ""


def remark(text: str, start: int, end: int, kind: str, why: str, proposal: str = "") -> Remark:
    """A remark on `text[start:end]`."""
    return Remark(start, end, text[start:end], kind, why, proposal)


def in_order(found: Iterable[Remark]) -> tuple[Remark, ...]:
    """The remarks by place, each once."""
    return tuple(sorted(set(found), key=lambda one: (one.start, one.end, one.kind, one.proposal)))


def followed(text: str, remarks: Iterable[Remark]) -> str:
    """Return `text` with every proposal put in; of two that want the same letters the first stands."""
    parts: list[str] = []
    at = 0
    for one in in_order(remarks):
        if one.proposal and one.start >= at:
            parts += [text[at : one.start], one.proposal]
            at = one.end
    return "".join([*parts, text[at:]])
