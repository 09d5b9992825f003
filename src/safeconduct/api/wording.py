# SPDX-License-Identifier: Apache-2.0
"""Wording: having the words of every copy looked at, and handing what was noted to the checks."""

import json
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import Executor
from typing import Final

from safeconduct.graph.build import Built, Notice, build
from safeconduct.graph.store import Store
from safeconduct.language.northern.analysing import available
from safeconduct.language.northern.choosing import choices_from
from safeconduct.manuscript.reading import Manuscript
from safeconduct.model.codec import plain, record_from
from safeconduct.model.edition import Block, BlockKind, Copy, Edition
from safeconduct.model.places import Span
from safeconduct.model.wording import Looked, WordsOrder
from safeconduct.model.works import Made, Measured, Plan, Step
from safeconduct.preflight.scene import Worded
from safeconduct.press.type.typefaces import FACES

from .judging import Judged, with_words

USE: Final = "wording"
BESIDE: Final = ""
"""The piece of a plan that looks at the words beside the copies."""

_OUTPUT: Final = "wording.json"
_TOOLS: Final = ("chunspell", "handic", "kiwipiepy", "kiwipiepy_model", "mecab-python3", "nkhandic")
_SAY: Final = "say"

Text = tuple[str, str, str, str]
"""Block id, kind of block, language, words."""


def plans(manuscript: Manuscript) -> tuple[Plan, ...]:
    """Return a plan for each copy, and one for each language's words beside them: one step, no file of the kit."""
    return tuple(_plans(manuscript))


def _plans(manuscript: Manuscript) -> Iterator[Plan]:
    edition = manuscript.edition
    for piece in edition.pieces:
        for language, copy in piece.copies.items():
            texts = [text for block in copy.blocks for text in _texts(block, copy)]
            yield _plan(manuscript, piece.id, language, texts)
    for language in edition.languages:
        if beside := [(name, "phrase", language, text) for name, text, _ in _beside(edition, language)]:
            yield _plan(manuscript, BESIDE, language, beside, _typefaces(language))


def worded(edition: Edition, plan: Plan, looked: Looked) -> Worded:
    """Return what was noted for one plan, with the places of its blocks."""
    piece = edition.piece(plan.piece)
    if piece is None:
        places = {name: at for name, _, at in _beside(edition, plan.language)}
        return Worded(plan.language, looked, places, edition.at)
    copy = piece.copies[plan.language]
    return Worded(plan.language, looked, {block.id: block.at for block in copy.blocks}, copy.at, piece)


def with_wording(judged: Judged, store: Store, executor: Callable[[], Executor], notice: Notice) -> Judged:
    """Have every word looked at, and judge again; the store's lock must be held."""
    every = plans(judged.manuscript)
    endings = build((step for plan in every for step in plan.steps), store, executor, judged.scene.as_of, notice)
    found = []
    for plan in every:
        ending = endings[plan.steps[0].name]
        if isinstance(ending, Built):
            looked = looked_at(store.path(ending.outputs[_OUTPUT]).read_bytes())
        else:
            looked = Looked((), (getattr(ending, "what", "The words could not be looked at."),))
        found.append(worded(judged.edition, plan, looked))
    return with_words(judged, tuple(found))


def looked_at(content: bytes) -> Looked:
    """Return what the step wrote."""
    return record_from(json.loads(content), Looked)


def _plan(
    manuscript: Manuscript, piece: str, language: str, texts: list[Text], typefaces: tuple[str, ...] = ()
) -> Plan:
    edition = manuscript.edition
    together = "\n".join(text for *_, text in texts)
    order = WordsOrder(
        texts=tuple(texts),
        own=tuple(sorted({name for entity in edition.entities.values() for _, name in entity.names()})),
        guarded=tuple(sorted({quote for quote in _quotes(edition) if quote in together})),
        choices=choices(manuscript, language),
        typefaces=typefaces,
        models=available(),
    )
    step = Step(
        name=f"{piece or 'beside'}.{language}.wording",
        recipe="safeconduct.language.examining:examine",
        inputs={},
        params=plain(order),
        outputs=(_OUTPUT,),
        tools=_TOOLS,
    )
    return Plan(piece, language, "", (step,), (), (Measured(Made(step.name, _OUTPUT), USE),))


def _typefaces(language: str) -> tuple[str, ...]:
    """The families that set a language; what is looked at is the same for every piece."""
    face = FACES.get(language)
    return tuple(dict.fromkeys((face.text, face.label))) if face else ()


def choices(manuscript: Manuscript, language: str) -> dict[str, str]:
    """The Northern words that the author chose for Southern ones, from choices.<language>.tsv in the manuscript."""
    name = f"choices.{language}.tsv"
    seen = manuscript.snapshot.files.get(name)
    return dict(choices_from(seen.content.decode("utf-8"), name)) if seen else {}


def _texts(block: Block, copy: Copy) -> Iterator[Text]:
    """Yield block id, kind, language and text: a table has a language for each column, and none for how it is said."""
    if block.kind is BlockKind.ROW:
        for cell, column in zip(block.cells, block.columns, strict=False):
            if column != _SAY:
                yield block.id, block.kind.value, column, "".join(run.settled for run in cell)
    else:
        yield block.id, block.kind.value, copy.language, "".join(run.settled for run in block.runs)
    if block.alt:
        yield block.id, "picture", copy.language, block.alt


def _beside(edition: Edition, language: str) -> Iterator[tuple[str, str, Span]]:
    """Yield name, text and place of what is printed or spoken besides the copies."""
    told: list[tuple[str, Mapping[str, str], Span]] = [
        ("title", edition.title, edition.at),
        ("notice", edition.notice, edition.at),
    ]
    for piece in edition.pieces:
        told.append((f"{piece.id}.speaker", piece.attribution.speaker, piece.at))
        told.append((f"{piece.id}.on_behalf_of", piece.attribution.on_behalf_of, piece.at))
    told += [(f"handover-{number}", one.purpose, one.at) for number, one in enumerate(edition.handovers)]
    told += [(f"claim.{claim.id}", claim.credit, claim.at) for claim in edition.claims.values()]
    told += [(f"promise.{promise.id}", promise.credit, promise.at) for promise in edition.promises.values()]
    for name, words, at in told:
        if text := words.get(language):
            yield name, text, at


def _quotes(edition: Edition) -> Iterator[str]:
    """The words of every quotation: they stay as they were said."""
    for claim in edition.claims.values():
        yield from (quote.exact for quote in claim.quotes)
    for promise in edition.promises.values():
        yield from (quote.exact for quote in promise.authority)
