# SPDX-License-Identifier: Apache-2.0
"""Clean files: what they may say of themselves, a look into each that is made, and one more at the seal."""

import json
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Final

from attrs import evolve

from safeconduct.graph.build import Built, Ending
from safeconduct.graph.store import Store, hash_file
from safeconduct.manuscript.channels import channels
from safeconduct.manuscript.snapshot import Seen
from safeconduct.model.codec import plain as plain_values
from safeconduct.model.codec import record_from
from safeconduct.model.edition import Edition, Piece
from safeconduct.model.traces import OwnWords, Scan
from safeconduct.model.works import Artifact, Plan, Planned, Step
from safeconduct.preflight.scene import Original, Scanned
from safeconduct.traces.looking import kind_of, look_at_fields
from safeconduct.traces.recipes import FOUND

from .going_out import fields_left, printed, spelled, words_in

_RECIPE: Final = "safeconduct.traces.recipes:look_into"
_TOOLS: Final = ("pikepdf", "defusedxml", "polib")


def own_words(edition: Edition, piece: Piece, language: str, channel: str, as_of: date) -> OwnWords:
    """Return what a file of this piece may say of itself, also as ASCII fields spell it."""
    copy = piece.copies[language]
    speaker = piece.attribution.speaker
    senders = [*speaker.values(), *piece.attribution.on_behalf_of.values()]
    said = words_in(copy for one in edition.pieces for copy in one.copies.values())
    beside = (*senders, *edition.title.values(), *edition.notice.values(), *_credits(edition))
    return evolve(
        printed((*said, *beside), as_of.isoformat()),
        titles=spelled(copy.title or piece.id, channel),
        senders=spelled(*senders),
        editions=spelled(edition.id, *edition.title.values()),
    )


def _credits(edition: Edition) -> Iterator[str]:
    for claim in edition.claims.values():
        yield from claim.credit.values()
    for promise in edition.promises.values():
        yield from promise.credit.values()


def with_looks(edition: Edition, plans: Iterable[Plan], as_of: date) -> tuple[Plan, ...]:
    """Return the plans, each with a step that looks into every file it gives to the kit."""
    return tuple(evolve(plan, steps=(*plan.steps, *_looks(edition, plan, as_of))) for plan in plans)


def _looks(edition: Edition, plan: Plan, as_of: date) -> Iterator[Step]:
    piece = edition.piece(plan.piece)
    if piece is None or not plan.artifacts:
        return
    own = plain_values(own_words(edition, piece, plan.language, plan.channel, as_of))
    for planned in plan.artifacts:
        params = {"file": planned.file, "own": own}
        yield Step(_step(planned), _RECIPE, {"file": planned.made}, params, (FOUND,), _TOOLS)


def _step(planned: Planned) -> str:
    return f"{planned.file}.look"


def scanned(edition: Edition, plan: Plan, endings: Mapping[str, Ending], store: Store) -> Iterator[Scanned]:
    """Yield what was found in each file that the plan gives to the kit; all its steps are done."""
    piece = edition.piece(plan.piece)
    for planned in plan.artifacts if piece else ():
        ending = endings[_step(planned)]
        assert isinstance(ending, Built)  # noqa: S101 - failures have left before
        scan = record_from(json.loads(store.path(ending.outputs[FOUND]).read_bytes()), Scan)
        assert piece  # noqa: S101 - asked above
        yield Scanned(piece, plan.language, channels()[plan.channel], scan)


def clean_faults(edition: Edition, as_of: date, artifacts: Iterable[Artifact], store: Store) -> tuple[str, ...]:
    """Look into the very bytes that are to be packed; return a sentence for each file and field that must stop it.

    What the build found is not asked: these files are read again, and must be the ones that `artifacts` list.
    """
    return tuple(fault for artifact in artifacts for fault in _faults(edition, as_of, artifact, store))


def _faults(edition: Edition, as_of: date, artifact: Artifact, store: Store) -> Iterator[str]:
    path, piece = store.path(artifact.sha256), edition.piece(artifact.piece)
    if piece is None or hash_file(path) != artifact.sha256:
        yield f"{artifact.file} is not the file that was made."
        return
    own = own_words(edition, piece, artifact.language, artifact.channel, as_of)
    for field in fields_left(artifact.file, path, own):
        yield f"In {artifact.file} stands what may not stand there: {field}."


def originals(edition: Edition, files: Mapping[str, Seen]) -> Iterator[Original]:
    """Yield each picture and recording that pieces use, and what it tells as it lies in the manuscript.

    A recording of a kind that the kit has not is left out: nothing but its samples leaves the jail it is read in.
    """
    using: dict[str, dict[str, None]] = {}
    for piece in edition.pieces:
        pictures = [block.picture for copy in piece.copies.values() for block in copy.blocks if block.picture]
        for path in (*piece.art.values(), *pictures, *(take.file for take in piece.takes)):
            using.setdefault(path, {})[piece.id] = None
    for path, pieces in sorted(using.items()):
        if path in files and kind_of(path):
            yield Original(look_at_fields(files[path].content, path), tuple(pieces))
