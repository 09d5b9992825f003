# SPDX-License-Identifier: Apache-2.0
"""Converting: a Southern draft in, Northern copy out, with every edit that was made or proposed."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from types import MappingProxyType
from typing import Final

from attrs import evolve, frozen

from . import analysing, choosing, guarding, particles
from .draft import Draft
from .edits import Edit, applied, settled
from .rules import endings, inserted_s, names, native_homographs, punctuation, sino, spacing, vocabulary

Rule = Callable[[Draft], Iterator[Edit]]

RULES: Final[tuple[Rule, ...]] = (
    vocabulary.edits,
    names.edits,
    sino.edits,
    native_homographs.edits,
    endings.edits,
    inserted_s.edits,
    spacing.edits,
    punctuation.edits,
)
"""Every rule, the strongest first; the author's own choices are stronger still."""


@frozen
class Converted:
    """A Northern text, and the edits that lead to it from the draft, by place in the draft.

    `modelled` is False when the analysers were not there and tables alone were asked: then more is missed.
    """

    text: str
    edits: tuple[Edit, ...]
    modelled: bool


def convert(
    text: str, choices: Mapping[str, str] = MappingProxyType({}), guarded: Iterable[tuple[int, int]] = ()
) -> Converted:
    """Return `text` in the Northern norm.

    `choices` gives the Northern word for a Southern one that has several; hanja in braces after a word settle it, and
    the braces are dropped.  No rule touches the places in `guarded` (quotations, names), nor addresses.
    """
    braced = choosing.unbraced(text)
    spans = guarding.moved(guarding.within(guarded, len(text)), braced.dropped)
    draft = drafted(braced.text, choices, spans, braced.settled)
    chosen = [edit for edit in choosing.edits(draft) if not draft.guards(edit.start, edit.end)]
    draft = evolve(draft, guarded=sorted({*draft.guarded, *((edit.start, edit.end) for edit in chosen)}))
    ruled = (
        edit
        for rule in RULES
        for edit in rule(draft)
        if not draft.guards(edit.start, max(edit.end, edit.start + 1))
        # rows of the tables are reviewed: 원사 the rank is meant, though the North has another 원사
        and (edit.rule == "vocabulary" or not guarding.touches_northern(draft, edit))
        and not vocabulary.misread(draft, edit)
        and not guarding.cuts_northern(draft, edit)
    )
    edits = settled([*chosen, *ruled])
    edits = choosing.rebraced(text, braced, choosing.settled_last(particles.agreeing(draft, edits)))
    return Converted(applied(text, edits), edits, draft.modelled)


def drafted(
    text: str,
    choices: Mapping[str, str] = MappingProxyType({}),
    guarded: Iterable[tuple[int, int]] = (),
    hanja: Mapping[tuple[int, int], str] = MappingProxyType({}),
) -> Draft:
    """Return the draft, analysed by whatever is installed; `hanja` is what the author wrote for a place."""
    spans = sorted({*guarded, *guarding.protected(text)})
    if not analysing.available():
        return Draft(text, guarded=spans, settled=hanja, choices=choices)
    tokens, sinos = analysing.tokens(text), analysing.sinos(text)
    return Draft(text, tokens, sinos, modelled=True, guarded=spans, settled=hanja, choices=choices)
