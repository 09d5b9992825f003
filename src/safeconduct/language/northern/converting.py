# SPDX-License-Identifier: Apache-2.0
"""Converting: a Southern draft in, Northern copy out, with every edit that was made or proposed."""

from collections.abc import Callable, Iterator, Mapping
from types import MappingProxyType
from typing import Final

from attrs import frozen

from . import analysing
from .draft import Draft
from .edits import Edit, applied, settled
from .rules import sino

Rule = Callable[[Draft], Iterator[Edit]]

RULES: Final[tuple[Rule, ...]] = (sino.edits,)
"""Every rule, the strongest first."""


@frozen
class Converted:
    """A Northern text, and the edits that lead to it from the draft, by place in the draft.

    `modelled` is False when the analysers were not there and tables alone were asked: then more is missed.
    """

    text: str
    edits: tuple[Edit, ...]
    modelled: bool


def convert(text: str, choices: Mapping[str, str] = MappingProxyType({})) -> Converted:
    """Return `text` in the Northern norm; `choices` gives the Northern word for a Southern one that has several."""
    draft = drafted(text, choices)
    edits = settled(
        edit for rule in RULES for edit in rule(draft) if not draft.guards(edit.start, max(edit.end, edit.start + 1))
    )
    return Converted(applied(draft.text, edits), edits, draft.modelled)


def drafted(text: str, choices: Mapping[str, str] = MappingProxyType({})) -> Draft:
    """Return the draft, analysed by whatever is installed."""
    if not analysing.available():
        return Draft(text, choices=choices)
    return Draft(text, analysing.tokens(text), analysing.sinos(text), modelled=True, choices=choices)
